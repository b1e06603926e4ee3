"""What the runner needs from the outside, in the core's words.

Sound is 16-bit signed little-endian mono PCM; ``rate`` is samples a second (8000 or 16000 on a
line). Each Protocol has one contract suite in ``tests/contracts``, run on the fake and on the
real thing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from agent.call.actions import Message
from agent.call.events import Event


@dataclass(frozen=True, slots=True)
class Transcript:
    """``confidence`` 0..1; text empty where the engine's guards found no speech."""

    text: str
    confidence: float = 1.0


class SpeechToText(Protocol):
    async def transcribe(self, pcm: bytes, rate: int, language: str) -> Transcript:
        """Raises EngineUnavailable or EngineRefused."""
        ...


class TextToSpeech(Protocol):
    def synthesize(self, text: str, voice: str, rate: int) -> AsyncIterator[bytes]:
        """Yield the sound of ``text`` at ``rate`` as it is made, any chunk length (whole samples).

        Raises EngineUnavailable or EngineRefused (unknown voice).
        """
        ...


class LanguageModel(Protocol):
    def reply(self, messages: tuple[Message, ...], schema: str) -> AsyncIterator[str]:
        """Yield the reply's text as it is written; it conforms to the JSON Schema ``schema``.

        Raises EngineUnavailable or EngineRefused. Closing the iterator stops the model.
        """
        ...

    async def warm(self, messages: tuple[Message, ...]) -> None:
        """Prefill ``messages`` so that a reply to a prompt that begins with them starts sooner."""
        ...


class VoiceDetector(Protocol):
    frame_samples: int
    """Samples per call of ``probability``, at the rate the detector was made for."""

    def probability(self, pcm: bytes) -> float:
        """Probability that ``frame_samples`` samples of sound are speech. Keeps state: feed in order."""
        ...


class Recorder(Protocol):
    def write(self, far: bytes, near: bytes) -> None:
        """Append equally long pieces of both sides."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Tick:
    """One turn of the media clock: what came in and what went out, equally long.

    ``played``: events of clauses whose last sample was in ``sent``.
    """

    received: bytes
    sent: bytes
    played: tuple[Event, ...] = ()


class Leg(Protocol):
    """One call leg with its sound. Methods return at once; what comes of them arrives as events.

    ``on_event`` and ``on_tick`` are called from the leg's own threads and must only post.
    """

    rate: int

    def start(self, on_event: Callable[[Event], None], on_tick: Callable[[Tick], None]) -> None: ...

    def dial(self, number: str) -> None: ...

    def accept(self) -> None: ...

    def hang_up(self, reason: str) -> None: ...

    def press(self, digits: str) -> None: ...

    def play(self, utterance: int, clause: int, pcm: bytes, last: bool) -> None:
        """Queue sound of a clause; ``last``: the clause is complete with it."""
        ...

    def stop_playing(self, utterance: int) -> None:
        """Empty the playout; PlayoutStopped comes as an event."""
        ...

    def pause_playing(self, paused: bool) -> None:
        """Be silent, keeping what is queued; or go on with it. ``stop_playing`` ends a pause, too."""
        ...

    def close(self) -> None:
        """Release the stack; no event after it."""
        ...


@dataclass(frozen=True, slots=True)
class SipAccount:
    """What a line registers with."""

    user: str
    secret: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class LineSetup:
    """The line's first line of input: everything it may reach, before it knows any briefing."""

    account: SipAccount
    bind_host: str
    rtp_port_start: int
    rtp_port_end: int
    rate: int
    stt_socket: str
    tts_socket: str
    llm_url: str
    """``unix:/path/to/llm.sock`` or an ``http://`` URL of an OpenAI-form server."""


@dataclass(frozen=True, slots=True)
class CallFolder:
    """The line's own folder, the only place it writes."""

    path: Path

    @property
    def recording(self) -> Path:
        return self.path / "recording.wav"
