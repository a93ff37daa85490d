"""The portrait in data group 2: one picture in one face record (ICAO 9303-10, section 4.7.2; ISO/IEC 19794-5:2005).

Only cut out here: the picture is opened where pictures are compared, in a child. Nothing is taken from beyond a length,
each length must fit the bytes that are there, and anything but exactly one picture of a known kind is no portrait.
Records of ISO/IEC 39794-5, which newer passports may hold instead, are not read.
"""

from workpermit.passports.chip.files import ChipUnreadable, elements, inside

MOST_BYTES = 200_000  # of a picture; passports have some 20 kB
LEAST_SIDE, LONGEST_SIDE = 120, 2000  # pixels, as the record says; passports have some 400

_GROUP, _TEMPLATES, _TEMPLATE = b"\x75", b"\x7f\x61", b"\x7f\x60"
_COUNT, _HEADER = b"\x02", b"\xa1"
_BLOCKS = (b"\x5f\x2e", b"\x7f\x2e")  # the biometric data block, in either form of its tag
_RECORD = 14  # bytes of the record's header: format 4, version 4, length 4, number of pictures 2
_FORMAT = b"FAC\x00010\x00"
_BEFORE_POINTS = 20  # bytes of a picture's block before its feature points: length 4, number of points 2, face 14
_POINT = 8
_IMAGE = (
    12  # bytes after the points: type 1, kind of data 1, width 2, height 2, colours 1, source 1, device 2, quality 2
)
# What a kind of data begins with: JPEG; JPEG 2000, bare or in its usual file.
_BEGINNINGS = {0: (b"\xff\xd8\xff",), 1: (b"\xff\x4f\xff\x51", b"\x00\x00\x00\x0cjP  \r\n\x87\n")}


def read_portrait(group: bytes) -> bytes:
    """The one picture (JPEG or JPEG 2000) in the raw bytes of data group 2. Raises ChipUnreadable."""
    parts = elements(inside(inside(group, _GROUP), _TEMPLATES))
    if [tag for tag, _ in parts] != [_COUNT, _TEMPLATE] or parts[0][1] != b"\x01":
        raise ChipUnreadable("not one template")
    template = elements(parts[1][1])
    if len(template) != 2 or template[0][0] != _HEADER or template[1][0] not in _BLOCKS:
        raise ChipUnreadable("no template of a face")
    return _picture(_only_block(template[1][1]))


def _only_block(record: bytes) -> bytes:
    """The block of the one picture that a face record holds."""
    if len(record) < _RECORD or record[:8] != _FORMAT:
        raise ChipUnreadable("no face record")
    if int.from_bytes(record[8:12]) != len(record) or int.from_bytes(record[12:14]) != 1:
        raise ChipUnreadable("another length, or not one picture")
    block = record[_RECORD:]
    if int.from_bytes(block[:4]) != len(block):
        raise ChipUnreadable("another length")
    return block


def _picture(block: bytes) -> bytes:
    """What follows the descriptions in a picture's block, where it begins and measures as they say."""
    about = _BEFORE_POINTS + _POINT * int.from_bytes(block[4:6])
    if len(block) < about + _IMAGE:
        raise ChipUnreadable("ends too early")
    picture, kind = block[about + _IMAGE :], block[about + 1]
    sides = [int.from_bytes(block[start : start + 2]) for start in (about + 2, about + 4)]
    if not picture.startswith(_BEGINNINGS.get(kind, ())) or len(picture) > MOST_BYTES:
        raise ChipUnreadable("no picture of a known kind")
    if not all(LEAST_SIDE <= side <= LONGEST_SIDE for side in sides):
        raise ChipUnreadable("no portrait of this size")
    return picture
