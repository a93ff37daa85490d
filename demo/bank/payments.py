"""Pretended payments and the signed callback to the biller, repeated until it is acknowledged."""

import json
import os
import queue
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
from joserfc import jws
from joserfc.jwk import OKPKey

from demo.bank.bill import Bill

PAUSES = (0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300)  # seconds between attempts
PATIENCE = 10.0


class Payments:
    """The bank's book: a file of one line per payment, and a thread that delivers callbacks."""

    def __init__(self, folder: Path, key: dict[str, Any], callback: str) -> None:
        self.book = folder / "payments.jsonl"
        self.key = OKPKey.import_key(key)
        self.callback = callback
        self.lock = threading.Lock()
        self.waiting: queue.Queue[tuple[str, str, int]] = queue.Queue()
        self.results: dict[str, int] = {}
        self.paid = self._read()
        threading.Thread(target=self._deliver, daemon=True).start()

    def pay(self, bill: Bill, amount: int | None = None) -> dict[str, str]:
        """Pay a bill; `amount` in satang differs from the bill's only where a mistake is to be shown."""
        payment = {
            "id": str(uuid4()),
            "biller": bill.biller,
            "ref1": bill.ref1,
            "ref2": bill.ref2,
            "amount": str(bill.amount if amount is None else amount),
            "paid_at": str(int(time.time())),
        }
        token = self._sign(payment)
        with self.lock:
            self.paid[payment["id"]] = {"payment": payment, "token": token}
            with open(os.open(self.book, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as book:
                book.write(json.dumps(self.paid[payment["id"]]) + "\n")
        self.waiting.put((payment["id"], token, 0))
        return payment

    def replay(self, payment_id: str) -> bool:
        """Send the very same callback again, as a bank does after a doubtful answer."""
        known = self.paid.get(payment_id)
        if known:
            self.waiting.put((payment_id, known["token"], 0))
        return known is not None

    def status(self, payment_id: str) -> int | None:
        """The last HTTP status that the biller gave; 0 while it could not be reached, None before an attempt."""
        return self.results.get(payment_id)

    def _sign(self, payment: dict[str, str]) -> str:
        claims = {"v": 1, **payment, "paid_at": int(payment["paid_at"])}
        header = {"alg": "EdDSA", "kid": self.key.kid}
        return jws.serialize_compact(header, json.dumps(claims).encode(), self.key, algorithms=["EdDSA"])

    def _deliver(self) -> None:
        while True:
            payment_id, token, attempt = self.waiting.get()
            self.results[payment_id] = status = self._post(token)
            # A refusal is an answer; only silence and faults of the other side are tried again.
            if (status == 0 or status >= 500) and attempt < len(PAUSES):
                again = threading.Timer(PAUSES[attempt], self.waiting.put, [(payment_id, token, attempt + 1)])
                again.daemon = True
                again.start()

    def _post(self, token: str) -> int:
        # Names below `localhost` need no resolver this way; the host name picks the site.
        target = urlsplit(self.callback)
        address = f"http://127.0.0.1:{target.port}{target.path}"
        try:
            answer = httpx.post(
                address,
                content=token,
                headers={"host": target.netloc, "content-type": "application/jose"},
                timeout=PATIENCE,
                trust_env=False,
            )
        except httpx.HTTPError:
            return 0
        return answer.status_code

    def _read(self) -> dict[str, dict[str, Any]]:
        if not self.book.exists():
            return {}
        lines = [json.loads(line) for line in self.book.read_text().splitlines()]
        return {line["payment"]["id"]: line for line in lines}
