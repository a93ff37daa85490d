"""Tickets and codes that people or browsers carry: random, stored as hashes, good for once."""

import hashlib
import secrets

# No letter that is read as a digit, no vowel that makes a word.
ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ"


def new_ticket() -> str:
    return secrets.token_urlsafe(32)


def new_code(length: int) -> str:
    """Typed by people: about 4.8 bits for each sign."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_digits(length: int) -> str:
    return "".join(secrets.choice("0123456789") for _ in range(length))


def digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def clean_code(typed: str) -> str:
    """As printed: upper case, without the spaces and hyphens that people add."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())
