from __future__ import annotations

from pathlib import Path

import pytest

from setup_steps.machine import Machine
from setup_steps.private_apt import (
    Archive,
    apt_conf,
    binary_archives,
    choose_mirror,
    fetched,
    source_archives,
    sources_list,
)


def test_the_mirror_is_the_one_this_machine_takes_its_own_packages_from(machine: Machine) -> None:
    targets = [
        "https://elsewhere.invalid/ nodistro main",
        "http://mirror.invalid/security/ bookworm-security main",
        "http://mirror.invalid/archive/ bookworm contrib",
        "http://mirror.invalid/archive/ bookworm main",
    ]
    assert choose_mirror(targets, machine) == "http://mirror.invalid/archive/"


def test_a_machine_that_names_its_suite_stable_is_known_by_the_archives_path(machine: Machine) -> None:
    targets = ["https://elsewhere.invalid/x/ stable main", "http://mirror.invalid/debian stable main"]
    assert choose_mirror(targets, machine) == "http://mirror.invalid/debian"


@pytest.mark.parametrize("targets", [[], [""], ["http://mirror.invalid/tools/ bookworm-tools main"]])
def test_a_machine_without_an_archive_has_no_mirror(machine: Machine, targets: list[str]) -> None:
    assert choose_mirror(targets, machine) is None


def test_debian_takes_asterisk_from_testing_and_unstable_when_testing_has_dropped_it() -> None:
    assert [archive.suites for archive in binary_archives("debian", "bookworm")] == [("forky",), ("sid",)]
    assert source_archives("debian") == binary_archives("debian", "bookworm")


def test_ubuntu_takes_its_own_asterisk_with_its_updates() -> None:
    (archive,) = binary_archives("ubuntu", "noble")
    assert archive.suites == ("noble", "noble-updates", "noble-security")
    assert "universe" in archive.components


def test_every_source_line_names_the_keyring_that_must_have_signed_it(ubuntu: Machine) -> None:
    listed = sources_list(
        "http://mirror.invalid/ubuntu", Archive(("noble", "noble-updates"), "main"), ubuntu, False
    )
    lines = listed.splitlines()
    assert len(lines) == 2
    assert all(
        line.startswith("deb [signed-by=/usr/share/keyrings/ubuntu-archive-keyring.gpg") for line in lines
    )
    assert "trusted=yes" not in listed


def test_the_private_state_shares_nothing_with_the_machines_own(tmp_path: Path) -> None:
    settings = apt_conf(tmp_path, tmp_path / "sources.list")
    for option in ("Dir::State ", "Dir::State::status", "Dir::Cache ", "Dir::Etc::sourcelist"):
        assert f'{option.strip()} "{tmp_path}' in settings
    assert 'Dir::Etc::sourceparts "-"' in settings


def test_the_machines_own_sources_are_read_when_none_are_given(tmp_path: Path) -> None:
    assert "Dir::Etc::source" not in apt_conf(tmp_path, None)


def test_a_download_says_which_file_it_is_at() -> None:
    assert (
        fetched("Get:141 http://mirror.invalid/debian forky/main amd64 libspeexdsp1 [43.9 kB]") == "file 141"
    )
    assert fetched("Reading package lists...") is None
