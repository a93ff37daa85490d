"""What every page of every site can rely on: who asks, in which language, under which headers."""

from workpermit.sites.http.assisted import ConfineHelp
from workpermit.sites.http.headers import SecurityHeaders
from workpermit.sites.http.kept import KeptForm
from workpermit.sites.http.language import PickLanguage, languages_of
from workpermit.sites.http.page import page_context
from workpermit.sites.http.pick import PickSite
from workpermit.sites.http.request import AnyRequest, Request
from workpermit.sites.http.rules import ShowRules, csrf_failed
from workpermit.sites.http.session import ReadSession, signed_in
from workpermit.sites.http.signing_in import go_to_new_passkey, go_to_signin, local_path
from workpermit.sites.http.transaction import OneTransaction, without_database

__all__ = [
    "AnyRequest",
    "ConfineHelp",
    "KeptForm",
    "OneTransaction",
    "PickLanguage",
    "PickSite",
    "ReadSession",
    "Request",
    "SecurityHeaders",
    "ShowRules",
    "csrf_failed",
    "go_to_new_passkey",
    "go_to_signin",
    "languages_of",
    "local_path",
    "page_context",
    "signed_in",
    "without_database",
]
