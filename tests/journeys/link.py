"""The link between a centre and the server: a relay for one site that a test can cut, at any moment of a message."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from playwright.sync_api import Playwright

from tests.journeys.browser import Person, chromium, person
from tests.system import System


class Link:
    """Passes on what browsers and the server at a port say to each other, while it is up."""

    def __init__(self, port: int) -> None:
        self.port, self.up = port, True
        self.words, self.answered = b"", False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.open: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break it: what is on its way is lost on both sides."""
        self.up, self.words = False, b""
        for one in list(self.open):
            close(one)

    def cut_at(self, words: bytes, *, answered: bool = False) -> None:
        """Break it in the middle of the request that says these words; or once it is `answered`, unheard."""
        self.words, self.answered = words, answered

    def mend(self) -> None:
        self.up = True

    def _accept(self) -> None:
        with suppress(OSError):  # the test is over
            while True:
                browser, _address = self.listener.accept()
                if self.up:
                    server, asked = socket.create_connection(("127.0.0.1", self.port)), threading.Event()
                    self.open |= {browser, server}
                    threading.Thread(target=self._ask, args=(browser, server, asked), daemon=True).start()
                    threading.Thread(target=self._answer, args=(server, browser, asked), daemon=True).start()
                else:
                    browser.close()

    def _ask(self, browser: socket.socket, server: socket.socket, asked: threading.Event) -> None:
        with suppress(OSError):
            # A connection that was made while the link broke passes on nothing either.
            while (content := browser.recv(65_536)) and self.up:
                if self.words and self.words in content:
                    if not self.answered:
                        server.sendall(content[: len(content) // 2])
                        self.cut()
                        break
                    asked.set()
                server.sendall(content)
        close(server)
        browser.close()

    def _answer(self, server: socket.socket, browser: socket.socket, asked: threading.Event) -> None:
        with suppress(OSError):
            while (content := server.recv(65_536)) and self.up:
                if asked.is_set():
                    self.cut()
                    break
                browser.sendall(content)
        close(browser)
        server.close()


def close(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)


@contextmanager
def far_person(playwright: Playwright, system: System, link: Link, *more: str) -> Iterator[Person]:
    """Somebody at a centre, whose browser reaches the centre's site over this link alone."""
    site = urlsplit(system.site("centre")).netloc
    host, port = link.listener.getsockname()
    with (
        chromium(playwright, f"--host-resolver-rules=MAP {site} {host}:{port}", *more) as browser,
        person(browser, system) as somebody,
    ):
        yield somebody
        link.listener.close()


def link_to(system: System) -> Link:
    """A link that is up, to the site of the centres."""
    port = urlsplit(system.site("centre")).port
    assert port is not None
    return Link(port)
