"""The wrong person at every door: another account, no account, another role, another office, no visit.

The addresses come from the sites' own URL patterns, so a new page is tried without anybody thinking of it.
"""

import re
import time
from uuid import UUID, uuid4

import httpx
import pytest

from tests.adversary.doors import SITES, Door, Visitor, doors, is_turned_away, path_of, picture
from tests.adversary.realm import Realm
from workpermit.cli.walk.story import CENTRE, OFFICE, Story
from workpermit.core.actors import Role

# What anybody may see, or come back to; everything else turns a stranger away.
OPEN = {
    "applicant": {
        "",
        "privacy/",
        "finder/",
        "services/s59_new/",
        "check/",
        "p/1000000000000",
        "join/",
        "paper/",
        "assisted/",  # only the way to the clerk's form
        "centres/",
        "centres/fair/",
        "centres/draws/2027-01.txt",
        f"centres/{CENTRE}/",
    },
    "signin": {
        *("", "passkey/", "national/", "national/callback/", "passkeys/", "passkeys/new/", "enrol/"),
        *("code/", "code/send/", "code/enter/", "code/again/"),
    },
    # Each asks for a signature or a key of its own (tests/sites/api).
    "api": {"bank/payments/", "employers/check/", "inside/registry/", "openapi.json"},
    "centre": {f"hall/{CENTRE}/"},  # numbers and counters, as they hang in the hall
    "signing": {"enrol/"},  # makes a key that counts for nothing until two officers sign
}
EVERYWHERE = {"language/", "health/", "sign-in/", "session/", "sign-out/"}
Ids = dict[str, object]


def ids_of(realm: Realm, story: Story) -> Ids:
    """The ids that the paths of the sites name, all of one case."""
    case = UUID(story.home.rstrip("/").rsplit("/", 1)[1])
    main = realm.vault.main

    def first(table: str, column: str, where: str) -> object:
        row = main.one(f"SELECT {column} AS id FROM {table} WHERE {where} = %s LIMIT 1", case)
        return row["id"] if row else uuid4()

    page = main.one(
        "SELECT p.record AS id FROM documents_page p JOIN documents_evidence e ON e.id = p.evidence_id "
        'WHERE e."case" = %s',
        case,
    )
    complaint = main.one("SELECT id FROM complaints_complaint LIMIT 1")
    basket = main.one("SELECT id FROM fees_basket LIMIT 1")
    group = main.one("SELECT id FROM appointments_groupbooking LIMIT 1")
    notice = main.one("SELECT id FROM work_notices_worknotice LIMIT 1")
    return {
        "application_id": case,
        "application": case,
        "case": case,
        "complaint_id": complaint["id"] if complaint else uuid4(),
        "topic_id": "office_conduct",
        "language": "th",
        "basket_id": basket["id"] if basket else uuid4(),
        "month": "2027-01",
        "group_id": group["id"] if group else uuid4(),
        "notice_id": notice["id"] if notice else uuid4(),
        "name": "worker",
        "document_id": "passport",
        "evidence_id": first("documents_evidence", "id", '"case"'),
        "question_id": first("questions_question", "id", "application"),
        "question": first("questions_question", "id", "application"),
        "kind": "F1",
        "centre": CENTRE,
        "service_id": "s59_new",
        "number": "1000000000000",
        "record": page["id"] if page else uuid4(),
        "appointment": first("appointments_appointment", "id", "application"),
        "decision": first("decisions_proposal", "id", "application"),
        "request_id": uuid4(),
        "freeze": uuid4(),
        "counter": uuid4(),
        "equipment": uuid4(),
        "override": uuid4(),
        "closure": uuid4(),
        "shift": uuid4(),
        "incident": uuid4(),
        "stop": uuid4(),
        "draft": uuid4(),
        "part": "fees",
        "transfer": uuid4(),
        "write_off": uuid4(),
        "ticket": uuid4(),
        "act": "call",
        "card": uuid4(),
        "confirmation": uuid4(),
        "token": "x" * 22,
    }


