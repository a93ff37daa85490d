"""Somebody is helped at a counter: accounts that may be his are told."""

from uuid import UUID

from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import WrongRole
from workpermit.core.actors import Actor, Role


def tell_of_help(assisted: UUID, *, by: Actor) -> None:
    """Have the other accounts of the person told; only the vault knows which they are.

    Raises WrongRole for anybody but a clerk.
    """
    if by.role is not Role.OPERATOR_CLERK:
        raise WrongRole("only a clerk helps at a counter")
    enqueue("tell_of_help", assisted)
