"""The object store of sealed files: random names, sealed bytes, nothing else."""

import secrets
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import obstore
from django.conf import settings
from obstore.store import LocalStore, ObjectStore, from_url

from workpermit.sealing.refusal import Refused


def put_object(sealed: Iterable[bytes]) -> str:
    """Store a sealed file as it arrives; gives its random name."""
    name = secrets.token_hex(20)
    obstore.put(_store(), _path(name), iter(sealed))
    return name


def get_object(name: str) -> bytes:
    """The sealed bytes. Raises Refused with `no_such_record`."""
    try:
        return bytes(obstore.get(_store(), _path(name)).bytes())
    except FileNotFoundError as error:
        raise Refused("no_such_record") from error


def delete_object(name: str) -> None:
    """Remove a sealed file; one that is gone already is no error."""
    try:
        obstore.delete(_store(), _path(name))
    except FileNotFoundError:
        return


def _path(name: str) -> str:
    # Two letters of folder keep any one folder of a local store small.
    return f"{name[:2]}/{name}"


def _store() -> ObjectStore:
    return _open_store(settings.EWP["objects"])


@lru_cache(maxsize=4)
def _open_store(url: str) -> ObjectStore:
    if url.startswith("file://"):
        folder = Path(url.removeprefix("file://"))
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return LocalStore(folder)
    return from_url(url)
