from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from agent.config import Paths
from agent.errors import SwitchboardError
from agent.switchboard.presence import Presence


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(config_file=tmp_path / "offhook.toml", data=tmp_path, cache=tmp_path / "cache")


def test_nobody_is_there_before_the_first_start(paths: Paths) -> None:
    assert Presence(paths).pid() is None
    assert Presence(paths).stop() is None


def test_a_second_start_is_told_who_runs(paths: Paths) -> None:
    first = Presence(paths)
    first.take()
    assert Presence(paths).pid() == os.getpid()
    with pytest.raises(SwitchboardError, match=rf"runs already \(pid {os.getpid()}\).*offhook down"):
        Presence(paths).take()
    first.release()
    second = Presence(paths)
    second.take()
    second.release()


HOLDER = """
import sys, time
from pathlib import Path
from agent.config import Paths
from agent.switchboard.presence import Presence
folder = Path(sys.argv[1])
held = Presence(Paths(folder / "x", folder, folder))
held.take()
print("held", flush=True)
sys.stdin.read()
"""


def _holder(paths: Paths) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(paths.data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_place_of_one_that_was_killed_is_free(paths: Paths) -> None:
    with _holder(paths) as holder:
        assert Presence(paths).pid() == holder.pid
        holder.kill()
        holder.wait()
        assert Presence(paths).pid() is None


def test_stopping_waits_until_it_has_ended(paths: Paths) -> None:
    with _holder(paths) as holder:
        assert Presence(paths).stop() == holder.pid
        assert holder.wait(5) != 0


def test_one_that_does_not_end_is_named(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.switchboard.presence.STOP_SECONDS", 0.2)
    monkeypatch.setattr("os.kill", lambda pid, number: None)
    with _holder(paths) as holder:
        with pytest.raises(SwitchboardError, match=f"kill -9 {holder.pid}"):
            Presence(paths).stop()
        holder.terminate()
