"""The owner of the main database moves ciphertexts about: none opens anywhere but where it was sealed."""

from uuid import UUID, uuid4

import pytest

from tests.adversary.realm import Realm
from tests.adversary.superuser import Superuser
from tests.vault.world import WORKER, Person, refused
from workpermit.sealing.refusal import Refused

COLUMNS = ("header", "body", "commitment")


@pytest.fixture
def root(realm: Realm) -> Superuser:
    return Superuser(realm)


def own_records(realm: Realm, count: int = 2) -> tuple[Person, list[UUID]]:
    owner = realm.applicant()
    case = realm.new_case(owner)
    return owner, [realm.seal("answers/worker", case, WORKER | {"n": number}).id for number in range(count)]


def open_own(realm: Realm, person: Person, *records: UUID) -> dict[str, object]:
    return realm.ask("public", "open", token=person.token, purpose="own", records=list(records))


def parts(root: Superuser, record: UUID) -> dict[str, bytes]:
    row = root.database.one(
        "SELECT header, body, commitment, sealed FROM sealing_sealedrecord JOIN sealing_sealedkey ON record = id "
        "WHERE id = %s",
        record,
    )
    assert row is not None
    return dict(row)


def put(root: Superuser, record: UUID, said: dict[str, bytes]) -> None:
    rest = {name: value for name, value in said.items() if name != "sealed"}
    if rest:
        root.update("sealing_sealedrecord", record, **rest)
    if "sealed" in said:
        root.database.run("UPDATE sealing_sealedkey SET sealed = %s WHERE record = %s", said["sealed"], record)


def refusals(realm: Realm, code: str, record: UUID) -> int:
    row = realm.vault.database.one(
        "SELECT count(*) AS n FROM access_log WHERE NOT granted AND code = %s AND %s = ANY(records)", code, record
    )
    assert row is not None
    return int(row["n"])


def test_the_measure_untouched_records_open(realm: Realm) -> None:
    owner, records = own_records(realm)

    assert open_own(realm, owner, *records)["records"]


@pytest.mark.parametrize(
    "moved", [("body",), ("sealed",), ("header",), ("body", "sealed"), ("header", "body", "commitment", "sealed")]
)
def test_two_records_whose_parts_are_exchanged_both_fail(realm: Realm, root: Superuser, moved: tuple[str, ...]) -> None:
    owner, [first, second] = own_records(realm)
    one, other = parts(root, first), parts(root, second)
    put(root, first, {name: other[name] for name in moved})
    put(root, second, {name: one[name] for name in moved})

    for record in (first, second):
        with refused("does_not_open"):
            open_own(realm, owner, record)
        assert refusals(realm, "does_not_open", record) == 1


@pytest.mark.parametrize("field", ["case", "subject", "kind", "version"])
def test_a_record_whose_header_is_rewritten_does_not_open(realm: Realm, root: Superuser, field: str) -> None:
    thief, filing = realm.applicant(), realm.filing()
    record, own = filing.worker_record.id, realm.new_case(thief)
    said = realm.vault.main.one("SELECT * FROM sealing_sealedrecord WHERE id = %s", record)
    assert said is not None
    new = {"case": own, "subject": uuid4(), "kind": "label", "version": 7}[field]
    old = {"case": said["case"], "subject": said["subject"], "kind": said["kind"], "version": said["version"]}[field]
    quoted = (b'"%s"', b'"%s"') if field != "version" else (b'"version":%s', b'"version":%s')
    header = bytes(said["header"]).replace(quoted[0] % str(old).encode(), quoted[1] % str(new).encode())
    assert header != bytes(said["header"])
    root.update("sealing_sealedrecord", record, header=header, **{field: new})

    reader = thief if field == "case" else filing.owner
    with refused("does_not_open"):
        open_own(realm, reader, record)


def test_a_whole_record_under_another_id_does_not_open(realm: Realm, root: Superuser) -> None:
    thief, [own] = own_records(realm, 1)
    put(root, own, parts(root, realm.filing().worker_record.id))

    with refused("does_not_open"):
        open_own(realm, thief, own)


def test_a_record_whose_plain_columns_are_changed_stays_its_owners(realm: Realm, root: Superuser) -> None:
    thief, filing = realm.applicant(), realm.filing()
    record = filing.worker_record.id
    root.update("sealing_sealedrecord", record, case=realm.new_case(thief), subject=uuid4(), kind="label")

    with refused("not_yours"):
        open_own(realm, thief, record)
    assert open_own(realm, filing.owner, record)["records"]


def test_a_view_in_the_place_of_the_sealed_table_shows_nothing(realm: Realm, root: Superuser) -> None:
    """The vault's query meets whatever the owner of the database puts there: other types, two rows, a stranger's."""
    thief, [own] = own_records(realm, 1)
    victim = realm.filing().worker_record.id
    views = (
        f"SELECT '{own}'::uuid AS id, header, body, commitment FROM away WHERE id = '{victim}'",
        "SELECT id::text, header::text, body::text, commitment::text FROM away",
        f"SELECT '{own}'::uuid AS id, 1 AS header, 2 AS body, NULL::bytea AS commitment",
        "SELECT id, header, body || '\\x00'::bytea AS body, commitment FROM away",
    )
    for view in views:
        with root.database.transaction():
            root.database.run("ALTER TABLE sealing_sealedrecord RENAME TO away")
            root.database.run(f"CREATE VIEW sealing_sealedrecord AS {view}")
            root.database.run("GRANT SELECT ON sealing_sealedrecord TO wp_vault")
        try:
            with pytest.raises(Refused) as said:
                open_own(realm, thief, own)
            assert said.value.code in ("does_not_open", "no_such_record", "fault")
        finally:
            with root.database.transaction():
                root.database.run("DROP VIEW sealing_sealedrecord")
                root.database.run("ALTER TABLE away RENAME TO sealing_sealedrecord")
    assert open_own(realm, thief, own)["records"]
