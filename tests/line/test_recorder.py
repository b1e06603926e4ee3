"""The recording, with a real file and a real kill."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from agent.line.recorder import FLUSH_SECONDS, WavRecorder

RATE = 8000
FRAME = 160
WRITER = """
import sys, time
from pathlib import Path
from agent.line.recorder import WavRecorder
recorder = WavRecorder(Path(sys.argv[1]), 8000)
for frame in range(100_000):
    recorder.write(b"\\x01\\x00" * 160, b"\\x02\\x00" * 160)
    print(frame + 1, flush=True)
    time.sleep(0.001)
"""


def frames(path: Path) -> tuple[int, bytes]:
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (2, 2, RATE)
        return sound.getnframes(), sound.readframes(sound.getnframes())


def test_left_is_the_far_party_and_right_is_the_agent(tmp_path: Path) -> None:
    recorder = WavRecorder(tmp_path / "r.wav", RATE)
    recorder.write(b"\x01\x02\x03\x04", b"\x0a\x0b\x0c\x0d")
    recorder.close()
    assert frames(tmp_path / "r.wav") == (2, b"\x01\x02\x0a\x0b\x03\x04\x0c\x0d")


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    recorder = WavRecorder(tmp_path / "r.wav", RATE)
    assert (tmp_path / "r.wav").stat().st_mode & 0o777 == 0o600
    recorder.close()


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "r.wav").write_bytes(b"proof")
    with pytest.raises(FileExistsError):
        WavRecorder(tmp_path / "r.wav", RATE)
    assert (tmp_path / "r.wav").read_bytes() == b"proof"


def test_an_empty_recording_is_a_valid_file(tmp_path: Path) -> None:
    WavRecorder(tmp_path / "r.wav", RATE).close()
    assert frames(tmp_path / "r.wav") == (0, b"")


def test_sides_of_different_length_are_refused(tmp_path: Path) -> None:
    recorder = WavRecorder(tmp_path / "r.wav", RATE)
    with pytest.raises(ValueError, match="sides differ"):
        recorder.write(b"\0\0", b"\0\0\0\0")
    recorder.close()


def test_the_folder_may_be_renamed_and_the_recording_be_discarded_then(tmp_path: Path) -> None:
    (tmp_path / "spare").mkdir()
    kept, dropped = (WavRecorder(tmp_path / "spare" / name, RATE) for name in ("kept.wav", "dropped.wav"))
    (tmp_path / "spare").rename(tmp_path / "call")
    kept.write(b"\0\0", b"\0\0")
    kept.close()
    dropped.discard()
    dropped.discard()
    dropped.close()
    assert [path.name for path in (tmp_path / "call").iterdir()] == ["kept.wav"]
    assert frames(tmp_path / "call" / "kept.wav")[0] == 1


def test_a_killed_process_leaves_a_file_that_lacks_at_most_the_last_second(tmp_path: Path) -> None:
    path = tmp_path / "r.wav"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        written = 0
        while written < 130:
            written = int(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read().split()
        written = int(rest[-1]) if rest else written
    count, sound = frames(path)
    assert written * FRAME - count <= RATE * (FLUSH_SECONDS + 0.02) < RATE
    assert sound == b"\x01\x00\x02\x00" * count
    if sox := shutil.which("soxi"):
        said = subprocess.run([sox, "-s", str(path)], capture_output=True, text=True, check=True)
        assert int(said.stdout) == count
        assert said.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, the disk that is always full")
def test_a_full_disk_raises_and_what_was_written_stays_valid(tmp_path: Path) -> None:
    recorder = WavRecorder(tmp_path / "r.wav", RATE)
    recorder.write(bytes(2 * RATE), bytes(2 * RATE))
    full = os.open("/dev/full", os.O_WRONLY)
    file, recorder._file = recorder._file, full
    with pytest.raises(OSError, match="No space left"):
        recorder.write(bytes(2 * RATE), bytes(2 * RATE))
    with pytest.raises(OSError, match="No space left"):
        recorder.close()
    recorder.close()
    os.close(file)
    assert frames(tmp_path / "r.wav")[0] == RATE
