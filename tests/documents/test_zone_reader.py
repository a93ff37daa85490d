"""The zone of a passport is read in a child: from hostile pages too, and without ever stopping a filing."""

import io
import os
import subprocess
from random import Random
from uuid import uuid4

import pytest
from django.utils import timezone
from PIL import Image

from tests import make
from tests.passports.drawing import draw_page, make_zone
from workpermit.core.actors import Actor, Role
from workpermit.documents import zone_reader
from workpermit.documents.models import Evidence
from workpermit.documents.services import keep_pages, receive_evidence
from workpermit.documents.zone_reader import read_passport_zone
from workpermit.passports.write import write_zone


def drawn() -> tuple[list[str], bytes]:
    random = Random(11)
    zone = make_zone(random)
    out = io.BytesIO()
    draw_page(zone, random).save(out, "JPEG", quality=82)
    return list(write_zone(zone)), out.getvalue()


def blank() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "JPEG")
    return out.getvalue()


def test_the_first_page_with_a_zone_is_read() -> None:
    lines, page = drawn()
    found = read_passport_zone([blank(), page])

    assert found is not None
    assert found["lines"] == lines
    assert found["sure_of_names"] is True
    assert isinstance(found["likeness"], str)


def test_rubbish_is_no_zone() -> None:
    assert read_passport_zone([os.urandom(4000), b""]) is None


def test_a_page_that_takes_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> None:
        raise subprocess.TimeoutExpired("child", 1)

    monkeypatch.setattr(zone_reader, "run_alone", slow)

    assert read_passport_zone([blank()]) is None


@pytest.mark.django_db
@pytest.mark.usefixtures("objects")
@pytest.mark.parametrize("zone", [None, {"lines": ["A", "B"], "likeness": "0.90", "sure_of_names": True}])
def test_a_zone_is_kept_sealed_beside_the_pages(zone: dict[str, object] | None) -> None:
    at, by = timezone.now(), Actor(uuid4(), Role.APPLICANT)
    paper = next(one for one in make.service().definition.documents if one.id == "passport")
    evidence = receive_evidence(
        case=uuid4(), subject=uuid4(), document=paper, name="scan.jpg", content=blank(), by=by, at=at
    )
    keep_pages(evidence, pages=[blank()], scan="clean", at=at, zone=zone)

    kept = Evidence.objects.get(pk=evidence.pk)
    assert (kept.zone is not None) == (zone is not None)
