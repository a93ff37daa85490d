"""The shape of what pages say when something is refused, and the ways on that many refusals share."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Sentence:
    """`says` is the matter in one sentence, `do` the way on."""

    says: str | Promise
    do: str | Promise


START_AGAIN = _("Go back to the beginning of the page and try again.")
LOAD_AGAIN = _("Open the case again to see where it stands now.")
SIGN_IN_AGAIN = _("Sign in again, then repeat what you were doing.")
ASK_OFFICE = _("If you think this is wrong, ask the employment office. Nothing was changed.")
