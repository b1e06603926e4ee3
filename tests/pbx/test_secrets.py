from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from agent.errors import ConfigError
from agent.pbx import secrets


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    first = secrets.get_or_make(tmp_path / "secrets", "line-1")

    assert secrets.get_or_make(tmp_path / "secrets", "line-1") == first
    assert len(first) >= 32


def test_secrets_differ(tmp_path: Path) -> None:
    assert len({secrets.get_or_make(tmp_path, f"line-{n}") for n in range(10)}) == 10


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    secrets.get_or_make(folder, "ami")

    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "ami").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == ["ami"]


def test_a_folder_that_is_open_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    secrets.get_or_make(tmp_path, "ami")

    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_many_who_make_the_same_one_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        made = set(pool.map(lambda _: secrets.get_or_make(tmp_path, "line-1"), range(64)))

    assert len(made) == 1


@pytest.mark.parametrize("name", ["", "../x", "a/b", "A", ".hidden", "x" * 65])
def test_a_name_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        secrets.get_or_make(tmp_path, name)


def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "trunk"
    path.write_text("s3cret")
    path.chmod(0o644)

    with pytest.raises(ConfigError, match="chmod 600"):
        secrets.read(path)


def test_an_empty_or_missing_secret_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "trunk"
    with pytest.raises(ConfigError, match="trunk"):
        secrets.read(path)
    path.touch(mode=0o600)
    with pytest.raises(ConfigError, match="empty"):
        secrets.read(path)
