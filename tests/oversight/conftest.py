"""What tests need whose rows other connections see."""

from tests.sites.staff import sleeping_guards

__all__ = ["sleeping_guards"]
