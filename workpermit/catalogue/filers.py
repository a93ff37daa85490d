"""A service as it is asked of one filer, once it is known whether the worker files for himself."""

import msgspec

from workpermit.catalogue.definition import Document, Field, Section, Service

SECTION, CAPACITY, WORKER = "employer", "acting_as", "foreigner"


def narrowed(service: Service, *, self_filed: bool) -> Service:
    """Without the capacities in which this filer cannot file, and without what is asked of those alone."""
    capacities = _capacities(service)
    left = frozenset({WORKER} & capacities if self_filed else capacities - {WORKER})
    if not left or left == capacities:
        return service
    sections = tuple(_narrow_section(one, left) if one.id == SECTION else one for one in service.sections)
    documents = tuple(one for one in service.documents if _may_be_needed(one, left))
    return msgspec.structs.replace(service, sections=sections, documents=documents)


def settled_answers(section: Section) -> dict[str, str]:
    """The answers that need no question, because only one is left."""
    return {one.id: one.options[0].value for one in section.fields if one.id == CAPACITY and len(one.options) == 1}


def _capacities(service: Service) -> frozenset[str]:
    fields = [field for one in service.sections if one.id == SECTION for field in one.fields if field.id == CAPACITY]
    return frozenset(option.value for field in fields for option in field.options)


def _narrow_section(section: Section, left: frozenset[str]) -> Section:
    fields = tuple(_narrow_field(field, left) for field in section.fields if _may_be_asked(field, left))
    return msgspec.structs.replace(section, fields=fields)


def _may_be_asked(field: Field, left: frozenset[str]) -> bool:
    condition = field.show_if
    return condition is None or condition.field != CAPACITY or bool(left & {*condition.equals})


def _narrow_field(field: Field, left: frozenset[str]) -> Field:
    if field.id == CAPACITY:
        return msgspec.structs.replace(field, options=tuple(one for one in field.options if one.value in left))
    if field.show_if and field.show_if.field == CAPACITY and left <= {*field.show_if.equals}:
        return msgspec.structs.replace(field, show_if=None)
    return field


def _may_be_needed(document: Document, left: frozenset[str]) -> bool:
    condition = document.required_if
    return condition is None or condition.field != CAPACITY or bool(left & {*condition.equals})
