"""Writing sealed rows and objects."""

from datetime import UTC, datetime

import pytest

from workpermit.core.ids import uuid7
from workpermit.sealing.models import SealedKey, SealedRecord
from workpermit.sealing.objects import delete_object, get_object, put_object
from workpermit.sealing.record import Header
from workpermit.sealing.refusal import Refused
from workpermit.sealing.services import NewRecord, write_record, write_records
from workpermit.sealing.stream import CHUNK, new_file_key, open_bytes, seal_stream

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_value_becomes_two_rows_that_show_nothing_of_it():
    case, subject = uuid7(), uuid7()

    ref = write_record(kind="answers/worker", case=case, subject=subject, value={"name": "THIDA"}, at=NOW, version=3)

    row, key = SealedRecord.objects.get(pk=ref.id), SealedKey.objects.get(pk=ref.id)
    said = Header.from_bytes(bytes(row.header))
    assert (said.record, said.case, said.subject, said.kind, said.version) == (
        ref.id,
        case,
        subject,
        "answers/worker",
        3,
    )
    assert (row.case, row.kind, row.version, bytes(row.commitment)) == (case, "answers/worker", 3, ref.commitment)
    assert b"THIDA" not in bytes(row.body) + bytes(row.header) + bytes(key.sealed)


@pytest.mark.django_db
def test_several_values_take_two_statements_and_return_nothing(django_assert_num_queries):
    """The zones may insert into these tables and not select from them, so nothing may be RETURNED."""
    new = [NewRecord(kind="page", case=uuid7(), subject=uuid7(), value={"n": number}) for number in range(5)]

    with django_assert_num_queries(2) as asked:
        refs = write_records(new, at=NOW)

    assert len({ref.id for ref in refs}) == 5
    assert not any("RETURNING" in query["sql"] for query in asked.captured_queries)


@pytest.mark.django_db
def test_the_id_may_be_made_beforehand():
    record = uuid7()

    assert write_record(kind="label", case=uuid7(), subject=uuid7(), value={}, at=NOW, record=record).id == record


def test_an_object_comes_back_and_goes(objects):
    key, plain = new_file_key(), b"x" * (2 * CHUNK + 7)

    name = put_object(seal_stream(key, [plain]))

    assert open_bytes(key, get_object(name)) == plain
    stored = [path for path in objects.rglob("*") if path.is_file()]
    assert [path.name for path in stored] == [name]
    delete_object(name)
    delete_object(name)
    with pytest.raises(Refused) as said:
        get_object(name)
    assert said.value.code == "no_such_record"
