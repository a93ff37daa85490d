"""Rules about the code itself. Each failure says what to do."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Container, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from procrastinate.contrib.django import app as jobs

import workpermit
from workpermit.core.errors import RuleBroken
from workpermit.sealing.refusal import Refused
from workpermit.sites.rules_text import SENTENCES
from workpermit.zones.logins import ALL
from workpermit.zones.moves import LIFECYCLES
from workpermit.zones.needs import NEEDS_TABLE
from workpermit.zones.privileges import PRIVILEGES
from workpermit.zones.queues import QUEUES_OF, TASKS

ROOT = Path(__file__).parents[1]
CODE = ROOT / "workpermit"
WRITTEN = [
    path
    for folder in ("workpermit", "config", "demo", "deploy", "tests", "bench")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
OURS = [model for model in apps.get_models() if model.__module__.startswith("workpermit.")]
LONGEST_FILE, LONGEST_FUNCTION = 400, 60

Function = ast.FunctionDef | ast.AsyncFunctionDef

# Where the function that performs an act is not named after it.
ELSEWHERE = {
    ("application", "submit"): "_submit",  # the transaction inside submit_application
    ("application", "pay_filing_fee"): "_go_on",  # what a settled bill does, in record_payment
    ("application", "pay_permit_fee"): "_go_on",
    ("evidence", "receive_evidence"): "_receive",  # a new upload, or a file of an earlier filing
    ("evidence", "press_evidence"): "keep_pages",
    ("bill", "settle"): "match_notice",
    ("letter", "send_letter"): "mark_sent",
    ("letter", "give_up_letter"): "mark_failed",
    ("complaint", "file_complaint"): "_file",  # the transaction inside file_complaint
    ("counter", "add_counter"): "add_counters",  # one, or all that a centre has by its size
    ("worknotice", "file_notice"): "_file",  # the transaction inside file_notice
}

# Tables that no zone touches while the system runs, each with the reason.
NOBODYS: dict[str, str] = {}


def trees(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


# One writer of `status`


def writes_status(tree: ast.AST) -> bool:
    with_status = {model.__name__ for model in OURS if "status" in {field.name for field in model._meta.fields}}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets) if _names_status(ast.Tuple(elts=targets)):
                return True
            case ast.AugAssign(target=target) | ast.AnnAssign(target=target) if _names_status(target):
                return True
            case ast.Call(func=ast.Attribute(attr=("update" | "create" | "get_or_create")), keywords=keywords):
                if any(keyword.arg == "status" for keyword in keywords):
                    return True
            case ast.Call(func=ast.Name(id=name), keywords=keywords) if name in with_status:
                if any(keyword.arg == "status" for keyword in keywords):
                    return True
            case ast.Constant(value=str(text)) if re.search(r"\bSET\s+status\b", text, re.IGNORECASE):
                return True
    return False


def _names_status(target: ast.AST) -> bool:
    return any(isinstance(part, ast.Attribute) and part.attr == "status" for part in ast.walk(target))


def test_only_the_lifecycle_writes_a_status() -> None:
    writers = {str(path.relative_to(CODE)) for path, tree in trees(CODE) if writes_status(tree)}

    # The lifecycle decides; `rows` is its SQL, and an import contract keeps it to the lifecycle.
    assert writers == {"casework/lifecycle.py", "casework/rows.py"}, "Call casework.lifecycle.advance instead."


@pytest.mark.parametrize(
    "written",
    [
        "case.status = 'granted'",
        "case.status, case.at = 'granted', at",
        "case.status: str = 'granted'",
        "Application.objects.update(status='granted')",
        "Application(status='granted')",
        "cursor.execute('UPDATE t SET status = %s')",
    ],
)
def test_every_way_to_write_a_status_is_recognised(written: str) -> None:
    assert writes_status(ast.parse(written))


def test_every_table_with_a_status_is_guarded() -> None:
    tables = {model._meta.db_table for model in OURS if "status" in {field.column for field in model._meta.fields}}

    assert tables == {table for table, _ in LIFECYCLES.values()}, "Add the lifecycle to zones/moves.py."


# Acts


def performed() -> dict[tuple[str, str], set[str]]:
    """(kind, act) → the functions that call `begin`, `begin_all` or `advance` with it."""
    kind_of = {
        (table.removesuffix(f"_{kind}"), row.act): kind for kind, (table, moves) in LIFECYCLES.items() for row in moves
    }
    found: dict[tuple[str, str], set[str]] = {}
    for _path, tree in trees(CODE):
        # A slice with several lifecycles has a class of acts for each: `CounterAct`.
        slice_of = {
            alias.name: (node.module or "").split(".")[1]
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and re.fullmatch(r"workpermit\.\w+\.lifecycle", node.module or "")
            for alias in node.names
            if alias.name.endswith("Act") and alias.asname is None
        }
        for function in ast.walk(tree) if slice_of else ():
            if isinstance(function, Function):
                for acts, name in _acts_in(function, slice_of):
                    act = _value(slice_of[acts], acts, name)
                    found.setdefault((kind_of[slice_of[acts], act], act), set()).add(function.name)
    return found


def _value(slice_name: str, acts: str, name: str) -> str:
    value: str = getattr(importlib.import_module(f"workpermit.{slice_name}.lifecycle"), acts)[name].value
    return value


def _acts_in(function: Function, known: Container[str]) -> Iterator[tuple[str, str]]:
    for node in ast.walk(function):
        match node:
            case ast.Call(
                func=ast.Name(id=("begin" | "begin_all" | "advance")),
                args=[_, ast.Attribute(value=ast.Name(id=acts), attr=name), *_],
            ) if acts in known:
                yield acts, name


def test_every_act_is_performed_by_one_function_that_is_named_after_it() -> None:
    acts = {(kind, row.act) for kind, (_, lifecycle) in LIFECYCLES.items() for row in lifecycle}
    functions = performed()

    assert functions.keys() == acts, "An act of a lifecycle without a service, or a service without a row."
    for (kind, act), names in functions.items():
        (name,) = names
        expected = ELSEWHERE.get((kind, act))
        assert name == expected or (expected is None and name.startswith(act)), (kind, act, name)


# Privacy


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_is_declared_personal_or_plain(model: type[models.Model]) -> None:
    fields = {field.name for field in model._meta.get_fields() if field.concrete}
    personal, plain = model.Privacy.personal, model.Privacy.plain  # type: ignore[attr-defined]
    passing = getattr(model.Privacy, "passing", set())  # type: ignore[attr-defined]

    assert fields == personal | plain | passing, "Decide, field by field, and add it to class Privacy."
    assert len(fields) == len(personal) + len(plain) + len(passing)


def test_what_is_in_clear_and_about_a_person_is_known_by_name_and_forgotten_by_the_database() -> None:
    passing = {
        (model._meta.db_table, field)
        for model in OURS
        for field in getattr(model.Privacy, "passing", set())  # type: ignore[attr-defined]
    }

    assert passing == {(NEEDS_TABLE, "needs")}, "Seal it, or forget it as workpermit.zones.needs does."


def test_personal_fields_exist_only_where_they_are_sealed() -> None:
    personal = {model._meta.app_label for model in OURS if model.Privacy.personal}  # type: ignore[attr-defined]

    assert personal == {"sealing"}, "Seal it: sealing.services.write_record."


# Zones


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_it_is_decided_who_may_touch_every_table(model: type[models.Model]) -> None:
    table = model._meta.db_table
    touched = any(table in tables for tables in PRIVILEGES.values())

    assert touched != (table in NOBODYS), "Add the table to zones/privileges.py, or to NOBODYS here with the reason."


def test_privileges_name_only_tables_logins_and_columns_that_exist() -> None:
    columns = {model._meta.db_table: {field.column for field in model._meta.fields} for model in OURS}

    assert PRIVILEGES.keys() <= set(ALL)
    for tables in PRIVILEGES.values():
        assert tables.keys() <= columns.keys()
        assert all(set(grant.update) <= columns[table] for table, grant in tables.items())


def test_every_task_that_may_be_asked_for_runs_in_its_queue() -> None:
    ours = {name: task.queue for name, task in jobs.tasks.items() if (task.func.__module__).startswith("workpermit.")}
    asked = {name: queue for name, (queue, _) in TASKS.items()}
    by_clock = {name for name, queue in ours.items() if queue == "clock"}

    assert asked == {name: queue for name, queue in ours.items() if name not in by_clock}
    assert set(ours.values()) <= {queue for queues in QUEUES_OF.values() for queue in queues}


# Rules


def modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(workpermit.__path__, "workpermit."):
        if not re.search(r"\.migrations(\.|$)|\.__main__$", found.name):
            yield found.name


def rules() -> list[type[RuleBroken]]:
    for name in modules():
        importlib.import_module(name)
    found: list[type[RuleBroken]] = []
    waiting = [RuleBroken]
    while waiting:
        children = [one for one in waiting.pop().__subclasses__() if one.__module__.startswith("workpermit.")]
        found += children
        waiting += children
    return sorted(set(found), key=lambda rule: rule.__name__)


def test_every_rule_says_in_its_docstring_what_the_rule_is() -> None:
    silent = [rule.__name__ for rule in rules() if not rule.__dict__.get("__doc__")]

    assert silent == []


def refusal_codes() -> set[str]:
    """The codes of the vault that docs/architecture.md lists."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    (listed,) = re.findall(r"^Refusal codes: (.*?)\n\n", page, re.DOTALL | re.MULTILINE)
    return set(re.findall(r"`([a-z_]+)`", listed))


