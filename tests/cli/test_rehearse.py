"""Rehearsals from the command line."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from agent.cli import app
from agent.errors import ConfigError
from agent.practice.rehearsal import scoring


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OFFHOOK_HOME", str(tmp_path))
    return tmp_path


def test_figures_and_records_of_a_rehearsal(home: Path) -> None:
    ran = CliRunner().invoke(app, ["rehearse", "--brain", "oracle", "--episodes", "3", "--json"])
    figures = json.loads(ran.stdout)
    assert ran.exit_code == 0
    assert (figures["success"]["good"], figures["brain"], figures["split"]) == (3, "oracle", "held-out")
    records = list(home.rglob("rehearsals/*/*.json"))
    assert len(records) == 3
    assert {stat.S_IMODE(record.stat().st_mode) for record in records} == {0o600}
    record = json.loads(records[0].read_text())
    assert {"briefing", "lines", "replies", "reports", "score", "written"} <= set(record)


def test_one_kind_of_business_alone_may_be_called(home: Path) -> None:
    arguments = ["rehearse", "--brain", "oracle", "--episodes", "2", "--business", "library"]
    ran = CliRunner().invoke(app, arguments)
    assert "library" in ran.stdout
    assert "restaurant" not in ran.stdout
    with pytest.raises(ConfigError, match="there is no business 'castle'"):
        CliRunner().invoke(app, [*arguments[:-1], "castle"], catch_exceptions=False)


def test_one_situation_alone_may_be_rehearsed(home: Path) -> None:
    arguments = ["rehearse", "--brain", "oracle", "--episodes", "1", "--json", "--situation", "mailbox-full"]
    ran = CliRunner().invoke(app, arguments)
    assert json.loads(ran.stdout)["by_temper"].keys() == {"mailbox-full"}
    with pytest.raises(ConfigError, match="there is no situation 'castle'"):
        CliRunner().invoke(app, [*arguments[:-1], "castle"], catch_exceptions=False)


def test_whatever_was_told_that_must_not_be_is_a_failure(home: Path) -> None:
    with patch.object(scoring, "undue", return_value=("pin",)):
        ran = CliRunner().invoke(app, ["rehearse", "--brain", "oracle", "--episodes", "1"])
    assert ran.exit_code == 1
    assert "undue disclosures  1" in ran.stdout
    assert "told pin" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--mode", "audio", "--brain", "practice", "--jobs", "11"], "10 towns at most"),
        (["--mode", "audio", "--brain", "oracle"], "oracle cannot telephone"),
        (["--brain", "no.gguf"], "there is no brain 'no.gguf'"),
    ],
)
def test_what_is_not_there_is_said(home: Path, arguments: list[str], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        CliRunner().invoke(app, ["rehearse", *arguments], catch_exceptions=False)
