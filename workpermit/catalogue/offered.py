"""Which services people are offered: those whose way from filing to outcome is built.

The catalogue holds every service; the portal and the finder offer these alone. A service is added
here with the flow that carries it.
"""

OFFERED = frozenset(
    {"s13_exit", "s13_hire", "s43_delivery", "s50_refuse", "s59_new", "s61_extend", "s61_notify", "s64_2_worker"}
)


def is_offered(service_id: str) -> bool:
    """Whether the portal and the finder lead to this service."""
    return service_id in OFFERED
