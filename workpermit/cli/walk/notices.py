"""The two notices of section 13: filed, acknowledged at once."""

from datetime import timedelta

from workpermit.cli.walk.browser import Stuck
from workpermit.cli.walk.persona import as_parts
from workpermit.cli.walk.story import Story


def tell_notices(story: Story) -> None:
    """Hire, then exit. Raises Stuck."""
    with story.step("Employer files the notice of hire (section 13), acknowledged at once"):
        _file(story, "s13_hire")
    with story.step("Employer files the notice of exit (section 13), acknowledged at once"):
        _file(story, "s13_exit")


def _file(story: Story, service: str) -> None:
    employer, persona = story.employer, story.persona
    employer.open(f"{story.site('applicant')}/services/{service}/start/")
    page = employer.submit("")
    home = "/".join(page.url.split("/")[:5]) + "/"
    happened = as_parts("hired_on", persona.today - timedelta(days=3)) | as_parts("left_on", persona.today)
    answers = persona.answers()
    known = {name: value for section in answers.values() for name, value in section.items()} | happened
    known["workplace"] = answers["workplace"]["address"]
    for address in _sections(story, home):
        employer.open(address)
        fields = employer.page.tree.xpath("//main//*[self::input or self::select or self::textarea]/@name")
        typed = {str(name): known.get(str(name), _first_choice(story, str(name))) for name in fields}
        employer.submit("", {name: value for name, value in typed.items() if value})
    employer.open(f"{home}check/")
    employer.submit("")
    story.wait(lambda: employer.fetch(f"{home}acknowledgement.pdf").type == "application/pdf")
    story.left[f"{service}-acknowledgement.pdf"] = employer.fetch(f"{home}acknowledgement.pdf").content


def _sections(story: Story, home: str) -> list[str]:
    page = story.employer.open(home)
    found = sorted({str(link) for link in page.tree.xpath("//a/@href") if "/sections/" in str(link)})
    if not found:
        raise Stuck(f"no sections on {page.url}: {page.title}")
    return found


def _first_choice(story: Story, name: str) -> str:
    """For a choice that the persona does not know: the first that is offered."""
    radios = story.employer.page.tree.xpath(f"//input[@type='radio' and @name='{name}']/@value")
    options = [str(o) for o in story.employer.page.tree.xpath(f"//select[@name='{name}']/option/@value") if o]
    return str((radios or options or [""])[0])
