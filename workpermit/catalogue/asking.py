"""What a form asks: questions, their options, and sections of them."""

from enum import StrEnum

from workpermit.catalogue.wording import Part, Text


class FieldType(StrEnum):
    """The shapes of answer that a form can ask for; `forms.py` knows how each is read."""

    TEXT = "text"
    TEXTAREA = "textarea"
    NAME = "name"
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    CHOICE = "choice"
    YES_NO = "yes_no"
    COUNTRY = "country"
    NATIONALITY = "nationality"
    PROVINCE = "province"
    OCCUPATION = "occupation"
    PASSPORT_NUMBER = "passport_number"
    THAI_ID = "thai_id"
    PHONE = "phone"
    EMAIL = "email"
    DIGITS = "digits"
    VISA_CLASS = "visa_class"
    CHOICES = "choices"
    PEOPLE = "people"


class Plain(StrEnum):
    """The few facts that leave the sealed answers as plain columns (DESIGN: Database)."""

    NATIONALITY = "nationality"
    OCCUPATION = "occupation"
    PROVINCE = "province"
    MONTHS = "months"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"


class Option(Part, frozen=True):
    """One answer of a choice."""

    value: str
    label: Text
    hint: Text | None = None


class ShowIf(Part, frozen=True):
    """A field is asked only when another field of the same section has one of these values."""

    field: str
    equals: tuple[str, ...]


class Field(Part, frozen=True):
    """One question. `law` is the section of the Royal Ordinance that asks it; `why` says so in words."""

    id: str
    type: FieldType
    label: Text
    hint: Text | None = None
    why: Text | None = None
    law: str = ""
    required: bool = True
    options: tuple[Option, ...] = ()
    pattern: str = ""
    pattern_says: Text | None = None
    max_length: int = 200
    at_least: int | None = None
    at_most: int | None = None
    unit: Text | None = None
    autocomplete: str = ""
    plain: Plain | None = None
    show_if: ShowIf | None = None


class Order(StrEnum):
    """How two dates must stand to each other."""

    BEFORE = "before"
    NOT_AFTER = "not_after"
    WITHIN = "within"


class CrossCheck(Part, frozen=True):
    """Two dates of one section that must stand in an order; `second` may be `today`.

    `within`: the second lies at most `days` after the first.
    """

    first: str
    order: Order
    second: str
    says: Text
    days: int = 0


class Section(Part, frozen=True):
    """One page of the form, one sealed record `answers/<id>`, one line of the task list."""

    id: str
    title: Text
    why: Text
    law: str
    fields: tuple[Field, ...]
    cross_checks: tuple[CrossCheck, ...] = ()

    def field(self, field_id: str) -> Field:
        """The field with this id; KeyError where there is none."""
        for field in self.fields:
            if field.id == field_id:
                return field
        raise KeyError(field_id)
