"""Taking out of a service what cannot be needed there: choices of one, and what hangs on answers nobody can give."""

from typing import Any

Raw = dict[str, Any]
FILERS = ("foreigner", "employer", "importer", "representative", "authority")


def settle(service: Raw) -> None:
    """Settle every section of a service in place, and the documents that hang on its answers."""
    removed: dict[tuple[str, str], str] = {}
    for section in service.get("sections", []):
        removed |= {(section["id"], name): value for name, value in _settle_section(section, service).items()}
    service["documents"] = [paper for paper in service.get("documents", []) if _is_possible(paper, service, removed)]


def _settle_section(section: Raw, service: Raw) -> dict[str, str]:
    """Return the questions that were taken out, with the one answer that they had."""
    kept: list[Raw] = []
    dropped: dict[str, set[str]] = {}  # question → answers that cannot be given in this service
    settled: dict[str, str] = {}
    asked = [field["id"] for field in section["fields"]]
    for field in section["fields"]:
        one = dict(field)
        options = [option["value"] for option in one.get("options", [])]
        source = one.pop("options_of", "")
        gone = {*one.pop("options_dropped", [])} | ({*options, *FILERS} - {*service[source]} if source else set())
        if "show_if" in one and not _still_asked(one, dropped):
            dropped[one["id"]] = {*options}
            continue
        if gone:
            one["options"] = [option for option in one.get("options", []) if option["value"] not in gone]
            dropped[one["id"]] = gone
        if source and len(one["options"]) == 1:
            settled[one["id"]] = one["options"][0]["value"]
            continue
        kept.append(one)
    section["fields"] = [_freed(one, settled) for one in kept]
    gone_fields = {field["id"] for field in kept} ^ {*asked}
    orders = section.get("cross_checks", [])
    section["cross_checks"] = [one for one in orders if not gone_fields & {one["first"], one["second"]}]
    return settled


def _still_asked(field: Raw, dropped: dict[str, set[str]]) -> bool:
    """Whether the question can still come up; its condition is narrowed to the answers that can be given."""
    condition = field["show_if"]
    gone = dropped.get(condition["field"], set())
    field["show_if"] = {**condition, "equals": [value for value in condition["equals"] if value not in gone]}
    return bool(field["show_if"]["equals"])


def _freed(field: Raw, settled: dict[str, str]) -> Raw:
    """Without a condition that a settled answer always meets."""
    if "show_if" in field and field["show_if"]["field"] in settled:
        return {name: value for name, value in field.items() if name != "show_if"}
    return field


def _is_possible(paper: Raw, service: Raw, settled: dict[tuple[str, str], str]) -> bool:
    """Whether a paper can be needed; one that a settled answer always needs becomes required."""
    rule = paper.get("required_if")
    if rule is None:
        return True
    answer = settled.get((rule["section"], rule["field"]))
    if answer is None:
        possible = _options(service, rule["section"], rule["field"])
        return not possible or bool(possible & {*rule["equals"]})
    if answer in rule["equals"]:
        paper["required"] = True
        del paper["required_if"]
    return answer in rule["equals"]


def _options(service: Raw, section_id: str, field_id: str) -> set[str]:
    return {
        option["value"]
        for section in service.get("sections", [])
        if section["id"] == section_id
        for field in section["fields"]
        if field["id"] == field_id
        for option in field.get("options", [])
    }
