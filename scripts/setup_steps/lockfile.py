"""The lock file, and what of it is in an environment."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from setup_steps.machine import Machine
from setup_steps.task import StepFailed

LOCK = "requirements.lock"


def lock_text(machine: Machine) -> str:
    try:
        return (machine.repo / LOCK).read_text("utf-8")
    except OSError as error:
        raise StepFailed(
            f"{LOCK} cannot be read: {error.strerror}", "Get it back: git checkout -- requirements.lock"
        ) from error


def lock_entries(lock: str) -> Iterable[str]:
    """The entries of a lock file, each with its continuation lines."""
    return re.findall(r"^[A-Za-z0-9].*(?:\n[ \t]+\S.*)*", lock, re.MULTILINE)


def lock_of(names: Collection[str], lock: str) -> str:
    return "".join(f"{entry}\n" for entry in lock_entries(lock) if re.split(r"[=\[ ]", entry)[0] in names)


def always_locked(lock: str) -> set[str]:
    """``name==version`` of the entries that hold for every Python and platform."""
    firsts = (entry.splitlines()[0].rstrip("\\ ") for entry in lock_entries(lock))
    return {first for first in firsts if ";" not in first}


def installed(site_packages: Path) -> set[str]:
    found = (
        path.name.removesuffix(".dist-info").rsplit("-", 1) for path in site_packages.glob("*.dist-info")
    )
    return {f"{re.sub(r'[-_.]+', '-', name[0]).lower()}=={name[1]}" for name in found if len(name) == 2}
