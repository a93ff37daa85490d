"""What pages about blank cards say when a rule refuses; as `rules_text`, for staff alone."""

from django.utils.translation import gettext_lazy as _

from workpermit.sites.sentence import ASK_OFFICE, Sentence

SEE_STOCK = _("Look at the stock of this centre, then at the card itself.")

CARDS: dict[str, Sentence] = {
    "CardsAreKnown": Sentence(_("A card with this serial was received before. A serial exists once."), SEE_STOCK),
    "CardsAreNotThere": Sentence(_("The books do not have all of these cards at this centre."), SEE_STOCK),
    "SentToItself": Sentence(_("Cards are sent to another centre."), _("Choose the centre that gets them.")),
    "TransferIsElsewhere": Sentence(
        _("This box was sent to another centre."), _("The centre that it was sent to accepts it.")
    ),
    "WriteOffWaits": Sentence(
        _("Missing cards of this centre wait for a decision of the Department."),
        _("Count again when it has decided. The stock page shows what waits."),
    ),
    "CountNamesTwice": Sentence(_("A card is named twice."), _("Name each card once.")),
    "CardIsElsewhere": Sentence(
        _("This card is printed at another centre."), _("The worker gets it where the visit was.")
    ),
    "AnotherCard": Sentence(
        _("This is not the card that was printed for this permit."),
        _("Look for the card with the serial on this page."),
    ),
    "SecondPersonNeeded": Sentence(
        _("Whoever proposed a write-off does not decide on it."), _("Ask a second person to decide.")
    ),
    "RemarkMissing": Sentence(_("Write why, in at most 200 characters."), ASK_OFFICE),
}
