"""Bills that any bank in Thailand can read: published vectors, and no satang lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workpermit.core.thai_qr import BadBill, Bill, NotABill, barcode_text, checksum, qr_text, read_qr_text

BILLER = "099400016550100"
PUBLISHED = (
    "00020101021230650016A00000067701011201150994000165501000212123456789012030667042953037645802TH54073649.2263044534"
)
STATIC = "00020101021130550016A0000006770101120115099999999999990021211122233344453037645802TH63043EE7"
REFERENCES = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=20)
BILLS = st.builds(Bill, st.from_regex(r"[0-9]{15}", fullmatch=True), REFERENCES, REFERENCES, st.integers(1, 10**12 - 1))


def test_the_checksum_has_its_published_check_value() -> None:
    assert checksum("123456789") == "29B1"


def test_a_filing_becomes_the_known_text() -> None:
    text = qr_text(Bill(BILLER, "680000001234", "EWP3000", 300_000))

    assert text == (
        "00020101021230660016A000000677010112011509940001655010002126800000012340307EWP3000"
        "530376454073000.005802TH6304F1B3"
    )


def test_a_published_bill_is_read_although_its_tags_stand_in_another_order() -> None:
    assert read_qr_text(PUBLISHED) == Bill(BILLER, "123456789012", "670429", 364_922)


def test_a_static_bill_without_amount_leaves_it_to_the_payer() -> None:
    assert read_qr_text(STATIC) == Bill("099999999999990", "111222333444", "", None)


@given(BILLS)
def test_what_is_written_is_read_back_to_the_satang(bill: Bill) -> None:
    assert read_qr_text(qr_text(bill)) == bill


@given(st.integers(0, len(PUBLISHED) - 1), st.sampled_from("0123456789ABCDEF"))
def test_one_changed_character_is_found(place: int, other: str) -> None:
    changed = PUBLISHED[:place] + other + PUBLISHED[place + 1 :]

    if changed != PUBLISHED:
        with pytest.raises(NotABill):
            read_qr_text(changed)


@pytest.mark.parametrize("text", ["", "6304", "hello", "ไทย" + PUBLISHED, PUBLISHED[:-1], "000201630427D2"])
def test_other_texts_are_not_bills(text: str) -> None:
    with pytest.raises(NotABill):
        read_qr_text(text)


GOOD = qr_text(Bill(BILLER, "1", "2", 100))[:-8]


@pytest.mark.parametrize("tail", ["5802TH", "9999", "99", "9905abc", "99xxab"])
def test_a_text_with_a_right_checksum_but_broken_parts_is_not_a_bill(tail: str) -> None:
    text = f"{GOOD}{tail}6304"

    assert read_qr_text(f"{GOOD}6304{checksum(f'{GOOD}6304')}").satang == 100
    with pytest.raises(NotABill):
        read_qr_text(text + checksum(text))


@pytest.mark.parametrize("amount", ["1.234", "1,000.00", "-1.00", "", "1e3", "."])
def test_an_odd_amount_is_not_guessed(amount: str) -> None:
    text = GOOD.replace("54041.00", f"54{len(amount):02d}{amount}") + "6304"

    with pytest.raises(NotABill):
        read_qr_text(text + checksum(text))


@pytest.mark.parametrize(
    "bill",
    [
        Bill("12345", "1", "F1", 1),
        Bill(BILLER, "", "F1", 1),
        Bill(BILLER, "a", "F1", 1),
        Bill(BILLER, "1" * 21, "F1", 1),
        Bill(BILLER, "1", "F-1", 1),
        Bill(BILLER, "1", "F1", 0),
        Bill(BILLER, "1", "F1", -5),
        Bill(BILLER, "1", "F1", 10**12),
        Bill(BILLER, "1", "F1", None),
    ],
)
def test_a_bill_that_no_bank_would_take_is_not_made(bill: Bill) -> None:
    with pytest.raises(BadBill):
        qr_text(bill)


def test_the_counter_barcode_carries_whole_satang() -> None:
    bill = Bill(BILLER, "123456789012", "670429", 364_922)

    assert barcode_text(bill) == f"|{BILLER}\r123456789012\r670429\r364922"
    assert barcode_text(Bill(BILLER, "1", "2", 115)).endswith("\r115")
    assert barcode_text(Bill(BILLER, "1", "2", None)).endswith("\r0")
