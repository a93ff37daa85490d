"""Looking up a permit by its number, as anybody may: the page with the vault's signed statement."""

from bench import limits
from bench.ground import Ground
from bench.line import Line, Target
from bench.measure import Ask, many, median_run

TARGET = Target(rate=400)


def measure(ground: Ground) -> list[Line]:
    """The address in the QR code of an issued permit; what follows # never reaches a server."""
    address = ground.issued.left["qr.txt"].decode().split("#")[0]
    limit = limits.static_file(ground)
    many([Ask(address)] * ground.sizes.warm, clients=ground.clients)
    runs = [many([Ask(address)] * ground.sizes.checks, clients=ground.clients) for _ in range(ground.sizes.runs)]
    return [
        Line(
            "public-check",
            "Look up a permit by number",
            ground.clients,
            median_run(runs),
            TARGET,
            "static file, same server",
            limit.rate,
        )
    ]
