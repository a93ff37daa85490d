"""From a request to an answer: who calls, may they, do it, and log every refusal."""

import hmac
import logging
from typing import Any

from workpermit.sealing.refusal import Refused
from workpermit.vault import trace
from workpermit.vault.args import Args
from workpermit.vault.call import OPERATIONS, Call, Result, Vault
from workpermit.vault.database import Unavailable
from workpermit.vault.ops import ALL
from workpermit.vault.trace import Trace

log = logging.getLogger(__name__)
__all__ = ["ALL", "answer"]


def answer(vault: Vault, request: dict[str, Any]) -> dict[str, Any]:
    """Answer one request. Never raises: what is broken becomes `unavailable` or `fault`."""
    row = Trace(credential=_known_name(vault, request), purpose=_known_op(request))
    try:
        return {"ok": True, "result": _run(vault, request, row)}
    except Refused as refusal:
        code = refusal.code
    except Unavailable:
        log.exception("a database did not answer")
        code = "unavailable"
    except Exception:  # the edge: one broken request must not end the process
        log.exception("fault in %s", row.purpose)
        code = "fault"
    return {"ok": False, "code": _log_refusal(vault, row, code)}


def _run(vault: Vault, request: dict[str, Any], row: Trace) -> Result:
    secret = vault.config.credentials.get(row.credential)
    given = request.get("secret")
    if secret is None or not isinstance(given, bytes) or not hmac.compare_digest(given, secret):
        raise Refused("bad_credential")
    op = OPERATIONS.get(row.purpose)
    if op is None or request.get("v") != 1:
        raise Refused("bad_args")
    if op.callers and row.credential not in op.callers:
        raise Refused("bad_credential")
    return op.run(Call(vault, row.credential, Args(request.get("args")), vault.clock(), row))


def _log_refusal(vault: Vault, row: Trace, code: str) -> str:
    if code == "log_unavailable":
        return code
    try:
        trace.write(vault.database, row, granted=False, code=code, at=vault.clock())
    except (Refused, *Unavailable):
        return "log_unavailable"
    return code


def _known_name(vault: Vault, request: dict[str, Any]) -> str:
    """Only names from the configuration reach the log, never what a stranger sent."""
    name = request.get("as")
    return name if isinstance(name, str) and name in vault.config.credentials else "unknown"


def _known_op(request: dict[str, Any]) -> str:
    op = request.get("op")
    return op if isinstance(op, str) and op in OPERATIONS else "unknown"
