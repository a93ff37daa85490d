"""What an installation tells people on the terminal, and machines in `var/run.json`."""

from typing import Any

from workpermit.cli.demo_configs import login_people
from workpermit.cli.files import write_json
from workpermit.cli.installation import Installation

SITE_TITLES = {
    "applicant": "Portal for employers and workers, permit check",
    "centre": "Service centres",
    "registrar": "Registrar and assistant registrar",
    "signing": "Signing of decisions",
    "oversight": "Policy officers: rules and freezes",
    "signin": "Signing in",
    "api": "Interface (the bank's callback)",
}
DEMO_TITLES = {
    "mailbox": "Mailbox: every letter that was sent",
    "bank": "Bank",
    "login": "National login",
    "authenticator": "Keyring of the demonstration people",
    "dbd": "Register of companies",
}


def write_run_file(at: Installation, staff: list[dict[str, str]]) -> None:
    """Addresses and people for programs: `workpermit walk`, tests, scripts."""
    write_json(at.run_file, describe(at, staff))


def describe(at: Installation, staff: list[dict[str, str]]) -> dict[str, Any]:
    mailbox, bank = at.port("mailbox"), at.port("bank")
    return {
        "demo": True,
        "var": str(at.var),
        "host": "127.0.0.1",
        "ports_from": at.base,
        "sites": at.sites,
        "demo_sites": at.demo_sites,
        "keyring": f"http://127.0.0.1:{at.port('authenticator')}",
        "mailbox": f"http://127.0.0.1:{mailbox}/messages",
        "bank": f"http://127.0.0.1:{bank}",
        "public_keys": str(at.key_store.public_keys),
        "people": login_people(),
        "staff": staff,
    }


def print_overview(at: Installation, staff: list[dict[str, str]]) -> None:
    """Addresses and people, for somebody who has just started it."""
    lines = ["", "e-WorkPermitOS is running (demonstration: nothing here is real)", ""]
    lines += [f"  {at.sites[site] + '/':<36} {title}" for site, title in SITE_TITLES.items()]
    lines += [f"  {at.demo_sites[site] + '/':<36} {title}" for site, title in DEMO_TITLES.items()]
    lines += ["", "People at the national login, without a password:"]
    lines += [f"  {person['pid']}  {person['name_en']} ({person['employer_en']})" for person in login_people()]
    if staff:
        lines += ["", "Staff, by a passkey of the demonstration's keyring (offered on the sign-in page):"]
        lines += [f"  {one['name_en']:<28} {one['role'].replace('_', ' ')}, {one['place']}" for one in staff]
    lines += ["", f"The same for programs: {at.run_file}", ""]
    print("\n".join(lines), flush=True)
