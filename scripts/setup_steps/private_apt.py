"""Packages of another release, fetched by the machine's own apt without touching the machine.

apt is given a state of its own (lists, archives, an empty list of what is installed) and one source: the
mirror this machine already uses, with another suite. Proxies, credentials and the checking of signatures stay
the machine's.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from setup_steps.files import write_whole
from setup_steps.machine import Machine
from setup_steps.task import StepFailed, Task

TARGET_FIELDS = "$(REPO_URI) $(RELEASE) $(COMPONENT)"
KEYRINGS = Path("/usr/share/keyrings")


@dataclass(frozen=True)
class Archive:
    """One way to get packages: suites that go together, and the parts of them that are read."""

    suites: tuple[str, ...]
    components: str


def binary_archives(distro: str, codename: str) -> list[Archive]:
    """Where Asterisk may be taken from, best first."""
    if distro == "ubuntu":
        return [Archive((codename, f"{codename}-updates", f"{codename}-security"), "main universe")]
    # Debian 12 and 13 have no Asterisk; forky (testing when this was written) does. When testing drops it for
    # a while, sid still has it.
    return [Archive((suite,), "main") for suite in ("forky", "sid")]


def source_archives(distro: str) -> list[Archive]:
    """Where pjproject 2.17 may be taken from, best first: it lies inside Asterisk's source package."""
    if distro == "ubuntu":
        return [Archive(("devel",), "main universe")]
    return binary_archives(distro, "")


@dataclass
class PrivateApt:
    machine: Machine
    folder: Path
    archives: Sequence[Archive]
    wanted: str
    """The package by which an archive is judged to have what is needed."""
    sources: bool = False
    _ready: bool = False
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def ready(self, task: Task) -> None:
        """Read the lists of the first archive that has the wanted package."""
        with self._guard:
            if self._ready:
                return
            mirror = find_mirror(self.machine, task, self.folder)
            for archive in self.archives:
                task.say(f"reading the package lists of {archive.suites[0]}")
                self._configure(mirror, archive)
                try:
                    task.run([*self.apt("apt-get"), "update"])
                except StepFailed:
                    if archive is self.archives[-1]:
                        raise
                if self._has(self.wanted):
                    self._ready = True
                    return
            suites = ", ".join(archive.suites[0] for archive in self.archives)
            raise StepFailed(
                f"no {self.wanted} in {suites} of this machine's mirror",
                "Install Asterisk 20 or later yourself and put it on the PATH, or name it in offhook.toml: "
                '[pbx] binary = "/path/to/asterisk".',
                log=task.log,
            )

    def version(self, package: str) -> str:
        shown = self._ask("apt-cache", "show", "--no-all-versions", package)
        return next((line.split()[1] for line in shown.splitlines() if line.startswith("Version:")), "")

    def download(self, packages: Sequence[str], task: Task) -> list[Path]:
        """Fetch the packages and all they depend on; every file that is needed, checked by apt."""
        command = [
            *self.apt("apt-get"),
            "install",
            "-y",
            "--no-install-recommends",
            "--download-only",
            *packages,
        ]
        task.run(command, watch=fetched)
        return sorted((self.folder / "cache" / "archives").glob("*.deb"))

    def download_source(self, package: str, into: Path, task: Task) -> list[Path]:
        task.run([*self.apt("apt-get"), "source", "--download-only", package], cwd=into, watch=fetched)
        return sorted(into.iterdir())

    def apt(self, program: str) -> list[str]:
        return [program, "-c", str(self.folder / "apt.conf")]

    def _has(self, package: str) -> bool:
        if self.sources:
            return f"Package: {package}\n" in self._ask("apt-cache", "showsrc", package)
        return bool(self.version(package))

    def _ask(self, program: str, *words: str) -> str:
        asked = subprocess.run([*self.apt(program), *words], capture_output=True, text=True, check=False)
        return asked.stdout

    def _configure(self, mirror: str, archive: Archive) -> None:
        make_state(self.folder)
        write_whole(self.folder / "sources.list", sources_list(mirror, archive, self.machine, self.sources))
        write_whole(self.folder / "apt.conf", apt_conf(self.folder, self.folder / "sources.list"))


def make_state(folder: Path) -> None:
    for part in ("state/lists/partial", "cache/archives/partial"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    write_whole(folder / "status", "")


def sources_list(mirror: str, archive: Archive, machine: Machine, sources: bool) -> str:
    keyring = KEYRINGS / f"{machine.distro}-archive-keyring.gpg"
    kind = "deb-src" if sources else "deb"
    # A mirror may be a frozen copy whose "valid until" has passed; its signatures are checked all the same.
    options = f"[signed-by={keyring} check-valid-until=no]"
    return "".join(f"{kind} {options} {mirror} {suite} {archive.components}\n" for suite in archive.suites)


def apt_conf(folder: Path, sources: Path | None) -> str:
    """apt's settings for a private state; without ``sources`` it reads the machine's own sources."""
    own = "" if sources is None else f'Dir::Etc::sourcelist "{sources}";\nDir::Etc::sourceparts "-";\n'
    # Hooks of the machine (docker-clean, desktop notifiers) are for its own state. As root, apt would hand
    # the downloads to a user who may not read this cache folder.
    return f"""{own}Dir::Etc::preferences "-";
Dir::Etc::preferencesparts "-";
Dir::State "{folder}/state";
Dir::State::status "{folder}/status";
Dir::Cache "{folder}/cache";
Dir::Cache::archives "archives";
Debug::NoLocking "1";
APT::Sandbox::User "root";
APT::Get::List-Cleanup "false";
APT::Default-Release "";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Invoke;
#clear DPkg::Post-Invoke;
"""


def find_mirror(machine: Machine, task: Task, folder: Path) -> str:
    """The address this machine takes its packages from; nothing here knows one by heart."""
    targets = index_targets(["apt-get"])
    if not targets:  # the lists were never read, or were removed as images do: read them beside the machine's
        own = folder.with_name("own-lists")
        make_state(own)
        write_whole(own / "apt.conf", apt_conf(own, None))
        task.run(["apt-get", "-c", own / "apt.conf", "update"])
        targets = index_targets(["apt-get", "-c", str(own / "apt.conf")])
    mirror = choose_mirror(targets, machine)
    if mirror is None:
        raise StepFailed(
            f"apt on this machine names no archive of {machine.distro} {machine.codename}",
            f"Add the {machine.distro} archive to /etc/apt/sources.list.d, then run scripts/setup again.",
        )
    return mirror


def index_targets(apt: Sequence[str]) -> list[str]:
    command = [*apt, "indextargets", "--format", TARGET_FIELDS, "Created-By: Packages"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()


def choose_mirror(targets: Sequence[str], machine: Machine) -> str | None:
    rows = [target.split() for target in targets]
    own = [row[0] for row in rows if len(row) == 3 and row[1] == machine.codename and row[2] == "main"]
    alias = [
        row[0] for row in rows if len(row) == 3 and row[2] == "main" and f"/{machine.distro}/" in f"{row[0]}/"
    ]
    return next(iter(own + alias), None)


def fetched(line: str) -> str | None:
    """Progress of a download: apt numbers the files as it gets them."""
    return f"file {line[4:].split()[0]}" if line.startswith("Get:") else None
