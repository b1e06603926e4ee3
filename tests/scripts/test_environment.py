from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from setup_steps.environment import (
    BUILD_TOOLS,
    BuiltPackages,
    Project,
    PythonPackages,
    Stamp,
    VirtualEnvironment,
)
from setup_steps.llama import LOCK as BUILT_LOCK
from setup_steps.llama import LlamaWheel
from setup_steps.lockfile import LOCK, always_locked, installed, lock_entries, lock_of
from setup_steps.machine import Machine, digest
from setup_steps.pjsua2 import Pjsua2Wheel
from setup_steps.task import StepFailed

REPO = Path(__file__).resolve().parents[2]
LOCKED = """\
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:aa
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:bb
scikit-build-core==1.0.3 \\
    --hash=sha256:cc \\
    --hash=sha256:dd
typer==0.29.2 \\
    --hash=sha256:ee
"""


@pytest.fixture
def locked(machine: Machine) -> Machine:
    (machine.repo / LOCK).write_text(LOCKED)
    (machine.repo / BUILT_LOCK).write_text("llama-cpp-python==0.3.36 --hash=sha256:ff\n")
    (machine.repo / "pyproject.toml").write_text("[project]\n")
    return machine


def install(machine: Machine, *names: str) -> None:
    for name in names:
        (machine.site_packages / f"{name}.dist-info").mkdir(parents=True)


def test_the_build_tools_are_taken_out_of_the_lock_with_their_hashes() -> None:
    assert lock_of(BUILD_TOOLS, LOCKED) == (
        "scikit-build-core==1.0.3 \\\n    --hash=sha256:cc \\\n    --hash=sha256:dd\n"
    )


def test_entries_for_some_pythons_only_are_not_asked_of_every_environment() -> None:
    assert always_locked(LOCKED) == {"scikit-build-core==1.0.3", "typer==0.29.2"}


def test_installed_names_are_compared_as_the_index_spells_them(machine: Machine) -> None:
    install(machine, "scikit_build_core-1.0.3", "Jinja2-3.1.6", "types_jsonschema-4.26.0.20261006")
    assert installed(machine.site_packages) == {
        "scikit-build-core==1.0.3",
        "jinja2==3.1.6",
        "types-jsonschema==4.26.0.20261006",
    }


def test_an_environment_is_missing_until_its_python_and_its_tools_are_there(locked: Machine) -> None:
    step = VirtualEnvironment(locked)
    assert "no virtual environment" in (step.missing() or "")
    locked.venv_python.parent.mkdir(parents=True)
    locked.venv_python.touch()
    (locked.venv / "pyvenv.cfg").write_text("version = 3.11.7\n")
    assert "not the locked ones" in (step.missing() or "")
    Stamp(locked, "build-tools").write(digest(lock_of(BUILD_TOOLS, LOCKED), str(locked.python)))
    assert step.missing() is None
    assert VirtualEnvironment(replace(locked, python=Path("/other/python3.11"))).missing() is not None


def test_an_environment_whose_python_was_uninstalled_is_missing(locked: Machine) -> None:
    locked.venv_python.parent.mkdir(parents=True)
    locked.venv_python.symlink_to("/gone/python3.11")
    assert VirtualEnvironment(locked).missing() is not None


def test_a_package_that_was_removed_by_hand_is_noticed(locked: Machine) -> None:
    step = PythonPackages(locked)
    assert step.missing() == f"the environment is not that of {LOCK}"
    Stamp(locked, "packages").write(digest(LOCKED))
    install(locked, "scikit_build_core-1.0.3")
    assert step.missing() == "gone from the environment: typer==0.29.2"
    install(locked, "typer-0.29.2")
    assert step.missing() is None


def test_a_changed_lock_makes_the_environment_stale(locked: Machine) -> None:
    Stamp(locked, "packages").write(digest(LOCKED))
    install(locked, "scikit_build_core-1.0.3", "typer-0.29.2")
    (locked.repo / LOCK).write_text(LOCKED.replace("0.29.2", "0.30.0"))
    assert PythonPackages(locked).missing() == f"the environment is not that of {LOCK}"


def test_a_wheel_for_another_processor_or_python_is_not_the_one_installed(locked: Machine) -> None:
    def step(machine: Machine) -> BuiltPackages:
        return BuiltPackages(machine, Pjsua2Wheel(machine, {}), LlamaWheel(machine))

    assert step(locked).missing() == "not in the environment: llama-cpp-python, pjsua2"
    install(locked, "pjsua2-2.17", "llama_cpp_python-0.3.36")
    assert step(locked).missing() == "the environment holds older ones"
    Stamp(locked, "built").write(f"{Pjsua2Wheel(locked, {}).place.key} {LlamaWheel(locked).place.key}")
    assert step(locked).missing() is None
    assert step(replace(locked, cpu="cpu1")).missing() == "the environment holds older ones"
    assert step(replace(locked, release="debian-13")).missing() == "the environment holds older ones"


def test_the_project_is_installed_anew_when_its_settings_change(locked: Machine) -> None:
    step = Project(locked)
    assert step.missing() == "no command `offhook` in the environment"
    command = locked.venv / "bin" / "offhook"
    command.parent.mkdir(parents=True)
    command.touch()
    Stamp(locked, "project").write(digest("[project]\n", str(locked.repo)))
    assert step.missing() is None
    (locked.repo / "pyproject.toml").write_text("[project]\nname = 'offhook'\n")
    assert step.missing() == "pyproject.toml has changed"


def test_without_a_lock_file_the_set_up_says_how_to_get_it_back(machine: Machine) -> None:
    with pytest.raises(StepFailed, match="cannot be read") as failed:
        PythonPackages(machine).missing()
    assert "git checkout" in failed.value.remedy


@pytest.mark.parametrize("name", [LOCK, BUILT_LOCK])
def test_the_locks_in_the_repository_name_hashes_and_no_address(name: str) -> None:
    lock = (REPO / name).read_text()
    assert "://" not in lock
    assert "--index" not in lock
    assert "--find-links" not in lock
    entries = list(lock_entries(lock))
    assert entries
    assert all(re.search(r"^[a-z0-9-]+==\S+", entry) and "--hash=sha256:" in entry for entry in entries)


def test_the_lock_holds_everything_that_the_lists_ask_for() -> None:
    locked_names = {entry.split("==")[0] for entry in lock_entries((REPO / LOCK).read_text())}
    for file in ("requirements.in", "requirements-dev.in"):
        asked = (line.split("#")[0].strip() for line in (REPO / file).read_text().splitlines())
        assert {re.split(r"[\[<>=~ ]", line)[0] for line in asked if line} <= locked_names
