"""Rows that really commit are removed with the guards asleep."""

from tests.sites.staff import sleeping_guards

__all__ = ["sleeping_guards"]
