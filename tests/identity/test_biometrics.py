"""Records of fingers and irises are known by their headers, and nothing else of them is looked at."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workpermit.identity.biometrics import LARGEST, Header, Modality, NotARecord, read_header


def record(
    start: bytes = b"FIR\x00020\x00", *, length: int | None = None, views: int = 1, body: bytes = b"x" * 40
) -> bytes:
    """A record with a good header around rubbish."""
    size = 15 + len(body) if length is None else length
    return start + size.to_bytes(4) + views.to_bytes(2) + b"\x00" + body


@pytest.mark.parametrize(
    ("start", "modality"),
    [
        (b"FMR\x00030\x00", Modality.FINGER),
        (b"FIR\x00020\x00", Modality.FINGER),
        (b"IIR\x00020\x00", Modality.IRIS),
    ],
)
def test_the_formats_are_told_apart(start: bytes, modality: Modality) -> None:
    assert read_header(record(start, views=2)) == Header(modality, 2)


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "length"),
        (record(body=b""), "length"),
        (record(length=99), "length"),
        (record(body=b"x" * LARGEST), "length"),
        (record(b"FIR\x00010\x00"), "format"),
        (record(b"FAC\x00030\x00"), "format"),
        (b"\xff\xd8\xff\xe0" + b"x" * 100, "format"),
        (record(views=0), "representations"),
    ],
)
def test_everything_else_is_refused(raw: bytes, what: str) -> None:
    with pytest.raises(NotARecord, match=what):
        read_header(raw)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_record_or_are_refused(raw: bytes) -> None:
    with suppress(NotARecord):
        assert read_header(raw).representations > 0
