from __future__ import annotations

from pathlib import Path

import pytest

from setup_steps.asterisk import (
    RECIPE,
    STAMP,
    Asterisk,
    complete,
    loader,
    major_version,
    named_pbx,
    on_path,
    upstream_version,
)
from setup_steps.machine import Machine


def make_root(place: Path) -> Path:
    for file in ("usr/sbin/asterisk", "usr/lib64/ld-linux-x86-64.so.2"):
        (place / file).parent.mkdir(parents=True, exist_ok=True)
        (place / file).touch()
    (place / "usr/share/asterisk/sounds/en_US_f_Allison").mkdir(parents=True)
    complete(place)
    (place / STAMP).write_text(RECIPE)
    return place


def make_program(place: Path, says: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\necho '{says}'\n")
    place.chmod(0o755)


def test_a_whole_private_root_is_enough(machine: Machine) -> None:
    step = Asterisk(machine, {"PATH": "/nowhere"})
    assert step.missing() == f"no private Asterisk in {step.root}"
    make_root(step.root)
    assert step.missing() is None


@pytest.mark.parametrize("gone", [STAMP, "usr/sbin/asterisk", "usr/lib64/ld-linux-x86-64.so.2"])
def test_a_root_that_lacks_a_part_is_fetched_anew(machine: Machine, gone: str) -> None:
    step = Asterisk(machine, {"PATH": "/nowhere"})
    (make_root(step.root) / gone).unlink()
    assert step.missing() is not None


def test_a_root_of_an_older_recipe_is_fetched_anew(machine: Machine) -> None:
    step = Asterisk(machine, {"PATH": "/nowhere"})
    (make_root(step.root) / STAMP).write_text("an older recipe")
    assert step.missing() is not None


def test_the_english_prompts_are_found_as_asterisk_looks_for_them(tmp_path: Path) -> None:
    sounds = make_root(tmp_path) / "usr/share/asterisk/sounds"
    assert (sounds / "en").resolve() == sounds / "en_US_f_Allison"
    assert loader(tmp_path) == tmp_path / "lib64/ld-linux-x86-64.so.2"


def test_a_pbx_in_the_environment_comes_before_one_in_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "offhook.toml").write_text('[pbx]\nbinary = "/opt/asterisk/sbin/asterisk"\n')
    environment = {"OFFHOOK_HOME": str(tmp_path)}
    assert named_pbx(environment) == Path("/opt/asterisk/sbin/asterisk")
    assert named_pbx(environment | {"OFFHOOK_PBX_ROOT": "/opt/root"}) == Path("/opt/root")


@pytest.mark.parametrize(
    "text", ["", "[pbx]\nsip_port = 5062\n", "pbx = 1\n", "[pbx]\nroot = 1\n", "not toml"]
)
def test_a_configuration_without_a_pbx_names_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "offhook").mkdir()
    (tmp_path / "offhook" / "offhook.toml").write_text(text)
    assert named_pbx({"XDG_CONFIG_HOME": str(tmp_path)}) is None
    assert named_pbx({"HOME": "/nowhere"}) is None


def test_a_configured_pbx_that_is_not_there_is_said_to_be_missing(machine: Machine, tmp_path: Path) -> None:
    named = tmp_path / "asterisk"
    step = Asterisk(machine, {"OFFHOOK_PBX_ROOT": str(named)})
    assert step.missing() == f"the configured PBX is not there: {named}"
    named.mkdir()
    assert step.missing() is None


def test_an_installed_asterisk_counts_when_it_is_new_enough(machine: Machine, tmp_path: Path) -> None:
    program = tmp_path / "bin" / "asterisk"
    environment = {"PATH": str(program.parent)}
    make_program(program, "Asterisk 18.10.0")
    assert on_path(environment) is None
    make_program(program, "Asterisk 20.6.0~dfsg")
    assert on_path(environment) == program
    assert Asterisk(machine, environment).missing() is None


@pytest.mark.parametrize(
    ("told", "major"),
    [
        ("Asterisk 22.10.1+dfsg+~cs6", 22),
        ("Asterisk certified/20.7-cert1", 20),
        ("Asterisk GIT-master", 0),
        ("", 0),
    ],
)
def test_the_major_version_is_read_from_what_asterisk_says(told: str, major: int) -> None:
    assert major_version(told) == major


def test_a_packages_version_is_cut_to_asterisks_own() -> None:
    assert upstream_version("1:22.10.1+dfsg+~cs6.17.60671434-1") == "22.10.1"
    assert upstream_version("") == "unknown"
