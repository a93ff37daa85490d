"""What a person does with a browser: pages, forms, files, a passkey. No shortcut past a site.

Addresses are the public ones; the connection goes to 127.0.0.1, because `*.localhost` is known to
browsers and not to every resolver.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

import httpx
from lxml import html

from workpermit.cli.authenticator import SoftAuthenticator
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.canonical import b64, unb64
from workpermit.sealing.device import DeviceProof
from workpermit.sealing.software_device import SoftwareDevice

PATIENCE = 20.0  # seconds for one answer
MOST_REDIRECTS = 12


def as_fields(proof: DeviceProof) -> dict[str, str]:
    """A device's signature as the hidden fields of a form."""
    return {
        "device_key": b64(proof.key),
        "device_challenge": proof.challenge,
        "device_signature": b64(proof.signature),
    }


class Stuck(Exception):
    """The walk cannot go on: the page that came is not the one that was expected."""


class ToLoopback(httpx.HTTPTransport):
    """Connects to 127.0.0.1 whatever `*.localhost` name the address has; the Host header keeps it."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if not request.url.host.endswith(".localhost"):
            raise Stuck("the walk goes to *.localhost alone")
        # A copy: cookies belong to the name in the address, not to the loopback.
        inner = httpx.Request(
            request.method,
            request.url.copy_with(host="127.0.0.1"),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        return super().handle_request(inner)


@dataclass(slots=True)
class Page:
    """One answer, with its address."""

    url: str
    status: int
    text: str
    content: bytes
    type: str

    @property
    def tree(self) -> html.HtmlElement:
        return html.fromstring(self.text)

    @property
    def title(self) -> str:
        return " ".join(self.tree.xpath("//h1")[0].text_content().split()) if self.tree.xpath("//h1") else ""

    def words(self) -> str:
        """What a reader sees, without the mark-up."""
        found = self.tree.xpath("//main")
        return " ".join((found[0] if found else self.tree).text_content().split())

    def offers(self, action: str) -> bool:
        """Whether a form to such an address stands on the page."""
        return any((form.get("action") or "").endswith(action) for form in self.tree.forms)

    def link(self, ending: str) -> str:
        """The address of the first link whose path ends so. Raises Stuck."""
        for address in self.tree.xpath("//a/@href"):
            if str(address).split("?")[0].split("#")[0].endswith(ending):
                return urljoin(self.url, str(address))
        raise Stuck(f"no link to …{ending} on {self.url}")


class Browser:
    """One person's browser: its own cookies and its own keys; at a counter, its enrolled device."""

    def __init__(self, language: str = "en") -> None:
        self.keys = SoftAuthenticator()
        self.device: SoftwareDevice | None = None
        self.client = httpx.Client(
            # No connection is kept: people pause between pages, and nothing is left open behind them.
            transport=ToLoopback(limits=httpx.Limits(max_keepalive_connections=0)),
            timeout=PATIENCE,
            follow_redirects=False,
            headers={"Accept-Language": language},
        )
        self.page = Page("", 0, "", b"", "")
        self.signed: Assertion  # the newest signature of a key

    def open(self, url: str) -> Page:
        return self._request("GET", urljoin(self.page.url, url))

    def submit(
        self,
        action: str,
        values: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
    ) -> Page:
        """Fill in and send the form of this page whose address ends with `action` ("" is the page itself)."""
        form = self._form(action)
        data = _as_it_stands(form) | dict(values or {})
        if form.get("data-act") and self.device is not None:
            data |= self._sign_act(form, data, self.device)
        page = self._request("POST", urljoin(self.page.url, form.get("action") or ""), data=data, files=files)
        # A page that only asks for the device's signature posts itself.
        by_itself = page.text and page.tree.xpath("//form[@data-by-itself]/@action")
        return self.submit(str(by_itself[0])) if by_itself else page

    def _sign_act(self, form: html.FormElement, data: Mapping[str, Any], device: SoftwareDevice) -> dict[str, str]:
        """Sign an act of a visit, as the counter's script does; nothing where the page has nothing to sign."""
        said = self.post_json(
            self.page.tree.xpath("//*[@data-counter]")[0].get("data-challenge"),
            {"act": form.get("data-act"), "number": data.get("number", ""), "code": data.get("code", "")},
            data["csrfmiddlewaretoken"],
        )
        if not said:
            return {}
        about = UUID(said.get("about") or form.get("data-about"))
        return as_fields(device.sign_act(form.get("data-act"), about, UUID(said["session"]), said["challenge"]))

    def press_passkey(self, challenge: bytes | None = None) -> Page:
        """Answer the passkey question of this page, as its script would."""
        form = self.page.tree.xpath("//form[@data-passkey]")[0]
        origin = "/".join(self.page.url.split("/")[:3])
        asked = challenge or unb64(form.get("data-challenge"))
        answer = (
            self._create(form, origin, asked)
            if form.get("data-ceremony") == "create"
            else self._get(form, origin, asked)
        )
        values = {name: value for name, value in form.fields.items() if value is not None}
        token = values.pop("csrfmiddlewaretoken")
        said = self.post_json(form.get("data-post"), values | answer, token)
        return self.open(said["to"])

    def post_json(self, url: str, body: Mapping[str, Any], token: str) -> dict[str, Any]:
        """Send JSON as a page's script does. Raises Stuck with the refusal's code."""
        page = self._request(
            "POST",
            urljoin(self.page.url, url),
            content=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": token},
            keep=False,
        )
        said: dict[str, Any] = json.loads(page.text)
        if page.status >= 400:
            raise Stuck(f"refused: {said.get('code')}")
        return said

    def fetch(self, url: str) -> Page:
        """Get something beside the page: a file, bytes for a script."""
        return self._request("GET", urljoin(self.page.url, url), keep=False)

    def _create(self, form: html.FormElement, origin: str, challenge: bytes) -> dict[str, str]:
        made = self.keys.create(origin, challenge, unb64(form.get("data-user")), at=datetime.now(UTC))
        return {"client_data": b64(made.client_data), "attestation_object": b64(made.attestation_object)}

    def _get(self, form: html.FormElement, origin: str, challenge: bytes) -> dict[str, str]:
        allowed = [unb64(one) for one in (form.get("data-allow") or "").split()]
        made = self.signed = self.keys.get(origin, challenge, allowed or None)
        return {
            "credential_id": b64(made.credential_id),
            "client_data": b64(made.client_data),
            "authenticator_data": b64(made.authenticator_data),
            "signature": b64(made.signature),
        }

    def _form(self, action: str) -> html.FormElement:
        for form in self.page.tree.forms:
            address = form.get("action") or ""
            if (form.get("method") or "").lower() == "post" and (address.endswith(action) if action else not address):
                return form
        raise Stuck(f"no form to …{action or '(this page)'} on {self.page.url}: {self.page.title}")

    def _request(self, method: str, url: str, *, keep: bool = True, **how: Any) -> Page:
        for _ in range(MOST_REDIRECTS):
            answer = self.client.request(method, url, **how)
            if not answer.has_redirect_location:
                break
            method, url, how = "GET", urljoin(url, answer.headers["location"]), {}
        text = (
            answer.text
            if "text" in answer.headers.get("content-type", "") or "json" in answer.headers.get("content-type", "")
            else ""
        )
        page = Page(url, answer.status_code, text, answer.content, answer.headers.get("content-type", ""))
        if keep:
            self.page = page
            if page.status >= 400:
                raise Stuck(f"{page.status} at {url}: {page.title}")
        return page


def _as_it_stands(form: html.FormElement) -> dict[str, Any]:
    """What a browser would send of an untouched form: of several boxes of one name those that are ticked."""
    said = {name: value for name, value in form.fields.items() if value is not None}
    return {name: value if isinstance(value, str) else sorted(value) for name, value in said.items()}
