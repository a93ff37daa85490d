"""The same stage as the sites' tests: a vault that judges, on the tests' own database."""

from tests.sites.staff import key_store, sleeping_guards, stage, vault_database

__all__ = ["key_store", "sleeping_guards", "stage", "vault_database"]
