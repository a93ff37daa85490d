"""The parts of a definition that are changed most, as forms: rows of a list, each with a few columns.

Everything else of a definition is changed in its text. A form judges shape alone: whether an amount is an amount.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from workpermit.oversight.subjects import Kind
from workpermit.sites.oversight.cells import Sort
from workpermit.sites.parts import Words

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One value of a row; `name` leads to it with dots. `options` are the values of a choice with their words."""

    name: str
    label: Words
    sort: Sort = Sort.LINE
    hint: Words = ""
    options: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Editor:
    """A form over the list `rows` of a definition (empty: over the definition itself), whose parts are named by `key`.

    `new` is what a further row begins with, None where none is added; `spare` is how many blank rows are shown.
    """

    part: str
    kind: Kind
    title: Words
    lead: Words
    rows: str
    key: str
    columns: tuple[Column, ...]
    new: Raw | None = None
    spare: int = 0
    is_ordered: bool = False


CERTAINTIES: Mapping[str, Words] = {
    "high": _("High certainty"),
    "med": _("Medium certainty"),
    "low": _("Low certainty"),
}
SOURCE = (
    Column("certainty", _("Certainty"), Sort.CHOICE, options=CERTAINTIES),
    Column("note", _("Source and remark"), Sort.LINES),
)
LAW = Column("law", _("Law"), hint=_("The sections, such as 59, or the announcement"))
NAMES = (Column("name.th", _("Name in Thai")), Column("name.en", _("Name in English")))
SEVERITIES: Mapping[str, Words] = {"stop": _("Stands against a permit"), "look": _("An officer must look")}
NOTHING: Raw = {"certainty": "low", "note": ""}

EDITORS = (
    Editor(
        "fees", Kind.SERVICE, _("Fees"),
        _(
            "An empty amount is not known: nothing is charged, and the page of the service says so. "
            "Every term that can be applied for needs a step."
        ),
        "fees", "id",
        (
            Column("satang", _("Amount in baht"), Sort.BAHT),
            Column("months_up_to", _("Up to how many months"), Sort.WHOLE, _("Empty: the same for every term")),
            Column("kind", _("Kind of fee"), hint=_(
                "Such as filing, permit, renewal, substitute"
            )),
            *SOURCE,
        ),
        new=NOTHING | {"kind": "", "months_up_to": None, "satang": None}, spare=1,
    ),
    Editor(
        "rules", Kind.SERVICE, _("Checks by the system"),
        _(
            "A rule is an expression in CEL that is true when all is well. It may speak of the facts "
            "that this form asks for, and of its own limits as limit.name. Checks advise; a registrar "
            "decides."
        ),
        "checks", "code",
        (
            *NAMES,
            Column("rule", _("Rule"), Sort.LINES, _("Empty where a built-in check judges")),
            Column("built_in", _("Built-in check"), hint=_("Empty where a rule judges")),
            Column("thresholds", _("Limits"), Sort.LIMITS, _(
                "One in each line, such as capital = 200000000. Money in satang."
            )),
            Column("severity", _("When it fails"), Sort.CHOICE, options=SEVERITIES),
            Column("reason", _("Reason"), Sort.REASON),
            LAW,
            Column("why.th", _("Why it is checked, in Thai")),
            Column("why.en", _("Why it is checked, in English")),
            *SOURCE,
        ),
        new=NOTHING | {"rule": "", "built_in": "", "severity": "look", "reason": "", "law": ""}, spare=1,
    ),
    Editor(
        "documents", Kind.SERVICE, _("Documents"),
        _("What must be handed in. A document that only some answers need stands in the text of the definition."),
        "documents", "id",
        (
            *NAMES,
            Column("hint.th", _("Hint in Thai")),
            Column("hint.en", _("Hint in English")),
            Column("required", _("Everybody must hand it in"), Sort.YES),
            Column("max_pages", _("Most pages"), Sort.WHOLE),
            Column("age_limit_days", _("How many days old at the most"), Sort.WHOLE, _("Empty: no limit is known")),
            LAW, *SOURCE,
        ),
        new=NOTHING | {"required": False, "max_pages": 10, "law": ""}, spare=1,
    ),
    Editor(
        "hours", Kind.COHORT, _("Dates and hours"),
        _(
            "Times in Bangkok, year C.E. The second named counts. A blank is not known, and a group "
            "without its last hour is never open."
        ),
        "", "id",
        (
            Column("file_from", _("Filing begins"), Sort.MOMENT),
            Column("file_until", _("Last moment to file"), Sort.MOMENT),
            Column("pay_until", _("Last moment to pay"), Sort.MOMENT, _("A later one takes the open bills along.")),
            Column("permit_until", _("Last day of all permits"), Sort.DAY),
            Column("nationalities", _("Nationalities"), Sort.CODES, _("Codes of three letters, such as LAO MMR VNM")),
            *SOURCE,
        ),
    ),
    Editor(
        "later", Kind.COHORT, _("Documents that may follow"),
        _("What may be handed in after the permit, and until when."),
        "later_documents", "document",
        (Column("by", _("Last day"), Sort.DAY), Column("note", _("Source and remark"), Sort.LINES)),
        new={"by": None, "note": ""}, spare=1,
    ),
    Editor(
        "holidays", Kind.CALENDAR, _("Public holidays"),
        _(
            "Legal periods that end on one of these days end on the next working day. Saturdays and "
            "Sundays need no entry."
        ),
        "holidays", "day", NAMES, new={}, spare=4, is_ordered=True,
    ),
)  # fmt: skip


def editors_of(kind: str) -> list[Editor]:
    """The forms for one kind of definition, in the order of the page."""
    return [editor for editor in EDITORS if editor.kind == kind]


def editor_of(kind: str, part: str) -> Editor | None:
    """The form of this name, if this kind of definition has it."""
    return next((editor for editor in editors_of(kind) if editor.part == part), None)
