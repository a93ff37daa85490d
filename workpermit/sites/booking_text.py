"""What pages say when a place at a centre cannot be had; as `rules_text`."""

from django.utils.translation import gettext_lazy as _

from workpermit.sites.sentence import LOAD_AGAIN, Sentence

BOOKING: dict[str, Sentence] = {
    "AlreadyBooked": Sentence(
        _("This application already has an appointment."), _("Open the appointment to change or cancel it.")
    ),
    "NoVisitDue": Sentence(
        _("A visit can be booked once the permit fee is paid, and not after the identity is confirmed."), LOAD_AGAIN
    ),
    "WorkerNotJoined": Sentence(
        _("The worker has not joined this application yet."),
        _("Invite the worker first. A centre can only confirm somebody who has joined."),
    ),
    "DayNotOffered": Sentence(
        _("The service centre is not open for appointments at this time."), _("Choose another day or hour.")
    ),
    "NoPlaceLeft": Sentence(_("The last place of this hour has just been taken."), _("Choose another day or hour.")),
    "WrongCentre": Sentence(
        _("This appointment is at another service centre."),
        _("Send the visitor to the centre of the appointment, or let them choose a new one."),
    ),
    "TooManyPlacesADay": Sentence(
        _("Your account holds as many places on this day as one account may."),
        _("Choose another day for the others, or give back a place that is not needed."),
    ),
    "TooManyForOneEmployer": Sentence(
        _("This employer holds as many places on this day as one employer may, whoever booked them."),
        _("Choose another day for the others, or give back a place that is not needed."),
    ),
    "TooManyForOneWorker": Sentence(
        _("This worker holds as many places as one person may at the same time."),
        _("Keep or give back one of them first."),
    ),
    "BookedTooOften": Sentence(
        _("This application was booked or moved too often within seven days."),
        _("Keep the time that it has, or book again a few days from now."),
    ),
    "TooManyBookedTogether": Sentence(
        _("So many visits cannot be booked in one go."), _("Go back, choose at most 50, and book the rest after.")
    ),
    "WaitingAlready": Sentence(
        _("This application waits for a place at a centre already."), _("Leave that list first, then join another.")
    ),
    "OfferIsOver": Sentence(
        _("This offer has ended, and the place was offered to the next."),
        _("Join the waiting list again, or choose a free place at another centre."),
    ),
    "RegistrationClosed": Sentence(
        _("Registration for this draw is not open."), _("Choose a free place, or wait for one at a centre.")
    ),
    "GroupOfAnother": Sentence(
        _("This group of visits was booked by another account."), _("Begin again from the list of your own workers.")
    ),
}
