"""One walk past every kind of page of every site, in the state in which people see it.

Whoever walks along gives a `look`: it is told the name of the page, who sees it, and how to get there.
"""

from collections.abc import Callable

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import Case
from tests.journeys.letters import wait_for_letter
from tests.system import System
from workpermit.cli.walk.story import CENTRE

Way = Callable[[], object]
Look = Callable[[str, Person, Way], None]

NUMBER = "6900000000000"


class Tour:
    """`somebody` makes people; `look` is called for each page, and may go there several times."""

    def __init__(self, system: System, somebody: Callable[..., Person], look: Look) -> None:
        self.system, self.somebody, self.look = system, somebody, look
        self.employer, self.worker = somebody(), somebody()
        self.case = Case.begun(system)

    def walk(self) -> None:
        self.anonymous()
        self.draft()
        self.confirming()
        self.deciding()
        self.visiting()
        self.refused()
        self.notice()

    def at(self, name: str, who: Person, address: str) -> None:
        self.look(name, who, lambda: who.page.goto(address))

    def site(self, site: str, path: str) -> str:
        return self.system.site(site, path)

    def anonymous(self) -> None:
        stranger = self.somebody()
        pages = {
            "first page": "/",
            "finder": "/finder/",
            "finder, nothing chosen": "/finder/?asked=who",
            "finder, outcome": "/finder/?who=left",
            "service": "/services/s59_new/",
            "service, notice": "/services/s13_hire/",
            "privacy": "/privacy/",
            "invitation of a worker": "/join/",
            "check": "/check/",
            "check, wrong number": "/check/?number=123",
            "permit unknown": f"/p/{NUMBER}",
            "not found": "/nothing/",
            "sign-in": "/sign-in/",
            "code refused": "/session/?code=wrong&next=/",
        }
        for name, path in pages.items():
            self.at(name, stranger, self.site("applicant", path))
        self.at("sign-in, sites", stranger, self.site("signin", "/"))
        for site in ("registrar", "centre"):
            self.at(f"sign-in, {site}", stranger, self.site(site, "/sign-in/"))
            self.at(f"not found, {site}", stranger, self.site(site, "/nothing/"))
        self.look("invitation, wrong", stranger, lambda: self.wrong_invitation(stranger))
        for demo, address in self.system.run["demo_sites"].items():
            self.at(f"demonstration, {demo}", stranger, f"{address}/") if demo != "login" else None
        self.look("demonstration, login", stranger, lambda: self.national_login(stranger))

    def national_login(self, stranger: Person) -> None:
        stranger.open("applicant", "/sign-in/")
        acts.send(stranger.page, "/national/")
        stranger.page.locator("button[name=person]").first.wait_for()

    def wrong_invitation(self, stranger: Person) -> None:
        stranger.open("applicant", "/join/")
        acts.send(stranger.page, "/join/")

    def draft(self) -> None:
        case, employer = self.case, self.case.as_employer(self.employer)
        for name, path in {
            "filings": "/filings/",
            "account": "/account/",
            "before the start": "/services/s59_new/start/",
        }.items():
            self.at(name, employer, self.site("applicant", path))
        self.at("section, empty", employer, f"{case.home}sections/employer/")
        self.at("tasks, nothing done", employer, case.home)
        self.look("section, wrong", employer, lambda: self.wrong_section(employer))
        self.at("invitation, too early", employer, f"{case.home}invitation/")
        self.at("document, none", employer, f"{case.home}documents/passport/")
        self.look("document, nothing chosen", employer, lambda: self.no_file(employer))
        self.at("answers to check, incomplete", employer, f"{case.home}check/")
        self.at("delete the draft", employer, f"{case.home}withdraw/")
        self.look("form, no session", employer, lambda: self.late_form(employer))
        self.look("form, kept", employer, lambda: self.kept_form(employer))
        employer.page.goto(f"{case.home}sections/stay/?kept=discard")
        case.fill()
        self.at("tasks", employer, case.home)
        self.at("section, worker", employer, f"{case.home}sections/worker/")
        self.at("document", employer, f"{case.home}documents/passport/")
        self.at("invitation", employer, f"{case.home}invitation/")
        self.look("invitation, code", employer, lambda: acts.invite(employer, case.home))

    def late_form(self, employer: Person) -> None:
        self.case.as_employer(employer)
        employer.page.goto(f"{self.case.home}sections/stay/?kept=discard")
        employer.context.clear_cookies(name="wp_applicant")
        with employer.page.expect_navigation():
            employer.page.locator("form[data-autosave] button:not([name])").click()

    def kept_form(self, employer: Person) -> None:
        self.case.as_employer(employer)
        employer.page.goto(f"{self.case.home}sections/stay/?kept=discard")
        acts.expire(employer)
        employer.page.locator("form[data-autosave] button:not([name])").click()
        employer.page.wait_for_url("**signin.localhost**")
        acts.sign_in_national(employer)

    def wrong_section(self, employer: Person) -> None:
        employer.page.goto(f"{self.case.home}sections/worker/")
        with employer.page.expect_navigation():
            employer.page.locator("form[data-autosave] button:not([name])").click()

    def no_file(self, employer: Person) -> None:
        employer.page.goto(f"{self.case.home}documents/photo/")
        with employer.page.expect_navigation():
            employer.page.locator("form[data-upload] button").click()

    def confirming(self) -> None:
        case, employer = self.case, self.employer
        newcomer, link = self.somebody(), acts.invite(employer, case.home)
        acts.open_invitation(newcomer, link, case.persona)
        self.at("new passkey", newcomer, newcomer.page.url)
        case.join()
        worker = case.as_worker(self.worker)
        case.wait(lambda: bool(case.worker.open(f"{case.home}filing/").offers("/confirm/")))
        self.at("filing, to confirm", worker, f"{case.home}filing/")
        self.at("course, worker, being written", worker, case.home)
        acts.send(worker.page, "/confirm/") if worker.page.goto(f"{case.home}filing/") else None
        self.at("confirm with the passkey", worker, worker.page.url)
        case.confirm()
        self.at("confirmed", worker, f"{case.home}confirmed/")
        self.at("answers to check", employer, f"{case.home}check/")
        case.submit()
        self.at("submitted", employer, f"{case.home}submitted/")
        self.at("bill", employer, f"{case.home}bills/F1/")
        self.at("course, fee due", employer, case.home)
        self.at("withdraw", employer, f"{case.home}withdraw/")
        case.pay("F1", "filing fee")
        self.at("bill, paid", employer, f"{case.home}bills/F1/")

    def officer(self, who: str, site: str) -> Person:
        found = self.somebody()
        found.take_keys(who)
        acts.sign_in_staff(found, site)
        return found

    def deciding(self) -> None:
        case, assistant = self.case, self.officer("bangkok-assistant", "registrar")
        acts.open_case(assistant, case.number)
        acts.wait_for_act(assistant, "return")
        address = assistant.page.url
        self.at("desk, assistant", assistant, self.site("registrar", "/"))
        self.at("desk, wrong number", assistant, self.site("registrar", "/find/?number=123"))
        self.at("case, assistant", assistant, address)
        self.at("return", assistant, f"{address}return/")
        self.look("return, nothing chosen", assistant, lambda: self.empty_form(assistant, f"{address}return/"))
        self.at("recommend to refuse", assistant, f"{address}recommend-refusal/")
        assistant.page.goto(address)
        acts.wait_for_act(assistant, "recommend-grant").click()
        assistant.page.wait_for_load_state()
        registrar = self.officer("bangkok-registrar", "registrar")
        self.at("desk", registrar, self.site("registrar", "/"))
        self.at("desk, empty station", registrar, self.site("registrar", "/?station=issued"))
        self.at("case", registrar, address)
        self.at("refuse", registrar, f"{address}refuse/")
        self.look("refuse, nothing chosen", registrar, lambda: self.empty_form(registrar, f"{address}refuse/"))
        registrar.page.goto(address)
        acts.wait_for_act(registrar, "grant").click()
        acts.to_signing(registrar)
        self.at("sign", registrar, registrar.page.url)
        acts.press_key(registrar.page)
        registrar.page.wait_for_url("**/done/")
        self.at("signed", registrar, registrar.page.url)
        self.at("nothing to sign", registrar, self.site("signing", "/"))
        self.at("case, decided", registrar, address)
        self.at("course, granted", self.employer, case.home)
        case.pay("P1", "permit fee")

    def empty_form(self, officer: Person, address: str) -> None:
        officer.page.goto(address)
        acts.send(officer.page)

    def visiting(self) -> None:
        case, worker = self.case, self.worker
        self.at("course, to book", worker, case.home)
        self.at("centres", worker, f"{case.home}appointment/")
        self.at("days", worker, f"{case.home}appointment/{CENTRE}/")
        worker.page.goto(f"{case.home}appointment/{CENTRE}/")
        worker.page.locator("ul.tasks a").first.click()
        worker.page.wait_for_load_state()
        self.at("hours", worker, worker.page.url)
        acts.book(worker, case.home)
        self.at("appointment", worker, f"{case.home}appointment/")
        self.look("check-in code", worker, lambda: acts.checkin_code(worker, case.home))
        clerk = self.officer("bangkok-clerk", "centre")
        self.at("counter", clerk, self.site("centre", "/"))
        self.look("counter, wrong", clerk, lambda: self.wrong_check_in(clerk))
        self.look("device, none", clerk, lambda: self.device_page(clerk, "none"))
        acts.check_in(clerk, case.number, acts.checkin_code(worker, case.home))
        address = clerk.page.url
        self.look("visit", clerk, lambda: self.open_visit(clerk, address))
        self.look("device, enrolled", clerk, lambda: self.device_page(clerk, "made"))
        self.open_visit(clerk, address)
        acts.confirm_identity(clerk)
        self.at("visit, done", clerk, clerk.page.url)
        case.wait(lambda: "/permit/" in case.worker.open(case.home).text)
        for name, path in {"course, issued": "", "permit": "permit/", "looks": "looks/", "letters": "letters/"}.items():
            self.at(name, worker, f"{case.home}{path}")
        self.renewing()
        worker.page.goto(f"{case.home}permit/")
        address = worker.page.locator("[data-check-link]").get_attribute("href") or ""
        stranger = self.somebody()
        self.look("permit, checked", stranger, lambda: self.check_permit(stranger, address))
        self.look("permit, altered", stranger, lambda: self.check_permit(stranger, f"{address[:-6]}AAAAAA"))

    def renewing(self) -> None:
        """From the permit to a renewal that is filled in with what is known."""
        worker, begin = self.worker, f"{self.case.home}permit/s59_renew/"
        self.at("own permits", worker, self.site("applicant", "/permits/"))
        self.at("renewal, begin", worker, begin)
        worker.page.goto(begin)
        acts.send(worker.page)
        self.at("renewal, what has changed", worker, worker.page.url)
        self.at("renewal, tasks", worker, worker.page.url.replace("changed/", ""))

    def check_permit(self, stranger: Person, address: str) -> None:
        stranger.page.goto("about:blank")
        stranger.page.goto(address)
        stranger.page.locator("[data-verdict]").wait_for()
        stranger.page.wait_for_timeout(200)

    def device_page(self, clerk: Person, step: str) -> None:
        clerk.open("centre", "/device/")
        clerk.page.locator(f"[data-step={step}]").wait_for()
        if step == "made":
            clerk.page.locator("[data-state=enrolled]").wait_for()

    def open_visit(self, clerk: Person, address: str) -> None:
        """The device signs, and the page that asked for it gives way to the visit."""
        clerk.page.goto(address)
        clerk.page.locator("[data-left]").wait_for()

    def wrong_check_in(self, clerk: Person) -> None:
        clerk.open("centre")
        acts.send(clerk.page, "/check-in/")

    def asked(self, case: Case, employer: Person) -> None:
        """A question to the employer, before and after the answer."""
        officer = self.officer("bangkok-assistant", "registrar")
        acts.open_case(officer, case.number)
        home = officer.page.url
        self.at("return, documents", officer, f"{home}return/")
        self.at("ask", officer, f"{home}ask/")
        self.look("ask, wrong", officer, lambda: acts.send(officer.page))
        officer.page.goto(f"{home}ask/")
        officer.page.select_option("#about", "free")
        officer.page.fill("#words", "Why are there two contracts?")
        acts.send(officer.page)
        self.at("case, asked", officer, home)
        self.at("course, asked", employer, case.home)
        employer.page.goto(case.home)
        employer.page.locator(".next a.button").click()
        question = employer.page.url
        self.at("question", employer, question)
        employer.page.fill("#words", "One was never signed.")
        acts.send(employer.page)
        self.at("question, answered", employer, question)

    def refused(self) -> None:
        case = Case.submitted(self.system)
        employer = case.as_employer(self.employer)
        case.pay("F1", "filing fee")
        assistant = case.staff("registrar", "assistant_registrar", "O-10")
        case.wait(lambda: bool(case.find_case(assistant).offers("/recommend-grant/")))
        self.asked(case, employer)
        case.find_case(assistant)
        assistant.open(assistant.page.link("/return/"))
        assistant.submit(
            "", {"reason": "answer_unclear", "document": "licence", "words": "The second page is missing."}
        )
        self.at("tasks, returned", employer, case.home)
        employer.page.goto(f"{case.home}withdraw/")
        acts.send(employer.page)
        self.at("course, withdrawn", employer, case.home)
        self.at("bill, void or paid", employer, f"{case.home}bills/F1/")
        refused = Case.recommended(self.system)
        refused.as_employer(employer)
        registrar = self.officer("bangkok-registrar", "registrar")
        acts.open_case(registrar, refused.number)
        acts.wait_for_act(registrar, "refuse").click()
        registrar.page.locator("input[value=prohibited_work]").check()
        registrar.page.fill("#words", "The duties are those of a closed job.\n\nSee the announcement, list 1.")
        acts.send(registrar.page)
        acts.to_signing(registrar)
        self.at("sign a refusal", registrar, registrar.page.url)
        acts.press_key(registrar.page)
        registrar.page.wait_for_url("**/done/")
        self.at("signed, refused", registrar, registrar.page.url)
        wait_for_letter(self.system, refused.persona.email, "is refused")
        self.at("course, refused", employer, refused.home)

    def notice(self) -> None:
        employer = self.employer
        employer.open("applicant", "/services/s13_exit/start/")
        acts.send(employer.page)
        employer.page.wait_for_url("**/notices/*/")
        home = employer.page.url
        self.at("notice", employer, home)
        employer.page.goto(home)
        first = employer.page.locator("main a[href*='/sections/']").first.get_attribute("href") or ""
        self.at("notice, section", employer, self.site("applicant", first))
        self.at("notice, check", employer, f"{home}check/")
        self.at("notice, delete", employer, f"{home}discard/")
