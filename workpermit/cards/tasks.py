"""Making the personalisation file of a card: queue `document`, in the government's zone."""

from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from workpermit.card_stock.queries import was_used
from workpermit.cards.file import build_file
from workpermit.cards.lifecycle import Status
from workpermit.cards.models import Card
from workpermit.casework.retry import again
from workpermit.documents.queries import list_pages
from workpermit.documents.reading import read_file
from workpermit.permits.queries import find_permit
from workpermit.sealing.client import VaultRefused, VaultUnreachable, vault
from workpermit.sealing.services import write_record


@app.task(name="make_card_file", queue="document", retry=again(VaultUnreachable))
def make_card_file(record: str) -> None:
    """Draw both sides, seal them, and tell the vault which centre's device may take them, once and soon.

    Nothing of it is stored in clear: the images exist in this process alone until they are sealed. A file that was
    taken is not offered again for the same blank. The card's row may say what it likes, since the centre writes it: a
    file is made for a blank that the ledger gave to this card.
    """
    card = Card.objects.get(pk=UUID(record))
    permit = find_permit(card.application)
    if card.status != Status.PERSONALISED or card.serial is None or card.blank is None or permit is None:
        return
    if not was_used(card.blank, serial=card.serial, card=card.pk, centre=card.centre):
        return
    photos = [page.record for page in list_pages(card.application) if page.evidence.document == "photo"][:1]
    wanted = [permit.terms, permit.credential, *photos]
    opened = vault("document").open_card(case=card.application, records=wanted)
    value = build_file(
        permit=permit,
        serial=card.serial,
        terms=opened[permit.terms],
        credential=opened[permit.credential]["credential"],
        photo=read_file(opened[photos[0]]) if photos else b"",
        address=f"{settings.SITES['applicant']}/p/{permit.number}",
        demo=bool(settings.EWP["demo"]),
    )
    sealed = write_record(kind="card", case=card.application, subject=permit.subject, value=value, at=timezone.now())
    try:
        vault("document").offer_card(blank=card.blank, case=card.application, record=sealed.id, centre=card.centre)
    except VaultRefused as refusal:
        if refusal.code != "used":
            raise
