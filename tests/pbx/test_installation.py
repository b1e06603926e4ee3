from __future__ import annotations

import platform
from pathlib import Path

import pytest

from agent.config import Paths
from agent.config import Pbx as PbxSection
from agent.errors import ConfigError, PbxUnavailable
from agent.pbx import installation
from agent.pbx.installation import find


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(config_file=tmp_path / "offhook.toml", data=tmp_path / "data", cache=tmp_path / "cache")


@pytest.fixture(autouse=True)
def nothing_on_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


def private_root(root: Path) -> Path:
    """The skeleton of unpacked Debian packages."""
    machine = platform.machine()
    if machine not in installation._LIBRARIES:
        pytest.skip(f"no private Asterisk for {machine}")
    modules = root / "usr/lib" / installation._LIBRARIES[machine] / "asterisk/modules"
    for path in (
        root / installation._LOADERS[machine],
        root / "usr/sbin/asterisk",
        modules / "chan_pjsip.so",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return root


def test_without_any_asterisk_the_error_has_the_command(paths: Paths) -> None:
    with pytest.raises(PbxUnavailable, match="scripts/setup"):
        find(PbxSection(), paths)


def test_the_private_one_is_found_and_starts_through_its_own_loader(paths: Paths) -> None:
    root = private_root(paths.cache / "pbxroot")

    found = find(PbxSection(), paths)

    assert found.command[0] == str(root / installation._LOADERS[platform.machine()])
    assert found.command[-1] == str(root / "usr/sbin/asterisk")


def test_the_configured_root_comes_first(paths: Paths, tmp_path: Path) -> None:
    private_root(paths.cache / "pbxroot")
    mine = private_root(tmp_path / "mine")

    assert find(PbxSection(root=mine), paths).command[-1] == str(mine / "usr/sbin/asterisk")


def test_a_damaged_root_is_told_with_what_is_missing(paths: Paths) -> None:
    root = private_root(paths.cache / "pbxroot")
    (root / "usr/sbin/asterisk").unlink()

    with pytest.raises(PbxUnavailable, match=r"usr/sbin/asterisk is missing.*scripts/setup"):
        find(PbxSection(), paths)


def test_a_configured_binary_that_is_not_there_is_told(paths: Paths, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"pbx\.binary"):
        find(PbxSection(binary=tmp_path / "asterisk"), paths)


@pytest.mark.parametrize(("version", "fits"), [("Asterisk 18.10.0", False), ("Asterisk 22.1.0", True)])
def test_one_on_the_path_counts_from_version_20(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, fits: bool
) -> None:
    binary = tmp_path / "bin/asterisk"
    binary.parent.mkdir()
    binary.write_text(f"#!/bin/sh\necho '{version}'\n")
    binary.chmod(0o755)
    private_root(paths.cache / "pbxroot")
    on_path = installation.Installation((str(binary),), tmp_path, tmp_path)
    monkeypatch.setattr(installation, "installed", lambda binary, what="": on_path)

    assert (find(PbxSection(), paths) is on_path) == fits


def test_asterisk_gets_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFHOOK_KEY", "secret")

    assert set(installation.environment()) == {"PATH", "LANG"}


def test_the_root_that_the_environment_names_comes_before_the_fetched_one(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private_root(paths.cache / "pbxroot")
    mine = private_root(tmp_path / "mine")
    monkeypatch.setenv(installation.ROOT_VARIABLE, str(mine))

    assert find(PbxSection(), paths).command[-1] == str(mine / "usr/sbin/asterisk")
