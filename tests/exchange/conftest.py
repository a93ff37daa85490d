"""The register as the demonstration runs it: a real server on a port of its own."""

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from django.conf import settings

from demo.dbd.__main__ import ENTRIES, known_companies, routes
from demo.server import _Request
from workpermit.exchange import inside


@pytest.fixture(scope="session")
def register_url() -> Iterator[str]:
    """Where the entries of the register begin."""
    kind = type("Request", (_Request,), {"routes": routes(known_companies()), "fonts": Path()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}{ENTRIES}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def connected(register_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Zones ask the exchange zone, which asks the register; the step between the zones is a call in this process."""
    way = {
        "url": register_url,
        "callers": {"public": "a" * 64},
        "ask": "http://inside/",
        "host": "api",
        "key": "a" * 64,
    }
    monkeypatch.setitem(settings.EWP, "registry", way)

    def post(url: str, *, json: dict[str, str], headers: dict[str, str], timeout: float) -> httpx.Response:
        content = inside.answer_caller(json["number"], headers["authorization"])
        return httpx.Response(200, content=content, request=httpx.Request("POST", url))

    monkeypatch.setattr(inside.httpx, "post", post)
    inside._register.cache_clear()
    yield
    inside._register.cache_clear()
