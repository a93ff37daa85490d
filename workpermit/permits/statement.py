"""The vault's signed word on one permit, and the file in which anybody finds it.

A statement is a compact JWS (RFC 7515) under the vault's status key, `{iss, sub, status, iat, exp}`, and says
nothing about people. Each lies as a file of its own below the folder `statements` of the configuration, where the
public zone's web server hands it out by itself: no page, no database. A file that is missing or has run out
confirms nothing.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workpermit.core.ids import is_number
from workpermit.core.public_files import write_public_file
from workpermit.sealing.jws import verify_jws
from workpermit.sealing.keys import PublicKeys
from workpermit.sealing.refusal import Refused

STATES = ("valid", "not_yet_valid", "expired", "replaced")
ROUTE = "/status"  # of the public zone's web server
CACHE = 10  # seconds that a copy may be kept on the way: a change is seen everywhere within them
RENEW_AFTER = timedelta(hours=12)  # half of a statement's life; the other half is left for repairs


@dataclass(frozen=True, slots=True)
class Statement:
    """What the vault said: `status` is one of STATES, `stated_at` its own clock, `until` the end of its word."""

    text: str
    number: str
    status: str
    stated_at: datetime
    until: datetime

    @property
    def renew_at(self) -> datetime:
        """When the vault is to be asked again: at half life, or when the state ends by itself."""
        return min(self.stated_at + RENEW_AFTER, self.until)


def read_statement(text: str, keys: PublicKeys) -> Statement:
    """The statement, if the vault of this installation signed it. Raises Refused with `bad_signature`.

    Whether it has run out is the reader's question.
    """
    try:
        said = verify_jws(text, keys.status.public)
        stated_at, until = (datetime.fromtimestamp(said[name], UTC) for name in ("iat", "exp"))
        if said["iss"] != keys.issuer or said["status"] not in STATES or not is_number(said["sub"]):
            raise Refused("bad_signature")
    except (KeyError, TypeError, ValueError, OverflowError, OSError, Refused) as error:
        raise Refused("bad_signature") from error
    return Statement(text, said["sub"], said["status"], stated_at, until)


def statement_path(number: str) -> str:
    """Where the file of a permit lies, below the folder and below ROUTE: ten thousand folders for any number."""
    return f"{number[1:3]}/{number[3:5]}/{number}.txt"


def write_statement(folder: Path, statement: Statement) -> None:
    """Replace the file of a permit in one step, so that a reader finds the old word or the new one."""
    write_public_file(folder, statement_path(statement.number), [statement.text])


def find_statement_file(folder: Path, number: str) -> str | None:
    """The text of a permit's file; None where there is none."""
    try:
        return (folder / statement_path(number)).read_text("ascii")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
