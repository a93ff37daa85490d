"""The task list of an application that is being written."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from workpermit.catalogue.definition import Document, Section
from workpermit.catalogue.kinds import Confirmation
from workpermit.sites.applicant.filing import Filing, Notice
from workpermit.sites.parts import Task

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks under one heading."""

    title: Words
    tasks: list[Task]


def tasks_of(filing: Filing) -> list[Group]:
    """Everything to do before the application can be handed in, in any order, except the last group."""
    return [
        Group(_("1. Answers"), section_tasks(filing)),
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


def section_tasks(filing: "Filing | Notice") -> list[Task]:
    """One task for each section of the form."""
    return [_section_task(filing, one) for one in filing.service.sections]


def progress(filing: Filing) -> tuple[int, int]:
    """How many of the necessary tasks are done, and how many there are; handing in is the last of them."""
    required = [one for one in filing.service.documents if filing.is_required(one)]
    confirms = filing.confirmation is Confirmation.SUBMIT and not filing.is_own
    total = len(filing.service.sections) + len(required) + confirms
    open_tasks = len(filing.open_sections) + len(filing.missing_documents) + (confirms and not filing.is_confirmed)
    return total - open_tasks, total


def _section_task(filing: "Filing | Notice", section: Section) -> Task:
    href = f"{filing.home}sections/{section.id}/"
    title = section.title.show(get_language() or "th")
    saved = filing.sections.get(section.id)
    if saved is None:
        return Task(title, _("Not started"), href, kind="none")
    if saved.complete:
        return Task(title, _("Completed"), href)
    count = saved.problems
    text = ngettext("%(count)d answer to correct", "%(count)d answers to correct", count) % {"count": count}
    return Task(title, text, href, kind="warn")


def _document_task(filing: Filing, document: Document) -> Task:
    language = get_language() or "th"
    href = f"{filing.home}documents/{document.id}/"
    title, hint = document.name.show(language), document.hint.show(language)
    statuses = {one.status for one in filing.evidence_for(document.id)}
    if "unreadable" in statuses:
        return Task(title, _("A file cannot be used"), href, hint, kind="bad")
    if statuses & {"received", "waiting"}:
        return Task(title, _("Received, being checked"), href, hint, kind="wait")
    if "ready" in statuses:
        return Task(title, _("Completed"), href, hint)
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
