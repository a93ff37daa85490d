"""Filling in a form: thirty steps of one person, while the database holds a million other applications."""

import http.client
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

from bench import limits
from bench.crowd import settle
from bench.ground import Ground
from bench.line import Line, Target
from bench.measure import Connections, Measured, median_run, summary, together
from bench.spent import Spent
from workpermit.cli.walk.persona import Persona
from workpermit.core.calendar import bangkok_date

STEPS = 30
SERVICE = "s59_new"
PATIENCE = 30.0  # seconds for one answer


@dataclass(slots=True)
class Session:
    """One filing from the first page to the page that asks whether all is right. `site` is the portal's address."""

    site: str
    cookie: str
    csrf: str
    times: list[float] = field(default_factory=list)  # milliseconds of each step
    home: str = ""

    def run(self, connections: Connections) -> bool:
        """All steps, one after the other; False when an answer is not the one that was expected."""
        answers = Persona(bangkok_date(datetime.now(UTC))).answers()
        try:
            return self._begin(connections) and all(self._steps(connections, answers)) and len(self.times) == STEPS
        except (OSError, http.client.HTTPException):
            connections.clear()
            return False

    def _begin(self, connections: Connections) -> bool:
        for path in ("/", f"/services/{SERVICE}/"):
            self._ask(connections, "GET", path)
        _status, page, _to = self._ask(connections, "GET", f"/services/{SERVICE}/start/")
        ticket = re.search(r'name="ticket" value="([^"]+)"', page)
        if ticket is None:
            return False
        status, _page, to = self._ask(
            connections, "POST", f"/services/{SERVICE}/start/", {"ticket": ticket.group(1), "filer": "other"}
        )
        self.home = urlsplit(to).path
        return status == 302

    def _steps(self, connections: Connections, answers: dict[str, dict[str, str]]) -> list[bool]:
        read = ["", *[f"documents/{one}/" for one in ("passport", "photo", "education", "medical")]]
        again = [f"sections/{name}/?from=check" for name in answers]
        done = [self._ask(connections, "GET", self.home + path)[0] == 200 for path in read]
        for name, typed in answers.items():
            path = f"{self.home}sections/{name}/"
            done.append(self._ask(connections, "GET", path)[0] == 200)
            done.append(self._ask(connections, "POST", path, {**typed, "version": "0"})[0] == 302)
        done += [
            self._ask(connections, "GET", self.home + path)[0] == 200 for path in [*again, "check/", "invitation/"]
        ]
        done += [
            self._ask(connections, "GET", path)[0] == 200 for path in ("/filings/", "/permits/", "/account/", self.home)
        ]
        return done

    def _ask(
        self, connections: Connections, method: str, path: str, values: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        """(status, page, where to go next) of one step."""
        parts = urlsplit(self.site)
        port = parts.port or 80
        if port not in connections:
            connections[port] = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        headers = {"Host": parts.netloc, "Cookie": self.cookie}
        if values is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode({**values, "csrfmiddlewaretoken": self.csrf}) if values is not None else None
        began = time.perf_counter()
        connections[port].request(method, path, body=body, headers=headers)
        answer = connections[port].getresponse()
        page = answer.read().decode()
        self.times.append((time.perf_counter() - began) * 1000)
        return answer.status, page, answer.headers.get("Location", "")


def measure(ground: Ground) -> list[Line]:
    """Steps per second and milliseconds of a step, with all of the sessions at once."""
    ground.say(f"Settling {ground.sizes.crowd:,} applications …")
    held = settle(ground, ground.sizes.crowd)
    limit = limits.lightest_page(ground)
    spent = Spent(ground, "applicant")
    with ground.without_rate_limits():
        _run(ground, Spent(ground, "applicant"))
        found = median_run([_run(ground, spent) for _ in range(ground.sizes.runs)])
    note = f"{held:,} applications in the database; sessions of {STEPS} steps each; {spent.words()}"
    name = "One step of filling in a form"
    return [Line("form-session", name, ground.clients, found, Target(), "lightest page", limit.rate, note)]


def _run(ground: Ground, spent: Spent) -> Measured:
    cookie, token = _signed_in(ground)
    sessions = [Session(ground.system.site("applicant", ""), cookie, token) for _ in range(ground.sizes.sessions)]
    began = time.perf_counter()
    with spent.over(len(sessions) * STEPS):
        failed = together([one.run for one in sessions], clients=ground.clients).failed
    elapsed = time.perf_counter() - began
    return summary([one for session in sessions for one in session.times], elapsed=elapsed, failed=failed)


def _signed_in(ground: Ground) -> tuple[str, str]:
    """Cookies and form token of a freshly signed-in filer."""
    filer = ground.filer()
    page = filer.browser.open(ground.system.site("applicant", "/account/"))
    token = next(form.fields["csrfmiddlewaretoken"] for form in page.tree.forms if "csrfmiddlewaretoken" in form.fields)
    host = ground.system.site("applicant").split("//")[1].split(":")[0]
    csrf = filer.browser.client.cookies.get("csrftoken", domain=host)
    return f"{filer.cookie}; csrftoken={csrf}", str(token)
