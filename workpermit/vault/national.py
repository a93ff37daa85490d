"""The national login's ID token: signed claims only, pinned keys, our own nonce."""

from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from workpermit.sealing.refusal import Refused
from workpermit.vault.config import Config

ALGORITHMS = ["RS256", "ES256", "EdDSA"]
LEEWAY = 30  # seconds between the provider's clock and ours


def verify_id_token(config: Config, token: str, nonce: str, *, now: int) -> dict[str, Any]:
    """The claims of an ID token (OpenID Connect Core section 3.1.3.7).

    Raises Refused with `bad_signature`, `bad_challenge` for another nonce, `expired`, or `unknown_key` where no
    provider is configured.
    """
    provider = config.national_login
    if provider is None:
        raise Refused("unknown_key")
    try:
        keys = KeySet.import_key_set(provider.jwks)  # type: ignore[arg-type]
        claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
    except (JoseError, ValueError) as error:
        raise Refused("bad_signature") from error
    registry = JWTClaimsRegistry(
        now=lambda: now,
        leeway=LEEWAY,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        exp={"essential": True},
        sub={"essential": True},
    )
    try:
        registry.validate(claims)
    except JoseError as error:
        raise Refused("expired" if error.error == "expired_token" else "bad_signature") from error
    if claims.get("nonce") != nonce:
        raise Refused("bad_challenge")
    return claims
