"""The press: turns one uploaded file into page images, in a process of its own (`core.alone`).

Whatever a hostile file does to a parser, it does it there: without network, without the configuration, and without
writing a file.
"""

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

from workpermit.core.alone import pack, run_alone, unpack

if TYPE_CHECKING:
    from PIL import Image

LONGEST_SIDE = 2000  # pixels of a page image
MOST_PIXELS = 60_000_000  # of an uploaded picture
_DPI = 144


class CannotBePressed(Exception):
    """The file cannot be turned into pages; the argument is a code."""


def press_file(content: bytes, media_type: str, max_pages: int) -> list[bytes]:
    """The pages of a file as JPEG. Raises CannotBePressed."""
    try:
        done = run_alone(__name__, content, media_type, str(max_pages))
    except subprocess.TimeoutExpired:
        raise CannotBePressed("too_slow") from None
    if done.returncode != 0:
        raise CannotBePressed(_reason(done.stderr))
    pages = unpack(done.stdout)
    if not pages:
        raise CannotBePressed("no_pages")
    return pages


def _reason(stderr: bytes) -> str:
    try:
        return str(json.loads(stderr.decode().splitlines()[-1])["problem"])
    except (ValueError, KeyError, IndexError, TypeError):
        return "not_readable"


def _pdf_pages(content: bytes, max_pages: int) -> list[bytes]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        code = "password" if "assword" in str(error) else "not_readable"
        raise CannotBePressed(code) from None
    if len(document) > max_pages:
        raise CannotBePressed("too_many_pages")
    pages = []
    for page in document:
        scale = min(_DPI / 72, LONGEST_SIDE / max(page.get_size()))
        pages.append(_jpeg(page.render(scale=scale).to_pil()))
    return pages


def _picture_pages(content: bytes) -> list[bytes]:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
        if picture.width * picture.height > MOST_PIXELS:
            raise CannotBePressed("too_many_pixels")
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
    except Image.DecompressionBombError:
        raise CannotBePressed("too_many_pixels") from None
    except (OSError, SyntaxError, ValueError):
        raise CannotBePressed("not_readable") from None
    return [_jpeg(upright)]


def _jpeg(picture: "Image.Image") -> bytes:
    flat = picture.convert("RGB")
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=82)  # a new file: nothing of the old one but its pixels
    return out.getvalue()


def alone(content: bytes, media_type: str, max_pages: str) -> int:
    """The child's part: one file in, its pages out."""
    try:
        pages = _pdf_pages(content, int(max_pages)) if media_type == "application/pdf" else _picture_pages(content)
    except CannotBePressed as error:
        problem = error.args[0]
    except MemoryError:
        problem = "too_large_inside"
    else:
        sys.stdout.buffer.write(pack(pages))
        return 0
    sys.stderr.write(json.dumps({"problem": problem}) + "\n")
    return 1