def settled(realm: Realm) -> dict[str, str]:
    """The picture of the database once no job waits and nothing moves by itself."""
    for _ in range(150):
        row = realm.vault.main.one(
            "SELECT count(*) AS n FROM procrastinate_jobs "
            "WHERE status IN ('todo', 'doing') "
            "AND task_name NOT IN ('end_windows', 'end_questions', 'leave_closed_days')"
        )
        before = picture(realm)
        time.sleep(0.1)
        if row is not None and row["n"] == 0 and picture(realm) == before:
            return before
    raise AssertionError("the database does not come to rest")


def without_own_acts(tables: dict[str, str]) -> dict[str, str]:
    """Without what a clerk may do with nobody at the counter: counting the blank cards."""
    return {name: seen for name, seen in tables.items() if name != "card_stock_stockcount"}


def try_all(realm: Realm, visitor: Visitor, tried: list[Door]) -> list[str]:
    """Every door by GET and POST; what did not turn the visitor away."""
    let_in = []
    for door in tried:
        for response in visitor.both(door.path):
            if not is_turned_away(realm, response):
                let_in.append(f"{response.request.method} {door} → {response.status_code}")
    return let_in


@pytest.fixture(scope="module", params=["walked", "waiting", "draft"])
def story(request: pytest.FixtureRequest) -> Story:
    found: Story = request.getfixturevalue(request.param)
    return found


def own_doors(realm: Realm, site: str, ids: Ids) -> list[Door]:
    open_here = {f"/{path}" for path in OPEN.get(site, set()) | EVERYWHERE}
    return [door for door in doors(site, ids) if door.path not in open_here]


# Another account, and nobody.


def test_the_measure_the_owner_sees_the_pages_of_the_case(realm: Realm, walked: Story) -> None:
    token = str(walked.employer.client.cookies.get("wp_applicant"))
    with Visitor(realm, "applicant", token) as owner:
        seen = {
            door.path: owner.get(door.path).status_code for door in own_doors(realm, "applicant", ids_of(realm, walked))
        }

    # The rest are acts that are posted, and pages of stages at which this case does not stand.
    assert sum(status == 200 for status in seen.values()) > len(seen) / 3
    assert [path for path, status in seen.items() if status >= 500] == []


def test_another_account_passes_no_door_of_the_case(realm: Realm, story: Story) -> None:
    ids, stranger = ids_of(realm, story), realm.applicant()
    tried = [
        door
        for door in own_doors(realm, "applicant", ids)
        if door.names & {"application_id", "basket_id", "complaint_id", "notice_id", "case"}
    ]
    assert len(tried) > 30
    before = settled(realm)

    with Visitor(realm, "applicant", stranger.token) as visitor:
        assert try_all(realm, visitor, tried) == []

    assert settled(realm) == before


@pytest.mark.parametrize("site", ["applicant", "registrar", "signing", "oversight", "centre"])
def test_who_is_not_signed_in_passes_no_door(realm: Realm, story: Story, site: str) -> None:
    before = settled(realm)

    with Visitor(realm, site) as visitor:
        assert try_all(realm, visitor, own_doors(realm, site, ids_of(realm, story))) == []

    assert settled(realm) == before


@pytest.mark.parametrize("site", ["registrar", "signing", "oversight", "centre"])
def test_an_applicants_session_opens_no_other_site(realm: Realm, walked: Story, site: str) -> None:
    token = realm.applicant().token
    with Visitor(realm, site, token) as visitor:
        assert try_all(realm, visitor, own_doors(realm, site, ids_of(realm, walked))) == []


@pytest.mark.parametrize("site", ["applicant", "registrar", "signing", "oversight"])
def test_a_clerks_session_opens_no_other_site(realm: Realm, walked: Story, site: str) -> None:
    with Visitor(realm, site, realm.clerk().token) as visitor:
        assert try_all(realm, visitor, own_doors(realm, site, ids_of(realm, walked))) == []


# Staff where they may not be.


