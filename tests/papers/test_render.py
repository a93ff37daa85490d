"""Papers as they leave the house: Thai that can be copied, codes that scan, files that archives keep."""

import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from tests.papers import make
from workpermit.core.thai_qr import Bill, read_qr_text
from workpermit.papers.contents import CONTENTS
from workpermit.papers.fonts import FontsMissing
from workpermit.papers.render import BadPaper, render_pdf

TITLES = {
    ("filing_receipt", "th"): "ใบรับคำขอ",
    ("filing_receipt", "en"): "Filing receipt",
    ("payment_bill", "th"): "ใบแจ้งชำระเงิน",
    ("payment_bill", "en"): "Bill",
    ("basket_bill", "th"): "ใบแจ้งชำระเงิน",
    ("basket_bill", "en"): "Bill",
    ("fee_receipt", "th"): "ใบเสร็จรับเงิน",
    ("fee_receipt", "en"): "Receipt",
    ("permit", "th"): "ใบอนุญาตทำงาน",
    ("permit", "en"): "WORK PERMIT",
    ("acknowledgement", "th"): "ใบตอบรับการแจ้ง",
    ("acknowledgement", "en"): "Acknowledgement of notice",
    ("refusal_letter", "th"): "หนังสือแจ้งคำสั่งไม่อนุญาต",
    ("refusal_letter", "en"): "Notice of refusal",
}


def render(name: str, language: str = "th", *, demo: bool = False, **changes: object) -> bytes:
    return render_pdf(name, {**make.CONTENT[name], **changes}, language=language, demo=demo)


