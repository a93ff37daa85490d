"""Every address of every site, made from the sites' own URL patterns, with the ids of somebody's case in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from urllib.parse import urlsplit

import httpx
from django.urls import URLPattern

from tests.adversary.realm import Realm
from workpermit.cli.walk.browser import ToLoopback

SITES = ("applicant", "signin", "registrar", "signing", "oversight", "centre", "api")
FORGERY_TOKEN = "a" * 32
MACHINERY = ("procrastinate_", "casework_allowed", "django_migrations")


@dataclass(frozen=True, slots=True)
class Door:
    """`names` are the parts of the path that are filled in."""

    site: str
    path: str
    names: frozenset[str]

    def __str__(self) -> str:
        return f"{self.site}{re.sub(r'[0-9a-f]{8}-[0-9a-f-]{27}', '…', self.path)}"


def doors(site: str, values: Mapping[str, object]) -> Iterator[Door]:
    """The addresses of one site. Raises KeyError where a pattern has a part that `values` does not know."""
    for pattern in import_module(f"workpermit.sites.{site}.urls").urlpatterns:
        assert isinstance(pattern, URLPattern)
        said = str(pattern.pattern)
        names = re.findall(r"<(?:\w+:)?(\w+)>", said)
        path = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", said).removeprefix("^").removesuffix("/?$")
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), path)
        yield Door(site, f"/{path}", frozenset(names))


class Visitor:
    """Somebody with a session token for one site, or with none; follows no redirect."""

    def __init__(self, realm: Realm, site: str, token: str = "", language: str = "en") -> None:
        self.home = realm.sites[site]
        cookies = {"csrftoken": FORGERY_TOKEN} | ({f"wp_{site}": token} if token else {})
        self.client = httpx.Client(
            transport=ToLoopback(),
            base_url=self.home,
            cookies=cookies,
            headers={"Accept-Language": language, "Connection": "close"},
            timeout=30,
        )

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *error: object) -> None:
        self.client.close()

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(path, headers=headers)

    def post(self, path: str, *, token: str | None = FORGERY_TOKEN, **values: str) -> httpx.Response:
        return self.client.post(path, data=values | ({"csrfmiddlewaretoken": token} if token else {}))

    def post_json(self, path: str) -> httpx.Response:
        return self.client.post(path, json={}, headers={"X-CSRFToken": FORGERY_TOKEN, "Accept": "application/json"})

    def both(self, path: str) -> Iterator[httpx.Response]:
        yield self.get(path)
        yield self.post(path)
        yield self.post_json(path)


def is_turned_away(realm: Realm, response: httpx.Response) -> bool:
    """Sent to sign in, asked to, refused, or told that there is nothing."""
    if response.status_code in (301, 302):
        return f"{response.headers['location']}/".startswith(f"{realm.sites['signin']}/")
    return response.status_code in (401, 403, 404, 405)


def path_of(address: str) -> str:
    return urlsplit(address).path


def picture(realm: Realm) -> dict[str, str]:
    """A digest of every table of the main database but the queue's."""
    names = realm.vault.main.all("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    found = {}
    for name in sorted(row["tablename"] for row in names):
        if not name.startswith(MACHINERY):
            row = realm.vault.main.one(
                f"SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) AS d FROM {name} t"
            )
            assert row is not None
            found[name] = row["d"]
    return found
