"""How a counter's device gets from its browser to a statement that officers sign.

The browser makes the key and signs a *request* with it: centre, the counter's name, the public key. Nothing in it
is secret, and nothing in it proves where the machine stands: that is what the fingerprint is compared for, at the
counter itself.
"""

import json
from typing import Any

from workpermit.sealing.canonical import b64, unb64
from workpermit.sealing.device import LONGEST_COUNTER, is_signed_by_device, request_bytes
from workpermit.sealing.refusal import Refused

FIELDS = ("centre", "counter", "key", "proof")


def read_device_request(text: str, centre: str) -> dict[str, Any]:
    """The body of the statement of kind `device`, from a request that was made for this centre.

    Raises Refused with `bad_args`, `other_centre` or `bad_signature`.
    """
    try:
        said = json.loads(text)
        body = {name: said[name] for name in FIELDS}
        key, proof = unb64(body["key"]), unb64(body["proof"])
        good = said["v"] == 1 and all(isinstance(body[name], str) and body[name].strip() for name in FIELDS)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused("bad_args") from error
    if not good or len(body["counter"]) > LONGEST_COUNTER:
        raise Refused("bad_args")
    if body["centre"] != centre:
        raise Refused("other_centre")
    if not is_signed_by_device(request_bytes(centre, body["counter"], key), proof, key):
        raise Refused("bad_signature")
    return {**body, "key": b64(key)}
