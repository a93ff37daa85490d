"""An employer submits three applications together and pays their filing fees by one QR code."""

from collections.abc import Callable

from tests.journeys.browser import Person
from tests.journeys.letters import wait_for_letter
from tests.journeys.test_accessibility import judge
from tests.journeys.together import submit_together
from tests.system import System


def test_three_applications_are_submitted_together_and_paid_by_one_code(
    system: System, somebody: Callable[..., Person]
) -> None:
    found: list[str] = []

    cases = submit_together(system, somebody, judge(found))

    assert not found, "\n".join(found)
    for case in cases:
        wait_for_letter(system, case.persona.email, "is with the assistant registrar")
