"""Who is acting, and in what capacity."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """The capacity somebody acts in. The law speaks of these, not of job titles."""

    APPLICANT = "applicant"  # the employer, the worker, or a representative
    OPERATOR_CLERK = "operator_clerk"  # the private operator's staff at a centre
    CENTRE_MANAGER = "centre_manager"  # runs one centre: counters, staff, days; sees no visitor
    ASSISTANT_REGISTRAR = "assistant_registrar"
    REGISTRAR = "registrar"  # the only one who decides
    POLICY_OFFICER = "policy_officer"  # publishes rules and stops what must stop; never decides on a case
    SYSTEM = "system"  # a worker process, never a person


@dataclass(frozen=True, slots=True)
class Actor:
    """`id` is the account (or the nil UUID for the system); `place` codes an office, centre or the department.

    `assisted_by` is the account of the clerk who helps somebody at a counter; `place` is then that centre.
    """

    id: UUID
    role: Role
    place: str = ""
    assisted_by: UUID | None = None


SYSTEM = Actor(UUID(int=0), Role.SYSTEM)
