"""The order of a draw that was held, as a file for everybody: written once, and then only handed out.

The public zone reads the file and not the registrations, of which it sees the account's own alone.
"""

from datetime import date
from pathlib import Path

from workpermit.appointments.draw import list_ranks
from workpermit.appointments.models import Release
from workpermit.core.public_files import write_public_file


def draw_path(month: date) -> str:
    """Where the file of a month's draw lies below the folder of public files."""
    return f"draws/{month:%Y-%m}.txt"


def publish_draws(folder: Path) -> None:
    """Write the file of each draw that was held and has none: rank and id, one line for each registration."""
    for month in Release.objects.filter(drawn_at__isnull=False).values_list("month", flat=True):
        if not (folder / draw_path(month)).exists():
            write_public_file(folder, draw_path(month), (f"{rank} {one}\n" for rank, one in list_ranks(month)))


def find_draw_file(folder: Path, month: date) -> Path | None:
    """The file of a month's draw; None as long as it was not held, or is just being written."""
    found = folder / draw_path(month)
    return found if found.is_file() else None
