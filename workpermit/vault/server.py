"""The vault's processes: forked before the first request, each answering one connection at a time.

Processes, not threads: nothing that one request opened lies in the memory of another's thread.
"""

import logging
import os
import select
import signal
import socket
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from workpermit.sealing.frame import BadFrame, receive_frame, send_frame, short_path
from workpermit.vault.call import Vault
from workpermit.vault.config import Config
from workpermit.vault.custody import open_keys
from workpermit.vault.database import Database, Unavailable
from workpermit.vault.dispatch import answer
from workpermit.vault.keystore import KeyStoreRefused
from workpermit.vault.sweeping import sweep

log = logging.getLogger(__name__)
TIMEOUT = 5.0  # seconds for one connection to send its request and take its answer
READY = "vault ready"
SWEEP_EVERY = 600.0  # seconds
PAUSE = 0.2  # seconds before a process that died is replaced, so that a lasting fault does not spin


STOP = (signal.SIGTERM, signal.SIGINT)


def serve(config: Config) -> None:
    """Bind, fork, and keep the processes running until SIGTERM or SIGINT."""
    _check_keys(config)
    listener = listen(config.socket)
    # The children notice the end of this process by the end of the pipe, even after kill -9.
    alive, parent = os.pipe()
    # Signals are waited for, not handled: none can arrive between two lines and be half obeyed.
    signal.pthread_sigmask(signal.SIG_BLOCK, (*STOP, signal.SIGCHLD))
    children = {_fork(config, listener, alive, parent) for _ in range(config.processes)}
    sys.stderr.write(READY + "\n")
    sys.stderr.flush()
    while signal.sigwait((*STOP, signal.SIGCHLD)) == signal.SIGCHLD:
        for gone in _reap():
            children.discard(gone)
            log.error("a vault process ended and is replaced")
            time.sleep(PAUSE)
            children.add(_fork(config, listener, alive, parent))
    _end(children)
    config.socket.unlink(missing_ok=True)


def _check_keys(config: Config) -> None:
    """Try the key store once, in a process of its own: a hardware module must not be opened before a fork.

    Raises SystemExit after the reason has been said.
    """
    pid = os.fork()
    if pid:
        if os.waitpid(pid, 0)[1]:
            raise SystemExit(1)
        return
    status = 1
    try:
        open_keys(config.keys, production=config.production).unwrap_intake()
        status = 0
    except KeyStoreRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        sys.stderr.flush()
    except Exception:  # the edge of a process: say why it ends
        log.exception("the key store does not open")
    os._exit(status)


def listen(path: Path) -> socket.socket:
    """A socket that only this user may connect to; what an earlier process left behind is removed."""
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with short_path(path) as address:
        listener.bind(address)
    path.chmod(0o600)
    listener.listen(256)
    listener.setblocking(False)
    return listener


def _fork(config: Config, listener: socket.socket, alive: int, parent: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 0
    try:
        os.close(parent)
        _work(config, listener, alive)
    except Exception:  # the edge of a process: say why it ends
        log.exception("a vault process failed")
        status = 1
    os._exit(status)


def _work(config: Config, listener: socket.socket, alive: int) -> None:
    """Answer until the parent is gone or SIGTERM arrives; a request that has begun is finished."""
    woken = _wake_on_sigterm()
    vault = Vault(
        config=config,
        keys=open_keys(config.keys, production=config.production),
        clock=lambda: datetime.now(UTC),
        database=Database(config.database),
        main=Database(config.main_database),
    )
    with select.epoll() as waiting:
        # A connection wakes one process and not each of them, all but one of which would find it taken.
        waiting.register(listener, select.EPOLLIN | select.EPOLLEXCLUSIVE)
        for source in (alive, woken):
            waiting.register(source, select.EPOLLIN)
        due = time.monotonic()
        while True:
            ready = {source for source, _ in waiting.poll(max(0.0, due - time.monotonic()))}
            if ready & {alive, woken}:
                return
            if listener.fileno() in ready:
                # Another process may have taken it first.
                with suppress(BlockingIOError):
                    _converse(vault, listener.accept()[0])
            if time.monotonic() >= due:
                due = time.monotonic() + SWEEP_EVERY
                _sweep(vault)


def _sweep(vault: Vault) -> None:
    """Between two requests; while the database is away, what has run out waits for the next time."""
    try:
        sweep(vault.database, at=vault.clock())
    except Unavailable:
        log.warning("what has run out could not be deleted")


def _wake_on_sigterm() -> int:
    """A descriptor that becomes readable with SIGTERM."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    signal.signal(signal.SIGTERM, lambda number, frame: None)
    # Ctrl-C reaches the whole group; the parent decides what follows from it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (*STOP, signal.SIGCHLD))
    return reading


def _reap() -> list[int]:
    """The children that have ended; one signal may stand for several."""
    gone = []
    with suppress(ChildProcessError):
        while (pid := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            gone.append(pid)
    return gone


def _converse(vault: Vault, connection: socket.socket) -> None:
    with connection:
        connection.settimeout(TIMEOUT)
        try:
            send_frame(connection, answer(vault, receive_frame(connection)))
        except (BadFrame, OSError):
            log.warning("a connection broke off")


def _end(children: set[int]) -> None:
    for child in children:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGTERM)
    for child in children:
        with suppress(ChildProcessError):
            os.waitpid(child, 0)
