"""What pages of a centre say when the rules of its queue refuse. Clerks read them, so they are in Thai and English."""

from django.utils.translation import gettext_lazy as _

from workpermit.sites.sentence import Sentence

QUEUE: dict[str, Sentence] = {
    "CounterNeedsName": Sentence(
        _("A counter needs a name and something that is done there."), _("Write its name and tick at least one line.")
    ),
    "NotAtThisCounter": Sentence(_("This number is not at your counter."), _("Call the next visitor.")),
    "OtherQueue": Sentence(
        _("This number belongs to another centre or another day, or your counter is closed."),
        _("Open your counter again."),
    ),
    "HeldByCounter": Sentence(
        _("Another counter holds this number and may be calling it just now."),
        _("Call the next visitor. A number is free again when the counter that holds it is closed."),
    ),
    "VisitorIsStillHere": Sentence(
        _("Somebody has been called to this counter already."), _("Finish with this visitor first, or put them aside.")
    ),
    "NotCalledOftenEnough": Sentence(
        _("The number has not been called often enough yet."), _("Call again, and give the visitor time to come.")
    ),
    "TooLateToUndo": Sentence(
        _("This call can no longer be taken back: the visitor may be on the way."),
        _("Put the visitor aside, and call them again later."),
    ),
    "SameWish": Sentence(_("Say what the visitor needs elsewhere."), _("Choose something that is done at a counter.")),
    "HasTicket": Sentence(
        _("This appointment has a number already."), _("Keep the number that you have and wait for the call.")
    ),
    "TooManyTickets": Sentence(
        _("Too many numbers were given out in the last minute."), _("Please wait a minute, or ask the staff.")
    ),
}
