"""Passive authentication in a child of its own: what a reader hands over may be hostile (`core.alone`)."""

import base64
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from workpermit.core.alone import pack, run_alone, unpack
from workpermit.passports.chip.authenticate import Chip, ChipRead, authenticate
from workpermit.passports.chip.files import ChipUnreadable, read_files
from workpermit.passports.chip.master_list import pack_list, read_list


def authenticate_apart(text: bytes, folder: Path, at: datetime) -> ChipRead:
    """What a reader handed over, against the list of authorities in this folder (`master_list`)."""
    try:
        done = run_alone(__name__, pack([text, *pack_list(folder)]), str(int(at.timestamp())))
    except subprocess.TimeoutExpired:
        return ChipRead(Chip.UNREADABLE)
    if done.returncode != 0:
        return ChipRead(Chip.UNREADABLE)
    result, lines, portrait = json.loads(done.stdout)
    return ChipRead(Chip(result), tuple(lines), base64.b64decode(portrait))


def alone(content: bytes, at: str) -> int:
    """The child's part: a reader's text and both files of the list in, the result out."""
    text, certificates, revoked = unpack(content)
    try:
        read = authenticate(read_files(text), read_list(certificates, revoked), datetime.fromtimestamp(int(at), UTC))
    except ChipUnreadable:
        read = ChipRead(Chip.UNREADABLE)
    sys.stdout.write(json.dumps([read.result, read.lines, base64.b64encode(read.portrait).decode("ascii")]))
    return 0
