"""What pages say when the vault refuses: its codes (docs/architecture.md) in the readers' words."""

from django.utils.translation import gettext_lazy as _

from workpermit.sites.sentence import ASK_OFFICE, LOAD_AGAIN, SIGN_IN_AGAIN, START_AGAIN, Sentence

REFUSALS: dict[str, Sentence] = {
    # Sessions and sign-in
    "expired": Sentence(_("The time for this has run out."), SIGN_IN_AGAIN),
    "revoked": Sentence(_("Your session was ended."), SIGN_IN_AGAIN),
    "bad_token": Sentence(_("Your session could not be verified."), SIGN_IN_AGAIN),
    "wrong_zone": Sentence(_("This session belongs to another part of the service."), SIGN_IN_AGAIN),
    "wrong_role": Sentence(_("Your role does not allow this."), ASK_OFFICE),
    "bad_credential": Sentence(
        _("This part of the service is not set up correctly."), _("The fault is ours. Please try again later.")
    ),
    "bad_args": Sentence(
        _("This part of the service is not set up correctly."), _("The fault is ours. Please try again later.")
    ),
    "bad_code": Sentence(
        _("This code is not right."), _("Compare it with the one that you were given, and type it again.")
    ),
    "used": Sentence(
        _("This code or link has been used already."), _("Each works once only. Ask for a new one, or sign in again.")
    ),
    "no_match": Sentence(
        _("The passport number or the date of birth does not match."),
        _("Type both exactly as they stand in the passport. After several wrong attempts the invitation is closed."),
    ),
    "too_many": Sentence(
        _("Too many at once."), _("Wait a few minutes, then try again. This limit protects personal data.")
    ),
    "too_fast": Sentence(
        _("Too many attempts in a short time."), _("Wait a few minutes, then try again. This limit protects accounts.")
    ),
    "fault": Sentence(
        _("This part of the service is not set up correctly."), _("The fault is ours. Please try again later.")
    ),
    "own_filing": Sentence(
        _("You filed this yourself, so you cannot join it as the worker."),
        _("The worker opens the invitation with an account of their own, on their own device."),
    ),
    "other_person": Sentence(
        _("Your account belongs to somebody else than the person in this application."),
        _("Whoever files for himself is the worker. Correct the worker's details, or let the employer file."),
    ),
    "thai_person": Sentence(
        _("The national login says that you are a Thai citizen, so you cannot be the worker."),
        _(
            "To file for a worker, begin again and choose that you file for a worker. "
            "The worker signs with an account of their own."
        ),
    ),
    "other_name": Sentence(
        _("The name at the national login is not that of the worker in this application."),
        _(
            "Correct the worker's name. If your passport spells it otherwise than the national login, "
            "let the employer file, and join by the invitation."
        ),
    ),
    "stronger_sign_in": Sentence(
        _("This needs a passkey or the national login."),
        _("You signed in with a code by e-mail, which shows your filings but signs nothing. Sign in another way."),
    ),
    # Passkeys
    "bad_challenge": Sentence(_("This signature was made for another question."), START_AGAIN),
    "bad_signature": Sentence(_("The signature could not be verified."), START_AGAIN),
    "bad_origin": Sentence(
        _("This passkey was used on another address."), _("Check the address of the page, then try again.")
    ),
    "not_verified_user": Sentence(
        _("Your device did not check that it is you."),
        _("Use a passkey that asks for your fingerprint, face or PIN."),
    ),
    "not_present_user": Sentence(
        _("Your device did not ask you to confirm."), _("Try again and confirm on your device.")
    ),
    "copyable_key": Sentence(
        _("This passkey can be copied to other devices."),
        _("Decisions need a security key that nobody can copy. Use the one that was issued to you."),
    ),
    "unknown_key": Sentence(
        _("Nobody has registered this passkey here."), _("Use another passkey, or another way to sign in.")
    ),
    "key_removed": Sentence(
        _("This passkey was removed from its account."), _("Use another passkey, or another way to sign in.")
    ),
    # The device at a counter
    "unknown_device": Sentence(
        _("This browser is not an enrolled device of this centre."),
        _(
            "Nothing was opened. Work at an enrolled counter, with JavaScript allowed. "
            "The page “This counter's device” says how a new one is enrolled."
        ),
    ),
    "device_removed": Sentence(
        _("The enrolment of this counter's device has ended."),
        _("Nothing was opened. Go on at another counter, and ask the officers about this one."),
    ),
    "other_centre": Sentence(
        _("This device is enrolled at another centre."),
        _("Nothing was opened. Work at a counter of the centre where you are signed in."),
    ),
    "other_device": Sentence(
        _("This visit is open at another counter."),
        _("Go on there, or check the visitor in again here with the code."),
    ),
    # Records
    "not_yours": Sentence(_("We found nothing of yours at this address."), _("Check the address, or go to your list.")),
    "no_jurisdiction": Sentence(_("This case belongs to another office."), ASK_OFFICE),
    "no_such_record": Sentence(
        _("We found nothing of yours at this address."), _("Check the address, or go to your list.")
    ),
    "does_not_open": Sentence(
        _("An encrypted record does not open: it was changed or moved after it was stored."),
        _("Nothing of it is shown. Report this to the office; the case cannot go on until it is clear why."),
    ),
    "not_granted": Sentence(_("Nobody has given you the right to see this."), ASK_OFFICE),
    "bad_statement": Sentence(_("A power that this act needs could not be verified."), ASK_OFFICE),
    "log_unavailable": Sentence(
        _("Nothing was opened, because the access log could not be written."),
        _("Each look must leave a trace. Please try again in a few minutes."),
    ),
    # Decisions and permits
    "not_registrar": Sentence(_("Only a registrar with a valid appointment decides."), ASK_OFFICE),
    "not_confirmed": Sentence(
        _("The worker has not confirmed this application yet."), _("Wait for the worker's confirmation.")
    ),
    "not_paid": Sentence(_("The fee has not been paid yet."), _("Pay the bill; this page then goes on by itself.")),
    "wrong_amount": Sentence(
        _("The amount paid is not the amount of the bill."), _("The office sorts this out and writes to you.")
    ),
    "identity_not_confirmed": Sentence(
        _("A service centre has not confirmed yet who the worker is."), _("The worker comes to the appointment first.")
    ),
    "bad_dossier": Sentence(_("The papers are not the ones that the decision was made on."), LOAD_AGAIN),
    # Where something is away
    "unavailable": Sentence(
        _("Encrypted data cannot be opened right now."),
        _("Nothing is lost. Please try again in a few minutes."),
    ),
}
