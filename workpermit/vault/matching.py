"""Whether what somebody typed is what a sealed record says."""

import hmac
from typing import Any


def clean_passport(text: str) -> str:
    """Upper case, without spaces and hyphens."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def is_same_person(said: dict[str, Any], passport_number: str, birth_date: str) -> bool:
    """Passport number and birth date (ISO 8601) both agree; an empty field agrees with nothing."""
    sealed = f"{clean_passport(str(said.get('passport_number', '')))}/{said.get('birth_date', '')}"
    typed = f"{clean_passport(passport_number)}/{birth_date}"
    complete = clean_passport(passport_number) != "" and birth_date != ""
    return complete and hmac.compare_digest(sealed.encode(), typed.encode())
