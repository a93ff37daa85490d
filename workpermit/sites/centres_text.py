"""What the pages of a centre's manager say when the rules of the network refuse; as `rules_text`, for staff alone."""

from django.utils.translation import gettext_lazy as _

from workpermit.sites.sentence import ASK_OFFICE, Sentence

CORRECT = _("Go back, correct it and send the form again.")

CENTRES: dict[str, Sentence] = {
    "OtherCentre": Sentence(_("This belongs to another centre."), ASK_OFFICE),
    "AboutAnotherCentre": Sentence(_("This complaint is not about your centre."), ASK_OFFICE),
    "AlreadyExplained": Sentence(
        _("The centre has made its statement on this complaint."), _("The office that answers it has the statement.")
    ),
    "CounterMakesNoSense": Sentence(
        _("A counter needs a number of at most eight signs, and something that is done there."), CORRECT
    ),
    "CounterExists": Sentence(_("The centre has a counter with this number already."), _("Give another number.")),
    "NoSuchCounter": Sentence(_("The centre has no counter with this number."), _("Choose a counter from the list.")),
    "EquipmentMakesNoSense": Sentence(
        _("Equipment needs a kind from the list and a serial number of at most 40 signs."), CORRECT
    ),
    "SerialTaken": Sentence(
        _("Equipment of this kind with this serial number is registered already."),
        _("Compare the number with the plate; it may be registered at another centre."),
    ),
    "NoWords": Sentence(_("A few words are needed here: at most 300 signs."), CORRECT),
    "DayHasPassed": Sentence(_("This day is over."), _("Choose today or a later day.")),
    "ShiftMakesNoSense": Sentence(_("A shift ends after it begins, on the same day."), CORRECT),
    "ShiftOverlaps": Sentence(
        _("This person is planned at that time already."), _("Cancel the other shift first, or choose other hours.")
    ),
    "PlacesOutOfRange": Sentence(
        _("A changed day has between 1 and 500 places in an hour."), _("To offer no places, close the centre.")
    ),
    "DayHasOverride": Sentence(
        _("The places of this day were changed already."), _("Withdraw that change first, then order another.")
    ),
    "IncidentMakesNoSense": Sentence(
        _("An incident began within the last year, and ends after it began and not in the future."), CORRECT
    ),
    "StopMakesNoSense": Sentence(
        _("A stop ends after it begins, has hours, and says where it is in both languages."), CORRECT
    ),
    "UnitIsElsewhere": Sentence(
        _("The unit is elsewhere on one of these days, or was called off."), _("Choose other days or another unit.")
    ),
    "ClosureEndsTooEarly": Sentence(_("The last day comes before the first."), CORRECT),
}
