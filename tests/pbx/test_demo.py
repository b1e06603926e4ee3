"""The demo as a user runs it: a table at the far side, the proof on disk, nothing left running."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.pbx, pytest.mark.slow, pytest.mark.timeout(300)]

DEMO = (sys.executable, "-m", "agent.practice.demo")


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "XDG_DATA_HOME": str(folder)}


def processes() -> set[str]:
    """Command lines of everything that a demo starts."""
    found = set()
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = file.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if "/tmp/offhook-" in command:
            found.add(command)
    return found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("demo")
    before = processes()
    begun = time.monotonic()
    done = subprocess.run(
        [*DEMO, "--json"], capture_output=True, text=True, timeout=280, env=environment(folder)
    )
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {
        **report,
        "code": done.returncode,
        "shown": done.stderr,
        "took": time.monotonic() - begun,
        "left": processes() - before,
    }


def test_the_table_is_in_the_far_sides_book(demo: dict[str, Any]) -> None:
    assert demo["ok"], demo.get("problems", demo)
    assert demo["code"] == 0
    assert demo["booking"]["size"] == 4
    assert demo["booking"]["day"] == "tuesday"
    assert demo["booking"]["time"] in ("19:30", "20:00")


def test_the_call_went_through_menu_hold_and_conversation(demo: dict[str, Any]) -> None:
    names = [phase["phase"] for phase in demo["phases"]]
    wanted = ["dialing", "ivr-navigation", "hold-waiting", "active-conversation", "wrap-up", "ended"]
    assert [name for name in dict.fromkeys(names) if name in wanted] == wanted
    assert demo["keys"] == ["1", "2"]
    assert demo["hold_seconds"] > 20


def test_what_happens_is_shown(demo: dict[str, Any]) -> None:
    for shown in (
        "hold-waiting",
        "press 1",
        "press 2",
        "they",
        "Tuesday",
        "voice_to_voice",
        "The table is booked.",
    ):
        assert shown in demo["shown"]


def test_recordings_and_transcript_are_kept(demo: dict[str, Any]) -> None:
    assert Path(demo["recording"]).stat().st_size > 500_000
    assert Path(demo["far_recording"]).stat().st_size > 200_000
    call = json.loads(Path(demo["transcript"]).read_text())
    roles = {turn["role"] for turn in call["transcript"]}
    assert {"assistant", "user"} <= roles


def test_it_is_done_within_three_minutes_and_leaves_nothing_running(demo: dict[str, Any]) -> None:
    assert demo["took"] < 180
    assert demo["left"] == set()


def test_ctrl_c_in_the_call_stops_everything(tmp_path: Path) -> None:
    before = processes()
    with subprocess.Popen(
        DEMO,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment(tmp_path),
        # What is started in the background of a shell inherits that Ctrl-C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "dialing" in line:
                process.send_signal(signal.SIGINT)
                break
        rest = process.stdout.read()
        assert process.wait(60) == 130
    assert "interrupted" in rest
    assert processes() - before == set()
