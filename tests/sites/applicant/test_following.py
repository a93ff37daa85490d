"""Beginning on a permit that is held: what is known is filled in, only what changed is asked, the vault decides."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests import make
from tests.services.drive import Drive
from tests.sites.applicant.portal import tree, words
from tests.sites.staff import Stage
from workpermit.answers.queries import list_sections
from workpermit.applications.models import Application, CarriedOver
from workpermit.applications.services import submit_application
from workpermit.core.actors import Actor, Role
from workpermit.core.calendar import bangkok_date
from workpermit.documents.models import Evidence
from workpermit.documents.queries import list_evidence
from workpermit.permits.models import Permit
from workpermit.sealing.objects import get_object
from workpermit.sealing.refusal import Refused
from workpermit.sites.applicant.following import still_worked_on
from workpermit.sites.applicant.views import following
from workpermit.sites.applicant.views.following import _open_earlier


@pytest.fixture(autouse=True)
def services(stage: Stage) -> None:
    for service in ("s59_renew", "s59_new", "change_items", "replace_general"):
        make.service(service)


@pytest.fixture
def held(stage: Stage) -> Drive:
    """Somebody's permit under section 59, issued on a filing of an employer."""
    drive = Drive(stage, "s59_new")
    drive.to_outcome()
    return drive


def permit_of(drive: Drive, *, ends_in: int = 60) -> Permit:
    until = bangkok_date(drive.stage.at) + timedelta(days=ends_in)
    Permit.objects.filter(application=drive.case).update(valid_from=until - timedelta(days=364), valid_until=until)
    return Permit.objects.get(application=drive.case)


def employer(drive: Drive) -> Client:
    return drive.stage.browser(drive.owner, "applicant")


def worker(drive: Drive) -> Client:
    assert drive.worker is not None
    return drive.stage.browser(drive.worker, "applicant")


def begin(client: Client, drive: Drive, service: str = "s59_renew") -> Any:
    address = f"/applications/{drive.case}/permit/{service}/"
    ticket = tree(client.get(address)).xpath("//input[@name='ticket']/@value")[0]
    return client.post(address, {"ticket": ticket})


def case_of(answer: Any) -> UUID:
    return UUID(answer["Location"].split("/")[2])


def opened(drive: Drive, case: UUID) -> dict[str, dict[str, Any]]:
    rows = list_sections(case)
    said = drive.stage.world.ask(
        "public", "open", token=drive.owner.token, purpose="own", records=[one.record for one in rows.values()]
    )["records"]
    return {name: said[str(one.record)] for name, one in rows.items()}


def test_a_renewal_begins_with_what_is_known_sealed_anew_for_its_own_case(held: Drive) -> None:
    permit = permit_of(held)

    answer = begin(employer(held), held)
    case = case_of(answer)
    draft, before, after = Application.objects.get(pk=case), opened(held, held.case), opened(held, case)

    assert answer["Location"].endswith("/changed/")
    assert (draft.basis, draft.kind, draft.office) == (permit.number, "renewal", held.now.office)
    assert draft.nationality == held.now.nationality
    assert after["worker"] == before["worker"]
    assert after["permit"]["number"] == permit.number
    assert {one.record for one in list_sections(case).values()}.isdisjoint(
        one.record for one in list_sections(held.case).values()
    )
    assert draft.label_record is not None


def test_files_that_still_count_stand_in_the_new_filing_and_are_pressed_again(held: Drive) -> None:
    permit_of(held)
    Evidence.objects.filter(case=held.case, document="medical").update(received_at=held.stage.at - timedelta(days=31))

    case = case_of(begin(employer(held), held))
    files = {one.document: one for one in list_evidence(case)}

    assert files.keys() == {"passport", "photo"}
    assert {one.status for one in files.values()} == {"received"}
    earlier = {one.document: one for one in list_evidence(held.case)}
    records = [files["passport"].record, earlier["passport"].record]
    said = held.stage.world.ask("public", "open", token=held.owner.token, purpose="own", records=records)["records"]
    assert said[str(records[0])]["object"] == said[str(records[1])]["object"]
    assert get_object(said[str(records[0])]["object"])
    carried = CarriedOver.objects.get(application=case)
    assert carried.left_out["medical"] == "too_old"
    assert "too old by now" in words(employer(held).get(f"/applications/{case}/documents/medical/"))
    assert "Taken over" not in words(employer(held).get(f"/applications/{case}/documents/medical/"))


