"""Letters to whoever files: the address in the filing serves until the account names one itself."""

from collections.abc import Mapping
from contextlib import suppress

from workpermit.catalogue.definition import FieldType
from workpermit.catalogue.messages import NotTaken
from workpermit.catalogue.typed import read_answer
from workpermit.sealing.client import VaultRefused, VaultUnreachable, vault
from workpermit.sealing.token import COUNTER
from workpermit.sites.applicant.filing import Filing, Notice
from workpermit.sites.http import Request

FILER = "employer"  # the section that says how to reach whoever files; the worker's section is about the worker
WEAK = ("code", COUNTER)  # the vault takes no address from who reads a mailbox or is helped by a clerk


def offer_address(request: Request, filing: Filing | Notice, section: str, posted: Mapping[str, str]) -> None:
    """Offer the vault the address that the filer just typed; it stays out where the account has one.

    Called before anything is locked. While the vault is away the answers are saved all the same, and the
    address is offered when the section is saved again.
    """
    if section != FILER or request.claims.method in WEAK:
        return
    for field in filing.service.section_by_id(section).fields:
        typed = posted.get(field.id, "").strip()
        if field.type is FieldType.EMAIL and typed:
            with suppress(NotTaken, VaultRefused, VaultUnreachable):
                offer = {"email": str(read_answer(field, typed))}
                vault("public").offer_contact(token=request.session_token, offer=offer)
