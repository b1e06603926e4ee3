"""The virtual environment: from the lock file, hash by hash, and the wheels compiled here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from setup_steps.files import read_stamp, remove, write_whole
from setup_steps.llama import LlamaWheel
from setup_steps.lockfile import LOCK, always_locked, installed, lock_of, lock_text
from setup_steps.machine import Machine, digest, pyvenv_settings
from setup_steps.pjsua2 import Pjsua2Wheel
from setup_steps.task import StepFailed, Task

BUILD_TOOLS = ("setuptools", "wheel", "packaging", "pathspec", "scikit-build-core", "ninja")
"""What builds wheels, installed before all else, so that builds take them from the lock."""


@dataclass(frozen=True)
class Stamp:
    """A file in the environment that names what a step left there, written last."""

    machine: Machine
    step: str

    @property
    def path(self) -> Path:
        return self.machine.venv / ".setup" / self.step

    def read(self) -> str:
        return read_stamp(self.path)

    def write(self, made_from: str) -> None:
        write_whole(self.path, made_from)


@dataclass(frozen=True)
class VirtualEnvironment:
    machine: Machine
    name: str = "virtual environment"
    needs: tuple[str, ...] = ("system packages",)

    def missing(self) -> str | None:
        if not self.machine.venv_python.exists() or not pyvenv_settings(self.machine.venv):
            return f"no virtual environment in {self.machine.venv}"
        if self._stamp.read() != self._made_from():
            return "the tools that build wheels are not the locked ones"
        return None

    def command(self) -> str:
        return "scripts/setup"

    def run(self, task: Task) -> str:
        machine = self.machine
        if not machine.venv_python.exists() or not (machine.site_packages / "pip").is_dir():
            remove(machine.venv)
            version = "{}.{}".format(*machine.python_version)
            remedy = f"Run: apt-get install python{version}-venv"
            task.run([machine.python, "-m", "venv", machine.venv], remedy=remedy)
        tools = machine.build / "build-tools.lock"
        write_whole(tools, lock_of(BUILD_TOOLS, lock_text(machine)))
        task.run(pip_install(machine, "--require-hashes", "--no-deps", "-r", tools))
        self._stamp.write(self._made_from())
        return f"Python {'{}.{}'.format(*machine.python_version)}"

    @property
    def _stamp(self) -> Stamp:
        return Stamp(self.machine, "build-tools")

    def _made_from(self) -> str:
        return digest(lock_of(BUILD_TOOLS, lock_text(self.machine)), str(self.machine.python))


@dataclass(frozen=True)
class PythonPackages:
    machine: Machine
    name: str = "python packages"
    needs: tuple[str, ...] = ("virtual environment",)

    def missing(self) -> str | None:
        lock = lock_text(self.machine)
        if self._stamp.read() != digest(lock):
            return f"the environment is not that of {LOCK}"
        absent = sorted(always_locked(lock) - installed(self.machine.site_packages))
        return f"gone from the environment: {', '.join(absent)}" if absent else None

    def command(self) -> str:
        return "scripts/setup"

    def run(self, task: Task) -> str:
        lock = lock_text(self.machine)
        self._stamp.path.unlink(missing_ok=True)
        # No isolation: the few packages that come as source are built with the locked tools.
        options = ("--require-hashes", "--no-deps", "--no-build-isolation")
        task.run(pip_install(self.machine, *options, "-r", self.machine.repo / LOCK), watch=pip_progress)
        self._stamp.write(digest(lock))
        return f"{len(installed(self.machine.site_packages))} installed"

    @property
    def _stamp(self) -> Stamp:
        return Stamp(self.machine, "packages")


@dataclass(frozen=True)
class BuiltPackages:
    """pjsua2 and llama-cpp-python, from the cache into the environment."""

    machine: Machine
    pjsua2: Pjsua2Wheel
    llama: LlamaWheel
    name: str = "built packages"
    needs: tuple[str, ...] = ("python packages", "pjsua2", "llama-cpp-python")

    def missing(self) -> str | None:
        absent = {"pjsua2", "llama-cpp-python"} - {
            name.split("==")[0] for name in installed(self.machine.site_packages)
        }
        if absent:
            return f"not in the environment: {', '.join(sorted(absent))}"
        return None if self._stamp.read() == self._made_from() else "the environment holds older ones"

    def command(self) -> str:
        return "scripts/setup"

    def run(self, task: Task) -> str:
        wheels = [wheel for wheel in (self.pjsua2.place.wheel(), self.llama.place.wheel()) if wheel]
        task.run(pip_install(self.machine, "--no-deps", "--no-index", "--force-reinstall", *wheels))
        for module in ("pjsua2", "llama_cpp"):
            remedy = f"Run: scripts/setup --rebuild {'pjsua2' if module == 'pjsua2' else 'llama-cpp-python'}"
            task.run([self.machine.venv_python, "-c", f"import {module}"], remedy=remedy)
        self._stamp.write(self._made_from())
        return ", ".join("-".join(wheel.name.split("-")[:2]) for wheel in wheels)

    @property
    def _stamp(self) -> Stamp:
        return Stamp(self.machine, "built")

    def _made_from(self) -> str:
        return f"{self.pjsua2.place.key} {self.llama.place.key}"


@dataclass(frozen=True)
class Project:
    """offhook itself: its command, and the package as it stands in the working tree."""

    machine: Machine
    name: str = "offhook"
    needs: tuple[str, ...] = ("built packages",)

    def missing(self) -> str | None:
        if not (self.machine.venv / "bin" / "offhook").exists():
            return "no command `offhook` in the environment"
        return None if self._stamp.read() == self._made_from() else "pyproject.toml has changed"

    def command(self) -> str:
        return "scripts/setup"

    def run(self, task: Task) -> str:
        task.run(
            pip_install(
                self.machine, "--no-deps", "--no-build-isolation", "--no-index", "-e", self.machine.repo
            )
        )
        if not (self.machine.venv / "bin" / "offhook").exists():
            raise StepFailed("the project was installed without its command", log=task.log)
        self._stamp.write(self._made_from())
        return str(self.machine.venv / "bin" / "offhook")

    @property
    def _stamp(self) -> Stamp:
        return Stamp(self.machine, "project")

    def _made_from(self) -> str:
        return digest((self.machine.repo / "pyproject.toml").read_text("utf-8"), str(self.machine.repo))


def pip_install(machine: Machine, *words: str | Path) -> list[str | Path]:
    return [machine.venv_python, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", *words]


def pip_progress(line: str) -> str | None:
    words = line.split()
    if line.startswith(("Collecting ", "  Downloading ", "Downloading ")) and len(words) > 1:
        return f"{words[0].lower()} {Path(words[1]).name[:40]}"
    return "installing" if line.startswith("Installing collected") else None
