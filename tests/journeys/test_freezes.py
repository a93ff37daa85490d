"""A policy officer stops the filings of one service for a while; people read why; another officer lifts it."""

from collections.abc import Callable

from tests.journeys.acts import sign_in_staff
from tests.journeys.browser import Person
from tests.journeys.test_accessibility import judge

SERVICE = "s43_delivery"  # no other journey files it
WHY = "The form is being corrected. Please come back tomorrow."


def test_a_freeze_is_ordered_read_and_lifted(somebody: Callable[..., Person]) -> None:
    officer, reader = somebody(), somebody(authenticator=False)
    officer.take_keys("policy-officer")
    sign_in_staff(officer, "oversight")
    found = look(officer, "overview")

    officer.open("oversight", "/facts/")
    found += look(officer, "open facts")

    officer.open("oversight", "/freezes/order/")
    found += look(officer, "form")
    officer.page.get_by_label("Nobody begins, submits or files anything").check()
    officer.page.get_by_label("Service", exact=True).select_option(SERVICE)
    officer.press("Order the freeze")
    assert "Write what people are told." in officer.words()
    found += look(officer, "form with mistakes")
    officer.page.get_by_label("What people read, in Thai").fill("กำลังแก้ไขแบบคำขอ โปรดกลับมาใหม่พรุ่งนี้")
    officer.page.get_by_label("What people read, in English").fill(WHY)
    officer.press("Order the freeze")

    try:
        assert WHY in officer.words()
        found += look(officer, "overview with a freeze")
        reader.open("applicant", f"/services/{SERVICE}/")
        assert WHY in reader.words()
        reader.open("applicant", "/services/s59_new/")
        assert WHY not in reader.words()
    finally:
        officer.page.get_by_role("link", name="Lift this freeze").first.click()
        found += look(officer, "lifting")
        officer.press("Lift it now")
    assert "Nothing is stopped." in officer.words()
    reader.open("applicant", f"/services/{SERVICE}/")
    assert WHY not in reader.words()
    assert not found, "\n".join(found)


def look(who: Person, name: str) -> list[str]:
    """What is wrong with the page as it stands, in both languages, on a phone and on a desk."""
    found: list[str] = []
    # A posted form is not loaded again.
    judge(found)(name, who, lambda: None if "mistakes" in name else who.page.reload())
    return found
