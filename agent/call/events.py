"""What happened: facts in the past tense, handed to ``CallSession.handle(event, now)``.

Three times, never mixed: *now* is monotonic seconds and an argument of ``handle``; *heard time*
is seconds of received sound counted from the first frame (``VoiceMeasured``); the wall clock
does not occur here.

``request`` stamps everything that an engine answers: an answer whose number is not the one
waited for is dropped. ``utterance`` numbers what we say, ``clause`` its parts, from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What the playout buffer and the sound itself tell: their own facts, which are events of a call as they
# stand.
from agent.audio.playout import ClausePlayed as ClausePlayed
from agent.audio.playout import PlayoutStopped as PlayoutStopped
from agent.audio.progress import BeepHeard as BeepHeard
from agent.audio.progress import DigitHeard as DigitHeard
from agent.audio.progress import FloorMoved as FloorMoved
from agent.audio.progress import ToneHeard as ToneHeard

# -- signalling ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Started:
    """The line is ready and the briefing is in: the call may begin."""


@dataclass(frozen=True, slots=True)
class Ringing:
    """A provisional answer (SIP 18x). ``early_media``: sound comes before the answer."""

    early_media: bool = False


@dataclass(frozen=True, slots=True)
class Invited:
    """An incoming INVITE rings at our leg (people of the practice town are called)."""

    caller: str


@dataclass(frozen=True, slots=True)
class Answered:
    """SIP 200 on our INVITE, or an incoming call that we accepted."""


@dataclass(frozen=True, slots=True)
class CallEnded:
    """The leg is gone. ``sip_code`` 0: there was no final answer."""

    sip_code: int
    reason: str
    by: Literal["far", "us", "network"]


@dataclass(frozen=True, slots=True)
class HeldByPeer:
    """A re-INVITE put us on hold (sendonly or inactive, RFC 3264 section 8.4)."""


@dataclass(frozen=True, slots=True)
class ResumedByPeer:
    """A re-INVITE took us off hold."""


@dataclass(frozen=True, slots=True)
class MediaLost:
    """No RTP came for ``seconds``."""

    seconds: float


# -- what is heard ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VoiceMeasured:
    """One frame of received sound went through the voice detector.

    ``probability`` that it is speech, 0..1; ``seconds`` of sound in the frame; ``level`` in dBov; ``music``:
    the probability that there is music, with or without speech, 0..1; ``tone``: it is a
    pure one; ``repeated``: the last two seconds were heard before in this call, so they are recorded;
    ``voiced``: how clear a voice is, where there is one, 1 a single one, 0.6 many at once; ``ours``: it may
    be no more than is left of our own voice, so ``probability`` is 0.
    Heard time is the sum of ``seconds``.
    """

    probability: float
    seconds: float
    level: float = -100.0
    music: float = 0.0
    tone: bool = False
    repeated: bool = False
    voiced: float = 1.0
    ours: bool = False


# -- answers of engines ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Transcribed:
    """Speech to text answered. ``text`` is empty where there was no speech."""

    request: int
    text: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class TranscriptionFailed:
    request: int
    reason: str


@dataclass(frozen=True, slots=True)
class ModelWrote:
    """The next piece of the model's answer, as it came."""

    request: int
    text: str


@dataclass(frozen=True, slots=True)
class ModelFinished:
    request: int


@dataclass(frozen=True, slots=True)
class ModelFailed:
    request: int
    reason: str


# -- our own voice and keys ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClauseQueued:
    """A clause was synthesised and lies in the playout buffer; ``seconds`` long."""

    utterance: int
    clause: int
    seconds: float


@dataclass(frozen=True, slots=True)
class ClauseFailed:
    """A clause could not be synthesised; it counts as played, unheard."""

    utterance: int
    clause: int
    reason: str


@dataclass(frozen=True, slots=True)
class KeysPressed:
    """All of ``digits`` went out."""

    digits: str
    mode: Literal["rfc4733", "inband"]


@dataclass(frozen=True, slots=True)
class KeysFailed:
    digits: str
    reason: str


# -- orders from the switchboard -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HangUpOrdered:
    """The owner, or the site, wants the call to end now."""


@dataclass(frozen=True, slots=True)
class Steered:
    """Context from the owner for the next turn; never spoken as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class OwnerAnswered:
    """The owner's answer to the question ``question``."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class SpeakOrdered:
    """The owner wants exactly this said."""

    text: str


@dataclass(frozen=True, slots=True)
class KeysOrdered:
    """The owner wants these keys pressed."""

    digits: str


@dataclass(frozen=True, slots=True)
class TimePassed:
    """``CallSession.deadline`` was reached."""


Event = (
    Started
    | Ringing
    | Invited
    | Answered
    | CallEnded
    | HeldByPeer
    | ResumedByPeer
    | MediaLost
    | VoiceMeasured
    | DigitHeard
    | ToneHeard
    | BeepHeard
    | FloorMoved
    | Transcribed
    | TranscriptionFailed
    | ModelWrote
    | ModelFinished
    | ModelFailed
    | ClauseQueued
    | ClausePlayed
    | ClauseFailed
    | PlayoutStopped
    | KeysPressed
    | KeysFailed
    | HangUpOrdered
    | Steered
    | OwnerAnswered
    | SpeakOrdered
    | KeysOrdered
    | TimePassed
)
