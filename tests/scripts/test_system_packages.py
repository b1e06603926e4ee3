from __future__ import annotations

import importlib.util
import os
import shutil
import sysconfig
from dataclasses import replace
from pathlib import Path

import pytest

from setup_steps import system_packages
from setup_steps.machine import Machine
from setup_steps.system_packages import (
    WANTED,
    SystemPackages,
    apt_progress,
    installed_packages,
    python_packages,
)


def have(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr(system_packages, "installed_packages", lambda asked: set(names) & set(asked))


def test_only_what_is_not_installed_is_asked_for(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    step = SystemPackages(machine)
    have(monkeypatch, *(WANTED.keys() - {"swig", "flite"}))
    assert step.missing() == "not installed: swig flite"
    assert step.command().endswith("apt-get install --no-install-recommends swig flite")
    have(monkeypatch, *WANTED)
    assert step.missing() is None


@pytest.mark.parametrize(("user", "starts"), [(0, "apt-get"), (1000, "sudo apt-get")])
def test_the_command_is_one_this_user_can_run(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, user: int, starts: str
) -> None:
    have(monkeypatch)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert SystemPackages(machine).command().startswith(starts)


def test_a_machine_without_dpkg_is_told_which_systems_are_known(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert "no dpkg" in (SystemPackages(machine).missing() or "")


def test_dpkg_knows_an_installed_package_from_one_it_never_saw() -> None:
    assert installed_packages(["dpkg", "no-such-package-at-all"]) == {"dpkg"}


def test_debians_own_python_lacks_parts_that_a_built_one_brings(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path))
    assert python_packages(machine) == []
    system = replace(machine, python=Path("/usr/bin/python3.12"), python_version=(3, 12))
    assert python_packages(system) == ["python3.12-venv", "python3.12-dev"]
    (tmp_path / "Python.h").touch()
    assert python_packages(system) == ["python3.12-venv"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Setting up flite (2.2-5) ...\n", "setting up flite"),
        ("Unpacking sox (14.4.2-4) ...\n", "unpacking sox"),
        (
            "Get:12 http://mirror.invalid/debian bookworm/main amd64 swig amd64 4.1.0 [1,540 kB]\n",
            "fetching swig",
        ),
        ("Reading state information...\n", None),
    ],
)
def test_apts_lines_become_progress(line: str, said: str | None) -> None:
    assert apt_progress(line) == said
