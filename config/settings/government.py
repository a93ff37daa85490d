"""The government zone."""

from config.settings.base import *  # noqa: F403

SITES_HERE = (
    "signin",
    "registrar",
    "signing",
    "oversight",
)
