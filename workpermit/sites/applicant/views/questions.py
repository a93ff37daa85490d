"""What the office asks the parties of an application, and their answers."""

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from workpermit.core.actors import Role
from workpermit.core.text import one_form
from workpermit.questions.queries import get_question
from workpermit.questions.services import Upload, answer_question
from workpermit.questions.topics import paper_for
from workpermit.sites.applicant.filing import get_filing, open_if_there
from workpermit.sites.applicant.views.documents import REFUSALS, refuse_huge
from workpermit.sites.applicant.words import TYPES, megabytes
from workpermit.sites.asked import asked_of
from workpermit.sites.http import Request, signed_in
from workpermit.sites.parts import PageError
from workpermit.sites.rules_text import sentence_for

LONGEST_ANSWER = 4000


@refuse_huge
@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def question(request: Request, application_id: UUID, question_id: UUID) -> HttpResponse:
    """One question: to be answered in words and with a paper, or as it was answered.

    Filer and worker may both answer; the first answer counts, and the other one sees it here.
    """
    filing = get_filing(request, application_id)
    try:
        asked = get_question(question_id, application=filing.id)
    except ObjectDoesNotExist:
        raise Http404 from None
    typed = one_form(request.POST.get("words", "")).strip()
    errors = _errors(typed) if request.method == "POST" else []
    if request.method == "POST" and not errors:
        uploaded = request.FILES.get("file")
        try:
            answer_question(
                question=asked,
                application=filing.application,
                words=typed,
                upload=Upload(uploaded.name or "", uploaded.read()) if uploaded else None,
                by=request.actor,
                at=timezone.now(),
            )
        except REFUSALS as refusal:
            sentence = sentence_for(refusal.code)
            errors.append(PageError("file", f"{sentence.says} {sentence.do}"))
        else:
            return HttpResponseRedirect(f"{filing.home}questions/{asked.pk}/")
    opened = open_if_there(request, [asked.words, asked.reply])
    by_text = {str(record): value for record, value in (opened or {}).items()}
    paper = paper_for(filing.service, asked)
    context = {
        "filing": filing,
        "asked": asked_of([asked], filing.service, by_text)[0],
        "sealed": opened is None,
        "open": asked.status == "asked" and filing.is_with_officers,
        "typed": typed,
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
        "types": [TYPES[kind] for kind in paper.accepts],
        "accept": ",".join(paper.accepts),
        "limit": megabytes(paper.max_bytes),
        "longest": LONGEST_ANSWER,
    }
    return render(request, "applicant/question.html", context, status=422 if errors else 200)


def _errors(typed: str) -> list[PageError]:
    if not typed:
        return [PageError("words", _("Write your answer"))]
    if len(typed) > LONGEST_ANSWER:
        return [PageError("words", _("Please shorten this to 4,000 characters."))]
    return []
