from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent import compose as composing
from agent.compose import Composed, compose, voices
from agent.config import Config, Engines, Lines, Paths, Pbx
from agent.engines.settings import for_site

ELSEWHERE = Config(pbx=Pbx(managed=False), lines=Lines(count=3, rtp_port_start=24000, rtp_port_end=24299))
"""No Asterisk is needed to compose a site whose PBX runs elsewhere."""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(config_file=tmp_path / "offhook.toml", data=tmp_path, cache=tmp_path / "cache")


@pytest.fixture
async def made(paths: Paths) -> AsyncIterator[Composed]:
    composed = compose(ELSEWHERE, paths)
    yield composed
    composed.site.parts.database.close()


async def test_composing_starts_nothing(made: Composed) -> None:
    status = made.site.status()
    assert {part["state"] for part in status["parts"].values()} == {"stopped"}
    assert {line["state"] for line in status["lines"]} == {"idle"}
    assert not any(status["ready"].values())


async def test_a_pbx_that_runs_elsewhere_is_not_started_by_us(made: Composed) -> None:
    assert set(made.site.status()["parts"]) == {"engines"}


def test_each_line_has_an_account_and_ports_of_its_own(paths: Paths) -> None:
    setup = composing._LineSetups(ELSEWHERE, paths, for_site(paths, ELSEWHERE))
    setups = [setup(slot, paths.calls)["setup"] for slot in (1, 2, 3)]
    assert [one["account"]["user"] for one in setups] == ["line-1", "line-2", "line-3"]
    assert len({one["account"]["secret"] for one in setups}) == 3
    ranges = [(one["rtp_port_start"], one["rtp_port_end"]) for one in setups]
    assert ranges == [(24000, 24099), (24100, 24199), (24200, 24299)]


def test_a_line_is_told_to_bind_loopback_when_the_pbx_is_there(paths: Paths) -> None:
    setup = composing._LineSetups(ELSEWHERE, paths, for_site(paths, ELSEWHERE))
    assert setup(1, paths.calls)["setup"]["bind_host"] == "127.0.0.1"


def test_what_a_line_is_told_fits_on_its_input(paths: Paths) -> None:
    setup = composing._LineSetups(ELSEWHERE, paths, for_site(paths, ELSEWHERE))
    assert "\n" not in json.dumps(setup(1, paths.calls))


def test_installed_piper_voices_can_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "en_GB-alba.onnx").touch()
    config = replace(ELSEWHERE, engines=Engines(piper_voices=tmp_path))
    assert {"jessica", "piper:en_GB-alba"} <= set(voices(config))
    assert "piper:en_GB-alba" not in voices(ELSEWHERE)
