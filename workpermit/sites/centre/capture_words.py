"""What pictures and chips have shown, for the clerk: a state, a sentence, and what to do. Never a number or a value."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workpermit.identity.queries import CHIP, ChipSeen, Face

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Said:
    """`kind` is the colour of its note; `waiting` says that there is more to come; `items` are what differs, or what
    else is to be known.
    """

    kind: str
    title: Words
    text: Words
    waiting: bool = False
    paper: Words = ""
    items: tuple[Words, ...] = ()


_AGAIN = _("Take another picture.")
_BANDS: dict[str, tuple[str, Words, Words]] = {
    "alike": ("ok", _("The faces are alike."), _("Compare them yourself: the computer does not see who stands here.")),
    "unclear": ("warn", _("It is not clear whether the faces are alike."), _("Look carefully, and take another one.")),
    "unlike": ("bad", _("The faces are not alike."), _("Look carefully: age, beard and light change a face too.")),
}
_CODES: dict[str, tuple[Words, Words]] = {
    "no_face": (_("There is no face in the picture."), _("Ask the visitor to look into the camera. Take another.")),
    "two_faces": (_("There is more than one face in the picture."), _("Nobody else may be in it. Take another one.")),
    "too_small": (_("The face is too small."), _("Ask the visitor to come closer. Take another picture.")),
    "blurred": (_("The picture is not sharp."), _("Ask the visitor to keep still. Take another picture.")),
    "too_dark": (_("The face is too dark."), _("Turn on a light before the visitor. Take another picture.")),
    "too_bright": (_("The face is too bright."), _("Turn the light away. Take another picture.")),
    "no_face_on_paper": (
        _("Neither passport nor photograph shows one clear face."),
        _("Compare the visitor with the passport itself."),
    ),
    "unreadable": (_("The picture cannot be read."), _AGAIN),
}
_PROBLEMS: dict[str, tuple[Words, Words]] = {
    "no_face": (_("This is not a JPEG picture of up to 4 MB."), _("Take one with this counter's camera.")),
    "no_chip": (_("This is not a file of this counter's reader."), _("Read the passport once more.")),
    "no_biometric": (
        _("This is not a record of a finger or an iris in the form of ISO/IEC 19794."),
        _("Take it once more with this counter's reader."),
    ),
    "signature": (_("This counter's signature is too old or was used already."), _("Do it once more.")),
}
_PAPERS: dict[str, Words] = {
    "passport": _("Compared with the passport's page."),
    "photo": _("Compared with the photograph of the application."),
    CHIP: _("Compared with the portrait in the passport's chip."),
}
_CHIP_ASIDE: dict[str, Words] = {
    "read_later": _("The chip was read after this picture. Take another one to compare with the chip's portrait."),
    "other_answers": _("Not with the chip's portrait, because the application says otherwise than the chip."),
    "no_portrait": _("The chip holds no portrait that can be compared."),
}
_BY_EYE = _("Look at the passport itself.")
_CHIPS: dict[str, tuple[str, Words, Words]] = {
    "authentic": ("ok", _("The chip's data is what its country signed."), _("A copy of the chip would say the same.")),
    "revocation_unknown": (
        "warn",
        _("The chip's data is what its country signed."),
        _("Whether the signer was revoked is not known: there is no list that holds today."),
    ),
    "unreadable": ("warn", _("The chip's data cannot be read."), _("Read the passport once more.")),
    "not_supported": ("warn", _("The chip is signed in a way that is not verified here."), _BY_EYE),
    "unknown_issuer": ("warn", _("The authority that signed the chip is not in the list."), _BY_EYE),
    "issuer_expired": ("warn", _("The certificate of the authority that signed the chip has expired."), _BY_EYE),
    "signer_expired": ("warn", _("The certificate of the chip's signer has expired."), _BY_EYE),
    "wrong_signature": ("bad", _("The signature of the chip is wrong."), _BY_EYE),
    "wrong_hash": ("bad", _("The chip's data was changed after it was signed."), _BY_EYE),
    "signer_revoked": ("bad", _("The signer of the chip was revoked by its country."), _BY_EYE),
    "country_differs": ("bad", _("Another country signed the chip than the one that the passport names."), _BY_EYE),
}
_DIFFERS: dict[str, Words] = {
    "names": _("The names"),
    "passport_number": _("The passport number"),
    "nationality": _("The nationality"),
    "birth_date": _("The date of birth"),
    "sex": _("The sex"),
    "passport_expires_on": _("The last day of the passport"),
}


def say_face(face: Face) -> Said | None:
    """The words for the newest picture of a visit; None where none was taken."""
    if not face.taken:
        return None
    if face.waiting:
        return Said("", _("The picture is being compared …"), _("It has been sealed."), waiting=True)
    if face.band:
        kind, title, text = _BANDS[face.band]
        items = (_CHIP_ASIDE[face.aside],) if face.aside else ()
        return Said(kind, title, text, paper=_PAPERS.get(face.paper, ""), items=items)
    title, text = _CODES[face.seen]
    return Said("warn", title, text)


def say_chip(chip: ChipSeen) -> Said | None:
    """The words for the newest reading of a chip in a visit; None where none was read."""
    if not chip.taken:
        return None
    if chip.waiting:
        return Said("", _("The chip is being judged …"), _("What was read has been sealed."), waiting=True)
    kind, title, text = _CHIPS[chip.result]
    if not chip.differs:
        return Said(kind, title, text)
    items = tuple(_DIFFERS[one] for one in chip.differs)
    return Said("bad", title, _("But the application says otherwise:"), items=items)


def say_biometrics(count: int) -> Said | None:
    """How many records were taken in a visit; None where none was."""
    if not count:
        return None
    title = ngettext("One record was taken.", "%(count)s records were taken.", count) % {"count": count}
    return Said("ok", title, _("It has been sealed. Nothing compares it, here or elsewhere."))


def say_problem(code: str) -> Said:
    """The words for something that was not taken."""
    title, text = _PROBLEMS[code]
    return Said("warn", title, text)