def test_sent_twice_it_begins_once(held: Drive) -> None:
    permit_of(held)
    client, address = employer(held), f"/applications/{held.case}/permit/s59_renew/"
    ticket = tree(client.get(address)).xpath("//input[@name='ticket']/@value")[0]

    first, second = (client.post(address, {"ticket": ticket}) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Application.objects.filter(kind="renewal").count() == 1


def test_only_what_is_ticked_is_asked(held: Drive) -> None:
    permit_of(held)
    client = employer(held)
    case = case_of(begin(client, held))
    home = f"/applications/{case}/"
    page = client.get(f"{home}changed/")
    assert "Siam" in words(page) or "Example Electronics" in words(page)
    boxes = tree(page).xpath("//input[@name='changed']/@value")
    assert boxes == ["worker", "stay", "job", "workplace"], "who files is asked in any case"

    answer = client.post(f"{home}changed/", {"changed": ["workplace"], "outdated": ["photo"]})

    rows = list_sections(case)
    assert {name for name, row in rows.items() if not row.complete} == {"employer", "workplace"}
    assert [one.document for one in list_evidence(case) if one.document == "photo"] == []
    assert answer["Location"] == f"{home}sections/employer/"
    listed = words(client.get(home))
    assert listed.count("To be answered anew") == 2
    assert listed.count("Taken over") == 4
    assert tree(client.get(f"{home}changed/")).xpath("//input[@name='changed'][@checked]/@value") == ["workplace"]


def test_a_box_that_is_unticked_again_leaves_the_section_as_it_was(held: Drive) -> None:
    permit_of(held)
    client = employer(held)
    home = f"/applications/{case_of(begin(client, held))}/"
    client.post(f"{home}changed/", {"changed": ["job"]})

    client.post(f"{home}changed/", {})

    assert list_sections(UUID(home.split("/")[2]))["job"].complete


def test_after_a_section_comes_the_next_that_is_asked_and_what_was_saved_is_no_longer_taken_over(held: Drive) -> None:
    permit_of(held)
    client = employer(held)
    case = case_of(begin(client, held))
    home = f"/applications/{case}/"
    client.post(f"{home}changed/", {"changed": ["workplace"]})

    posted = make.ANSWERS["employer"] | {"version": "1"}
    assert client.post(f"{home}sections/employer/", posted)["Location"] == f"{home}sections/workplace/"
    client.post(f"{home}sections/workplace/", make.ANSWERS["workplace"] | {"version": "1"})
    client.post(f"{home}changed/", {"changed": ["employer"]})

    rows = list_sections(case)
    assert rows["employer"].complete, "a section that was saved since is left alone"
    assert rows["workplace"].complete


def test_the_worker_renews_for_himself_and_signs_at_the_end(held: Drive) -> None:
    permit_of(held)
    client = worker(held)

    answer = begin(client, held)
    draft = Application.objects.get(pk=case_of(answer))

    assert draft.worker_account == draft.filing_account == held.worker.account  # type: ignore[union-attr]
    assert all(row.complete for row in list_sections(draft.pk).values())
    assert client.post(answer["Location"], {})["Location"].endswith(("/documents/medical/", "/check/"))


def test_nobody_begins_on_the_permit_of_others(held: Drive) -> None:
    permit_of(held)
    stranger = held.stage.browser(held.stage.world.applicant(), "applicant")

    assert stranger.get(f"/applications/{held.case}/permit/s59_renew/").status_code == 404
    assert stranger.post(f"/applications/{held.case}/permit/s59_renew/", {}).status_code == 404


def test_the_vault_opens_the_earlier_filing_for_its_parties_alone(
    held: Drive, monkeypatch: pytest.MonkeyPatch, rf: Any
) -> None:
    """Even where the page believed that the filing is the reader's own."""
    stranger = held.stage.world.applicant()
    request = rf.get("/")
    request.session_token = stranger.token

    with pytest.raises(Refused, match="not_yours"):
        _open_earlier(request, held.case)


def test_a_service_that_does_not_follow_on_this_permit_is_not_there(held: Drive) -> None:
    permit_of(held)
    client = employer(held)

    for service in ("s59_new", "replace_general", "s13_hire", "nothing"):
        assert client.get(f"/applications/{held.case}/permit/{service}/").status_code == 404, service
    assert worker(held).get(f"/applications/{held.case}/permit/replace_general/").status_code == 200


def test_a_renewal_one_day_late_says_what_to_do_and_loses_nothing(held: Drive) -> None:
    permit_of(held, ends_in=30)
    client = employer(held)
    written = case_of(begin(client, held))
    posted = make.ANSWERS["workplace"] | {"name": "Factory Nine", "version": "1"}
    client.post(f"/applications/{written}/sections/workplace/", posted)
    permit_of(held, ends_in=-1)

    late = client.get(f"/applications/{held.case}/permit/s59_renew/")
    assert late.status_code == 409
    assert "A renewal is filed before the permit ends (section 67)" in words(late)
    assert "5,000 to 50,000 baht" in words(late)
    assert f"/applications/{held.case}/permit/s59_new/" in tree(late).xpath("//main//a/@href")
    assert "it cannot be begun any more" in words(client.get("/permits/?ended=1"))

    anew = case_of(begin(client, held, "s59_new"))
    draft = Application.objects.get(pk=anew)
    assert (draft.service, draft.basis) == ("s59_new", "")
    said = opened(held, anew)
    assert said["workplace"]["name"] == "Factory Nine", "what was written for the renewal goes on"
    assert "starts_on" not in said["job"]
    assert Application.objects.get(pk=written).status == "draft"


def test_a_change_is_followed_back_to_the_kind_of_permit_that_it_was_made_on(held: Drive) -> None:
    permit = permit_of(held, ends_in=200)
    Application.objects.filter(pk=held.case).update(kind="change", service="change_items", basis="6900000000017")
    earlier = Drive(held.stage, "s59_new", worker=held.worker)
    Application.objects.filter(pk=earlier.case).update(filing_account=held.owner.account)
    Permit.objects.create(
        **{field.name: getattr(permit, field.name) for field in Permit._meta.fields if field.name != "id"}
        | {"number": "6900000000017", "decision": earlier.case, "application": earlier.case}
    )

    listed = tree(employer(held).get("/permits/")).xpath("//main//a/@href")

    assert f"/applications/{held.case}/permit/s59_renew/" in listed
    assert f"/applications/{held.case}/permit/change_items/" in listed


def test_the_start_page_of_a_service_offers_the_readers_own_permits(held: Drive) -> None:
    permit_of(held)

    page = employer(held).get("/services/s59_renew/start/")

    assert f"/applications/{held.case}/permit/s59_renew/" in tree(page).xpath("//main//a/@href")
    assert "For another permit" in words(page)
    stranger = held.stage.browser(held.stage.world.applicant(), "applicant")
    assert "For another permit" not in words(stranger.get("/services/s59_renew/start/"))


def test_what_was_begun_is_gone_on_with(held: Drive) -> None:
    permit_of(held)
    client = employer(held)
    case = case_of(begin(client, held))

    page = client.get("/permits/")

    assert f"/applications/{case}/" in tree(page).xpath("//main//a/@href")
    assert "Go on with the renewal" in words(page)


def test_more_records_than_the_vault_opens_at_once_are_opened_in_parts(
    held: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    permit_of(held)
    monkeypatch.setattr(following, "MOST", 3)

    case = case_of(begin(employer(held), held))

    assert len(list_sections(case)) == 6


def filed(held: Drive, *, service: str = "s59_renew") -> Application:
    """A renewal on the permit, handed in by the same employer."""
    permit = permit_of(held)
    changes = {"permit": {"number": permit.number, "valid_until": permit.valid_until.isoformat()}}
    drive = Drive(held.stage, service, worker=held.worker, changes=changes)
    Application.objects.filter(pk=drive.case).update(filing_account=held.owner.account)
    drive.owner = held.owner
    make.answer_all(drive.now, held.stage.at, **changes)
    make.hand_in_documents(drive.now, held.stage.at)
    records = [str(one.record) for one in (*list_sections(drive.case).values(), *list_evidence(drive.case))]
    Application.objects.filter(pk=drive.case).update(confirmed_at=held.stage.at, confirmed_records=sorted(records))
    by = Actor(held.owner.account, Role.APPLICANT)
    submit_application(application=drive.now, method="passkey", by=by, at=held.stage.at)
    return drive.now


def test_while_the_renewal_is_under_way_work_goes_on_and_the_pages_say_so(held: Drive) -> None:
    renewal = filed(held)
    Application.objects.filter(pk=renewal.pk).update(receipt="signed")
    client = employer(held)

    for address in ("/permits/", f"/applications/{held.case}/permit/", f"/applications/{renewal.pk}/"):
        page = client.get(address)
        assert "Work may go on as on permit" in words(page), address
        assert f"/applications/{renewal.pk}/receipt.pdf" in tree(page).xpath("//main//a/@href"), address
    assert f"/applications/{held.case}/permit/s59_renew/" not in tree(client.get("/permits/")).xpath("//main//a/@href")
    assert still_worked_on(renewal) == Permit.objects.get(application=held.case)


@pytest.mark.parametrize("how", ["late", "withdrawn", "of section 62", "unknown permit"])
def test_nobody_is_told_that_work_may_go_on_without_a_renewal_in_time_under_section_67(held: Drive, how: str) -> None:
    renewal = filed(held)
    if how == "late":
        permit_of(held, ends_in=-1)
    elif how == "withdrawn":
        make.withdraw(renewal, at=held.stage.at)
    elif how == "of section 62":
        renewal.service_version = make.service("s62_boi_renew").version_id
    else:
        renewal.basis = "6900000000017"

    assert still_worked_on(renewal) is None


def test_a_renewal_that_the_end_overtakes_says_what_to_do_on_its_pages(held: Drive) -> None:
    permit_of(held, ends_in=5)
    client = employer(held)
    home = f"/applications/{case_of(begin(client, held))}/"
    assert "This permit ended on" not in words(client.get(home))
    permit_of(held, ends_in=-1)

    for address in (home, f"{home}check/"):
        page = client.get(address)
        assert "This permit ended on" in words(page)
        assert f"/applications/{held.case}/permit/s59_renew/" in tree(page).xpath("//main//a/@href")
