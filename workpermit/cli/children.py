"""Every process of an installation: its command, its configuration, and how one sees that it is well."""

import signal
import sys
from urllib.parse import urlsplit

from workpermit.cli.demo_configs import demo_command
from workpermit.cli.health import answers, vault_answers
from workpermit.cli.installation import DEMO_SITES, ZONE_OF_SITE, Installation
from workpermit.cli.postgres import Postgres
from workpermit.cli.processes import Child
from workpermit.cli.secret_store import ZONES, Secrets
from workpermit.permits.statement import CACHE, ROUTE

WORKERS = ("check", "press", "courier", "document", "trial")
THREADS = 4


def postgres_child(at: Installation, postgres: Postgres, secrets: Secrets) -> Child:
    return Child(
        "postgres",
        postgres.command(),
        at.log("postgres"),
        healthy=lambda: postgres.is_ready(secrets.superuser),
        stop_signal=signal.SIGINT,  # PostgreSQL's "fast" shutdown: sessions end, nothing is lost
        last=True,
    )


def vault_child(at: Installation, secrets: Secrets) -> Child:
    return Child(
        "vault",
        [sys.executable, "-m", "workpermit.vault", "serve", "--config", str(at.config("vault"))],
        at.log("vault"),
        healthy=vault_answers(at.vault_socket, "public", secrets.credentials["public"]),
        last=True,
    )


def zone_children(at: Installation) -> list[Child]:
    """One web server per zone, one worker process each: more instances are a matter of deployment."""
    return [_zone_child(at, zone) for zone in ZONES]


def worker_children(at: Installation) -> list[Child]:
    return [_worker_child(at, name) for name in WORKERS]


def cases_child(at: Installation) -> Child:
    """Files the demonstration's cases through the sites, once in the life of the installation."""
    return Child(
        "cases",
        [sys.executable, "-m", "workpermit.cli", "seed", "--var", str(at.var)],
        at.log("cases"),
        once="The demonstration's cases are filed; each stands where its people have brought it.",
    )


def demo_children(at: Installation) -> list[Child]:
    return [
        Child(
            name,
            demo_command(name, at),
            at.log(name),
            healthy=answers(urlsplit(at.demo_sites[name]).netloc, at.port(name), "/health"),
        )
        for name in DEMO_SITES
    ]


def zone_environment(at: Installation, name: str, zone: str) -> dict[str, str]:
    return {"EWP_CONFIG": str(at.config(name)), "DJANGO_SETTINGS_MODULE": f"config.settings.{zone}"}


def _zone_child(at: Installation, zone: str) -> Child:
    site = next(site for site, home in ZONE_OF_SITE.items() if home == zone)
    command = [
        *(sys.executable, "-m", "granian", "config.wsgi:application", "--interface", "wsgi"),
        *("--host", "127.0.0.1", "--port", str(at.port(zone)), "--workers", "1"),
        *("--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning", "--respawn-failed-workers"),
        *("--workers-kill-timeout", "3"),
        *(_statements(at) if zone == "public" else ()),
    ]
    healthy = answers(urlsplit(at.sites[site]).netloc, at.port(zone))
    return Child(zone, command, at.log(zone), zone_environment(at, zone, zone), healthy)


def _statements(at: Installation) -> tuple[str, ...]:
    """The server hands out the status statements of permits by itself, also those that appear while it runs."""
    mount = ("--static-path-mount", str(at.folder("statements")))
    return ("--static-path-route", ROUTE, *mount, "--static-path-expires", str(CACHE))


def _worker_child(at: Installation, name: str) -> Child:
    ready = at.folder("run") / f"{name}.ready"
    ready.unlink(missing_ok=True)
    command = [sys.executable, "-m", "workpermit.cli", "worker", name, "--ready", str(ready)]
    env = zone_environment(at, name, "government")
    return Child(name, command, at.log(name), env, healthy=ready.exists)
