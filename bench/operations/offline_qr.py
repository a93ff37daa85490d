"""Verifying the QR code of a permit without a network."""

from collections.abc import Callable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from bench.ground import Ground
from bench.line import Line, Target
from bench.measure import alone, median_run
from workpermit.sealing.canonical import unb64
from workpermit.sealing.cose import verify_permit
from workpermit.sealing.keys import PublicKeys

TARGET = Target(rate=3000)


def measure(ground: Ground) -> list[Line]:
    """The text of a permit's own QR code: decoded, verified and read, beside the bare signature."""
    text = ground.issued.left["qr.txt"].decode().partition("#")[2]
    keys = PublicKeys.from_file(ground.public_keys)

    def verify() -> None:
        verify_permit(unb64(text), keys.permit.kid, keys.permit.public)

    seconds = ground.sizes.seconds
    alone(verify, seconds=seconds / 3)
    limit = median_run([alone(_raw_es256(), seconds=seconds) for _ in range(ground.sizes.runs)])
    found = median_run([alone(verify, seconds=seconds) for _ in range(ground.sizes.runs)])
    return [Line("offline-qr", "Verify a permit's QR code offline", 1, found, TARGET, "raw ES256", limit.rate)]


def _raw_es256() -> Callable[[], None]:
    key, message, algorithm = ec.generate_private_key(ec.SECP256R1()), b"m" * 300, ec.ECDSA(hashes.SHA256())
    signature, public = key.sign(message, algorithm), key.public_key()
    return lambda: public.verify(signature, message, algorithm)
