from __future__ import annotations

import sys
from pathlib import Path

import pytest

from agent.engines.settings import HostSettings
from agent.errors import EngineUnavailable
from agent.switchboard.parts import EnginePart
from tests.switchboard.bench import eventually

READY = 'print(json.dumps({"event": "ready"}), flush=True); sys.stdin.read()'


def _part(folder: Path, program: str) -> EnginePart:
    settings = HostSettings(stt=str(folder / "s"), tts=str(folder / "t"), llm=f"unix:{folder / 'l'}")
    given = f"import json, os, sys; settings = sys.stdin.readline(); {program}"
    return EnginePart(settings, folder / "logs" / "engines.log", [sys.executable, "-c", given])


async def test_the_engine_host_is_up_when_it_says_so_and_ends_with_its_input(tmp_path: Path) -> None:
    part = _part(tmp_path, READY)
    await part.start()
    assert part.alive
    assert part.pid
    await part.stop()
    assert not part.alive
    assert not Path(f"/proc/{part.pid}").exists()


async def test_its_own_reason_is_told_when_it_cannot_start(tmp_path: Path) -> None:
    part = _part(tmp_path, 'print(json.dumps({"event": "failed", "reason": "no model: run scripts/setup"}))')
    with pytest.raises(EngineUnavailable, match="no model: run scripts/setup"):
        await part.start()
    assert not part.alive


async def test_the_last_line_of_its_log_is_told_when_it_dies_without_a_word(tmp_path: Path) -> None:
    part = _part(tmp_path, 'sys.exit("no space left for the model")')
    with pytest.raises(EngineUnavailable, match="no space left for the model"):
        await part.start()


async def test_one_that_never_gets_ready_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.switchboard.parts.ENGINES_READY_SECONDS", 0.2)
    part = _part(tmp_path, "sys.stdin.read()")
    with pytest.raises(EngineUnavailable, match="not ready in time"):
        await part.start()
    assert part.pid is None


async def test_its_death_is_noticed(tmp_path: Path) -> None:
    part = _part(tmp_path, 'print(json.dumps({"event": "ready"}), flush=True)')
    await part.start()
    await eventually(lambda: not part.alive)
    await part.stop()


async def test_it_gets_its_settings_over_its_input_and_quiet_threads(tmp_path: Path) -> None:
    told = 'print(json.dumps({"event": "failed", "reason": settings + os.environ["OMP_WAIT_POLICY"]}))'
    with pytest.raises(EngineUnavailable, match=r'"sequences":4.*PASSIVE'):
        await _part(tmp_path, told.replace("settings +", "settings.strip() +")).start()
