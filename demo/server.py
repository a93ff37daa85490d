"""A small web server for the demonstration's programs: one thread per request, ends by SIGTERM."""

import json
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

LOOK = Path(__file__).parent / "look.css"
LONGEST_BODY = 256 * 1024
CSP = "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: query and form fields have one value each; `body` is what JSON carried."""

    path: str
    query: dict[str, str]
    form: dict[str, str]
    body: Any
    origin: str


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    kind: str
    content: bytes
    headers: dict[str, str] = field(default_factory=dict)


Route = Callable[[Asked], Answer]


def page(title: str, title_en: str, mark: str, mark_en: str, body: str, status: int = 200) -> Answer:
    """A whole page in Thai and English; every page says that it is a demonstration. `body` is HTML."""
    html = f"""<!doctype html>
<html lang="th">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} · {escape(title_en)}</title>
<link rel="stylesheet" href="/look.css">
<body>
<header class="top"><p class="mark">{escape(mark)} <span lang="en">{escape(mark_en)}</span></p></header>
<p class="demo"><strong>ระบบสาธิต</strong> ไม่มีเงิน บุคคล หรือจดหมายจริง
<span lang="en"><strong>Demonstration.</strong> No real money, people or mail.</span></p>
<main>
<h1>{escape(title)} <small lang="en">{escape(title_en)}</small></h1>
{body}
</main>
</body>
</html>
"""
    return Answer(status, "text/html; charset=utf-8", html.encode(), {"content-security-policy": CSP})


def as_json(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    content = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status, "application/json", content, headers or {})


class _Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    routes: dict[tuple[str, str], Route]
    fonts: Path

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_OPTIONS(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep addresses out of the log: they carry bills and mail addresses."""

    def _answer(self) -> None:
        split = urlsplit(self.path)
        route = self.routes.get((self.command, split.path)) or self._route_below(split.path)
        try:
            asked = self._read(split.path, split.query)
            answer = route(asked) if route else self._file(split.path)
        except ValueError as error:
            answer = as_json({"error": str(error)}, 400)
        self.send_response(answer.status)
        sent = {"content-type": answer.kind, "content-length": str(len(answer.content)), "cache-control": "no-store"}
        for name, value in {**sent, "x-content-type-options": "nosniff", **answer.headers}.items():
            self.send_header(name, value)
        try:
            self.end_headers()
            self.wfile.write(answer.content)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # whoever asked has not waited for the answer

    def _route_below(self, path: str) -> Route | None:
        """The route `folder/*`, for whatever in that folder has none of its own."""
        return self.routes.get((self.command, f"{path.rpartition('/')[0]}/*"))

    def _read(self, path: str, query: str) -> Asked:
        length = int(self.headers.get("content-length") or 0)
        if length > LONGEST_BODY:
            self.close_connection = True
            raise ValueError("too_long")
        raw = self.rfile.read(length)
        form: dict[str, str] = {}
        body: Any = None
        if "json" in self.headers.get("content-type", ""):
            body = json.loads(raw)
        elif raw:
            form = _single(raw.decode())
        return Asked(path, _single(query), form, body, self.headers.get("origin", ""))

    def _file(self, path: str) -> Answer:
        if self.command != "GET":
            return as_json({"error": "no_such_page"}, 404)
        if path == "/look.css":
            return Answer(200, "text/css", LOOK.read_bytes())
        font = self.fonts / Path(path).name
        if path.startswith("/fonts/") and path.endswith(".woff2") and font.is_file():
            return Answer(200, "font/woff2", font.read_bytes(), {"cache-control": "max-age=3600"})
        return as_json({"error": "no_such_page"}, 404)


def _single(encoded: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(encoded, keep_blank_values=True).items()}


def serve(port: int, fonts: str, routes: dict[tuple[str, str], Route]) -> None:
    """Serve on 127.0.0.1 until SIGTERM or SIGINT."""
    routes = {("GET", "/health"): lambda asked: Answer(200, "text/plain", b"ok\n"), **routes}
    kind = type("Request", (_Request,), {"routes": routes, "fonts": Path(fonts)})
    server = ThreadingHTTPServer(("127.0.0.1", port), kind)
    server.daemon_threads = True
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stopped.wait()
    server.shutdown()
