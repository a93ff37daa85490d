"""Columns of rows by SQL that stands ready."""

from typing import NamedTuple
from uuid import UUID

import pytest

from tests import make
from workpermit.core.part_query import PartQuery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


class Begun(NamedTuple):
    pk: UUID
    service: str


BY_SERVICE = PartQuery(Begun, "SELECT id, service FROM applications_application WHERE service = %s ORDER BY id DESC")


def test_each_row_is_one_tuple_of_the_columns() -> None:
    first, second = make.application(), make.application()

    assert BY_SERVICE(first.service) == [Begun(one.pk, one.service) for one in (second, first)]


def test_nothing_found_is_an_empty_list() -> None:
    assert BY_SERVICE("no_such_service") == []
