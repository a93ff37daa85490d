"""The portal on the stage of a vault that really judges."""

import pytest

from tests.sites.applicant.portal import Portal
from tests.sites.staff import Stage, key_store, sleeping_guards, stage, vault_database

__all__ = ["key_store", "sleeping_guards", "stage", "vault_database"]


@pytest.fixture
def portal(stage: Stage) -> Portal:
    return Portal(stage)
