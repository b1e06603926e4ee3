"""pjsua2: pjproject's Python module, built from the source that Debian ships inside its Asterisk package.

The index of Python packages has only a version with known holes (below 2.17: CVE-2026-29068, CVE-2026-41416),
and that one does not build alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from setup_steps.files import fresh_folder, remove
from setup_steps.machine import Machine, cores, digest
from setup_steps.private_apt import PrivateApt, source_archives
from setup_steps.task import StepFailed, Task
from setup_steps.wheels import WheelPlace

OLDEST = (2, 17)
CFLAGS = "-O2 -fPIC"
CONFIGURE = (
    "--disable-video",
    "--disable-sound",
    "--disable-libwebrtc",
    "--disable-opencore-amr",
    "--disable-bcg729",
    "--disable-silk",
    "--disable-lyra",
    "--disable-ffmpeg",
    "--disable-v4l2",
    "--disable-openh264",
    "--disable-vpx",
    "--disable-sdl",
    "--disable-libyuv",
    "--disable-g7221-codec",
    "--disable-ilbc-codec",
    "--disable-gsm-codec",
    "--disable-speex-codec",
    "--disable-speex-aec",
    "--disable-upnp",
    "--with-external-srtp",
    "--enable-libsamplerate",
)
CONFIG_SITE = """\
/* A callee program of the practice town holds many calls; a line holds one. */
#define PJSUA_MAX_CALLS 32
/* An INVITE with its SDP and an offer of SRTP does not fit the default of 4000 bytes everywhere. */
#define PJSIP_MAX_PKT_LEN 8000
"""
REMEDY = "Get the source of pjproject 2.17 or later and run: OFFHOOK_PJPROJECT=/path/to/its.tar scripts/setup"
RECIPE = digest("1", CFLAGS, *CONFIGURE, CONFIG_SITE)


@dataclass(frozen=True)
class Pjsua2Wheel:
    machine: Machine
    environment: Mapping[str, str]
    name: str = "pjsua2"
    needs: tuple[str, ...] = ("system packages", "virtual environment")

    @property
    def place(self) -> WheelPlace:
        machine = self.machine
        key = digest(RECIPE, machine.release, machine.arch, machine.python_tag)
        return WheelPlace(machine.cache / "wheels", "pjsua2", key)

    def missing(self) -> str | None:
        return None if self.place.wheel() else f"no pjsua2 built for {self.machine.python_tag} yet"

    def command(self) -> str:
        return "scripts/setup"

    def run(self, task: Task) -> str:
        work = fresh_folder(self.machine.build / "pjsua2")
        task.say("fetching the source")
        tree = unpack(self._source(work, task), work / "pjproject", task)
        version = pjproject_version((tree / "version.mak").read_text("utf-8"))
        if version < OLDEST:
            raise StepFailed(
                f"pjproject {version[0]}.{version[1]} is too old (CVE-2026-29068, CVE-2026-41416)", REMEDY
            )
        compile_libraries(tree, task)
        made = compile_module(tree, self.machine.venv_python, task)
        wheel = self.place.keep(made)
        remove(work)
        return wheel.name

    def _source(self, work: Path, task: Task) -> Path:
        if named := self.environment.get("OFFHOOK_PJPROJECT"):
            return Path(named).expanduser()
        machine = self.machine
        folder = machine.build / "apt-source"
        apt = PrivateApt(machine, folder, source_archives(machine.distro), "asterisk", sources=True)
        try:
            apt.ready(task)
            files = apt.download_source("asterisk", fresh_folder(work / "source"), task)
        except StepFailed as failed:
            raise StepFailed(failed.what, REMEDY, log=failed.log, tail=failed.tail) from failed
        found = [file for file in files if "pjproject" in file.name and ".tar." in file.name]
        if not found:
            raise StepFailed("Asterisk's source package holds no pjproject", REMEDY, log=task.log)
        return found[0]


def unpack(tarball: Path, into: Path, task: Task) -> Path:
    fresh_folder(into)
    task.run(["tar", "-xf", tarball, "-C", into, "--strip-components=1"], remedy=REMEDY)
    if not (into / "version.mak").exists():
        raise StepFailed(f"{tarball.name} holds no pjproject", REMEDY)
    return into


def pjproject_version(makefile: str) -> tuple[int, int]:
    numbers = [re.search(rf"PJ_VERSION_{part}\s*:?=\s*(\d+)", makefile) for part in ("MAJOR", "MINOR")]
    major, minor = (int(number.group(1)) if number else 0 for number in numbers)
    return major, minor


def compile_libraries(tree: Path, task: Task) -> None:
    # Debian removed this file, and the dependency files of its packager's machine were left in.
    (tree / "pjmedia/src/pjmedia-audiodev/bdimad_dev.c").touch()
    for stray in tree.rglob("*.depend"):
        stray.unlink()
    (tree / "pjlib/include/pj/config_site.h").write_text(CONFIG_SITE, "utf-8")
    task.say("configuring")
    task.run(["./configure", *CONFIGURE], cwd=tree, env={"CFLAGS": CFLAGS})
    check_configured((tree / "pjlib/include/pj/compat/os_auto.h").read_text("utf-8"))
    task.run(["make", f"-j{cores()}", "lib"], cwd=tree, env={"CFLAGS": ""}, watch=compiled_file)


def check_configured(header: str) -> None:
    """pjproject leaves encryption out without a word when a library is not found."""
    if not re.search(r"#define\s+PJ_HAS_SSL_SOCK\s+1", header):
        raise StepFailed("pjproject was configured without TLS", "Run: apt-get install libssl-dev pkg-config")


def compile_module(tree: Path, python: Path, task: Task) -> Path:
    """Returns the folder that holds the wheel."""
    bindings = tree / "pjsip-apps" / "src" / "swig" / "python"
    includes = [
        f"-I../../../../{part}/include" for part in ("pjlib", "pjlib-util", "pjmedia", "pjsip", "pjnath")
    ]
    flags = " ".join([*includes, "-w312", "-threads", "-c++"])
    task.say("writing the Python side")
    task.run(["make", "pjsua2_wrap.cpp", f"SWIG_FLAGS={flags}"], cwd=bindings)
    task.say("compiling the Python module")
    task.run([python, "setup.py", "-q", "bdist_wheel"], cwd=bindings)
    made = bindings / "dist"
    if not list(made.glob("*.whl")):
        raise StepFailed("the build of pjsua2 left no wheel", log=task.log)
    return made


def compiled_file(line: str) -> str | None:
    words: Sequence[str] = line.split()
    return f"compiling {Path(words[-1]).name}" if words and words[-1].endswith((".c", ".cpp")) else None
