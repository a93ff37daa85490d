"""What the checks found has words for everything that may differ."""

from tests.catalogue import make
from workpermit.passports.compare import ZoneRead, differences
from workpermit.passports.write import write_zone
from workpermit.passports.zone import Format, Zone
from workpermit.sites.registrar.findings import DIFFERS

ANOTHER = Zone(Format.TD3, "P", "KHM", "SOK", "SOPHEA", "N0123456", "KHM", "800105", "M", "301231")


def test_everything_that_a_zone_may_say_otherwise_has_words() -> None:
    found = differences(ZoneRead(write_zone(ANOTHER), sure_of_names=True), make.answers()["worker"], make.TODAY)

    assert len(found) == 6
    assert set(found) <= DIFFERS.keys()
