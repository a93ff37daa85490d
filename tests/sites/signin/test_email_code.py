"""The pages of signing in by a code: from the address to a session, and every way that ends elsewhere."""

import re
from typing import Any

import pytest

from tests.jobs import queued
from tests.sites.signin.flow import Browser
from tests.vault.codes import address, holder, wrong
from tests.vault.world import World

pytestmark = pytest.mark.django_db
WHOAMI = "http://applicant.localhost:8400/whoami/"


def hidden(page: Any) -> dict[str, str]:
    """What the form for the address carries along."""
    return dict(re.findall(r'<input type="hidden" name="(site|pre|next)" value="([^"]*)"', page.content.decode()))


def ask(one: Browser, email: str) -> Any:
    """From a page that needs a session to the page after the address was given."""
    page = one.follow(WHOAMI)
    (link,) = re.findall(r'href="(/code/\?[^"]*)"', page.content.decode())
    form = one.get("http://signin.localhost:8401" + link.replace("&amp;", "&"))
    assert form.status_code == 200
    return one.at("signin").post("/code/send/", hidden(form) | {"email": email})


def sent(world: World) -> str:
    """The code of the newest request, as the courier gets it."""
    return str(world.ask("letter", "take_code_letter", request=queued("send_code")[-1])["code"])


def type_code(one: Browser, code: str) -> Any:
    return one.at("signin").post("/code/enter/", {"code": code})


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_the_address_to_a_session(vault_here: World):
    email = address()
    person = holder(vault_here, email)
    one = Browser()

    answer = ask(one, email)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/code/enter/")
    assert 'autocomplete="one-time-code"' in text(one.at("signin").get("/code/enter/"))
    done = type_code(one, sent(vault_here))

    assert one.follow(done.headers["Location"]).json()["account"] == str(person.account)


def test_the_code_may_be_typed_with_a_gap_or_in_thai_digits(vault_here: World):
    email = address()
    holder(vault_here, email)
    one = Browser()
    ask(one, email)
    code = sent(vault_here).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))

    assert type_code(one, f" {code[:4]} {code[4:]}").status_code == 302


def test_the_pages_are_the_same_for_an_address_that_nobody_has(vault_here: World):
    email = address()
    holder(vault_here, email)
    seen = []
    for given in (email, address()):
        one = Browser()
        first = ask(one, given)
        page = text(one.at("signin").get("/code/enter/"))
        page = re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", page)
        seen.append((first.status_code, first.headers["Location"], re.sub(r"\d\d:\d\d", "", page)))
        seen[-1] += (type_code(one, "00000000").status_code, len(queued("send_code")) - len(seen))

    assert seen[0] == seen[1]


def test_neither_address_nor_code_stands_in_an_address_or_cookie(vault_here: World):
    email = address()
    holder(vault_here, email)
    one = Browser()
    answer = ask(one, email)
    code = sent(vault_here)
    done = type_code(one, code)

    carried = answer.headers["Location"] + done.headers["Location"]
    carried += "".join(cookie.value for cookie in one.at("signin").cookies.values())
    assert email not in carried
    assert code not in carried


@pytest.mark.parametrize(("email", "says"), [("", "Enter your e-mail address"), ("me at example", "E-mail")])
def test_what_is_no_address_is_asked_for_again(vault_here: World, email: str, says: str):
    answer = ask(Browser(), email)

    assert answer.status_code == 422
    assert says in text(answer)
    assert f'value="{email}"' in text(answer)
    assert queued("send_code") == []


def test_a_wrong_code_may_be_typed_again_five_times(vault_here: World):
    email = address()
    holder(vault_here, email)
    one = Browser()
    ask(one, email)
    code = sent(vault_here)

    for _ in range(5):
        answer = type_code(one, wrong(code))
        assert answer.status_code == 422
        assert "This code is not right." in text(answer)
    answer = type_code(one, code)

    assert answer.status_code == 422
    assert "Five wrong attempts" in text(answer)


def test_an_empty_code_is_no_attempt(vault_here: World):
    one = Browser()
    ask(one, address())

    assert "Enter the code from the e-mail" in text(type_code(one, " - "))


def test_another_browser_cannot_use_the_code(vault_here: World):
    email = address()
    holder(vault_here, email)
    one, thief = Browser(), Browser()
    ask(one, email)
    code = sent(vault_here)

    assert "This browser did not begin this sign-in" in text(type_code(thief, code))
    thief.at("signin").cookies["wp_code"] = one.at("signin").cookies["wp_code"].value
    for secret in ("", "s" * 43):
        thief.at("signin").cookies["wp_browser"] = secret
        assert "This browser did not begin this sign-in" in text(type_code(thief, code))
    assert type_code(one, code).status_code == 302


def test_a_cookie_that_somebody_wrote_himself_is_not_believed(vault_here: World):
    one = Browser()
    one.at("signin").cookies["wp_code"] = "eyJ0aWNrZXQiOiJ4In0:x:y"

    assert one.at("signin").get("/code/enter/").status_code == 400
    assert one.at("signin").post("/code/again/").status_code == 400


def test_a_code_is_used_once(vault_here: World):
    email = address()
    holder(vault_here, email)
    one = Browser()
    ask(one, email)
    code, kept = sent(vault_here), one.at("signin").cookies["wp_code"].value
    type_code(one, code)
    one.at("signin").cookies["wp_code"] = kept

    answer = type_code(one, code)

    assert answer.status_code == 409
    assert "This code is over" in text(answer)


def test_after_ten_minutes_the_code_is_over(vault_here: World):
    email = address()
    holder(vault_here, email)
    one = Browser()
    ask(one, email)
    code = sent(vault_here)
    vault_here.later(minutes=10)

    assert "This code is over" in text(type_code(one, code))


def test_after_a_minute_another_code_is_sent(vault_here: World):
    email = address()
    holder(vault_here, email)
    one = Browser()
    ask(one, email)
    early = one.at("signin").post("/code/again/")
    vault_here.later(minutes=1)

    assert (early.status_code, "Wait a minute" in text(early)) == (429, True)
    assert one.at("signin").post("/code/again/").headers["Location"] == "/code/enter/"
    assert len(queued("send_code")) == 2
    assert type_code(one, sent(vault_here)).status_code == 302


def test_an_address_that_asks_too_often_is_told_to_wait(vault_here: World):
    email = address()
    ask(Browser(), email)

    answer = ask(Browser(), email)

    assert answer.status_code == 429
    assert "Wait a minute" in text(answer)
    assert len(queued("send_code")) == 1


@pytest.mark.parametrize("site", ["registrar", "signing", "centre"])
def test_staff_are_not_offered_a_code(vault_here: World, site: str):
    one = Browser()

    assert "/code/" not in text(one.follow(f"http://{site}.localhost:{'8402' if site == 'centre' else '8401'}/whoami/"))
    assert one.get(f"http://signin.localhost:8401/code/?site={site}&pre=abc&next=/").status_code == 409
    said = {"site": site, "pre": "abc", "next": "/", "email": address()}
    assert one.at("signin").post("/code/send/", said).status_code == 409


def test_the_pages_speak_thai(vault_here: World):
    one = Browser()
    one.at("signin").get("/language/?to=th")
    ask_page = one.get("http://signin.localhost:8401/code/?site=applicant&pre=abc&next=/")

    assert "เข้าสู่ระบบด้วยรหัสทางอีเมล" in text(ask_page)
