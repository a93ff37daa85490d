"""What pages say when the rules refuse: one table, code → what is the matter, and what to do now.

The codes are the class names of `RuleBroken`; the vault's own are in `refusals_text.py`. A test
walks through all of them, so a rule without a sentence is found.
"""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from workpermit.core.calendar import show_time
from workpermit.core.errors import RuleBroken
from workpermit.core.languages import THAI
from workpermit.sites.booking_text import BOOKING
from workpermit.sites.cards_text import CARDS
from workpermit.sites.centres_text import CENTRES
from workpermit.sites.drafts_text import DRAFTS
from workpermit.sites.queue_text import QUEUE
from workpermit.sites.refusals_text import REFUSALS
from workpermit.sites.sentence import ASK_OFFICE, LOAD_AGAIN, START_AGAIN, Sentence

RULES: dict[str, Sentence] = {
    # Cases and roles
    "WrongStatus": Sentence(_("This can no longer be done at this stage of the case."), LOAD_AGAIN),
    "WrongRole": Sentence(_("This act belongs to somebody in another role."), ASK_OFFICE),
    "NotAtACounter": Sentence(
        _("This cannot be done with a clerk's help."),
        _("At a counter you file for yourself, read, confirm and submit. The rest needs an account of your own."),
    ),
    "CaseHasMoved": Sentence(_("Somebody else changed this case while you had it open."), LOAD_AGAIN),
    "AlreadyBegun": Sentence(_("The same form was sent a moment ago and has been taken."), LOAD_AGAIN),
    "NoSuchService": Sentence(
        _("This service is not offered today."), _("Choose another service from the first page.")
    ),
    "NoSuchCohort": Sentence(_("This service is not offered today."), _("Choose another service from the first page.")),
    "NoSuchPlace": Sentence(_("There is no place with this code."), _("Choose a place from the list.")),
    # Filing
    "NotTheFiler": Sentence(
        _("Only the account that began this filing can do this."), _("Ask the person who files to do it.")
    ),
    "NotOpenToChange": Sentence(
        _("Answers and documents cannot be changed now."),
        _("They can be changed before submission, and after the office has returned the application."),
    ),
    "NotComplete": Sentence(
        _("Something that this application needs is still missing."),
        _("Go back to the task list: what is missing is marked there."),
    ),
    "CohortNotOpen": Sentence(
        _("Filing for this group is not open."),
        _("Its days stand on the page of the service as soon as they are published. What you entered is saved."),
    ),
    "CohortClosed": Sentence(
        _("Filing for this group ended on %(moment)s."),
        _("What was submitted by then counts. What you entered is saved, in case the time is extended."),
    ),
    "FilingsFrozen": Sentence(
        _("Filing is stopped for now."),
        _("What you entered is saved. The page of the service says why, and until when if that is known."),
    ),
    "RenewalUnderWay": Sentence(
        _("A renewal of this permit has been filed already and is not decided yet."),
        _("Follow that one under My filings. If you did not file it, ask the employment office."),
    ),
    "NotForOneself": Sentence(
        _("The worker cannot file this in person."), _("The employer or another body files it. Ask them to begin.")
    ),
    "NotConfirmedByWorker": Sentence(
        _("The worker has not confirmed the application as it stands now."),
        _("Ask the worker to read it and confirm. After each change the confirmation is needed again."),
    ),
    "StrongerSignInNeeded": Sentence(
        _("To submit or withdraw, you have to sign in with a passkey or the national login."),
        _("Sign out, sign in that way, and do it again. Your answers are saved."),
    ),
    "SectionHasChanged": Sentence(
        _("This section was saved somewhere else after you opened it."),
        _("Open it again to see the newer answers, then make your change. Go back to copy what you typed."),
    ),
    "StartIsTooOld": Sentence(
        _("You opened the starting page more than a day ago."), _("Open the service again and begin from there.")
    ),
    "NoNumberFree": Sentence(_("No number could be given just now."), _("Please submit again.")),
    "UnknownTopic": Sentence(_("This subject is not in the list."), _("Choose a subject from the list.")),
    "ComplaintSaysNothing": Sentence(_("Write what happened."), _("Please shorten this to 4,000 characters.")),
    "ComplaintAboutNothing": Sentence(_("Choose what the complaint is about."), LOAD_AGAIN),
    "TooManyComplaints": Sentence(
        _("You have ten complaints that are not closed."), _("Wait for an answer, or withdraw one of them.")
    ),
    "NotTheComplainant": Sentence(_("Only who filed a complaint can reopen or close it."), LOAD_AGAIN),
    "OtherOffice": Sentence(_("Another office answers this complaint."), ASK_OFFICE),
    "NoComplaintNumberFree": Sentence(_("No number could be given just now."), _("Please submit again.")),
    "NothingChosen": Sentence(_("No application was chosen."), _("Choose at least one application.")),
    "TooManyTogether": Sentence(
        _("At most 50 applications can be submitted together."), _("Go back, choose fewer, and submit the rest after.")
    ),
    "NoBasketNumberFree": Sentence(_("No number could be given just now."), _("Please submit again.")),
    "NotDueYet": Sentence(_("It is too early for this: the period is still running."), LOAD_AGAIN),
    "NoticeIsFiled": Sentence(
        _("This notice has been filed and is no longer changed."), _("To correct it, file another notice.")
    ),
    "NoticeNotComplete": Sentence(
        _("Something that this notice needs is still missing."),
        _("Go back to the task list: what is missing is marked there."),
    ),
    "NoNoticeToExtend": Sentence(
        _("You have filed no notice of urgent work with this number."),
        _("Check the number on the acknowledgement. Only whoever filed the first notice can extend it."),
    ),
    "ExtendedAlready": Sentence(
        _("This notice was extended already, and section 61 allows one extension."),
        _("If the work takes longer, apply for a work permit before the extended period ends."),
    ),
    "OtherPeriodThanNotified": Sentence(
        _("The days do not fit the first notice."),
        _("Enter the last day as in the first notice, and a new last day at most 15 days after it."),
    ),
    "NoNoticeNumberFree": Sentence(_("No number could be given just now."), _("Please submit again.")),
    # Documents
    "FileIsEmpty": Sentence(_("The selected file is empty."), _("Choose another file.")),
    "FileTooLarge": Sentence(
        _("The selected file is too large."),
        _("Choose a smaller file, or scan it again in black and white or at 150 to 200 dots per inch."),
    ),
    "WrongFileType": Sentence(
        _("The selected file is not a PDF, JPEG or PNG."),
        _("What counts is the content, not the name. Save or scan the document as PDF, JPEG or PNG."),
    ),
    "PasswordProtected": Sentence(
        _("The selected file is protected by a password."), _("Remove the password and upload the file again.")
    ),
    "TooManyFiles": Sentence(
        _("This filing already holds as many files as it may."), _("Remove one that is not needed, then upload again.")
    ),
    # Fees
    "FeeNotKnown": Sentence(_("The amount of this fee has not been published, so nothing can be charged."), ASK_OFFICE),
    "TermNotAllowed": Sentence(
        _("A permit cannot run for this long."), _("Choose a period within the limits of the service.")
    ),
    "BadBill": Sentence(_("A bill could not be made from these facts."), ASK_OFFICE),
    "NotABill": Sentence(_("This is not a Thai QR bill."), _("Scan the code on the bill again.")),
    "NoticeDoesNotVerify": Sentence(
        _("The payment notice is not signed by the bank."), _("Nothing was recorded. The bank sends it again.")
    ),
    "ReceiptBeingPrepared": Sentence(
        _("The receipt is being signed and will be ready shortly."),
        _("What you sent or paid has been received. Open the receipt again in a moment."),
    ),
    # Decisions and the catalogue
    "NotAsFiled": Sentence(
        _("The answers are no longer those that were handed in and checked."),
        _("Nothing was prepared. Send the application back, so that it is handed in and checked again."),
    ),
    "WrongProposal": Sentence(
        _("This decision was prepared for another case, another outcome or another registrar."), LOAD_AGAIN
    ),
    "ProposalExpired": Sentence(
        _("The decision was prepared too long ago to be signed."), _("Prepare it again from the case.")
    ),
    "PermitHasEnded": Sentence(
        _("The permit would end before it begins."),
        _("The permit that this application works on may have ended. Compare its last day, then return or refuse."),
    ),
    "PermitOfAnother": Sentence(
        _("The permit that this application names belongs to another worker."),
        _("It cannot be granted on that permit. Return it for correction, or refuse it."),
    ),
    "PermitEndTooFar": Sentence(
        _("The last day that was typed for the permit lies farther away than any permit runs."),
        _("Compare it with the paper, and return the application for correction."),
    ),
    "PermitEndNotKnown": Sentence(
        _("The last day of these permits has not been published."),
        _("A policy officer publishes it; until then none can be granted. Nothing was decided."),
    ),
    "ReasonMissing": Sentence(
        _("A refusal or a return must say why."), _("Choose at least one reason. The applicant may answer it.")
    ),
    "UnknownReason": Sentence(_("This reason is not in the list for this act."), _("Choose a reason from the list.")),
    "DocumentsNotNamed": Sentence(
        _("Missing documents are asked for by their names on the checklist."),
        _("Tick every document that is missing."),
    ),
    "DocumentIsThere": Sentence(
        _("A document that you named as missing is there."), _("Load the page again and tick those that are missing.")
    ),
    "DocumentsAskedForBefore": Sentence(
        _(
            "The missing documents of this application were asked for before, and the Licensing Facilitation Act "
            "B.E. 2558 allows no second request."
        ),
        _("Go on with what is there. A paper that is there can be asked about by a question."),
    ),
    "TooManyPages": Sentence(
        _("This filing has more pages than one decision can cover."),
        _("Return it for correction and ask for fewer pages."),
    ),
    "VersionBeginsTooEarly": Sentence(
        _("A new version cannot begin before the one that it follows."), _("Choose a later beginning.")
    ),
    # Questions about an application
    "QuestionSaysNothing": Sentence(_("A question and its answer are in words."), _("Write a few words.")),
    "QuestionAboutNothing": Sentence(_("The form or checklist has nothing of this name to ask about."), LOAD_AGAIN),
    "DocumentIsMissing": Sentence(
        _("A document that is missing is not asked for by a question."),
        _("Return the application and name all missing documents at once."),
    ),
    "TooManyQuestions": Sentence(
        _("Ten questions of this application wait for an answer already."),
        _("Wait for the answer, or take the question back."),
    ),
    "QuestionIsOpen": Sentence(
        _("A question about this application is still open."), _("Wait for the answer, or take the question back.")
    ),
    # Freezes
    "DecisionsFrozen": Sentence(
        _("Decisions are stopped for now."), _("Nothing was decided. Open the case again when the stop is over.")
    ),
    "FreezeStopsNothing": Sentence(_("A freeze stops filings, decisions or both."), START_AGAIN),
    "FreezeSaysNothing": Sentence(
        _("A freeze tells people why, in Thai and in English, in at most 500 characters."), START_AGAIN
    ),
    "FreezeBeginsInThePast": Sentence(_("A freeze cannot begin in the past."), START_AGAIN),
    "FreezeEndsTooEarly": Sentence(_("A freeze must end after it begins."), START_AGAIN),
    # Signing in
    "NoWayBack": Sentence(
        _("Signing in begins at the page that you want to use."), _("Open that page; it leads you here by itself.")
    ),
    # Where something is away
    "VaultUnreachable": Sentence(
        _("Encrypted data cannot be opened right now."),
        _("Nothing is lost. Please try again in a few minutes."),
    ),
}

SENTENCES = {**REFUSALS, **DRAFTS, **BOOKING, **CARDS, **CENTRES, **QUEUE, **RULES}
UNKNOWN = Sentence(_("This is not possible now."), LOAD_AGAIN)


def sentence_of(error: RuleBroken) -> Sentence:
    """The sentence for a broken rule, with the moment that it names, in the reader's language."""
    return sentence_at(error.code, error.moment.isoformat() if error.moment else "", get_language() or THAI)


def sentence_at(code: str, moment: str, language: str) -> Sentence:
    """The sentence for a code that was kept, with the moment that its rule named (ISO 8601), "" for none."""
    sentence = sentence_for(code)
    if not moment:
        return sentence
    return Sentence(str(sentence.says) % {"moment": show_time(datetime.fromisoformat(moment), language)}, sentence.do)


def sentence_for(code: str) -> Sentence:
    """The sentence for a code; for one that the table lacks, that it is not possible now."""
    return SENTENCES.get(code, UNKNOWN)
