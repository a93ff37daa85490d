"""What the script of a counter posts beside a form: the signature of the enrolled device over this one act."""

from workpermit.sealing.canonical import unb64
from workpermit.sealing.device import DeviceProof
from workpermit.sites.http import Request

RETRY = frozenset({"bad_challenge", "bad_signature"})  # the same device may sign once more


def read_proof(request: Request) -> DeviceProof | None:
    """None where nothing was signed, or nothing that can be read: the vault then refuses and logs it."""
    try:
        key, signature = (unb64(request.POST[name]) for name in ("device_key", "device_signature"))
    except (KeyError, ValueError):
        return None
    challenge = request.POST.get("device_challenge", "")
    return DeviceProof(key, challenge, signature) if key and signature and challenge else None
