"""A form that could not be taken, because the session had ended or a part of the service is away: kept for its
account, offered again on the next visit to its page.

What was typed is personal and must not lie in plain anywhere, and the database must not gain a
table of half-sent forms. So the browser keeps it, encrypted by the server: cookies that only
travel to the form's own path, AES-256-GCM with a key derived from the process's secret, and site,
account and path as associated data. Somebody else who signs in at the same browser cannot open
it; a copy of the browser's files cannot be read without the server; it disappears in an hour.
Files are not kept, because uploads are saved one by one when they are chosen.
"""

import base64
import json
import secrets
import zlib
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpResponseBase

from workpermit.sites.http.request import AnyRequest

LIFETIME = 3600  # seconds
COOKIES = 4
COOKIE_LENGTH = 3600  # characters; browsers take 4096 bytes with name and attributes
NONCE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class KeptForm:
    """The typed fields in their order; `had_files` says that files must be chosen again.

    `why` is `ended` (the session) or `away` (a part of the service).
    """

    fields: tuple[tuple[str, str], ...]
    had_files: bool = False
    why: str = "ended"


def typed_fields(request: AnyRequest) -> KeptForm:
    """What the posted form carried, without the token against forgery and without files."""
    fields = tuple(
        (name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values
    )
    return KeptForm(fields, had_files=bool(request.FILES))


def keep(request: AnyRequest, response: HttpResponseBase, form: KeptForm, account: UUID, *, why: str = "ended") -> bool:
    """Put the encrypted form into cookies of `response`. False where it is too long for them."""
    plain = zlib.compress(json.dumps([form.fields, form.had_files, why], ensure_ascii=False).encode(), level=9)
    nonce = secrets.token_bytes(NONCE_LENGTH)
    sealed = nonce + AESGCM(_key()).encrypt(nonce, plain, _bound_to(request, account))
    text = base64.urlsafe_b64encode(sealed).decode()
    if len(text) > COOKIES * COOKIE_LENGTH:
        return False
    for place in range(COOKIES):
        piece = text[place * COOKIE_LENGTH : (place + 1) * COOKIE_LENGTH]
        if piece:
            response.set_cookie(
                _cookie(place),
                piece,
                max_age=LIFETIME,
                path=request.path,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
        else:
            response.delete_cookie(_cookie(place), path=request.path)
    return True


def find_kept(request: AnyRequest, account: UUID) -> KeptForm | None:
    """The form kept for this path and this account, if the browser holds one."""
    text = "".join(request.COOKIES.get(_cookie(place), "") for place in range(COOKIES))
    if not text:
        return None
    try:
        sealed = base64.urlsafe_b64decode(text)
        nonce, body = sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:]
        plain = AESGCM(_key()).decrypt(nonce, body, _bound_to(request, account))
    except (ValueError, InvalidTag):
        return None
    fields, had_files, why = json.loads(zlib.decompress(plain))
    return KeptForm(tuple((name, value) for name, value in fields), had_files, why)


def forget_kept(request: AnyRequest, response: HttpResponseBase) -> None:
    """Remove the kept form of this path from the browser."""
    for place in range(COOKIES):
        if _cookie(place) in request.COOKIES:
            response.delete_cookie(_cookie(place), path=request.path)


def _cookie(place: int) -> str:
    return f"wp_kept_{place}"


def _bound_to(request: AnyRequest, account: UUID) -> bytes:
    return json.dumps([request.site, str(account), request.path]).encode()


@lru_cache(maxsize=1)
def _key() -> bytes:
    secret = settings.SECRET_KEY.encode()
    return HKDF(SHA256(), length=32, salt=None, info=b"e-WorkPermitOS/kept-form/v1").derive(secret)
