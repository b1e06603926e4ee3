from __future__ import annotations

import sys
from pathlib import Path

import pytest

from setup_steps.machine import base_python, cpu_digest, debian_or_ubuntu, digest, this_machine


def test_the_cache_is_the_users_cache_folder(tmp_path: Path) -> None:
    assert this_machine(tmp_path, {"HOME": "/home/ada"}).cache == Path("/home/ada/.cache/offhook")
    assert this_machine(tmp_path, {"HOME": "/home/ada", "XDG_CACHE_HOME": "/c"}).cache == Path("/c/offhook")


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ({"ID": "debian", "VERSION_CODENAME": "bookworm"}, ("debian", "bookworm")),
        ({"ID": "ubuntu", "ID_LIKE": "debian", "VERSION_CODENAME": "noble"}, ("ubuntu", "noble")),
        (
            {
                "ID": "linuxmint",
                "ID_LIKE": "ubuntu debian",
                "VERSION_CODENAME": "wilma",
                "UBUNTU_CODENAME": "noble",
            },
            ("ubuntu", "noble"),
        ),
        ({"ID": "fedora"}, ("fedora", "")),
        ({}, ("linux", "")),
    ],
)
def test_a_derived_distribution_counts_as_the_one_whose_archive_it_uses(
    release: dict[str, str], expected: tuple[str, str]
) -> None:
    assert debian_or_ubuntu(release) == expected


def test_an_existing_environment_keeps_its_python(tmp_path: Path) -> None:
    home = tmp_path / "bin"
    home.mkdir()
    (home / "python3.12").touch()
    venv = tmp_path / ".venv"
    venv.mkdir()
    (venv / "pyvenv.cfg").write_text(f"home = {home}\nversion = 3.12.1\n")
    assert base_python(venv) == (home / "python3.12", (3, 12))


@pytest.mark.parametrize(
    "settings", ["", "home = /gone\nversion = 3.12.1\n", "version = x.y\n", "home = /usr/bin\n"]
)
def test_an_environment_whose_python_is_gone_is_made_with_the_running_one(
    tmp_path: Path, settings: str
) -> None:
    venv = tmp_path / ".venv"
    venv.mkdir()
    (venv / "pyvenv.cfg").write_text(settings)
    assert base_python(venv)[1] == sys.version_info[:2]


def test_the_order_of_instruction_sets_does_not_matter_but_their_number_does(tmp_path: Path) -> None:
    digests = []
    for name, flags in (("a", "sse avx"), ("b", "avx sse"), ("c", "avx sse amx")):
        (tmp_path / name).write_text(f"processor : 0\nflags : {flags}\n")
        digests.append(cpu_digest(tmp_path / name))
    assert digests[0] == digests[1] != digests[2]


def test_a_digest_keeps_its_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")
