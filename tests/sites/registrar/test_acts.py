"""Recommending, returning and preparing: one act, one address, the officer's words kept."""

from uuid import UUID

from tests.sites.staff import Stage
from workpermit.applications.models import Application
from workpermit.core.actors import Role
from workpermit.core.ids import show_number
from workpermit.decisions.models import Decision, Proposal, Recommendation, Return
from workpermit.sealing.decision import Decision as Signed


def status(application: Application) -> str:
    return str(Application.objects.values_list("status", flat=True).get(pk=application.pk))


def test_an_assistant_recommends_and_goes_on_to_the_next_case(stage: Stage):
    application, following = stage.in_review(), stage.in_review()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")

    answer = assistant.post(f"/applications/{application.pk}/recommend-grant/", {"words": "All papers seen."})

    assert status(application) == "recommended"
    assert Recommendation.objects.get().outcome == "granted"
    assert assistant.get(answer["Location"])["Location"] == f"/applications/{following.pk}/"


def test_the_registrar_reads_the_assistants_note(stage: Stage):
    application = stage.in_review()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")
    form = {"reason": ["health"], "words": "See the third page of the certificate."}
    assistant.post(f"/applications/{application.pk}/recommend-refusal/", form)
    registrar = stage.browser(stage.officer(Role.REGISTRAR), "registrar")

    page = registrar.get(f"/applications/{application.pk}/").content.decode()

    assert "See the third page of the certificate." in page
    assert "Recommended: refuse" in page


def test_a_refusal_is_not_recommended_without_a_reason(stage: Stage):
    application = stage.in_review()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")

    answer = assistant.post(f"/applications/{application.pk}/recommend-refusal/", {"words": "My words stay."})

    assert answer.status_code == 400
    assert "<title>Error:" in answer.content.decode()
    assert "Choose at least one reason." in answer.content.decode()
    assert "My words stay." in answer.content.decode()
    assert status(application) == "in_review"


def test_a_return_names_what_is_to_be_corrected(stage: Stage):
    application = stage.recommended()
    registrar = stage.browser(stage.officer(Role.REGISTRAR), "registrar")

    registrar.post(f"/applications/{application.pk}/return/", {"reason": ["answer_unclear", "photo_not_usable"]})

    assert status(application) == "returned"
    assert Return.objects.get().reasons == ["answer_unclear", "photo_not_usable"]


def test_missing_documents_are_named_on_the_page_and_the_next_time_it_says_that_they_were(stage: Stage):
    application = stage.in_review()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")
    address = f"/applications/{application.pk}/return/"
    form = assistant.get(address).content.decode()

    assistant.post(address, {"document": ["licence"]})

    assert 'value="licence"' in form
    assert 'value="passport"' not in form
    assert Return.objects.get().documents == ["licence"]
    assert Return.objects.get().reasons == ["documents_missing"]
    other = stage.in_review()
    Return.objects.update(application=other.pk)
    assert "allows no second request" in assistant.get(f"/applications/{other.pk}/return/").content.decode()
    again = assistant.post(f"/applications/{other.pk}/return/", {"document": ["licence"]})
    assert again.status_code == 409
    assert "Licensing Facilitation Act" in again.content.decode()


def test_an_assistant_does_not_decide(stage: Stage):
    application = stage.recommended()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")

    answer = assistant.post(f"/applications/{application.pk}/grant/")

    assert answer.status_code == 403
    assert not Proposal.objects.exists()


def test_an_act_that_is_not_open_says_so(stage: Stage):
    application = stage.in_review()
    registrar = stage.browser(stage.officer(Role.REGISTRAR), "registrar")

    answer = registrar.post(f"/applications/{application.pk}/grant/")

    assert answer.status_code == 409
    assert "can no longer be done at this stage" in answer.content.decode()


def test_preparing_a_grant_writes_bytes_and_decides_nothing(stage: Stage):
    application = stage.recommended()
    registrar = stage.officer(Role.REGISTRAR)

    answer = stage.browser(registrar, "registrar").post(f"/applications/{application.pk}/grant/")

    proposal = Proposal.objects.get()
    signed = Signed.from_bytes(bytes(proposal.document))
    assert answer["Location"] == f"http://signing.localhost:8401/decisions/{proposal.pk}/"
    assert (signed.outcome, signed.registrar) == ("granted", registrar.account)
    assert show_number(signed.application_number) == show_number(application.number)
    assert status(application) == "recommended"
    assert not Decision.objects.exists()


def test_the_dossier_holds_answers_and_page_images_but_no_files(stage: Stage):
    application = stage.recommended()
    registrar = stage.browser(stage.officer(Role.REGISTRAR), "registrar")

    registrar.post(f"/applications/{application.pk}/grant/")

    records = Signed.from_bytes(bytes(Proposal.objects.get().document)).dossier.records
    kinds = stage.world.vault.main.all(
        "SELECT DISTINCT kind FROM sealing_sealedrecord WHERE id = ANY(%s) ORDER BY 1", list(records)
    )
    assert {row["kind"].split("/")[0] for row in kinds} == {"answers", "page"}
    assert len(records) == 5 + 4
    assert all(isinstance(record, UUID) for record in records)


def test_a_refusal_needs_reasons_and_own_words(stage: Stage):
    application = stage.recommended()
    registrar = stage.browser(stage.officer(Role.REGISTRAR), "registrar")

    answer = registrar.post(f"/applications/{application.pk}/refuse/", {"reason": "capital_below", "words": "  "})

    assert "Write why in your own words." in answer.content.decode()
    assert not Proposal.objects.exists()
