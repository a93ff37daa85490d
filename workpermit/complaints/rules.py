"""Checks that only look; each raises the rule that is broken."""

from workpermit.applications.queries import find_by_number
from workpermit.catalogue.queries import NoSuchPlace, get_centre, get_office, office_for
from workpermit.complaints.lifecycle import Status
from workpermit.complaints.models import Complaint
from workpermit.complaints.topics import CENTRE_TOPICS, About, Topic
from workpermit.core.actors import Actor
from workpermit.core.errors import RuleBroken

LONGEST_WORDS = 4000  # characters
MOST_OPEN = 10


class ComplaintSaysNothing(RuleBroken):
    """A complaint and its answer have words, at most 4,000 characters."""


class ComplaintAboutNothing(RuleBroken):
    """A complaint names a centre, an office, or an application of the person who files it."""


class TooManyComplaints(RuleBroken):
    """One account has at most ten complaints that are not closed."""


class NotTheComplainant(RuleBroken):
    """Only the account that filed a complaint reopens or closes it."""


class OtherOffice(RuleBroken):
    """A complaint is answered by the office that it was given to."""


class AboutAnotherCentre(RuleBroken):
    """A centre explains the complaints that are about itself."""


class AlreadyExplained(RuleBroken):
    """A centre explains a complaint once."""


def check_words(words: str) -> str:
    """The words without spaces around them. Raises ComplaintSaysNothing."""
    said = words.strip()
    if not said or len(said) > LONGEST_WORDS:
        raise ComplaintSaysNothing
    return said


def office_of(topic: Topic, about: str, by: Actor) -> str:
    """The code of the office that answers a complaint about this. Raises ComplaintAboutNothing."""
    try:
        if topic.about is About.OFFICE:
            return get_office(about).code
        if topic.about is About.CENTRE:
            return office_for(get_centre(about).province).code
    except NoSuchPlace:
        raise ComplaintAboutNothing from None
    application = find_by_number(about, seen_by=by) if about else None
    if application is None or not application.office:
        raise ComplaintAboutNothing
    return application.office


def check_not_too_many(by: Actor) -> None:
    if Complaint.objects.filter(account=by.id).exclude(status=Status.CLOSED).count() >= MOST_OPEN:
        raise TooManyComplaints


def check_complainant(complaint: Complaint, by: Actor) -> None:
    if complaint.account != by.id:
        raise NotTheComplainant


def check_office(complaint: Complaint, by: Actor) -> None:
    if complaint.office != by.place:
        raise OtherOffice


def check_centre(complaint: Complaint, by: Actor) -> None:
    if complaint.topic not in CENTRE_TOPICS or complaint.about != by.place:
        raise AboutAnotherCentre


def check_not_explained(complaint: Complaint) -> None:
    """Holds the complaint until the end of the transaction, so that of two managers one explains it."""
    held = Complaint.objects.select_for_update().filter(pk=complaint.pk).values_list("explanation", flat=True)
    if any(held):
        raise AlreadyExplained
