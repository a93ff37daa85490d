"""The task list of an application that is being written."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from workpermit.catalogue.definition import Document, Section
from workpermit.catalogue.kinds import Confirmation
from workpermit.sites.applicant.filing import Filing, Notice
from workpermit.sites.applicant.words import LEFT_OUT
from workpermit.sites.parts import Task

Words = str | Promise
ANEW = _("To be answered anew")


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks under one heading."""

    title: Words
    tasks: list[Task]


def tasks_of(filing: Filing) -> list[Group]:
    """Everything to do before the application can be handed in, in any order, except the last group."""
    return [
        Group(_("1. Answers"), [*_changed_task(filing), *section_tasks(filing)]),
        Group(_("2. Documents"), [_document_task(filing, one) for one in filing.service.documents]),
        _last_group(filing),
    ]


def _last_group(filing: Filing) -> Group:
    """Who signs, and handing in: a worker who files for himself does both at once."""
    if filing.is_own:
        return Group(_("3. Sign and submit"), [_submit_task(filing)])
    if filing.confirmation is Confirmation.SUBMIT:
        return Group(_("3. Confirm and submit"), [_worker_task(filing), _submit_task(filing)])
    return Group(_("3. Submit"), [_submit_task(filing)])


def _changed_task(filing: Filing) -> list[Task]:
    """Where the filing began with what is known: saying what of it has changed."""
    if filing.carried is None:
        return []
    done = filing.carried.reviewed_at is not None
    title, status = _("What has changed since the last permit?"), _("Completed") if done else _("Not started")
    hint = _("Everything else was taken over from your earlier filing.")
    return [Task(title, status, f"{filing.home}changed/", hint, kind="" if done else "none")]


def section_tasks(filing: "Filing | Notice") -> list[Task]:
    """One task for each section of the form."""
    return [_section_task(filing, one) for one in filing.service.sections]


def progress(filing: Filing) -> tuple[int, int]:
    """How many of the necessary tasks are done, and how many there are; handing in is the last of them."""
    required = [one for one in filing.service.documents if filing.is_required(one)]
    confirms = filing.confirmation is Confirmation.SUBMIT and not filing.is_own
    looks = filing.carried is not None
    total = len(filing.service.sections) + len(required) + confirms + looks
    open_tasks = len(filing.open_sections) + len(filing.missing_documents) + (confirms and not filing.is_confirmed)
    open_tasks += filing.carried is not None and filing.carried.reviewed_at is None
    return total - open_tasks, total


def _section_task(filing: "Filing | Notice", section: Section) -> Task:
    href = f"{filing.home}sections/{section.id}/"
    title = section.title.show(get_language() or "th")
    saved = filing.sections.get(section.id)
    if saved is None:
        return Task(title, _("Not started"), href, kind="none")
    if filing.is_taken_over(section.id):
        return Task(title, _("Taken over"), href) if saved.complete else Task(title, ANEW, href, kind="warn")
    if saved.complete:
        return Task(title, _("Completed"), href)
    count = saved.problems
    text = ngettext("%(count)d answer to correct", "%(count)d answers to correct", count) % {"count": count}
    return Task(title, text, href, kind="warn")


def _document_task(filing: Filing, document: Document) -> Task:
    language = get_language() or "th"
    href = f"{filing.home}documents/{document.id}/"
    title = document.name.show(language)
    hint: Words = document.hint.show(language)
    files = filing.evidence_for(document.id)
    statuses = {one.status for one in files}
    if "unreadable" in statuses:
        return Task(title, _("A file cannot be used"), href, hint, kind="bad")
    if statuses & {"received", "waiting"}:
        return Task(title, _("Received, being checked"), href, hint, kind="wait")
    if "ready" in statuses:
        return Task(title, _("Taken over") if filing.is_reused(files) else _("Completed"), href, hint)
    if why := filing.why_not_reused(document):
        hint = LEFT_OUT[why]
    if filing.is_required(document):
        return Task(title, _("Not added yet"), href, hint, kind="none")
    return Task(title, _("Optional"), href, hint)


def _worker_task(filing: Filing) -> Task:
    title, href = _("Ask the worker to confirm"), f"{filing.home}invitation/"
    saved = filing.sections.get("worker")
    if filing.is_confirmed:
        return Task(title, _("Completed"), href)
    if filing.application.confirmed_at:
        return Task(title, _("Needed again"), href, _("The filing changed after the worker had confirmed it."), "warn")
    if filing.application.worker_account:
        return Task(title, _("Waiting for the worker"), href, _("The worker has joined and reads the filing."), "wait")
    if saved is None or not saved.complete:
        return Task(title, _("Cannot start yet"), hint=_("First enter the worker's details."), kind="none")
    return Task(title, _("Not started"), href, _("The worker reads the filing and confirms it by a signature."), "none")


def _submit_task(filing: Filing) -> Task:
    title = _("Check the answers and submit") if filing.application.status == "draft" else _("Check and submit again")
    if filing.may_submit or (filing.is_own and filing.is_complete):
        return Task(title, _("Ready"), f"{filing.home}check/", kind="ok")
    if filing.is_complete:
        return Task(title, _("Waiting for the worker"), f"{filing.home}check/", kind="wait")
    return Task(title, _("Cannot start yet"), hint=_("First complete the tasks above."), kind="none")
