"""Finding an Asterisk to run, and how to start it.

Order: what is named (``pbx.root``, ``OFFHOOK_PBX_ROOT``, ``pbx.binary``), the PATH (20 or newer), the
private one that set-up fetched (``<cache>/pbxroot``). A private Asterisk is a folder of unpacked
Debian packages, newer than this machine's libraries: it starts through its own loader.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from agent.config import Paths, Pbx
from agent.errors import ConfigError, PbxUnavailable

OLDEST = 20
ROOT_VARIABLE = "OFFHOOK_PBX_ROOT"
_LIBRARIES = {"x86_64": "x86_64-linux-gnu", "aarch64": "aarch64-linux-gnu"}
_LOADERS = {"x86_64": "lib64/ld-linux-x86-64.so.2", "aarch64": "lib/ld-linux-aarch64.so.1"}


@dataclass(frozen=True, slots=True)
class Installation:
    """One Asterisk. ``command`` is argv's beginning; ``data`` holds its sounds and documentation."""

    command: tuple[str, ...]
    modules: Path
    data: Path

    def version(self) -> str:
        """What ``asterisk -V`` says; raises PbxUnavailable where it does not run."""
        try:
            done = subprocess.run(
                [*self.command, "-V"],
                capture_output=True,
                text=True,
                timeout=20,
                check=True,
                env=environment(),
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise PbxUnavailable(f"{self.command[-1]} does not run ({error}): run  scripts/setup") from error
        return done.stdout.strip()


def environment() -> dict[str, str]:
    """What Asterisk gets to know of our environment: no secret, no proxy, no home."""
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}


def find(pbx: Pbx, paths: Paths) -> Installation:
    """Return the Asterisk to use. Raises PbxUnavailable, with the command that gets one."""
    if pbx.root is not None:
        return private(pbx.root, "pbx.root")
    if named := os.environ.get(ROOT_VARIABLE):
        return private(Path(named), ROOT_VARIABLE)
    if pbx.binary is not None:
        return installed(pbx.binary, "pbx.binary")
    if (on_path := shutil.which("asterisk")) and _major(installed(Path(on_path)).version()) >= OLDEST:
        return installed(Path(on_path))
    if (paths.cache / "pbxroot").is_dir():
        return private(paths.cache / "pbxroot", "the private Asterisk")
    raise PbxUnavailable("there is no Asterisk on this machine: run  scripts/setup  to fetch a private one")


def private(root: Path, what: str = "pbx.root") -> Installation:
    """The Asterisk in ``root``, a folder that Debian packages were unpacked into."""
    machine = platform.machine()
    if machine not in _LIBRARIES:
        raise PbxUnavailable(f"no private Asterisk for {machine}: set pbx.binary to an installed one")
    root = root.expanduser().resolve()
    libraries = root / "usr/lib" / _LIBRARIES[machine]
    loader, binary = root / _LOADERS[machine], root / "usr/sbin/asterisk"
    modules = libraries / "asterisk/modules"
    for needed in (loader, binary, modules / "chan_pjsip.so"):
        if not needed.exists():
            raise PbxUnavailable(f"{what}: {needed} is missing: run  scripts/setup  to repair it")
    return Installation(
        (str(loader), "--library-path", f"{libraries}:{root / 'lib' / _LIBRARIES[machine]}", str(binary)),
        modules=modules,
        data=root / "usr/share/asterisk",
    )


def installed(binary: Path, what: str = "asterisk") -> Installation:
    """An Asterisk that the system's packages, or a person, installed."""
    if not os.access(binary, os.X_OK):
        raise ConfigError(f"{what}: {binary} cannot be run: set it to Asterisk's path, or run  scripts/setup")
    places = [Path("/usr/lib") / name / "asterisk/modules" for name in _LIBRARIES.values()]
    places += [Path("/usr/lib/asterisk/modules"), Path("/usr/lib64/asterisk/modules")]
    modules = next((place for place in places if (place / "chan_pjsip.so").exists()), None)
    if modules is None:
        raise PbxUnavailable(
            f"{binary} has no chan_pjsip module: install Asterisk's modules, or run  scripts/setup"
        )
    data = next(
        (d for d in (Path("/usr/share/asterisk"), Path("/var/lib/asterisk")) if (d / "sounds").is_dir()), None
    )
    if data is None:
        raise PbxUnavailable(f"{binary} has no sounds: install Asterisk's core sounds, or run  scripts/setup")
    return Installation((str(binary),), modules=modules, data=data)


def _major(version: str) -> int:
    found = re.search(r"Asterisk (\d+)", version)
    return int(found[1]) if found else 0
