"""What the policy officers' pages say when the rules of a draft refuse; as `rules_text`, for officers alone."""

from django.utils.translation import gettext_lazy as _

from workpermit.sites.sentence import ASK_OFFICE, START_AGAIN, Sentence

DRAFTS: dict[str, Sentence] = {
    "NothingToDraft": Sentence(_("Nothing is published under this name."), START_AGAIN),
    "WrongShape": Sentence(
        _("The definition does not have the fields that it needs."),
        _("Correct it in the text of the definition, then bring the draft up to date again."),
    ),
    "NotTheAuthor": Sentence(_("Only its author changes a draft, tries it, proposes it or drops it."), ASK_OFFICE),
    "SecondOfficerNeeded": Sentence(
        _("Whoever wrote a draft does not publish it."), _("Ask a second policy officer to read and publish it.")
    ),
    "DraftHasChanged": Sentence(
        _("The draft was saved somewhere else after you opened this page."),
        _("Open it again to see what it says now, then make your change. Go back to copy what you typed."),
    ),
    "DraftHasMistakes": Sentence(
        _("The draft has mistakes."), _("They stand on its page, each with its place. Nothing was changed.")
    ),
    "DraftChangesNothing": Sentence(
        _("The draft says the same as the version that it follows."), _("Change something, or drop the draft.")
    ),
    "BaseIsOutdated": Sentence(
        _("Another version was published after this draft was begun."),
        _("Its author brings the draft up to date, reads the difference and tries it again."),
    ),
    "BeginsInThePast": Sentence(_("A version cannot begin in the past."), START_AGAIN),
    "NoteMissing": Sentence(_("Say why, in at most 1,000 characters."), START_AGAIN),
}
