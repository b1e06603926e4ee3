"""Facts about this machine, gathered once."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Machine:
    repo: Path
    cache: Path
    """The user's cache folder for offhook: wheels, the private Asterisk, logs."""
    python: Path
    """The interpreter under the virtual environment."""
    python_version: tuple[int, int]
    distro: str
    """``debian``, ``ubuntu``, or the machine's own name for itself where it is neither."""
    codename: str
    release: str
    """Wheels that link system libraries are good for one release: ``debian-12``."""
    arch: str
    cpu: str
    """A digest of the processor's instruction sets: what is compiled for one may crash on another."""
    portable: bool = False
    """Compile for any processor of this architecture."""

    @property
    def venv(self) -> Path:
        return self.repo / ".venv"

    @property
    def venv_python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def site_packages(self) -> Path:
        major, minor = self.python_version
        return self.venv / "lib" / f"python{major}.{minor}" / "site-packages"

    @property
    def python_tag(self) -> str:
        return "cp{}{}".format(*self.python_version)

    @property
    def build(self) -> Path:
        """Half-done work; emptied at the start of every run."""
        return self.cache / "build"

    @property
    def logs(self) -> Path:
        return self.cache / "logs"


def this_machine(repo: Path, environment: Mapping[str, str], *, portable: bool = False) -> Machine:
    python, version = base_python(repo / ".venv")
    release = os_release()
    distro, codename = debian_or_ubuntu(release)
    cache_home = environment.get("XDG_CACHE_HOME") or str(
        Path(environment.get("HOME", "~")).expanduser() / ".cache"
    )
    return Machine(
        repo=repo,
        cache=Path(cache_home) / "offhook",
        python=python,
        python_version=version,
        distro=distro,
        codename=codename,
        release=f"{release.get('ID', 'linux')}-{release.get('VERSION_ID', 'rolling')}",
        arch=platform.machine(),
        cpu=cpu_digest(Path("/proc/cpuinfo")),
        portable=portable,
    )


def base_python(venv: Path) -> tuple[Path, tuple[int, int]]:
    """The interpreter of an existing virtual environment, else the one that runs this program.

    So `scripts/setup` may be started by any Python on the PATH without turning the environment over.
    """
    settings = pyvenv_settings(venv)
    parts = settings.get("version", "").split(".")
    if len(parts) >= 2 and all(part.isdigit() for part in parts[:2]):
        version = (int(parts[0]), int(parts[1]))
        python = Path(settings.get("home", "")) / f"python{version[0]}.{version[1]}"
        if version >= (3, 11) and python.exists():
            return python, version
    running: str = getattr(sys, "_base_executable", None) or sys.executable
    return Path(running).resolve(), sys.version_info[:2]


def pyvenv_settings(venv: Path) -> dict[str, str]:
    try:
        lines = (venv / "pyvenv.cfg").read_text("utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.split("=", 1) for line in lines if "=" in line)
    return {key.strip(): value.strip() for key, value in pairs}


def os_release() -> dict[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def debian_or_ubuntu(release: Mapping[str, str]) -> tuple[str, str]:
    """The distribution whose package archive this machine uses, and its code name there."""
    family = [release.get("ID", "linux"), *release.get("ID_LIKE", "").split()]
    if "ubuntu" in family:
        return "ubuntu", release.get("UBUNTU_CODENAME") or release.get("VERSION_CODENAME", "")
    if "debian" in family:
        return "debian", release.get("DEBIAN_CODENAME") or release.get("VERSION_CODENAME", "")
    return family[0], release.get("VERSION_CODENAME", "")


def cpu_digest(cpuinfo: Path) -> str:
    try:
        lines = cpuinfo.read_text("utf-8").splitlines()
    except OSError:
        lines = []
    flags = next((line.split(":", 1)[1] for line in lines if line.startswith(("flags", "Features"))), "")
    return digest(" ".join(sorted(flags.split())))


def digest(*parts: str) -> str:
    """A short name for what something was made from."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def cores() -> int:
    return len(os.sched_getaffinity(0))