@pytest.mark.parametrize("centre", [CENTRE, "CMI-SC-M-001"], ids=["of the same centre", "of another centre"])
def test_a_clerk_without_a_visit_sees_no_papers(realm: Realm, walked: Story, centre: str) -> None:
    persona, before = walked.persona, without_own_acts(settled(realm))
    with Visitor(realm, "centre", realm.clerk(centre).token) as clerk:
        for door in own_doors(realm, "centre", ids_of(realm, walked)):
            for response in clerk.both(door.path):
                assert response.status_code < 500, door
                assert "image/" not in response.headers["content-type"], door
                for word in (persona.family_name, persona.passport_number):
                    assert word not in response.text, door

    assert without_own_acts(settled(realm)) == before


def test_an_officer_of_another_office_passes_no_door_of_the_case(realm: Realm, story: Story) -> None:
    ids, before = ids_of(realm, story), settled(realm)
    for role in (Role.REGISTRAR, Role.ASSISTANT_REGISTRAR):
        with Visitor(realm, "registrar", realm.known(role, "O-50", "registrar").token) as officer:
            tried = [door for door in own_doors(realm, "registrar", ids) if "application" in door.names]
            assert len(tried) >= 6
            assert try_all(realm, officer, tried) == []
            if story.number:
                assert str(ids["application"]) not in officer.get(f"/find/?number={story.number}").headers.get(
                    "location", ""
                )

    assert settled(realm) == before


@pytest.mark.parametrize("act", ["grant", "refuse"])
def test_an_assistant_registrar_does_none_of_the_registrars_acts(realm: Realm, waiting: Story, act: str) -> None:
    before = settled(realm)
    path = f"/applications/{ids_of(realm, waiting)['application']}/{act}/"
    with Visitor(realm, "registrar", realm.known(Role.ASSISTANT_REGISTRAR, OFFICE, "registrar").token) as assistant:
        statuses = {response.status_code for response in (assistant.post(path), assistant.post_json(path))}

    assert statuses <= {403, 409}
    assert settled(realm) == before


def test_an_assistant_registrar_signs_nothing(realm: Realm, walked: Story) -> None:
    before = settled(realm)
    with Visitor(realm, "signing", realm.known(Role.ASSISTANT_REGISTRAR, OFFICE, "signing").token) as assistant:
        for door in own_doors(realm, "signing", ids_of(realm, walked)):
            if door.path.endswith(("/grant", "/refuse")):
                for response in (assistant.post(door.path), assistant.post_json(door.path)):
                    assert 400 <= response.status_code < 500, door

    assert settled(realm) == before


# Forms that another site's page sends.


@pytest.mark.parametrize("site", [site for site in SITES if site != "api"])
def test_no_form_is_taken_without_the_pages_own_token(realm: Realm, walked: Story, site: str) -> None:
    token = {
        "applicant": str(walked.employer.client.cookies.get("wp_applicant")),
        "centre": realm.clerk(CENTRE).token,
        "registrar": realm.known(Role.REGISTRAR, OFFICE, "registrar").token,
        "signing": realm.known(Role.REGISTRAR, OFFICE, "signing").token,
    }.get(site, "")
    before = settled(realm)
    with Visitor(realm, site, token) as visitor:
        for door in doors(site, ids_of(realm, walked)):
            for given in (None, "b" * 32):
                assert visitor.post(door.path, token=given).status_code == 403, door
            foreign = visitor.client.post(
                door.path, data={"csrfmiddlewaretoken": "a" * 32}, headers={"Origin": "http://evil.example"}
            )
            assert foreign.status_code == 403, door

    assert settled(realm) == before


# Names and ways that lead elsewhere.


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost", "127.0.0.1", "xapplicant.localhost", "applicant.localhost.evil.example", ""]
)
def test_a_host_that_is_no_site_is_refused(realm: Realm, host: str) -> None:
    for site in SITES:
        port = realm.sites[site].rsplit(":", 1)[1]
        response = httpx.get(f"http://127.0.0.1:{port}/health/", headers={"Host": f"{host}:{port}" if host else ""})
        assert response.status_code == 400, site


