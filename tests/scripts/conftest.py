from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from setup_steps.machine import Machine

REPO = Path(__file__).resolve().parents[2]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return machine_in(tmp_path)


def machine_in(folder: Path) -> Machine:
    """A Debian 12 machine on which nothing has been set up."""
    repo = folder / "repo"
    repo.mkdir(parents=True)
    return Machine(
        repo=repo,
        cache=folder / "cache" / "offhook",
        python=Path("/opt/python/bin/python3.11"),
        python_version=(3, 11),
        distro="debian",
        codename="bookworm",
        release="debian-12",
        arch="x86_64",
        cpu="cpu0",
    )


@pytest.fixture
def ubuntu(machine: Machine) -> Machine:
    return replace(machine, distro="ubuntu", codename="noble", release="ubuntu-24.04")
