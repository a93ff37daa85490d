"""The personalisation file: what the printer of a centre gets for one blank."""

from collections.abc import Mapping
from typing import Any

from workpermit.card_stock.serials import show_serial
from workpermit.catalogue.queries import find_nationality
from workpermit.core.calendar import bangkok_date
from workpermit.papers.card import render_card
from workpermit.permits.models import Permit
from workpermit.sealing.canonical import b64


def build_file(
    *, permit: Permit, serial: int, terms: Mapping[str, Any], credential: str, photo: bytes, address: str, demo: bool
) -> dict[str, str]:
    """`front` and `back` as PNG of 300 dots to the inch, `chip` as the vault signed it (COSE), all in base64url.

    What the form บต.42/1 shows is known only in part: not the employer. Employer, work and place are in the signed
    bytes, which chip and QR code carry.
    """
    code = str(terms["nationality"])
    nationality = find_nationality(code)
    front, back = render_card(
        {
            "number": permit.number,
            "serial": show_serial(serial),
            "holder": str(terms["worker"]),
            "nationality": {"th": nationality.name.th, "en": nationality.name.en}
            if nationality
            else {"th": code, "en": code},
            "passport_number": str(terms["passport_number"]),
            "valid_from": permit.valid_from,
            "valid_until": permit.valid_until,
            "issued_on": bangkok_date(permit.issued_at),
            "qr": f"{address}#{credential}",
            "photo": photo,
        },
        demo=demo,
    )
    return {"front": b64(front), "back": b64(back), "chip": credential}