def test_a_site_answers_in_its_own_process_alone(realm: Realm) -> None:
    port = realm.sites["applicant"].rsplit(":", 1)[1]
    for site in ("registrar", "signing", "signin", "centre", "api"):
        response = httpx.get(f"http://127.0.0.1:{port}/", headers={"Host": f"{site}.localhost:{port}"})
        assert response.status_code == 400, site


def test_headers_of_a_proxy_that_is_not_there_are_ignored(realm: Realm) -> None:
    with Visitor(realm, "applicant") as visitor:
        plain = visitor.get("/filings/")
        forged = visitor.get(
            "/filings/",
            **{
                "X-Forwarded-Host": "evil.example",
                "X-Forwarded-Proto": "https",
                "X-Forwarded-For": "10.0.0.1",
                "Forwarded": "host=evil.example;proto=https",
                "X-Original-URL": "/account/",
                "X-Rewrite-URL": "/account/",
                "X-HTTP-Method-Override": "DELETE",
            },
        )

    assert forged.status_code == plain.status_code == 302
    assert "evil.example" not in forged.headers["location"] + forged.text
    assert path_of(forged.headers["location"]) == path_of(plain.headers["location"])
    assert "Secure" not in forged.headers["set-cookie"]


ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example/",
    "/%09/evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    " //evil.example",
    "/\r\nSet-Cookie: a=b",
)


@pytest.mark.parametrize("site", ["applicant", "registrar", "signing", "centre"])
@pytest.mark.parametrize("way", ELSEWHERE)
def test_no_way_back_leads_to_another_place(realm: Realm, site: str, way: str) -> None:
    with Visitor(realm, site) as visitor:
        for path in ("/language/", "/sign-in/", "/session/"):
            response = visitor.client.get(path, params={"to": "en", "next": way, "code": "x"})
            location = response.headers.get("location", "/")
            # As browsers read it: tabs and line ends fall out, a backslash is a slash, two slashes begin a host.
            plain = re.sub(r"[\t\r\n]", "", location).replace("\\", "/")
            assert plain.startswith(f"{realm.sites['signin']}/") or re.match(r"/(?!/)", plain), path
            assert "set-cookie: a=b" not in str(response.headers).lower()
            assert 'href="https://evil' not in response.text
            assert 'href="//evil' not in response.text


@pytest.mark.parametrize("site", ["evil", "https://evil.example", "api", "signin", "../applicant", ""])
def test_signing_in_for_a_site_that_is_none_leads_nowhere(realm: Realm, site: str) -> None:
    with Visitor(realm, "signin") as visitor:
        for path in ("/", "/passkeys/new/"):
            response = visitor.client.get(path, params={"site": site, "pre": "x" * 43, "next": "/", "ticket": "x" * 43})
            assert response.status_code in (400, 403, 404, 409), path


# What every answer carries.

HEADERS = {
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
}


@pytest.mark.parametrize("site", SITES)
def test_every_answer_of_every_site_carries_the_headers(realm: Realm, walked: Story, site: str) -> None:
    token = str(walked.employer.client.cookies.get("wp_applicant")) if site == "applicant" else ""
    with Visitor(realm, site, token) as visitor:
        for door in [*doors(site, ids_of(realm, walked)), Door(site, "/no/such/page", frozenset())]:
            for response in (visitor.get(door.path), visitor.client.options(door.path)):
                assert response.status_code < 500, door
                policy = response.headers["content-security-policy"]
                assert "default-src 'none'" in policy
                assert "frame-ancestors 'none'" in policy
                assert "unsafe" not in policy
                assert {name: response.headers.get(name) for name in HEADERS} == HEADERS, door
                assert "server" not in response.headers or not re.search(r"\d", response.headers["server"])
                for cookie in response.headers.get_list("set-cookie"):
                    if not cookie.startswith("lang="):
                        assert "HttpOnly" in cookie, door
                    assert "SameSite" in cookie, door
                if token and response.status_code == 200:
                    assert "no-store" in response.headers["cache-control"], door
