"""What is to be done: orders that ``CallSession.handle`` returns and the runner carries out.

Every order is answered by an event of ``agent.call.events`` or needs no answer; which, is said
with each.
"""

from __future__ import annotations

from dataclasses import dataclass

from agent.call.reports import Report

# -- signalling ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dial:
    """Send the INVITE. Answered by Ringing, Answered, CallEnded. Given once in a call's life."""

    number: str


@dataclass(frozen=True, slots=True)
class Accept:
    """Answer the incoming call with 200 OK. Answered by Answered."""


@dataclass(frozen=True, slots=True)
class HangUp:
    """BYE, CANCEL or a final refusal, whatever the leg's state asks for. Answered by CallEnded."""

    reason: str


@dataclass(frozen=True, slots=True)
class PressKeys:
    """Send ``digits`` (``0-9 * # A-D``, ``w`` = a pause of 0.5 s). Answered by KeysPressed or KeysFailed."""

    digits: str


# -- engines ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Transcribe:
    """Recognise the sound heard between two points of heard time. Answered by Transcribed or
    TranscriptionFailed."""

    request: int
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True)
class DropTranscription:
    """Speech went on: the answer to ``request`` is no longer wanted. Not answered."""

    request: int


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the prompt, in the OpenAI chat form (``role``: system, user, assistant)."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class WarmModel:
    """Prefill a prompt's beginning: its frozen head while the phone rings, later all that was said, while the
    far party speaks. Not answered."""

    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class AskModel:
    """Have the model write a reply. ``schema`` is the JSON Schema (as JSON text) it must conform to.

    Answered by ModelWrote (any number of times), then ModelFinished or ModelFailed.
    """

    request: int
    messages: tuple[Message, ...]
    schema: str


@dataclass(frozen=True, slots=True)
class DropReply:
    """The answer to ``request`` is no longer wanted. Not answered."""

    request: int


# -- our own voice ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Say:
    """Synthesise a clause and put it behind what is queued. Clauses play in the order given.

    Answered by ClauseQueued and ClausePlayed, or ClauseFailed; or, with StopSaying, PlayoutStopped.
    """

    utterance: int
    clause: int
    text: str


@dataclass(frozen=True, slots=True)
class Prepare:
    """Synthesise clauses that may be said, while there is time. Not answered."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StopSaying:
    """Empty the playout buffer and forget clauses not yet synthesised. Answered by PlayoutStopped."""

    utterance: int


@dataclass(frozen=True, slots=True)
class PausePlayout:
    """Be silent from the next sample on; what is queued, or will be, waits. Not answered."""


@dataclass(frozen=True, slots=True)
class ResumePlayout:
    """Go on where it paused. Not answered."""


# -- to the outside --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tell:
    """Send a report to the switchboard. Not answered."""

    report: Report


Action = (
    Dial
    | Accept
    | HangUp
    | PressKeys
    | Transcribe
    | DropTranscription
    | WarmModel
    | AskModel
    | DropReply
    | Say
    | Prepare
    | StopSaying
    | PausePlayout
    | ResumePlayout
    | Tell
)
