"""A PDF as its reader has it: its text layer, its pictures, its code read by two decoders."""

import subprocess
import tempfile
from pathlib import Path

import zxingcpp
from PIL import Image

DOTS = "200"  # per inch, as an office printer and scanner


def text_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def pictures_of(pdf: bytes, folder: Path) -> list[Path]:
    """Each page as PNG."""
    subprocess.run(["pdftoppm", "-r", DOTS, "-png", "-", str(folder / "page")], input=pdf, check=True)
    return sorted(folder.glob("page*.png"))


def code_on(pdf: bytes) -> str:
    """What the QR code on the first page says; both decoders must agree."""
    with tempfile.TemporaryDirectory() as folder:
        picture = pictures_of(pdf, Path(folder))[0]
        by_zbar = subprocess.run(["zbarimg", "--raw", "-q", str(picture)], capture_output=True, check=True)
        with Image.open(picture) as image:
            by_zxing = [found.text for found in zxingcpp.read_barcodes(image, zxingcpp.BarcodeFormat.QRCode)]
    said = by_zbar.stdout.decode().strip()
    assert by_zxing == [said], f"one decoder reads {said!r}, the other {by_zxing!r}"
    return said
