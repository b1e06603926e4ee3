"""What the far party says: from frames of sound to the text of a turn.

Recognition starts at the first pause. When speech goes on, the answer is dropped and asked for again
at the next pause; when it does not, the text is usually there before the turn is over.
"""

from __future__ import annotations

from dataclasses import dataclass

from agent.audio.music import MUSIC
from agent.call.actions import DropTranscription, Transcribe
from agent.call.endpointing import HYSTERESIS, Mark, TurnDetector
from agent.call.events import Transcribed, TranscriptionFailed, VoiceMeasured
from agent.call.phase import Phase
from agent.call.presence import Presence
from agent.call.reports import Heard
from agent.call.state import CallState
from agent.call.talking_over import TalkingOver
from agent.call.timers import Timer

TRIES = 2
LATE_SECONDS = 1.0
"""The runner gives up on an engine after ``engine_seconds``; so much later we no longer count on it."""
IGNORE_PAUSE_SECONDS = 0.12
LONGEST_IGNORE_SECONDS = 2.0
"""A menu stops within this time when a key is pressed."""
SURE, SURE_SECONDS = 0.9, 0.2
"""So long so sure of a voice, and somebody spoke, whether or not words were made of it."""


@dataclass(frozen=True, slots=True)
class FarTurn:
    """``text`` is empty where no words were found; ``unclear``: a part could not be recognised; ``spoken``:
    it surely was a voice."""

    text: str
    start_seconds: float
    end_seconds: float
    unclear: bool = False
    spoken: bool = False


@dataclass(slots=True)
class _Piece:
    """A part of a turn, in heard time; ``text`` is None until it is known."""

    start: float
    end: float
    request: int = 0
    asked_at: float = 0.0
    tries: int = 0
    text: str | None = None
    failed: bool = False
    judged: bool = False


