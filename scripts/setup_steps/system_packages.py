"""Debian and Ubuntu packages: the only step that may need root, and only when one is missing."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from setup_steps.machine import Machine
from setup_steps.task import StepFailed, Task

WANTED = {
    "build-essential": "compiles pjsua2 and llama.cpp",
    "cmake": "builds llama.cpp",
    "pkg-config": "finds the libraries below when pjsua2 is configured",
    "swig": "writes pjsua2's Python side",
    "libsrtp2-dev": "pjsua2: encrypted media",
    "libssl-dev": "pjsua2: encrypted signalling",
    "libsamplerate0-dev": "pjsua2: resampling",
    "libopus-dev": "pjsua2: the Opus codec",
    "uuid-dev": "pjsua2: call identifiers",
    "xz-utils": "unpacks pjproject",
    "flite": "the voice of the practice set",
    "espeak-ng": "more voices for the people of the practice town",
    "sox": "reads and joins recordings",
    "libfluidsynth3": "plays the hold music of composed calls",
    "timgm6mb-soundfont": "its instruments",
    "sip-tester": "SIPp: drives the PBX in tests",
}


@dataclass(frozen=True)
class SystemPackages:
    machine: Machine
    name: str = "system packages"
    needs: tuple[str, ...] = ()

    def missing(self) -> str | None:
        if shutil.which("dpkg-query") is None:
            return "this machine has no dpkg: only Debian (from 12) and Ubuntu (from 24.04) are known here"
        absent = self._absent()
        return f"not installed: {' '.join(absent)}" if absent else None

    def command(self) -> str:
        prefix = "" if os.geteuid() == 0 else "sudo "
        return f"{prefix}apt-get install --no-install-recommends {' '.join(self._absent())}"

    def run(self, task: Task) -> str:
        if shutil.which("apt-get") is None:
            packages = ", ".join(f"{name} ({why})" for name, why in WANTED.items())
            raise StepFailed(
                "this machine has no apt-get", f"Install what stands for these here: {packages}."
            )
        absent = self._absent()
        root, terminal = self._as_root()
        env = {"DEBIAN_FRONTEND": "noninteractive"}
        install = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]
        install += ["install", "-y", "--no-install-recommends", *absent]
        remedy = f"Run: {self.command()}"
        try:
            task.run(install, env=env, watch=apt_progress, remedy=remedy, terminal=terminal)
        except StepFailed:
            # No package lists yet (a fresh container), or lists so old that their files are gone.
            task.say("reading the package lists")
            task.run([*root, "apt-get", "update"], remedy=remedy, terminal=terminal)
            task.run(install, env=env, watch=apt_progress, remedy=remedy, terminal=terminal)
        return f"installed {len(absent)}"

    def _absent(self) -> list[str]:
        wanted = [*WANTED, *python_packages(self.machine)]
        return [name for name in wanted if name not in installed_packages(wanted)]

    def _as_root(self) -> tuple[list[str], bool]:
        """How to become root, and whether that may ask for a password."""
        if os.geteuid() == 0:
            return [], False
        if shutil.which("sudo") is None:
            raise StepFailed(
                "packages are missing, and this user is not root and has no sudo", self.command_as_root()
            )
        asked = subprocess.run(
            ["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        if asked.returncode == 0:
            return ["sudo", "-n"], False
        if not sys.stdin.isatty():
            raise StepFailed("packages are missing, and sudo wants a password", f"Run: {self.command()}")
        return ["sudo"], True

    def command_as_root(self) -> str:
        return f"As root, run: apt-get install --no-install-recommends {' '.join(self._absent())}"


def installed_packages(names: Collection[str]) -> set[str]:
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\n", *names],
        capture_output=True,
        text=True,
        check=False,
    )
    pairs = (line.split() for line in asked.stdout.splitlines())
    return {pair[1] for pair in pairs if len(pair) == 2 and pair[0] == "installed"}


def python_packages(machine: Machine) -> list[str]:
    """What Debian splits off its own Python: needed only when that is the interpreter, and lacks it."""
    if not machine.python.is_relative_to("/usr/bin"):
        return []
    python = "python{}.{}".format(*machine.python_version)
    packages = []
    if importlib.util.find_spec("ensurepip") is None:
        packages.append(f"{python}-venv")
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        packages.append(f"{python}-dev")
    return packages


def apt_progress(line: str) -> str | None:
    words = line.split()
    if line.startswith("Get:"):
        return f"fetching {words[4]}" if len(words) > 4 else None
    if line.startswith("Setting up "):
        return f"setting up {words[2]}"
    return f"unpacking {words[1]}" if line.startswith("Unpacking ") else None
