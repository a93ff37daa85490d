"""Who may open which kinds of record, and how fast. This table is the whole rule.

A kind that ends in `/` stands for every kind that begins so. A person's purpose belongs to one site; a machine's
purpose is its credential. Rates are per minute, for each person or machine.
"""

from dataclasses import dataclass

EVERYTHING = ("",)


@dataclass(frozen=True, slots=True)
class Purpose:
    name: str
    kinds: tuple[str, ...]
    per_minute: int

    def covers(self, kind: str) -> bool:
        return any(kind.startswith(one) if one == "" or one.endswith("/") else kind == one for one in self.kinds)


# fmt: off
# Never the file itself: only its page images.
_OFFICERS_SEE = (
    "answers/", "registry", "page", "label", "terms", "reason", "question", "reply", "complaint", "explanation",
)

PERSONS: dict[tuple[str, str], Purpose] = {
    #  site         purpose               kinds           per minute
    ("applicant", "own"):     Purpose("own",     EVERYTHING,     600),
    ("registrar", "review"):  Purpose("review",  _OFFICERS_SEE,  300),  # a page image is a look of its own
    ("registrar", "decide"):  Purpose("decide",  _OFFICERS_SEE,  120),
    # The signing page shows what the bytes only commit to; a refusal's words go into the letter.
    ("signing",   "decide"):  Purpose("decide",  ("terms", "reason"),  120),
}

MACHINES: dict[str, Purpose] = {
    "check":    Purpose("check",    ("answers/", "file", "page", "terms", "zone", "face", "chip"), 6_000),
    "scan":     Purpose("scan",     ("file",),                       6_000),
    "letter":   Purpose("letter",   ("letter", "profile"),           6_000),
    "document": Purpose("document", ("terms", "label", "answers/"),  6_000),
    "trial":    Purpose("trial",    ("facts",),                        900),  # calls; each a hundred cases at most
}

# What the vault opens for itself while it does something else, and what the counter may see.
CLAIM =   Purpose("claim",   ("answers/worker",),  10)
CONFIRM = Purpose("confirm", EVERYTHING,           30)
# The clerk is shown nothing of it: the vault compares what was typed from the paper with what is sealed.
COMPARE = Purpose("compare_confirmation", ("answers/worker",), 12)
VISIT =   Purpose("visit",   ("answers/worker", "file", "page"),  120)
CAPTURES_A_MINUTE = 12  # by a clerk, of each kind; nothing is opened, what was taken is sealed
SIGN =    Purpose("sign",    EVERYTHING,           60)
# The card of a permit: what it is drawn from, and the drawn file for the device of the centre.
CARD =    Purpose("document", ("terms", "credential", "page"),  6_000)
PRINT =   Purpose("take_card", ("card",),         120)
ISSUE =   Purpose("issue",   EVERYTHING,        6_000)
ASSISTED_A_MINUTE, ASSISTED_AN_HOUR = 4, 12  # papers that one clerk types in order to help; ours, no law says it
INHERIT = "inherit"  # nothing is opened: two keyed hashes are compared

# The fields of answers/worker that a clerk compares with the paper, and the documents that show the face.
VISIT_FIELDS = frozenset({
    "title", "given_names", "given_name", "first_name", "middle_name", "family_name", "last_name", "surname", "name",
    "sex", "birth_date", "nationality", "passport_number", "passport_issued_on", "passport_expires_on",
})
VISIT_DOCUMENTS = frozenset({"passport", "photo"})
# fmt: on
