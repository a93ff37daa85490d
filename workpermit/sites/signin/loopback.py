"""HTTP from this process: names below `.localhost` are this machine, whatever the resolver says.

RFC 6761 section 6.3 asks programs to treat them so; not every system's resolver does.
"""

import httpx

TIMEOUT = 8.0  # seconds


class Loopback(httpx.HTTPTransport):
    """Connect to 127.0.0.1 for `*.localhost`; the Host header keeps the name."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host.endswith(".localhost"):
            request.url = request.url.copy_with(host="127.0.0.1")
        return super().handle_request(request)


def outgoing() -> httpx.Client:
    """A client for one exchange; it follows no redirects, because none is expected."""
    return httpx.Client(transport=Loopback(), timeout=TIMEOUT, follow_redirects=False)
