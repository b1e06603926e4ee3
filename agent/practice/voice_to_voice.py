"""Voice to voice as the far side hears it, from a person's own recording.

The rule: t0 is the last speech sample of what the person said, known from its own playout (the
recording's right channel, where nothing else can be); t1 is the first sample of the answer that
the person heard (left channel). Both are positions in one file: one clock. What the person says
first, its greeting, is skipped.
"""

from __future__ import annotations

import json
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agent.practice.slots import wants_moment

WINDOW_SECONDS = 0.01
SPEECH_DBOV = -45.0
"""A window of 10 ms at or above it is speech: G.711's idle noise lies below -70, speech at -30 to -15."""
MARGIN_SECONDS = 0.3
"""The transcript's times of a turn may be off by this much."""
CUT_OFF_SECONDS = 0.15
"""An answer that begins this long before the end of the stimulus, and does not stop, cut it off."""

Windows = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Reply:
    """One stimulus of the person's and what came of it; seconds in the recording.

    ``answered`` None: nothing was heard before the person spoke again. ``cut_off``: the answer began
    while the person still spoke. ``filler``: the answer only asked for patience.
    """

    said: str
    ended: float
    answered: float | None
    cut_off: bool
    filler: bool

    @property
    def seconds(self) -> float | None:
        return None if self.answered is None else self.answered - self.ended


def measure(recording: Path, events: Path) -> list[Reply]:
    """All replies of one call. Raises OSError, wave.Error, ValueError on what is not such a recording."""
    heard, said = _speech(recording)
    turns = list(_turns(events))
    ours = [turn for turn in turns if turn["role"] == "assistant"]
    replies = []
    for index, turn in enumerate(ours):
        following = ours[index + 1]["start_seconds"] if index + 1 < len(ours) else len(said) * WINDOW_SECONDS
        if index:
            replies.append(_reply(turn, following, heard, said, turns))
    return replies


def _reply(
    turn: dict[str, Any], following: float, heard: Windows, said: Windows, turns: list[dict[str, Any]]
) -> Reply:
    first = _window(max(0.0, turn["start_seconds"] - MARGIN_SECONDS))
    last = _window(min(turn["end_seconds"] + MARGIN_SECONDS, following))
    spoken = np.flatnonzero(said[first:last])
    ended = (first + int(spoken[-1]) + 1) if spoken.size else last
    begun = (first + int(spoken[0])) if spoken.size else first
    during = _onset_before(heard, begun, ended)
    after = np.flatnonzero(heard[ended : _window(following) + 1])
    answered = during if during is not None else (ended + int(after[0]) if after.size else None)
    answer = next(
        (t["text"] for t in turns if t["role"] == "user" and t["start_seconds"] >= turn["start_seconds"]), ""
    )
    return Reply(
        said=turn["text"],
        ended=ended * WINDOW_SECONDS,
        answered=None if answered is None else answered * WINDOW_SECONDS,
        cut_off=during is not None or bool(turn.get("interrupted")),
        filler=wants_moment(answer),
    )


def _onset_before(heard: Windows, begun: int, ended: int) -> int | None:
    """Where an answer began that was still going on when the stimulus ended."""
    if ended >= len(heard) or not heard[ended - 1 : ended + 2].any():
        return None
    onset = ended
    gap = _window(0.2)
    while onset > begun and heard[max(begun, onset - gap) : onset].any():
        onset = max(begun, onset - gap) + int(np.flatnonzero(heard[max(begun, onset - gap) : onset])[0])
    return onset if ended - onset >= _window(CUT_OFF_SECONDS) else None


def _window(seconds: float) -> int:
    return round(seconds / WINDOW_SECONDS)


def _speech(recording: Path) -> tuple[Windows, Windows]:
    """(left, right): for each window whether there is speech in it."""
    with wave.open(str(recording)) as file:
        if file.getnchannels() != 2 or file.getsampwidth() != 2:
            raise ValueError(f"{recording} is not a stereo recording of 16 bits")
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").reshape(-1, 2)
    size = int(rate * WINDOW_SECONDS)
    whole = samples[: len(samples) // size * size].astype(np.float64) / 32768.0
    power = np.square(whole).reshape(-1, size, 2).mean(axis=1)
    loud = power >= 10 ** (SPEECH_DBOV / 10)
    return loud[:, 0], loud[:, 1]


def _turns(events: Path) -> Iterator[dict[str, Any]]:
    for line in events.read_text("utf-8").splitlines():
        report = json.loads(line)
        if report["event"] == "turn":
            yield report
