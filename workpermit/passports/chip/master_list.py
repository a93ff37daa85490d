"""Which countries' certificates are believed: a list of our own, with their lists of revoked signers.

Both are PEM files that the officers of the key store put beside its public keys: `csca.pem` and `csca-crl.pem`. Where
they come from (the ICAO public key directory, a ministry, a treaty) and how they were verified is theirs to know; no
reader and no centre can add to them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509

CERTIFICATES, REVOKED = "csca.pem", "csca-crl.pem"


@dataclass(frozen=True, slots=True)
class MasterList:
    """Certificates of country signing authorities (CSCA), and the lists that they signed of revoked signers."""

    authorities: Sequence[x509.Certificate]
    revoked: Sequence[x509.CertificateRevocationList]


def pack_list(folder: Path) -> list[bytes]:
    """Both files as they lie in the folder; an absent one is empty."""
    return [path.read_bytes() if (path := folder / name).exists() else b"" for name in (CERTIFICATES, REVOKED)]


def read_list(certificates: bytes, revoked: bytes) -> MasterList:
    """The list from the text of both files. Raises ValueError where they are not PEM of certificates and lists."""
    found = x509.load_pem_x509_certificates(certificates) if certificates.strip() else []
    begin = b"-----BEGIN X509 CRL-----"
    lists = [x509.load_pem_x509_crl(begin + part) for part in revoked.split(begin)[1:]]
    return MasterList(found, lists)
