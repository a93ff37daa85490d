"""The automatic checks of one application: all rules and named checks over its opened answers."""

from collections.abc import Callable

from bench.ground import Ground
from bench.line import Line, Target
from bench.measure import alone, median_run
from tests.catalogue.samples import TODAY, cleaned_answers, sample_documents, service, service_ids
from workpermit.catalogue.cel import compile_rule
from workpermit.catalogue.definition import Service
from workpermit.catalogue.rules import run_checks


def measure(ground: Ground) -> list[Line]:
    """The service with the most applicants, and all services in turn; beside one compiled rule by itself."""
    seconds, runs = ground.sizes.seconds, ground.sizes.runs
    limit = median_run([alone(_one_rule(), seconds=seconds / 3) for _ in range(runs)])
    lines = []
    for key, name, ids in (
        ("rules", "Check an application by its rules (section 59)", ["s59_new"]),
        ("rules-all", "Check an application by its rules, all services in turn", _applications()),
    ):
        check = _checks([service(one) for one in ids])
        alone(check, seconds=seconds / 3)
        found = median_run([alone(check, seconds=seconds) for _ in range(runs)])
        lines.append(Line(key, name, 1, found, Target(), "one CEL rule", limit.rate))
    return lines


def _applications() -> list[str]:
    return [one for one in service_ids() if service(one).kind != "notice"]


def _checks(services: list[Service]) -> Callable[[], object]:
    cases = [(one, cleaned_answers(one.id, today=TODAY), sample_documents(one.id)) for one in services]
    turns = iter(range(10**12))

    def check() -> object:
        definition, answers, documents = cases[next(turns) % len(cases)]
        return run_checks(definition, answers, documents=documents, duplicates=0, today=TODAY)

    return check


def _one_rule() -> Callable[[], object]:
    rule = compile_rule("months > 0 && months <= 24", (("months", "int"),))
    return lambda: rule.holds({"months": 12}, {})
