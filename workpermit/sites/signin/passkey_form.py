"""What the passkey scripts post: JSON whose binary parts are base64url text."""

from workpermit.sealing.assertion import Assertion
from workpermit.sealing.attestation import Attestation
from workpermit.sealing.canonical import load_json, unb64
from workpermit.sealing.refusal import Refused
from workpermit.sites.http.request import AnyRequest

LONGEST = 64 * 1024  # bytes; an attestation with its certificates has about three thousand


def read_json(request: AnyRequest) -> dict[str, str]:
    """The posted object with its text members. Raises Refused with `bad_args`."""
    if len(request.body) > LONGEST:
        raise Refused("bad_args")
    try:
        said = load_json(request.body)
    except ValueError as error:
        raise Refused("bad_args") from error
    if not isinstance(said, dict):
        raise Refused("bad_args")
    return {name: value for name, value in said.items() if isinstance(value, str)}


def read_assertion(said: dict[str, str]) -> Assertion:
    """The four parts of a signature by a passkey. Raises Refused with `bad_args`."""
    return Assertion(
        _bytes(said, "credential_id"),
        _bytes(said, "client_data"),
        _bytes(said, "authenticator_data"),
        _bytes(said, "signature"),
    )


def read_attestation(said: dict[str, str]) -> Attestation:
    """The two parts of a new passkey. Raises Refused with `bad_args`."""
    return Attestation(_bytes(said, "client_data"), _bytes(said, "attestation_object"))


def _bytes(said: dict[str, str], name: str) -> bytes:
    try:
        return unb64(said[name])
    except (KeyError, ValueError) as error:
        raise Refused("bad_args") from error
