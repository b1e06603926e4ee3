"""Where sound leaves pjmedia and enters it, 20 ms at a time.

Both methods run on pjmedia's clock thread: copy, count, leave. The reader of the playout buffer
*is* the clock of what we say; nobody else paces sound.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pjsua2 as pj

from agent.audio.playout import PlayoutBuffer
from agent.call.events import Event, PlayoutStopped
from agent.line.counters import MediaCounters
from agent.ports import Tick

FRAME_SECONDS = 0.02


class MediaPort(pj.AudioMediaPort):
    """One leg's sound in the conference bridge of pjmedia.

    In one turn of its clock the bridge first asks every port for sound, then gives every port some;
    so a pair is complete when sound comes in. Where one direction stalls silence stands in for it:
    both sides of the recording stay aligned.
    """

    def __init__(self, rate: int, on_tick: Callable[[Tick], None]) -> None:
        super().__init__()
        self.counters = MediaCounters(FRAME_SECONDS)
        self._frame_bytes = int(rate * FRAME_SECONDS) * 2
        self._silence = bytes(self._frame_bytes)
        self._playout = PlayoutBuffer(rate)
        self._tones = bytearray()
        self._lock = threading.Lock()
        self._on_tick = on_tick
        self._sent: bytes | None = None
        self._played: tuple[Event, ...] = ()
        self._on_tones_out: Callable[[], None] = lambda: None
        self._open = False
        media_format = pj.MediaFormatAudio()
        microseconds = int(FRAME_SECONDS * 1_000_000)
        media_format.init(pj.PJMEDIA_FORMAT_PCM, rate, 1, microseconds, 16)
        self.createPort("offhook", media_format)

    # -- pjmedia's clock thread --------------------------------------------------------------

    def onFrameRequested(self, frame: pj.MediaFrame) -> None:
        if self._sent is not None:
            self._emit(self._silence)
        self._sent, self._played = self._next()
        frame.type = pj.PJMEDIA_FRAME_TYPE_AUDIO
        frame.size = self._frame_bytes
        frame.buf.assign_from_bytes(self._sent)

    def onFrameReceived(self, frame: pj.MediaFrame) -> None:
        if not self._open:
            return
        received = self._silence
        if frame.type == pj.PJMEDIA_FRAME_TYPE_AUDIO and frame.size == self._frame_bytes:
            copy = bytearray(self._frame_bytes)
            frame.buf.copy_to_bytearray(copy)
            received = bytes(copy)
        else:
            self.counters.nothing_received += 1
        self._emit(received)

    def _next(self) -> tuple[bytes, tuple[Event, ...]]:
        with self._lock:
            if not self._tones:
                return self._playout.read(self._frame_bytes // 2)
            sound = bytes(self._tones[: self._frame_bytes])
            del self._tones[: self._frame_bytes]
            out = not self._tones
        if out:
            self._on_tones_out()
        return sound.ljust(self._frame_bytes, b"\0"), ()

    def _emit(self, received: bytes) -> None:
        sent, played = self._sent or self._silence, self._played
        self._sent, self._played = None, ()
        self.counters.count(time.perf_counter())
        self._on_tick(Tick(received, sent, played))

    @property
    def underruns(self) -> int:
        """Times the clock found a clause begun and out of sound: synthesis was too slow."""
        return self._playout.underruns

    # -- any thread --------------------------------------------------------------------------

    def open(self) -> None:
        """From now on there are ticks: the leg has sound, be it early media."""
        self._open = True

    def shut(self) -> None:
        self._open = False

    def play(self, utterance: int, clause: int, pcm: bytes, last: bool) -> None:
        with self._lock:
            self._playout.push(utterance, clause, pcm, last)

    def stop_playing(self, utterance: int) -> PlayoutStopped:
        with self._lock:
            return self._playout.stop(utterance)

    def pause_playing(self, paused: bool) -> None:
        with self._lock:
            self._playout.paused = paused

    def play_tones(self, pcm: bytes, on_out: Callable[[], None]) -> None:
        """Send ``pcm`` before anything that is queued; ``on_out`` is called on the clock thread."""
        with self._lock:
            self._on_tones_out = on_out
            self._tones += pcm
