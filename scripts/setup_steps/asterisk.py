"""A private Asterisk: the archive's own packages, unpacked into the cache folder and run from there.

It needs no root, meets no other Asterisk, and is started through its own loader and C library
(``<root>/lib64/ld-linux-*.so.2 --library-path ...``), so it runs on an older system than it was built for.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from setup_steps.files import fresh_folder, point, publish, read_stamp, remove, write_whole
from setup_steps.machine import Machine, cores, digest
from setup_steps.private_apt import PrivateApt, binary_archives
from setup_steps.task import StepFailed, Task

PACKAGES = ("asterisk", "asterisk-modules", "asterisk-core-sounds-en-wav", "asterisk-moh-opsound-wav")
RECIPE = digest("1", *PACKAGES)
STAMP = "offhook-setup"
OLDEST = 20
MEND = "set OFFHOOK_PBX_ROOT, or [pbx] root or binary in offhook.toml, to one that is there, or to none"
ENGLISH_PROMPTS = "en_US_f_Allison"


@dataclass(frozen=True)
class Asterisk:
    machine: Machine
    environment: Mapping[str, str]
    name: str = "asterisk"
    needs: tuple[str, ...] = ("system packages",)

    @property
    def root(self) -> Path:
        """The stable name of the one that is in use; it points to ``pbxroot-<version>-<arch>``."""
        return self.machine.cache / "pbxroot"

    def missing(self) -> str | None:
        if named := named_pbx(self.environment):
            return None if named.exists() else f"the configured PBX is not there: {named}"
        if on_path(self.environment):
            return None
        if read_stamp(self.root / STAMP) != RECIPE or loader(self.root) is None:
            return f"no private Asterisk in {self.root}"
        return None

    def command(self) -> str:
        return MEND if named_pbx(self.environment) else "scripts/setup"

    def run(self, task: Task) -> str:
        if named := named_pbx(self.environment):
            raise StepFailed(f"the configured PBX is not there: {named}", MEND)
        apt = PrivateApt(
            self.machine,
            self.machine.cache / "apt" / "asterisk",
            binary_archives(self.machine.distro, self.machine.codename),
            "asterisk",
        )
        apt.ready(task)
        version = upstream_version(apt.version("asterisk"))
        packages = apt.download(PACKAGES, task)
        half = fresh_folder(self.machine.build / "pbxroot")
        unpack(packages, half, task)
        complete(half)
        told = check_starts(half)
        write_whole(half / STAMP, RECIPE)
        self._put_in_use(half, f"pbxroot-{version}-{self.machine.arch}")
        remove(apt.folder)
        return f"{told}, {len(packages)} packages"

    def _put_in_use(self, made: Path, name: str) -> None:
        """The one before it stays, because it may be running; older ones go."""
        before = self.root.resolve()
        publish(made, self.machine.cache / name)
        point(self.root, name)
        for other in self.machine.cache.glob("pbxroot-*"):
            if other not in (before, self.machine.cache / name):
                remove(other)


def named_pbx(environment: Mapping[str, str]) -> Path | None:
    """The PBX that the owner named, in the environment or in ``offhook.toml``."""
    if root := environment.get("OFFHOOK_PBX_ROOT"):
        return Path(root).expanduser()
    try:
        settings = tomllib.loads(config_file(environment).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None  # offhook itself says what is wrong with its configuration
    pbx = settings.get("pbx")
    if not isinstance(pbx, dict):
        return None
    named = pbx.get("root") or pbx.get("binary")
    return Path(named).expanduser() if isinstance(named, str) else None


def config_file(environment: Mapping[str, str]) -> Path:
    if home := environment.get("OFFHOOK_HOME"):
        return Path(home).expanduser() / "offhook.toml"
    config = environment.get("XDG_CONFIG_HOME") or os.path.join(environment.get("HOME", "~"), ".config")
    return Path(config).expanduser() / "offhook" / "offhook.toml"


def on_path(environment: Mapping[str, str]) -> Path | None:
    """An installed Asterisk that is new enough."""
    found = shutil.which("asterisk", path=f"{environment.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        return None
    told = subprocess.run([found, "-V"], capture_output=True, text=True, check=False).stdout
    return Path(found) if major_version(told) >= OLDEST else None


def major_version(told: str) -> int:
    match = re.search(r"Asterisk (?:certified/)?(\d+)\.", told)
    return int(match.group(1)) if match else 0


def upstream_version(package_version: str) -> str:
    """``1:22.10.1+dfsg-1`` -> ``22.10.1``."""
    match = re.match(r"(?:\d+:)?([0-9.]+)", package_version)
    return match.group(1) if match else "unknown"


def unpack(packages: list[Path], into: Path, task: Task) -> None:
    def one(package: Path) -> None:
        task.run(["dpkg-deb", "-x", package, into])

    with ThreadPoolExecutor(cores()) as pool:
        for number, _ in enumerate(pool.map(one, packages), start=1):
            task.say(f"unpacked {number} of {len(packages)}")


def complete(root: Path) -> None:
    """What the packages' own install scripts would have linked."""
    for name in ("lib", "lib64"):
        if (root / "usr" / name).is_dir() and not (root / name).exists():
            (root / name).symlink_to(f"usr/{name}")
    sounds = root / "usr" / "share" / "asterisk" / "sounds"
    if (sounds / ENGLISH_PROMPTS).is_dir() and not (sounds / "en").exists():
        (sounds / "en").symlink_to(ENGLISH_PROMPTS)


def loader(root: Path) -> Path | None:
    """The root's own dynamic loader; None when the root is not whole."""
    if not (root / "usr" / "sbin" / "asterisk").exists():
        return None
    return next(iter(sorted(root.glob("lib*/ld-linux*.so.*"))), None)


def check_starts(root: Path) -> str:
    started_by = loader(root)
    libraries = next(root.glob("usr/lib/*/asterisk"), root).parent
    if started_by is None:
        raise StepFailed("the unpacked packages hold no asterisk with its loader")
    program = root / "usr" / "sbin" / "asterisk"
    command: list[str | Path] = [started_by, "--library-path", libraries, program, "-V"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode != 0 or major_version(told.stdout) < OLDEST:
        raise StepFailed(
            f"the unpacked Asterisk does not start: {told.stderr.strip() or told.stdout.strip()}"
        )
    return told.stdout.split("+")[0].strip()
