"""The press: turns one uploaded file into page images, in a process of its own.

`press_file` starts this module as a child without network and under limits, writes the file to its
standard input and reads the pages from its standard output. Whatever a hostile file does to a
parser, it does it there: without network, without the configuration, and without writing a file.
"""

import io
import json
import os
import resource
import shutil
import struct
import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MEMORY = 1 << 30  # bytes of address space
SECONDS = 40  # of processor time, and of patience
LONGEST_SIDE = 2000  # pixels of a page image
MOST_PIXELS = 60_000_000  # of an uploaded picture
_DPI = 144


class CannotBePressed(Exception):
    """The file cannot be turned into pages; the argument is a code."""


def press_file(content: bytes, media_type: str, max_pages: int) -> list[bytes]:
    """The pages of a file as JPEG. Raises CannotBePressed."""
    # Neither the configuration's place nor anything else of this process's surroundings is handed on.
    surroundings = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    command = [*_without_network(), sys.executable, "-I", __file__, media_type, str(max_pages)]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS + 20, check=False, env=surroundings, cwd="/"
        )
    except subprocess.TimeoutExpired:
        raise CannotBePressed("too_slow") from None
    if done.returncode != 0:
        raise CannotBePressed(_reason(done.stderr))
    return _unpack(done.stdout)


@lru_cache(maxsize=1)
def _without_network() -> Sequence[str]:
    """The command that takes the network away, where the machine lets us."""
    if not shutil.which("unshare"):
        return ()
    command = ["unshare", "--user", "--map-current-user", "--net"]
    works = subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    return command if works else ()


def _reason(stderr: bytes) -> str:
    try:
        return str(json.loads(stderr.decode().splitlines()[-1])["problem"])
    except (ValueError, KeyError, IndexError, TypeError):
        return "not_readable"


def _unpack(packed: bytes) -> list[bytes]:
    pages, at = [], 0
    while at < len(packed):
        (length,) = struct.unpack_from(">I", packed, at)
        pages.append(packed[at + 4 : at + 4 + length])
        at += 4 + length
    if not pages:
        raise CannotBePressed("no_pages")
    return pages


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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


def main(media_type: str, max_pages: str) -> int:
    """The child: one file in, its pages out."""
    content = sys.stdin.buffer.read()
    _limit()
    try:
        pages = _pdf_pages(content, int(max_pages)) if media_type == "application/pdf" else _picture_pages(content)
    except CannotBePressed as error:
        problem = error.args[0]
    except MemoryError:
        problem = "too_large_inside"
    else:
        for page in pages:
            sys.stdout.buffer.write(struct.pack(">I", len(page)) + page)
        return 0
    sys.stderr.write(json.dumps({"problem": problem}) + "\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
