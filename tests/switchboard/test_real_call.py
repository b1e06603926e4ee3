"""Real calls through a real PBX and the practice carrier, placed over HTTP at ``offhook up --practice``."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

import pytest

from agent.practice import numbers
from tests.switchboard.real_site import RealSite, until

pytestmark = [pytest.mark.pbx, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(autouse=True)
def _quiet(site: RealSite) -> None:
    """Each test begins with a line that waits and leaves none in a call."""
    if site.process is None or site.process.poll() is not None:
        site.start()
    until(site.idle, 60.0)


@pytest.mark.parametrize(
    ("number", "fail_reason", "outcome"),
    [
        (numbers.BUSY, "busy", "busy"),
        (numbers.NO_ANSWER, "no_answer", "no_answer"),
        (numbers.DECLINED, "call_rejected", "rejected"),
        (numbers.SCREENED, "call_rejected", "rejected"),
        (numbers.UNALLOCATED, "invalid_number", "invalid_number"),
        (numbers.GONE, "unreachable", "unreachable"),
        (numbers.FORBIDDEN, "dial_failed", "failed"),
        (numbers.CONGESTION, "network_error", "network_error"),
        (numbers.TIMED_OUT, "network_error", "network_error"),
        (numbers.RANG_OUT, "no_answer", "no_answer"),
    ],
)
def test_why_a_call_failed_is_what_the_trunk_says(
    site: RealSite, number: str, fail_reason: str, outcome: str
) -> None:
    view = site.ended(site.place(number))
    assert (view["status"], view["failReason"], view["outcome"]) == ("failed", fail_reason, outcome)


def test_a_call_without_sound_is_a_network_error(site: RealSite) -> None:
    view = site.ended(site.place(numbers.SILENT))
    assert (view["status"], view["failReason"], view["outcome"]) == (
        "failed",
        "network_error",
        "network_error",
    )
    assert view["timestamps"]["answered_at"]


def test_an_answered_call_that_plays_special_information_tones_is_an_invalid_number(site: RealSite) -> None:
    view = site.ended(site.place(numbers.NOT_IN_SERVICE))
    assert (view["status"], view["failReason"]) == ("failed", "invalid_number")
    assert view["timestamps"]["answered_at"]
    assert view["talk_seconds"] < 10


def test_a_call_that_is_answered_and_hung_up_there_is_completed(site: RealSite) -> None:
    view = site.ended(site.place(numbers.HANGS_UP))
    assert (view["status"], view["outcome"]) == ("completed", "answered")
    assert view["outcome_detail"]["hangup_source"] == "callee"
    assert view["talk_seconds"] > 0
    assert "failReason" not in view


def test_hanging_up_while_it_rings_cancels(site: RealSite) -> None:
    call_id = site.place(numbers.NO_ANSWER)
    site.until_status(call_id, "ringing")
    view = site.ask("POST", f"/call/{call_id}/hangup")
    assert (view["status"], view["failReason"]) == ("failed", "cancelled")


def test_hanging_up_in_the_call_completes_it_with_a_recording(site: RealSite) -> None:
    call_id = site.place(numbers.MUSIC)
    site.until_status(call_id, "in_progress")
    view = site.ask("POST", f"/call/{call_id}/hangup")
    assert (view["status"], view["outcome"]) == ("completed", "answered")
    recording = site.paths.calls / call_id / "recording.wav"
    assert view["recording_url"]
    assert recording.read_bytes()[:4] == b"RIFF"


def test_a_call_in_which_nothing_was_heard_has_no_recording(site: RealSite) -> None:
    view = site.ended(site.place(numbers.BUSY))
    assert view["recording_url"] is None


def test_the_doctor_finds_nothing_wrong_in_the_practice_town(site: RealSite) -> None:
    told = site.ask("POST", "/doctor", seconds=180.0)
    assert [check for check in told["checks"] if not check["ok"]] == []
    assert told["ok"]
    assert [check["id"] for check in told["checks"]] == [
        "sip-registered",
        "trunk-qualified",
        "rtp-loopback",
        "dtmf",
        "stt-model",
        "tts-voice",
        "llm-model",
        "disk",
        "clock",
    ]


def test_a_number_that_is_not_allowed_never_reaches_a_line(site: RealSite) -> None:
    with pytest.raises(AssertionError, match="destination_not_allowed"):
        site.place("+19005550100")
    assert site.idle()


def test_twenty_calls_one_after_the_other_leave_nothing_behind(site: RealSite) -> None:
    assert site.process is not None
    site.ended(site.place(numbers.BUSY))
    until(site.idle, 30.0)
    descriptors, processes = _descriptors(site.process.pid), len(site.processes())
    for _ in range(20):
        assert site.ended(site.place(numbers.BUSY))["failReason"] == "busy"
    until(site.idle, 30.0)
    until(lambda: len(site.processes()) <= processes, 10.0)
    until(lambda: _descriptors(site.process.pid) <= descriptors, 10.0)  # type: ignore[union-attr]


# -- what is killed in mid-call --------------------------------------------------------------


def _call_in_progress(site: RealSite) -> str:
    call_id = site.place(numbers.MUSIC)
    site.until_status(call_id, "in_progress")
    return call_id


def _the_next_call_works(site: RealSite) -> None:
    until(site.idle, 60.0)
    view = site.ended(site.place(numbers.HANGS_UP))
    assert (view["status"], view["outcome"]) == ("completed", "answered")


def test_a_line_killed_in_mid_call_ends_it_as_a_system_error(site: RealSite) -> None:
    call_id = _call_in_progress(site)
    os.kill(site.leased_pid(), signal.SIGKILL)
    view = site.ended(call_id)
    assert (view["status"], view["failReason"], view["outcome"]) == (
        "failed",
        "network_error",
        "system_error",
    )
    _the_next_call_works(site)


def test_the_engine_host_killed_in_mid_call_comes_back_and_the_call_goes_on(site: RealSite) -> None:
    call_id = _call_in_progress(site)
    killed = site.status()["parts"]["engines"]["pid"]
    os.kill(killed, signal.SIGKILL)
    until(lambda: site.status()["parts"]["engines"]["pid"] not in (None, killed), 60.0)
    until(lambda: site.status()["ready"]["engines"], 60.0)
    assert site.view(call_id)["status"] == "in_progress"
    view = site.ask("POST", f"/call/{call_id}/hangup")
    assert view["status"] == "completed"
    _the_next_call_works(site)


def test_the_pbx_killed_in_mid_call_ends_it_as_a_system_error_and_comes_back(site: RealSite) -> None:
    call_id = _call_in_progress(site)
    killed = site.status()["parts"]["pbx"]["pid"]
    os.kill(killed, signal.SIGKILL)
    view = site.ended(call_id)
    assert (view["status"], view["failReason"], view["outcome"]) == (
        "failed",
        "network_error",
        "system_error",
    )
    until(lambda: all(site.status()["ready"].values()), 60.0)
    _the_next_call_works(site)


def test_a_switchboard_killed_in_mid_call_leaves_nothing_and_tells_it_at_its_next_start(
    site: RealSite,
) -> None:
    assert site.process is not None
    call_id = _call_in_progress(site)
    site.process.kill()
    site.process.wait()
    site.start()
    view = site.view(call_id)
    assert (view["status"], view["failReason"], view["outcome"]) == (
        "failed",
        "network_error",
        "system_error",
    )
    _the_next_call_works(site)


def test_stopping_in_mid_call_ends_it_and_leaves_no_process(site: RealSite) -> None:
    assert site.process is not None
    call_id = _call_in_progress(site)
    site.stop()
    assert site.process.returncode == 0
    until(lambda: not site.processes(), 5.0)
    site.start()
    assert site.view(call_id)["status"] == "completed"


def _descriptors(pid: int) -> int:
    """Open descriptors but for the store's: its connections are opened as needed, up to a fixed number."""
    names = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            names.append(os.readlink(link))
    return sum("sqlite3" not in name for name in names)
