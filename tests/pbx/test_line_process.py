"""A line's whole process at the real PBX. Its engines do not run: a call outlives that."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import wave
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from agent.line.process import STOP_SECONDS, Exit
from agent.pbx.render import LINE_RTP_TIMEOUT_SECONDS
from agent.ports import LineSetup, SipAccount
from tests.contracts.legs import wait_until
from tests.pbx.pair import Pair, free_port

pytestmark = pytest.mark.pbx

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
BRIEFING = {"call_id": "call-1", "to": "echo", "task": "Hear your own echo."}


class LineProcess:
    """``python -m agent.line`` in a folder of its own, and what it has told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reports: list[dict[str, Any]] = []
        self._errors = (folder.parent / f"{folder.name}.stderr").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "agent.line"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=ENVIRONMENT,
            cwd=folder,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.reports.append(json.loads(line))

    def send(self, message: dict[str, Any] | str) -> None:
        assert self.process.stdin is not None
        text = message if isinstance(message, str) else json.dumps(message)
        self.process.stdin.write(text.encode() + b"\n")
        self.process.stdin.flush()

    def end_of_input(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()

    def told(self, event: str, **fields: Any) -> bool:
        wanted = {"event": event, **fields}
        return any(wanted.items() <= report.items() for report in list(self.reports))

    def until(self, condition: Callable[[], object], seconds: float = 15.0) -> None:
        wait_until(condition, seconds, lambda: f"it told {self.reports}")

    def wait(self, seconds: float = 10.0) -> int:
        code = self.process.wait(seconds)
        self._reader.join()
        return code

    def close(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS + 2)
        finally:
            self.process.kill()
            self.process.wait()
        self._reader.join()
        self._errors.close()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def line(tmp_path: Path) -> Iterator[LineProcess]:
    (tmp_path / "line").mkdir()
    line = LineProcess(tmp_path / "line")
    yield line
    line.close()


@pytest.fixture
def first_line(pbx_pair: Pair, tmp_path: Path) -> dict[str, Any]:
    account = SipAccount("line-3", pbx_pair.line_secret("line-3"), "127.0.0.1", pbx_pair.config.pbx.sip_port)
    sockets = [str(tmp_path / name) for name in ("stt.sock", "tts.sock", "llm.sock")]
    setup = LineSetup(account, "127.0.0.1", 26000, 27999, 8000, sockets[0], sockets[1], f"unix:{sockets[2]}")
    return {"setup": asdict(setup), "folder": str(tmp_path / "line")}


@pytest.fixture
def spare(line: LineProcess, first_line: dict[str, Any]) -> LineProcess:
    """Registered, without a briefing."""
    line.send(first_line)
    line.until(lambda: line.told("line.ready"))
    return line


@pytest.fixture
def talking(spare: LineProcess) -> LineProcess:
    """In a call with the PBX's echo, and more than a second of it recorded."""
    spare.send(BRIEFING)
    spare.until(lambda: spare.told("leg", state="answered"))
    recording = spare.folder / "recording.wav"
    spare.until(lambda: recording.stat().st_size > 44 + 4 * 8000)
    return spare


def recorded_seconds(line: LineProcess) -> float:
    with wave.open(str(line.folder / "recording.wav")) as sound:
        frames, rate = sound.getnframes(), sound.getframerate()
    return float(frames) / float(rate)


def gone_from(pair: Pair, user: str = "line-3") -> Callable[[], bool]:
    return lambda: f"PJSIP/{user}-" not in pair.pbx.command("core show channels concise")


def test_a_call_is_made_recorded_reported_and_the_process_goes(talking: LineProcess, pbx_pair: Pair) -> None:
    talking.send({"order": "hangup"})
    assert talking.wait() == Exit.OK
    assert talking.reports[0]["event"] == "line.ready"
    over = talking.reports[-1]
    assert over["event"] == "over"
    assert (over["answered"], over["by"]) == (True, "us")
    assert over["talk_seconds"] > 0.5
    assert over["talk_seconds"] - 0.5 < recorded_seconds(talking) < over["talk_seconds"] + 1.5
    wait_until(gone_from(pbx_pair))
    contacts = pbx_pair.pbx.command("pjsip show contacts")
    assert "line-3/" not in contacts


def test_all_its_files_are_its_owner_s_only(talking: LineProcess) -> None:
    names = sorted(path.name for path in talking.folder.iterdir())
    assert names == ["line.log", "recording.wav", "sip.log"]
    assert {path.stat().st_mode & 0o777 for path in talking.folder.iterdir()} == {0o600}


def test_the_secret_is_in_no_file_and_not_on_the_command_line(talking: LineProcess, pbx_pair: Pair) -> None:
    secret = pbx_pair.line_secret("line-3").encode()
    assert secret not in Path(f"/proc/{talking.process.pid}/cmdline").read_bytes()
    assert secret not in Path(f"/proc/{talking.process.pid}/environ").read_bytes()
    for path in talking.folder.iterdir():
        assert secret not in path.read_bytes()


def test_a_line_holds_only_udp_on_its_address_and_no_tcp(talking: LineProcess) -> None:
    said = subprocess.run(["ss", "-Hanptu"], capture_output=True, text=True, check=True).stdout
    mine = [line.split() for line in said.splitlines() if f"pid={talking.process.pid}," in line]
    assert {fields[0] for fields in mine} == {"udp"}
    assert {fields[4].rpartition(":")[0] for fields in mine} == {"127.0.0.1"}


@pytest.mark.parametrize("how", ["SIGTERM", "end of input"])
def test_asked_to_stop_it_hangs_up_and_is_gone_within_three_seconds(
    talking: LineProcess, pbx_pair: Pair, how: str
) -> None:
    begun = time.monotonic()
    if how == "SIGTERM":
        talking.process.send_signal(signal.SIGTERM)
    else:
        talking.end_of_input()
    assert talking.wait() == Exit.OK
    assert time.monotonic() - begun < STOP_SECONDS + 0.2
    assert talking.told("leg", state="ended")
    assert talking.reports[-1]["event"] == "over"
    assert gone_from(pbx_pair)()


def test_a_killed_line_leaves_its_recording_and_the_pbx_ends_its_call(
    talking: LineProcess, pbx_pair: Pair
) -> None:
    talking.until(lambda: recorded_seconds(talking) > 2.0)
    before = recorded_seconds(talking)
    talking.process.kill()
    talking.wait()
    assert recorded_seconds(talking) >= before
    wait_until(gone_from(pbx_pair), LINE_RTP_TIMEOUT_SECONDS + 15)


def test_the_folder_may_be_renamed_between_ready_and_the_call(spare: LineProcess) -> None:
    spare.folder = spare.folder.rename(spare.folder.parent / "call-1")
    spare.send(BRIEFING)
    spare.until(lambda: spare.told("leg", state="answered"))
    spare.until(lambda: recorded_seconds(spare) > 0.4)
    spare.send({"order": "hangup"})
    assert spare.wait() == Exit.OK


def test_a_call_that_is_not_to_be_recorded_leaves_no_recording(spare: LineProcess) -> None:
    spare.send({**BRIEFING, "record": False})
    spare.until(lambda: spare.told("leg", state="answered"))
    spare.send({"order": "hangup"})
    assert spare.wait() == Exit.OK
    assert not (spare.folder / "recording.wav").exists()


@pytest.mark.parametrize("how", ["SIGTERM", "end of input"])
def test_a_spare_line_that_is_not_needed_goes_and_leaves_no_recording(spare: LineProcess, how: str) -> None:
    if how == "SIGTERM":
        spare.process.send_signal(signal.SIGTERM)
    else:
        spare.end_of_input()
    assert spare.wait() == Exit.OK
    assert not (spare.folder / "recording.wav").exists()


def test_an_order_that_is_none_is_reported_and_the_call_goes_on(talking: LineProcess) -> None:
    talking.send({"order": "fly"})
    talking.send("{")
    talking.send("x" * 300_000)
    talking.until(lambda: talking.told("trouble", what="order", detail="no such order: 'fly'"))
    talking.send({"order": "dtmf", "digits": "1"})
    talking.until(lambda: talking.told("keys", digits="1"))


def test_the_far_side_s_hang_up_ends_the_process(spare: LineProcess) -> None:
    spare.send({**BRIEFING, "to": "digits"})
    assert spare.wait(40) == Exit.OK
    assert spare.told("over", by="far", answered=True)


def test_a_first_line_that_is_none_is_refused_with_the_reason(line: LineProcess) -> None:
    line.send({"setup": {"account": {"user": "line-1", "secret": "hush-hush", "port": 1}}, "folder": "/"})
    assert line.wait() == Exit.BAD_INPUT
    (report,) = line.reports
    assert (report["event"], report["what"]) == ("trouble", "input")
    assert report["detail"] == "not a FirstLine: setup.account.host: Field required"


def test_a_briefing_that_is_none_is_refused_and_nothing_is_dialled(spare: LineProcess) -> None:
    spare.send({"to": "echo"})
    assert spare.wait() == Exit.BAD_INPUT
    assert spare.reports[-1]["what"] == "input"
    assert not spare.told("leg")
    assert not (spare.folder / "recording.wav").exists()


def test_a_pbx_that_is_not_there_is_told(line: LineProcess, first_line: dict[str, Any]) -> None:
    first_line["setup"]["account"]["port"] = free_port()
    line.send(first_line)
    assert line.wait(20) == Exit.NOT_REGISTERED
    assert line.told("trouble", what="registration")


def test_a_wrong_secret_is_told_and_not_repeated(line: LineProcess, first_line: dict[str, Any]) -> None:
    first_line["setup"]["account"]["secret"] = "wrong-secret-0123"
    line.send(first_line)
    assert line.wait(20) == Exit.NOT_REGISTERED
    assert line.told("trouble", what="registration")
    assert not any("wrong-secret" in json.dumps(report) for report in line.reports)


def test_a_folder_that_is_not_there_is_told(line: LineProcess, first_line: dict[str, Any]) -> None:
    first_line["folder"] = str(line.folder / "nowhere")
    line.send(first_line)
    assert line.wait() == Exit.NO_FOLDER
    assert line.told("trouble", what="folder")
