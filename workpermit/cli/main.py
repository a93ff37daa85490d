"""The command `workpermit`."""

import argparse
import sys
from pathlib import Path

from workpermit.cli.failures import CannotStart
from workpermit.cli.installation import DEFAULT_BASE, ROOT, Installation
from workpermit.cli.vault_parser import add_vault_tasks
from workpermit.zones.logins import WORKERS


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status. A CannotStart becomes its sentence, without a traceback."""
    said = _parser().parse_args(arguments)
    try:
        return _run(said)
    except CannotStart as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _run(said: argparse.Namespace) -> int:
    # Each command imports what it needs: most must run where Django is not configured.
    if said.command in ("up", "walk", "seed", "doctor", "vault", "worker"):
        return _run_for_people(said)
    if said.command == "prepare":
        from workpermit.cli.prepare import prepare

        prepare()
    elif said.command == "install":
        from workpermit.cli.installing import install

        install()
    else:
        _look_at_code(said)
    return 0


def _run_for_people(said: argparse.Namespace) -> int:
    if said.command == "worker":
        from workpermit.cli.worker import work

        return work(said.name, said.ready)
    if said.command == "doctor":
        from workpermit.cli.doctor import examine

        return examine(_installation(said))
    if said.command == "vault":
        from workpermit.cli.vault_commands import run_vault_command

        return run_vault_command(said)
    if said.command == "seed":
        from workpermit.cli.walk.seed import seed

        return seed(_installation(said).run_file)
    if said.command == "walk":
        from workpermit.cli.walk.command import walk

        return walk(_installation(said).run_file, said.out)
    from workpermit.cli.up import up

    return up(_installation(said), quirks=said.quirks, cases=said.cases)


def _look_at_code(said: argparse.Namespace) -> None:
    from workpermit.cli.code_only import code_only

    with code_only():
        if said.command == "diagrams":
            from workpermit.cli.diagrams import draw

            draw(check=said.check)
        else:
            import warnings

            from django.core.management import call_command

            # Django would like to compare with a database as well; this looks at the code alone.
            warnings.simplefilter("ignore", RuntimeWarning)
            call_command("makemigrations", check_changes=True, dry_run=True)


def _installation(said: argparse.Namespace) -> Installation:
    return Installation(said.var.resolve(), said.ports)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="workpermit", description="e-WorkPermitOS on one machine")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    up = commands.add_parser("up", help="start everything and watch it until Ctrl-C")
    _add_place(up)
    up.add_argument("--cases", action="store_true", help="have the demonstration's people file their cases, once")
    up.add_argument("--quirks", action="store_true", help="let the demonstration's login be as odd as the real one")

    walk = commands.add_parser("walk", help="drive the whole story against a running system")
    _add_place(walk)
    walk.add_argument("--out", type=Path, help="folder for what the walk leaves (default: in the installation)")

    _add_place(commands.add_parser("seed", help="file the demonstration's cases (run by `up --cases`)"))

    doctor = commands.add_parser("doctor", help="look at the machine and say what is missing")
    _add_place(doctor)

    add_vault_tasks(commands.add_parser("vault", help="make a key store; give and take power by signed statements"))

    worker = commands.add_parser("worker", help="run one queue's worker (started by `up`)")
    worker.add_argument("name", choices=list(WORKERS))
    worker.add_argument("--ready", type=Path, help="file to create once the worker listens")
    commands.add_parser("prepare", help="fonts, message catalogues, static files (run by `make`)")
    commands.add_parser("install", help="migrate and load the catalogue (run by `up`)")
    diagrams = commands.add_parser("diagrams", help="draw docs/lifecycles.md")
    diagrams.add_argument("--check", action="store_true", help="only say whether it is fresh")
    commands.add_parser("check-migrations", help="fail when a model has changed without a migration")
    return parser


def _add_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--var", type=Path, default=ROOT / "var", help="where everything is kept (default: ./var)")
    parser.add_argument("--ports", type=int, default=DEFAULT_BASE, metavar="BASE", help="first port (default: 8400)")
