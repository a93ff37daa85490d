"""What the signing page says when the vault refuses: here the general sentences would mislead.

They speak of signing in; here it is about a decision and the one key that may make it.
"""

from django.http import JsonResponse
from django.utils.translation import gettext_lazy as _

from workpermit.sealing.refusal import Refused
from workpermit.sites.sentence import Sentence

PREPARE_AGAIN = _("Go back to the case and prepare the decision again. Nothing was decided.")
OWN_KEY = _("Use the security key that two officers enrolled for your decisions. Nothing was decided.")
ASK_OFFICERS = _("Ask the officers who enrol keys. Nothing was decided.")

SENTENCES: dict[str, Sentence] = {
    "expired": Sentence(_("This decision was prepared more than fifteen minutes ago."), PREPARE_AGAIN),
    "used": Sentence(_("This decision was signed already in another form."), PREPARE_AGAIN),
    "bad_challenge": Sentence(_("The key signed something else than this decision."), PREPARE_AGAIN),
    "bad_dossier": Sentence(_("The papers are not the ones that this decision was prepared on."), PREPARE_AGAIN),
    "bad_signature": Sentence(_("The signature does not fit the key."), OWN_KEY),
    "bad_origin": Sentence(_("This key was made for another address, such as signing in."), OWN_KEY),
    "unknown_key": Sentence(_("This is not a key for your decisions."), OWN_KEY),
    "key_removed": Sentence(_("This key was removed and can no longer decide."), ASK_OFFICERS),
    "not_verified_user": Sentence(_("The key did not check that it is you."), OWN_KEY),
    "not_present_user": Sentence(
        _("The key was not touched."), _("Try again, and touch the key when it asks. Nothing was decided.")
    ),
    "copyable_key": Sentence(_("This key can be copied to other devices, so it cannot decide."), OWN_KEY),
    "not_registrar": Sentence(_("You are not appointed as registrar of this office now."), ASK_OFFICERS),
    "no_jurisdiction": Sentence(
        _("The workplace lies outside the provinces of your office."),
        _("Another office decides this case. Nothing was decided."),
    ),
    "not_confirmed": Sentence(
        _("The worker has not confirmed this application."),
        _("It can be granted once the worker has signed. Nothing was decided."),
    ),
}


def explain(refusal: Refused) -> JsonResponse:
    """The refusal for the page's script. What this site has no words for goes on as it came."""
    sentence = SENTENCES.get(refusal.code)
    if sentence is None:
        raise refusal
    return JsonResponse({"code": refusal.code, "says": str(sentence.says), "do": str(sentence.do)}, status=409)
