"""Going through the sites as a browser does: following addresses, reading the form of the page."""

import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from tests.sites.conftest import browser
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.attestation import Attestation
from workpermit.sealing.canonical import b64, unb64


@dataclass
class Browser:
    """One browser with a cookie jar for each host."""

    sites: dict[str, Client] = field(default_factory=dict)

    def at(self, site: str) -> Client:
        return self.sites.setdefault(site, browser(site))

    def get(self, address: str) -> Any:
        """Open an address of any of our sites, without following a redirect."""
        parts = urlsplit(address)
        return self.at(parts.netloc.split(".")[0]).get(f"{parts.path}?{parts.query}")

    def follow(self, address: str) -> Any:
        """Open an address and go on as long as our sites redirect."""
        answer = self.get(address)
        while answer.status_code == 302:
            to = answer.headers["Location"]
            address = to if to.startswith("http") else f"{address.split('/', 3)[0]}//{urlsplit(address).netloc}{to}"
            answer = self.get(address)
        return answer

    def post_json(self, site: str, path: str, said: dict[str, str]) -> Any:
        return self.at(site).post(
            path, json.dumps(said), content_type="application/json", HTTP_ACCEPT="application/json"
        )


def form_of(page: Any) -> tuple[dict[str, str], dict[str, str]]:
    """(data attributes, hidden inputs) of the passkey form of a page."""
    text = page.content.decode()
    begins = text.index('<form class="passkey"')
    form = text[begins : text.index("</form>", begins)]
    data = {name: unescape(value) for name, value in re.findall(r'data-([a-z-]+)="([^"]*)"', form)}
    hidden = dict(re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)"', form))
    hidden.pop("csrfmiddlewaretoken", None)
    return data, {name: unescape(value) for name, value in hidden.items()}


def challenge_of(page: Any) -> bytes:
    return unb64(form_of(page)[0]["challenge"])


def as_text(made: Assertion | Attestation) -> dict[str, str]:
    """What the scripts post: binary parts as base64url."""
    return {name: b64(getattr(made, name)) for name in made.__dataclass_fields__}
