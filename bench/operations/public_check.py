"""Checking a permit, as anybody may: its signed status as a file, and the page for its number."""

from urllib.parse import urlsplit

from bench import limits
from bench.ground import Ground
from bench.line import Line, Target
from bench.measure import Ask, Measured, many, median_run
from workpermit.permits.statement import ROUTE, statement_path

FILE = Target(rate=3000, share=0.5)
PAGE = Target(rate=400)


def measure(ground: Ground) -> list[Line]:
    """The address in the QR code of an issued permit; what follows # never reaches a server."""
    address = ground.issued.left["qr.txt"].decode().split("#")[0]
    number = urlsplit(address).path.rsplit("/", 1)[1]
    limit = limits.static_file(ground)
    file = _asked(ground, ground.system.site("applicant", f"{ROUTE}/{statement_path(number)}"))
    page = _asked(ground, address)
    places = _asked(ground, ground.system.site("applicant", "/centres/"))
    beside, clients = "static file, same server", ground.clients
    return [
        Line("status-file", "Status statement, static file", clients, file, FILE, beside, limit.rate),
        Line("public-check", "Look up a permit by number", clients, page, PAGE, beside, limit.rate),
        Line("free-places", "Free places of all centres", clients, places, PAGE, beside, limit.rate),
    ]


def _asked(ground: Ground, address: str) -> Measured:
    many([Ask(address)] * ground.sizes.warm, clients=ground.clients)
    runs = [many([Ask(address)] * ground.sizes.checks, clients=ground.clients) for _ in range(ground.sizes.runs)]
    return median_run(runs)
