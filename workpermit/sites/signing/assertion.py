"""What the page posts: the four raw parts of the key's signature, as base64url text in JSON."""

from workpermit.sealing.assertion import Assertion
from workpermit.sealing.canonical import load_json, unb64
from workpermit.sealing.refusal import Refused
from workpermit.sites.http import Request

LONGEST = 64 * 1024  # bytes
PARTS = ("credential_id", "client_data", "authenticator_data", "signature")


def read_assertion(request: Request) -> Assertion:
    """Raises Refused with `bad_args`."""
    if len(request.body) > LONGEST:
        raise Refused("bad_args")
    try:
        said = load_json(request.body)
        return Assertion(*(unb64(said[part]) for part in PARTS))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused("bad_args") from error
