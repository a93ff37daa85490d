"""The demonstration's bank reads a Thai QR bill by itself and tells the biller by a signature."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from joserfc import jws
from joserfc.jwk import OKPKey

from demo.bank.bill import BadBill, checksum, read_bill
from demo.bank.payments import Payments

# The worked example of the standard's tag 30 with two references, 3,000.00 baht.
QR = (
    "00020101021230660016A000000677010112011509940001655010002126800000012340307EWP3000530376454073000.005802TH6304F1B3"
)


def _with_checksum(text: str) -> str:
    return f"{text}{checksum(text):04X}"


def test_checksum_agrees_with_the_published_check_value() -> None:
    assert checksum("123456789") == 0x29B1


def test_bill_is_read() -> None:
    bill = read_bill(QR)

    assert (bill.biller, bill.ref1, bill.ref2, bill.amount) == ("099400016550100", "680000001234", "EWP3000", 300_000)


def test_another_issuers_published_bill_is_read() -> None:
    bill = read_bill(
        "00020101021230650016A00000067701011201150994000165501000212123456789012030667042953037645802TH"
        "54073649.2263044534"
    )

    assert (bill.ref1, bill.ref2, bill.amount) == ("123456789012", "670429", 364_922)


@pytest.mark.parametrize("place", range(len(QR)))
def test_any_changed_character_is_noticed(place: int) -> None:
    changed = "1" if QR[place] != "1" else "2"

    with pytest.raises(BadBill):
        read_bill(QR[:place] + changed + QR[place + 1 :])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_qr"),
        ("https://example.com/pay?bill=1", "not_a_qr"),
        (QR[:-1], "wrong_checksum"),
        (_with_checksum("00020101021229370016A000000677010111011300668123456785802TH53037646304"), "not_a_bill"),
        (_with_checksum(QR[:-8].replace("54073000.00", "") + "6304"), "no_amount"),
    ],
)
def test_what_is_no_bill_is_named(text: str, code: str) -> None:
    with pytest.raises(BadBill, match=code):
        read_bill(text)


class Biller:
    """Answers callbacks with the statuses it was given, then with 204; keeps what came."""

    def __init__(self, statuses: list[int]) -> None:
        self.came: list[tuple[str, str]] = []
        outer = self

        class Request(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                token = self.rfile.read(int(self.headers["content-length"])).decode()
                outer.came.append((self.headers["host"], token))
                self.send_response(statuses.pop(0) if statuses else 204)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Request)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://api.localhost:{self.server.server_address[1]}/bank/payments/"

    def wait_for(self, count: int) -> None:
        end = time.monotonic() + 10
        while len(self.came) < count:
            assert time.monotonic() < end
            time.sleep(0.01)


@pytest.fixture
def key() -> OKPKey:
    return OKPKey.generate_key("Ed25519", auto_kid=True)


@pytest.fixture
def biller() -> Iterator[Biller]:
    made = Biller([503])
    yield made
    made.server.shutdown()
    made.server.server_close()


def _payments(folder: Path, key: OKPKey, biller: Biller) -> Payments:
    return Payments(folder, key.as_dict(private=True), biller.url)


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_callback_is_signed_and_repeated_until_it_is_acknowledged(tmp_path: Path, key: OKPKey, biller: Biller) -> None:
    payment = _payments(tmp_path, key, biller).pay(read_bill(QR))

    biller.wait_for(2)
    (host, first), (_, second) = biller.came
    claims = json.loads(jws.deserialize_compact(first, key, algorithms=["EdDSA"]).payload)
    assert host.startswith("api.localhost:")
    assert first == second
    assert claims.keys() == {"v", "id", "biller", "ref1", "ref2", "amount", "paid_at"}
    assert (claims["id"], claims["ref1"], claims["amount"]) == (payment["id"], "680000001234", "300000")


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
def test_payment_is_remembered_over_a_restart_and_can_be_replayed(tmp_path: Path, key: OKPKey, biller: Biller) -> None:
    payment = _payments(tmp_path, key, biller).pay(read_bill(QR), 1)
    biller.wait_for(2)

    later = _payments(tmp_path, key, biller)

    assert later.replay(payment["id"])
    assert not later.replay("unknown")
    biller.wait_for(3)
    assert biller.came[2] == biller.came[0]