def test_every_rule_has_a_sentence_for_the_page() -> None:
    # A refusal carries one of the vault's codes instead of its own name.
    names = {rule.__name__ for rule in rules() if not issubclass(rule, Refused)}

    assert (names | refusal_codes()) - SENTENCES.keys() == set(), "Say in sites/rules_text.py what to do now."


def test_every_code_that_is_raised_is_one_of_the_list() -> None:
    raised = {
        node.args[0].value
        for _path, tree in trees(CODE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("Refused", "VaultRefused")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }

    assert raised <= refusal_codes(), "Add the code to docs/architecture.md and a sentence to sites/rules_text.py."


def test_no_two_rules_share_a_name() -> None:
    names = [rule.__name__ for rule in rules()]

    assert len(names) == len(set(names)), "The name is the code that picks the sentence."


# Size


def test_no_file_is_too_long_to_read_at_once() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in WRITTEN}
    too_long = {name: length for name, length in lengths.items() if length > LONGEST_FILE}

    assert too_long == {}, "Split it by act; see CONTRIBUTING.md."


def test_no_function_is_too_long_to_keep_in_mind() -> None:
    too_long = {
        f"{path.relative_to(ROOT)}:{node.name}": length
        for path in WRITTEN
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, Function) and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }

    assert too_long == {}, "Give a part of it a name of its own."
