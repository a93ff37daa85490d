"""The stage that these tests play on."""

from tests.sites.staff import key_store, sleeping_guards, stage, vault_database

__all__ = ["key_store", "sleeping_guards", "stage", "vault_database"]
