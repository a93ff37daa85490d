"""`make run` on an empty machine: each thing that is missing is named, with what to do."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from workpermit.cli import prepare as inside
from workpermit.cli.installation import ROOT


@pytest.fixture
def prepare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("prepare", ROOT / "deploy" / "prepare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", str(tmp_path))
    monkeypatch.setattr(module, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(module, "LOG", str(tmp_path / "prepare.log"))
    return module


@pytest.mark.parametrize(
    ("tool_says", "reader_sees"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("NewConnectionError: Failed to establish a new connection", "The network did not answer."),
        ("npm error code ENOTFOUND", "The network did not answer."),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "does not have the hash that the lock file names"),
        ("PermissionError: [Errno 13] Permission denied: '/x'", "There is no permission to write"),
        ("ERROR: No matching distribution found for typst", "A package has no build for this machine."),
    ],
)
def test_what_a_tool_says_becomes_a_sentence(prepare: ModuleType, tool_says: str, reader_sees: str) -> None:
    with pytest.raises(prepare.Trouble) as stopped:
        prepare.run(["sh", "-c", 'echo "$0"; exit 1', tool_says])

    assert reader_sees in str(stopped.value)


def test_unknown_failure_shows_the_end_of_the_log(prepare: ModuleType) -> None:
    with pytest.raises(prepare.Trouble, match="something odd"):
        prepare.run(["sh", "-c", "echo something odd; exit 1"])


def test_old_python_is_told_which_one_to_install(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare.sys, "version_info", (3, 10, 4))
    monkeypatch.setattr(prepare.shutil, "which", lambda name: None)

    with pytest.raises(prepare.Trouble, match=r"here is 3\.10.*sudo apt-get install python3\.11"):
        prepare.require_python()


def test_python_without_venv_is_told_the_package(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    with pytest.raises(prepare.Trouble, match=r"sudo apt-get install python3\.\d+-venv"):
        prepare.make_venv()


def test_prepare_is_written_for_old_pythons() -> None:
    """It must be read before it can say that Python is too old, so it uses no syntax newer than 3.7."""
    import ast

    ast.parse((ROOT / "deploy" / "prepare.py").read_text(), feature_version=(3, 7))


def test_stamps_follow_the_content(prepare: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("a")
    first = prepare.stamp_of("lock")
    (tmp_path / "lock").write_text("b")

    assert prepare.stamp_of("lock") != first


def test_node_of_the_wheel_serves_where_the_machine_has_none(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare.shutil, "which", lambda name: None)
    monkeypatch.setattr(prepare, "venv_python", lambda: sys.executable)

    node, npm = prepare.find_node()

    assert subprocess.check_output([node, "--version"]).startswith(b"v2")
    assert subprocess.check_output([*npm, "--version"]).strip()


def test_step_runs_again_only_when_its_inputs_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inside, "ROOT", tmp_path)
    monkeypatch.setattr(inside, "STAMPS", tmp_path / "stamps")
    source, ran = tmp_path / "source", []
    source.write_text("a")

    for content in ("a", "a", "b"):
        source.write_text(content)
        inside._step("step", [source], lambda: ran.append(1))

    assert len(ran) == 2


def test_step_that_fails_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inside, "ROOT", tmp_path)
    monkeypatch.setattr(inside, "STAMPS", tmp_path / "stamps")
    (tmp_path / "source").write_text("a")

    def fail() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        inside._step("step", [tmp_path / "source"], fail)
    ran = []
    inside._step("step", [tmp_path / "source"], lambda: ran.append(1))

    assert ran == [1]
