"""The press: pages or a code, whatever the file tries."""

import io
import os
import struct
import zlib

import pikepdf
import pytest
from PIL import Image

from workpermit.documents.press import CannotBePressed, press_file

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"


def pdf(pages: int = 2, password: str = "") -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return out.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200)) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "CANARY-CAMERA"
    Image.new("RGB", size, "teal").save(out, kind, exif=exif)
    return out.getvalue()


def png_bomb() -> bytes:
    """A PNG of a few kilobytes that says it is 50,000 pixels square."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 90_000))
        + chunk(b"IEND", b"")
    )


def problem(content: bytes, media_type: str, max_pages: int = 10) -> str:
    with pytest.raises(CannotBePressed) as refused:
        press_file(content, media_type, max_pages)
    return str(refused.value.args[0])


def test_each_page_of_a_pdf_becomes_a_picture() -> None:
    pages = press_file(pdf(2), PDF, 10)

    assert [Image.open(io.BytesIO(page)).format for page in pages] == ["JPEG", "JPEG"]


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", JPEG), ("PNG", PNG)])
def test_a_picture_is_drawn_anew_without_what_was_hidden_in_it(kind: str, media_type: str) -> None:
    (page,) = press_file(picture(kind), media_type, 10)

    assert b"CANARY-CAMERA" not in page
    assert Image.open(io.BytesIO(page)).size == (300, 200)


def test_a_large_picture_is_made_smaller() -> None:
    (page,) = press_file(picture(size=(5000, 4000)), JPEG, 10)

    assert max(Image.open(io.BytesIO(page)).size) == 2000


def test_an_image_bomb_is_refused() -> None:
    assert problem(png_bomb(), PNG) == "too_many_pixels"


def test_a_pdf_with_a_password_is_refused() -> None:
    assert problem(pdf(password="secret"), PDF) == "password"


def test_too_many_pages_are_refused() -> None:
    assert problem(pdf(11), PDF) == "too_many_pages"


@pytest.mark.parametrize("media_type", [PDF, JPEG, PNG])
def test_rubbish_is_not_readable(media_type: str) -> None:
    assert problem(os.urandom(4000), media_type) == "not_readable"
    assert problem(b"%PDF-1.7\n" + os.urandom(500), media_type) == "not_readable"
