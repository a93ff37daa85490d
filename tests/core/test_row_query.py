"""Rows by SQL that stands ready are the rows that Django would give."""

import pytest

from tests import make
from workpermit.applications.models import Application
from workpermit.core.row_query import RowQuery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]

BY_SERVICE = RowQuery(Application, "WHERE service = %s AND months >= %s ORDER BY id DESC")


def test_rows_are_as_django_reads_them() -> None:
    made = [make.application(), make.application()]
    Application.objects.filter(pk=made[0].pk).update(extra_documents=["degree"], confirmed_records=["a", "b"])

    found = BY_SERVICE(made[0].service, 0)

    assert [one.pk for one in found] == [made[1].pk, made[0].pk]
    for one in found:
        expected = Application.objects.get(pk=one.pk)
        assert {name: value for name, value in vars(one).items() if name != "_state"} == {
            name: value for name, value in vars(expected).items() if name != "_state"
        }
        assert not one._state.adding


def test_nothing_found_is_an_empty_list() -> None:
    assert BY_SERVICE("no_such_service", 0) == []
