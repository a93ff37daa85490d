"""Changing a draft: by a form for what changes most, and by its text for everything."""

import json
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from workpermit.core.actors import Role
from workpermit.oversight import queries
from workpermit.oversight.queries import Draft
from workpermit.oversight.services import change_draft
from workpermit.oversight.subjects import Mistake, WrongShape
from workpermit.sites.http import Request, signed_in
from workpermit.sites.oversight.draft_words import name_of_draft
from workpermit.sites.oversight.editors import Editor, editor_of
from workpermit.sites.oversight.mistakes import say_mistake
from workpermit.sites.oversight.places import line_of
from workpermit.sites.oversight.rows import draw_rows, read_rows
from workpermit.sites.oversight.views.drafts import find_draft
from workpermit.sites.parts import PageError


@require_http_methods(["GET", "POST"])
@signed_in(Role.POLICY_OFFICER)
def edit(request: Request, draft: UUID, part: str) -> HttpResponse:
    """One form of a draft: its fees, its checks, its documents, the hours of a group, the holidays."""
    found = find_draft(draft)
    editor = editor_of(found.kind, part)
    if editor is None:
        raise Http404
    if request.method == "GET":
        return _show(request, found, editor, None, [])
    posted = request.POST.dict()
    definition, errors = read_rows(editor, found.definition, posted)
    if errors:
        return _show(request, found, editor, posted, errors)
    try:
        _save(request, found, definition)
    except WrongShape as wrong:
        errors = [PageError("", f"{wrong.place}: {say_mistake(Mistake(wrong.place, wrong.says))}")]
        return _show(request, found, editor, posted, errors)
    changed = find_draft(draft)
    if any(_is_about(editor, one) for one in queries.mistakes_of(changed)):
        return HttpResponseRedirect(reverse("edit-draft", args=[draft, part]))
    return HttpResponseRedirect(reverse("draft", args=[draft]))


@require_http_methods(["GET", "POST"])
@signed_in(Role.POLICY_OFFICER)
def text(request: Request, draft: UUID) -> HttpResponse:
    """The whole definition as text; what is wrong is shown with its line."""
    found = find_draft(draft)
    if request.method == "GET":
        written = json.dumps(queries.written_out(found), ensure_ascii=False, indent=2)
        mistakes = [(line_of(one.place, written), one) for one in queries.mistakes_of(found)]
        return _show_text(request, found, written, [_at_line(line, one) for line, one in mistakes], found.revision)
    typed = request.POST.get("definition", "").replace("\r\n", "\n")
    seen = _seen(request)
    try:
        _save(request, found, json.loads(typed))
    except json.JSONDecodeError as wrong:
        says = _("Line %(line)s, letter %(letter)s: the text breaks off or has a sign that does not belong there.")
        errors = [PageError("definition", says % {"line": wrong.lineno, "letter": wrong.colno})]
        return _show_text(request, found, typed, errors, seen)
    except RecursionError:
        return _show_text(request, found, typed, [PageError("definition", _("The text is nested too deeply."))], seen)
    except WrongShape as wrong:
        mistake = Mistake(wrong.place, wrong.says)
        return _show_text(request, found, typed, [_at_line(line_of(wrong.place, typed), mistake)], seen)
    where = "draft-text" if queries.mistakes_of(find_draft(draft)) else "draft"
    return HttpResponseRedirect(reverse(where, args=[draft]))


# The catalogue's files name fees in a list of their ids, and so do its mistakes.
_OTHER_NAMES = {"fees": "fee_ids"}


def _save(request: Request, draft: Draft, definition: object) -> None:
    change_draft(draft=draft.pk, definition=definition, seen=_seen(request), by=request.actor, at=timezone.now())


def _seen(request: Request) -> int:
    revision = request.POST.get("revision", "")
    return int(revision) if revision.isascii() and revision.isdigit() else 0


def _at_line(line: int, mistake: Mistake) -> PageError:
    says = _("Line %(line)s, %(place)s: %(says)s")
    return PageError("definition", says % {"line": line, "place": mistake.place, "says": say_mistake(mistake)})


def _show(
    request: Request, draft: Draft, editor: Editor, posted: dict[str, str] | None, errors: list[PageError]
) -> HttpResponse:
    mistakes = queries.mistakes_of(draft) if posted is None else []
    rows = draw_rows(editor, draft.definition, mistakes, posted, errors)
    shown = {cell.id for row in rows for cell in row.cells if cell.wrong}
    # What concerns the whole list has no input of its own; what concerns one has its line in the summary too.
    found = [
        PageError(_id(editor, one) if _id(editor, one) in shown else "", f"{one.place}: {say_mistake(one)}")
        for one in mistakes
        if _is_about(editor, one)
    ]
    context = {
        "draft": draft,
        "name": name_of_draft(draft),
        "editor": editor,
        "rows": rows,
        "revision": posted.get("revision", "") if posted is not None else draft.revision,
        "errors": errors or found,
        "can_change": "change_draft" in queries.acts_open(draft, request.actor.id),
    }
    return render(request, "oversight/edit.html", context, status=400 if errors else 200)


def _is_about(editor: Editor, mistake: Mistake) -> bool:
    """Whether a mistake lies in what this form shows."""
    first = mistake.place.split(".")[0]
    if not editor.rows:
        return first in [column.name for column in editor.columns]
    return first in (editor.rows, _OTHER_NAMES.get(editor.rows))


def _id(editor: Editor, mistake: Mistake) -> str:
    return mistake.place.removeprefix(f"{editor.rows}.") if editor.rows else f"all.{mistake.place}"


def _show_text(request: Request, draft: Draft, written: str, errors: list[PageError], revision: int) -> HttpResponse:
    context = {
        "draft": draft,
        "name": name_of_draft(draft),
        "written": written,
        "revision": revision,
        "errors": errors,
        "wrong": {"definition": errors[0].message} if errors else {},
        "can_change": "change_draft" in queries.acts_open(draft, request.actor.id),
    }
    return render(request, "oversight/text.html", context, status=400 if errors and request.method == "POST" else 200)