def text_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def codes_on(pdf: bytes, folder: Path) -> tuple[set[str], set[str]]:
    """What two independent readers find on the first page."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    picture.save(folder / "page.png")
    zbar = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(folder / "page.png")],
        capture_output=True,
        check=True,
    )
    by_zxing = zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormat.QRCode)
    return set(zbar.stdout.decode("utf-8").split()), {code.text for code in by_zxing}


@pytest.mark.parametrize(("name", "language"), TITLES)
def test_a_paper_is_titled_in_the_readers_language(name: str, language: str) -> None:
    assert TITLES[name, language] in text_of(render(name, language))


@pytest.mark.parametrize("name", CONTENTS)
def test_thai_text_can_be_copied_with_sara_am_whole(name: str) -> None:
    text = text_of(render(name))

    assert make.EMPLOYER in text
    assert "\u0e4d" not in text


@pytest.mark.parametrize("name", CONTENTS)
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_paper_is_archival_and_tagged(name: str, language: str) -> None:
    with pikepdf.open(BytesIO(render(name, language))) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == ("3" if name == "permit" else "2")
        assert metadata["pdfaid:conformance"] == "B"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert len(pdf.pages) == 1


HARD_WORDS = (
    "ที่",
    "น้ำ",
    "คำสั่ง",
    "หนึ่ง",
    "ซื้อ",
    "เสื้อผ้า",
    "ก๊วยเตี๋ยว",
    "ทั้งนี้",
    "เงื่อนไข",
    "ค้ำประกัน",
    "สตางค์",
    "เป็นงาน",
    "ฝั่งฟ้า",
    "ฟื้น",
    "ปั๊ม",
)


@pytest.mark.parametrize("word", HARD_WORDS)
def test_a_vowel_under_a_tone_mark_is_copied_once(word: str) -> None:
    assert f"x{word}x" in text_of(render("fee_receipt", payer=f"x{word}x"))


@pytest.mark.parametrize(("name", "bill"), [("payment_bill", make.BILL), ("basket_bill", make.BASKET)])
def test_a_bills_code_reads_the_same_twice_and_asks_for_the_amount(name: str, bill: Bill, tmp_path: Path) -> None:
    zbar, zxing = codes_on(render(name, demo=True), tmp_path)

    assert zbar == zxing
    assert read_qr_text(zxing.pop()) == bill


def test_the_bill_of_a_basket_names_each_application_with_its_fee() -> None:
    text = text_of(render("basket_bill", "en"))

    assert text.count(make.NUMBER_SHOWN) == 2
    assert make.DEMAND["en"] in text
    for amount in ("100.00", "100.50", "200.50"):
        assert amount in text


@pytest.mark.parametrize(("name", "text"), [("permit", make.PERMIT_QR), ("filing_receipt", make.TRACKING)])
def test_a_code_reads_the_same_by_two_readers_under_the_watermark(name: str, text: str, tmp_path: Path) -> None:
    assert codes_on(render(name, demo=True), tmp_path) == ({text}, {text})


def test_the_permit_speaks_both_languages_and_both_eras() -> None:
    text = text_of(render("permit"))

    for part in ("ใบอนุญาตทำงาน", "WORK PERMIT", make.WORKER, "1 ธันวาคม 2569", "1 December 2026", "Vietnamese"):
        assert part in text


def test_the_permit_carries_its_facts_for_programs() -> None:
    with pikepdf.open(BytesIO(render("permit"))) as pdf:
        assert pdf.attachments["permit.cbor"].get_file().read_bytes() == make.MACHINE


def test_the_permit_shows_the_photograph() -> None:
    picture = BytesIO()
    pypdfium2.PdfDocument(render("permit"))[0].render(scale=0.2).to_pil().save(picture, "JPEG")

    assert len(render("permit", photo=picture.getvalue())) > len(render("permit"))


@pytest.mark.parametrize("name", CONTENTS)
def test_only_a_demonstration_says_specimen(name: str) -> None:
    def words(demo: bool) -> str:
        page = pypdfium2.PdfDocument(render(name, demo=demo))[0]
        return "".join(page.get_textpage().get_text_range().split())

    assert "SPECIMEN" in words(demo=True)
    assert "SPECIMEN" not in words(demo=False)


def test_a_receipt_says_what_it_is_not() -> None:
    assert "ไม่ใช่ใบกำกับภาษี" in text_of(render("fee_receipt"))
    assert "not a tax invoice" in text_of(render("fee_receipt", "en"))
    assert "สามพันหนึ่งร้อยบาทถ้วน" in text_of(render("fee_receipt"))


def test_a_refusal_names_reasons_law_and_the_last_day_of_appeal() -> None:
    text = text_of(render("refusal_letter"))

    for part in ("งานที่ขอเป็นงานที่ห้ามคนต่างด้าวทำ", "มาตรา 7", "23 ธันวาคม 2569", "30 วัน"):
        assert part in text


def test_a_late_notice_is_told_so() -> None:
    assert "แจ้งภายในกำหนด" in text_of(render("acknowledgement"))
    late = text_of(render("acknowledgement", in_time=False))
    assert "แจ้งเมื่อพ้นกำหนด" in late
    assert "20,000" in late


def test_the_acknowledgement_quotes_the_section_that_the_notice_is_under():
    assert "มาตรา 61" in text_of(render("acknowledgement", law="61"))


def test_the_acknowledgement_of_a_period_says_when_it_ends():
    assert "5 ธันวาคม 2569" in text_of(render("acknowledgement", until_on=date(2026, 12, 5)))


def test_numbers_are_grouped_for_reading_aloud() -> None:
    assert make.NUMBER_SHOWN in text_of(render("filing_receipt"))


def test_typed_text_is_never_taken_as_markup() -> None:
    text = text_of(render("filing_receipt", employer="#panic() *A* _B_ $x$ <c> @d \\ `e`"))

    assert "#panic() *A* _B_ $x$ <c> @d \\ `e`" in text


@pytest.mark.parametrize("changes", [{"worker": None}, {"fee": "free"}, {"surname": "X"}])
def test_incomplete_content_is_refused_without_repeating_it(changes: dict[str, object]) -> None:
    with pytest.raises(BadPaper) as refused:
        render_pdf("filing_receipt", {**make.CONTENT["filing_receipt"], **changes}, language="th", demo=False)

    assert make.WORKER not in str(refused.value)
    assert make.EMPLOYER not in str(refused.value)


def test_missing_fonts_are_named(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match="woff2"):
        render_pdf("permit", make.CONTENT["permit"], language="th", demo=False, fonts=tmp_path)


def test_the_receipt_of_a_renewal_in_time_proves_that_work_may_go_on() -> None:
    renews = {"renews": "1000000000048", "renews_until": date(2026, 12, 11)}

    said = " ".join(text_of(render("filing_receipt", "en", **renews)).split())

    assert "Proof that work may go on" in said
    assert "valid until 11 December 2026" in said
    assert "Work may begin once the permit is issued" not in said
    assert "Proof that work may go on" not in text_of(render("filing_receipt", "en"))
