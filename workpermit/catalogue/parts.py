"""Parts that many services share: sections, documents, checks, reasons and windows of `th/parts`.

A service file names a part and may change it in small ways:

    use_documents = ["passport", "photo"]      # as they are
    [[sections]]
    use = "worker"                             # then keys that replace the part's own
    leave_out = ["email"]                      # fields, options aside
    only = ["given_names", "passport_number"]  # nothing but these fields, in this order
    add = [{ id = "union", type = "text", … }] # fields after the others
    change = { address = { required = false }, kind = { options_only = ["person"] } }

What a service cannot need falls away: a choice whose options are `options_of = "filed_by"` keeps those
of the service's filers, a choice of one is not asked, and what hangs on an answer that cannot be
given goes with it. The reasons that its checks name come along with them. `{section}` in a part's law is the section of
the service. What comes out is plain data of the shape of `Service`.
"""

import tomllib
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from workpermit.catalogue.settling import settle

Raw = dict[str, Any]
LISTS = {"sections": "id", "documents": "id", "checks": "code", "reasons": "code"}


@lru_cache(maxsize=4)
def read_parts(folder: Path) -> dict[str, dict[str, Raw]]:
    """Every part by its list and its name, from all files of the folder. Raises KeyError for one named twice."""
    found: dict[str, dict[str, Raw]] = {name: {} for name in (*LISTS, "windows")}
    for path in sorted(folder.glob("*.toml")):
        for kind, parts in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for name, part in parts.items():
                if name in found[kind]:
                    raise KeyError(f"{path.name}: {kind}.{name} is in another file too")
                found[kind][name] = part if kind == "windows" else {LISTS[kind]: name, **part}
    return found


def expand(raw: Raw, parts: dict[str, dict[str, Raw]]) -> Raw:
    """The service with every part that it uses written out. Raises KeyError for a part that is not there."""
    whole = dict(raw)
    for kind in LISTS:
        named = [{"use": name} for name in whole.pop(f"use_{kind}", [])]
        written = [_written(entry, kind, parts) for entry in [*named, *whole.get(kind, [])]]
        if written:
            whole[kind] = written
    _bring_reasons(whole, parts["reasons"])
    windows = dict(whole.get("windows", {}))
    if "use" in windows:
        whole["windows"] = {**_part("windows", windows.pop("use"), parts), **windows}
    settle(whole)
    law = str(whole.get("section") or whole.get("law", ""))
    return {name: _placed(value, law) if name in LISTS else value for name, value in whole.items()}


def _written(entry: Raw, kind: str, parts: dict[str, dict[str, Raw]]) -> Raw:
    if "use" not in entry:
        return entry
    own = dict(entry)
    part = deepcopy(_part(kind, own.pop("use"), parts))
    chosen = {name: own.pop(name, None) for name in ("leave_out", "only", "add", "change")}
    if kind == "sections":
        asked = _ids(part)
        part["fields"] = _fields(part, chosen)
        gone = {*asked} - {field["id"] for field in part["fields"]}
        orders = [one for one in part.get("cross_checks", []) if not gone & {one["first"], one["second"]}]
        part["cross_checks"] = orders + own.pop("add_cross_checks", [])
    return {**part, **own}


def _ids(part: Raw) -> list[str]:
    """The ids of a part's questions. Raises KeyError for a question without one, or one named twice."""
    ids = [field.get("id", "") for field in part["fields"]]
    for name in ids:
        if not name:
            raise KeyError(f"sections.{part['id']}: a question has no id")
        if ids.count(name) > 1:
            raise KeyError(f"sections.{part['id']}: {name} stands there {ids.count(name)} times")
    return ids


def _fields(part: Raw, chosen: Raw) -> list[Raw]:
    fields = {field["id"]: field for field in part["fields"]}
    for name, keys in (chosen["change"] or {}).items():
        fields[name] = _changed(_named(fields, name, part), dict(keys))
    for name in chosen["leave_out"] or []:
        _named(fields, name, part)
        del fields[name]
    if chosen["only"] is not None:
        fields = {name: _named(fields, name, part) for name in chosen["only"]}
    return [*(_free_of(field, fields) for field in fields.values()), *(chosen["add"] or [])]


def _free_of(field: Raw, fields: dict[str, Raw]) -> Raw:
    """What hung on a question that is not asked here is asked of everybody."""
    hangs = "show_if" in field and field["show_if"]["field"] not in fields
    return {name: value for name, value in field.items() if name != "show_if"} if hangs else field


def _changed(field: Raw, keys: Raw) -> Raw:
    chosen = keys.pop("options_only", None)
    if chosen is not None:
        keys["options_dropped"] = [one["value"] for one in field["options"] if one["value"] not in chosen]
    return {**field, **keys}


def _named(fields: dict[str, Raw], name: str, part: Raw) -> Raw:
    if name not in fields:
        raise KeyError(f"sections.{part['id']}: the part has no field {name}")
    return fields[name]


def _part(kind: str, name: str, parts: dict[str, dict[str, Raw]]) -> Raw:
    if name not in parts[kind]:
        raise KeyError(f"{kind}: there is no part {name}")
    return parts[kind][name]


def _bring_reasons(whole: Raw, reasons: dict[str, Raw]) -> None:
    """Add the shared reasons that a check names and the service does not word itself."""
    there = {reason["code"] for reason in whole.get("reasons", [])}
    needed = [check.get(key, "") for check in whole.get("checks", []) for key in ("reason", "reason_to_look")]
    brought = [reasons[code] for code in dict.fromkeys(needed) if code in reasons and code not in there]
    if brought:
        whole["reasons"] = [*brought, *whole.get("reasons", [])]


def _placed(value: Any, law: str) -> Any:
    """`{section}` in a law becomes the service's own."""
    if isinstance(value, list):
        return [_placed(one, law) for one in value]
    if isinstance(value, dict):
        return {
            name: _law(one, law) if name == "law" and isinstance(one, str) else _placed(one, law)
            for name, one in value.items()
        }
    return value


def _law(text: str, law: str) -> str:
    """The sections, each named once, in their order."""
    return ", ".join(dict.fromkeys(part.strip() for part in text.replace("{section}", law).split(",")))