class Ear:
    def __init__(self, state: CallState, detector: TurnDetector) -> None:
        self._state = state
        self._detector = detector
        self._presence = Presence(state.hearing.speech_probability, HYSTERESIS)
        self.talking_over = TalkingOver(state.hearing.speech_probability, HYSTERESIS)
        self._request = 0
        self._pieces: list[_Piece] = []
        self._tentative: _Piece | None = None
        self._asides: list[_Piece] = []
        self._from = 0.0
        self._ended = False
        self._sure_seconds = 0.0
        self._ignore_seconds = self._ignore_quiet = 0.0
        self._deaf = False
        self.started_at: float | None = None
        """When, in now's seconds, the speech under way began."""
        self.spoke_at: float | None = None
        """When speech was last heard."""

    @property
    def speaking(self) -> bool:
        return self._detector.speaking

    @property
    def stirring(self) -> bool:
        """Somebody speaks, or may have begun to."""
        return self._detector.stirring

    @property
    def ended(self) -> bool:
        """The turn under way is over and waits for its text."""
        return self._ended

    @property
    def text(self) -> str:
        """Of the turn under way, once all of it so far is known; empty until then."""
        return "" if any(piece.text is None for piece in self._pieces) else self._text()

    @property
    def so_far(self) -> FarTurn:
        """The turn under way, of which something is known."""
        return FarTurn(self._text(), self._pieces[0].start, self._pieces[-1].end)

    def hears_voice(self, seconds: float) -> bool:
        """A turn is under way, and a voice was heard in the last ``seconds``."""
        return self.speaking and self.spoke_at is not None and self._state.now - self.spoke_at < seconds

    @property
    def pause_seconds(self) -> float:
        """The pause in the turn that was over last."""
        return self._detector.pause_seconds

    @property
    def busy(self) -> bool:
        """A turn is under way: being heard, or being recognised."""
        return self._detector.speaking or bool(self._pieces)

    @property
    def speech_seconds(self) -> float:
        """Speech in the segment under way; 0 in a pause."""
        return self._detector.speech_seconds if self._detector.speaking else 0.0

    def skip(self, event: VoiceMeasured) -> None:
        """Only count heard time."""
        self._detector.heard_seconds += event.seconds
        self._detector.reset()

    def ignore(self) -> None:
        """Forget the turn under way, and what is said until ``listen``, up to the next pause."""
        self._deaf = True
        self._ignore_seconds = LONGEST_IGNORE_SECONDS if self.speaking else 0.0
        self._ignore_quiet = 0.0
        self.discard()

    def listen(self) -> None:
        self._deaf = False

    def hear(
        self,
        event: VoiceMeasured,
        first_pause_seconds: float,
        turn_end_seconds: float,
        *,
        over_us: bool = False,
    ) -> list[Mark]:
        """``over_us``: we are speaking, or about to. The level is then partly ours and tells nothing."""
        if self._ignored(event):
            self.skip(event)
            return []
        detector = self._detector
        present = self._presence.hear(
            event,
            speaking=detector.speaking,
            under_way=detector.under_way,
            alone=self._state.phase is not Phase.HOLD_WAITING,
            talking=not over_us and self._state.phase in (Phase.DIALING, Phase.ACTIVE_CONVERSATION),
        )
        if over_us:
            self.talking_over.hear(event, self._presence.floor)
        else:
            self.talking_over.hear_alone(event)
        if over_us:
            present = 0.0 if self._presence.others_speak else event.probability
        if not (detector.under_way or detector.stirring):
            self._sure_seconds = 0.0
        if min(present, event.probability) >= SURE and event.music < MUSIC:
            self._sure_seconds += event.seconds
        marks = detector.hear(present, event.seconds, first_pause_seconds, turn_end_seconds)
        for mark in marks:
            self._take(mark)
        if self.speaking and present >= self._state.hearing.speech_probability:
            self.spoke_at = self._state.now
        return marks

    def transcribed(self, event: Transcribed) -> str:
        """The text of the turn so far; empty where the answer is not one that is waited for."""
        text = " ".join(event.text.split())
        if (aside := self._aside(event.request)) is not None:
            aside.text = text
            if text:
                self._state.tell(Heard(text))
            return ""
        piece = self._piece(event.request)
        if piece is None:
            return ""
        piece.text = text
        self._state.timing("transcription", piece.asked_at)
        self._settle_timer()
        text = self._text()
        if piece.text and not self._ended:
            self._state.tell(Heard(text))
        return text

    def failed(self, event: TranscriptionFailed) -> None:
        if (aside := self._aside(event.request)) is not None:
            self._asides.remove(aside)
        piece = self._piece(event.request)
        if piece is not None:
            self._state.trouble("transcription", event.reason)
            self._try_again(piece)

    def late(self) -> None:
        """The recogniser did not answer in time."""
        self._state.trouble("transcription", "no answer in time")
        for piece in [piece for piece in self._pieces if piece.text is None]:
            self._state.order(DropTranscription(piece.request))
            self._try_again(piece)

    def take_turn(self) -> FarTurn | None:
        """The turn, once it is over and all of it is known."""
        if not self._ended or any(piece.text is None for piece in self._pieces):
            return None
        first, last = self._pieces[0], self._pieces[-1]
        unclear = any(piece.failed for piece in self._pieces)
        spoken = self._sure_seconds >= SURE_SECONDS
        turn = FarTurn(self._text(), first.start, last.end, unclear, spoken)
        self._clear()
        return turn

    def set_aside(self) -> None:
        """The speech that pauses now was too short to tell whether it is a turn: see what its words are."""
        assert self._tentative is not None
        self._asides.append(self._tentative)
        self._pieces.remove(self._tentative)
        self._detector.reset()
        self._clear()

    def take_aside(self) -> str:
        """The words of what was set aside, once, when they are known."""
        for piece in self._asides:
            if piece.text is not None and not piece.judged:
                piece.judged = True
                return piece.text
        return ""

    def bring_back(self, seconds: float) -> None:
        """What was set aside in the last ``seconds`` belongs to a turn, or is one; the rest is forgotten."""
        since = self._detector.heard_seconds - seconds
        asides, self._asides = self._asides, []
        back = [piece for piece in asides if piece.end >= since and piece.text != ""]
        self._pieces = [*back, *self._pieces]
        if back and not self._detector.speaking:
            self._ended = True
        if any(piece.text is None for piece in back):
            self._state.after(Timer.EARS, self._state.limits.engine_seconds + LATE_SECONDS)

    def finish(self) -> None:
        """The call is over: have the rest recognised."""
        if self._detector.speaking:
            self._begin(self._from, self._detector.heard_seconds)
        self._detector.reset()
        self._ended = bool(self._pieces)

    def discard(self) -> None:
        """Forget the turn under way."""
        for piece in self._pieces:
            if piece.text is None:
                self._state.order(DropTranscription(piece.request))
        self._detector.reset()
        self._clear()

    # -- inside ------------------------------------------------------------------------------

    def _ignored(self, event: VoiceMeasured) -> bool:
        if self._ignore_seconds <= 0.0:
            return self._deaf
        speech = event.probability >= self._state.hearing.speech_probability
        self._ignore_quiet = 0.0 if speech else self._ignore_quiet + event.seconds
        over = self._ignore_quiet >= IGNORE_PAUSE_SECONDS
        self._ignore_seconds = 0.0 if over else self._ignore_seconds - event.seconds
        return True

    def _take(self, mark: Mark) -> None:
        detector = self._detector
        match mark:
            case Mark.STARTED:
                self._from, self._ended, self._tentative = detector.start_seconds, False, None
                self.started_at = self._state.now - detector.speech_seconds
            case Mark.PAUSED:
                self._tentative = self._begin(self._from, detector.end_seconds)
            case Mark.RESUMED:
                self._withdraw()
            case Mark.CUT:
                self._begin(self._from, detector.end_seconds)
                self._from = detector.end_seconds
            case _:
                self._ended = True
                self._state.timing("endpoint", self.spoke_at)

    def _withdraw(self) -> None:
        """The pause was none: what was recognised until then is a part of something longer."""
        piece, self._tentative = self._tentative, None
        assert piece is not None
        self._pieces.remove(piece)
        if piece.text is None:
            self._state.order(DropTranscription(piece.request))
        self._settle_timer()

    def _begin(self, start: float, end: float) -> _Piece:
        piece = _Piece(start, end)
        self._pieces.append(piece)
        self._ask(piece)
        return piece

    def _ask(self, piece: _Piece) -> None:
        self._request += 1
        piece.request, piece.asked_at, piece.tries = self._request, self._state.now, piece.tries + 1
        self._state.order(Transcribe(piece.request, piece.start, piece.end))
        self._state.after(Timer.EARS, self._state.limits.engine_seconds + LATE_SECONDS)

    def _try_again(self, piece: _Piece) -> None:
        if piece.tries < TRIES:
            self._ask(piece)
        else:
            piece.text, piece.failed = "", True
            self._settle_timer()

    def _piece(self, request: int) -> _Piece | None:
        waiting = (piece for piece in self._pieces if piece.text is None)
        return next((piece for piece in waiting if piece.request == request), None)

    def _aside(self, request: int) -> _Piece | None:
        return next((piece for piece in self._asides if piece.request == request), None)

    def _text(self) -> str:
        return " ".join(piece.text for piece in self._pieces if piece.text)

    def _settle_timer(self) -> None:
        if all(piece.text is not None for piece in self._pieces):
            self._state.timers.clear(Timer.EARS)

    def _clear(self) -> None:
        self._pieces, self._tentative, self._ended = [], None, False
        self._sure_seconds = 0.0
        self._settle_timer()
