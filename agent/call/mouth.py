"""What we say: one utterance at a time, in clauses, and how much of it was heard.

Every clause of the model's passes the gate before it is given out; where one does not, nothing more of that
reply is (``stopped``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from agent.call.actions import PausePlayout, ResumePlayout, Say, StopSaying
from agent.call.dialogue import Clause, heard_of
from agent.call.events import ClauseFailed, ClausePlayed, ClauseQueued, PlayoutStopped
from agent.call.gate import Release, Stopped
from agent.call.reply import reply_json
from agent.call.sentences import ClauseSplitter
from agent.call.state import CallState
from agent.call.timers import Timer
from agent.call.turn import REPLY_OVER, Part

STOP_SECONDS = 1.0
SLACK_SECONDS = 2.0
UNHEARD = Clause("", "")


@dataclass(slots=True)
class Utterance:
    number: int
    splitter: ClauseSplitter = field(default_factory=ClauseSplitter)
    clauses: list[Clause] = field(default_factory=list)
    releases: list[tuple[Release, ...]] = field(default_factory=list)
    """What each clause tells."""
    gone: set[int] = field(default_factory=set)
    """Clauses that were played or failed."""
    failed: set[int] = field(default_factory=set)
    done: set[Part] = field(default_factory=set)
    ordered_at: float = 0.0
    queued: bool = False
    queued_seconds: float = 0.0
    reply_clause: int | None = None
    """The first clause that is the model's own; before it there may be a filler."""
    start_seconds: float = 0.0

    @property
    def over(self) -> bool:
        return self.done >= REPLY_OVER

    def settle(self) -> None:
        """All that was given out is played: the sound is done, until more is given out."""
        self.done.discard(Part.SOUND)
        if len(self.gone) == len(self.clauses):
            self.done.add(Part.SOUND)

    def heard(self, clause: int, share: float) -> Clause:
        """The clauses before ``clause``, and ``clause`` up to ``share``."""
        spoken = [UNHEARD if index in self.failed else said for index, said in enumerate(self.clauses)]
        return heard_of(spoken, clause, share)


class Mouth:
    def __init__(self, state: CallState) -> None:
        self._state = state
        self._number = 0
        self._now: Utterance | None = None
        self._stopping: Utterance | None = None
        self._stop_since: float | None = None
        self._held = False
        self.failures = 0
        """Clauses in a row that could not be synthesised."""
        self.stopped_by: Stopped | None = None
        """Why the gate let nothing more of the reply pass."""

    @property
    def open(self) -> bool:
        """Something is being said, or waits to be."""
        return self._now is not None

    @property
    def begun(self) -> bool:
        """A clause of what is being said was given out."""
        return self._now is not None and bool(self._now.clauses)

    @property
    def over(self) -> bool:
        return self._now is not None and self._now.over

    @property
    def stopping(self) -> bool:
        """It is not yet known what was heard of what we broke off."""
        return self._stopping is not None

    @property
    def silent(self) -> bool:
        """All that was given out so far is played, though more may come."""
        return self._now is None or Part.SOUND in self._now.done

    def write(self, text: str) -> bool:
        """Add text of the model's as it comes; whether a clause went out with it."""
        utterance = self._opened()
        return self._give_out_reply(utterance, utterance.splitter.feed(text))

    def say(self, text: str) -> None:
        """Say ``text`` next, before what was written and is not yet a clause. It is our own or the owner's:
        the gate fills it in and tells what it releases, but does not stop it."""
        splitter = ClauseSplitter(early=False)
        utterance = self._opened()
        for clause in [*splitter.feed(text), *splitter.finish()]:
            self._give_out(utterance, clause)
        utterance.settle()

    def forget(self) -> None:
        """Drop what was written and is not yet a clause."""
        self.stopped_by = None
        self._state.gate.cut()
        if self._now is not None:
            self._now.splitter = ClauseSplitter()

    def finish(self) -> bool:
        """The text is complete, unless the gate stops the last of it; whether a last clause went out."""
        utterance = self._opened()
        given_out = self._give_out_reply(utterance, utterance.splitter.finish())
        if self.stopped_by is None:
            utterance.done.add(Part.TEXT)
            utterance.settle()
        return given_out

    def queued(self, event: ClauseQueued) -> bool:
        """Whether it is the first sound of the model's own words."""
        utterance = self._of(event.utterance)
        if utterance is None or event.clause >= len(utterance.clauses):
            return False
        utterance.queued_seconds += max(0.0, event.seconds)
        self._watch(utterance)
        if not utterance.queued:
            utterance.queued = True
            utterance.start_seconds = self._state.heard
            self._state.timing("synthesis", utterance.ordered_at)
        return event.clause == utterance.reply_clause

    def played(self, event: ClausePlayed) -> None:
        utterance = self._of(event.utterance)
        if utterance is not None and event.clause < len(utterance.clauses):
            self.failures = 0
            self._gone(utterance, event.clause)

    def failed(self, event: ClauseFailed) -> None:
        utterance = self._of(event.utterance)
        if utterance is not None and event.clause < len(utterance.clauses):
            self.failures += 1
            self._state.trouble("synthesis", event.reason)
            utterance.failed.add(event.clause)
            self._gone(utterance, event.clause)

    def stuck(self) -> None:
        """The sound does not come, or is not played: it counts as failed."""
        utterance = self._now
        assert utterance is not None
        self.failures += 1
        self._state.trouble("playout", "no sound in time")
        self._state.order(StopSaying(utterance.number))
        missing = set(range(len(utterance.clauses))) - utterance.gone
        utterance.failed |= missing
        utterance.gone |= missing
        utterance.settle()

    def hold(self) -> None:
        """Be silent until it is known whether somebody speaks to us; what is said meanwhile waits, too."""
        if not self._held:
            self._held = True
            self._state.order(PausePlayout())
            self._state.timers.clear(Timer.SPEAKING)

    def release(self) -> None:
        """It was nothing: go on where we were."""
        if self._held:
            self._held = False
            self._state.order(ResumePlayout())
            if not self.silent:
                assert self._now is not None
                self._watch(self._now)

    def close(self, do: str = "none", arg: str = "") -> None:
        """Enter what was said, now that it is ``over``; ``do`` and ``arg`` are what the reply orders."""
        utterance, self._now = self._now, None
        self._state.timers.clear(Timer.SPEAKING)
        assert utterance is not None
        if not self._enter(utterance, len(utterance.clauses), 0.0, interrupted=False, do=do, arg=arg):
            self._state.dialogue.keep("assistant", reply_json("", do, arg))

    def abandon(self) -> None:
        """The call is over: enter what was heard, as far as it is known."""
        self.settle()
        utterance, self._now = self._now, None
        if utterance is not None:
            self._enter(utterance, len(utterance.gone), 0.0, interrupted=not utterance.over)

    def stop(self, since: float | None = None) -> None:
        """Stop at once; what was heard is entered when it is known. ``since``: when they began to speak."""
        self.settle()
        utterance, self._now = self._now, None
        self._state.timers.clear(Timer.SPEAKING)
        if utterance is None or not utterance.clauses:
            self.release()
            return
        if Part.SOUND in utterance.done:
            self._enter(utterance, len(utterance.clauses), 0.0, interrupted=True)
            self.release()
            return
        self._held = False  # what is stopped is held no longer
        self._state.order(StopSaying(utterance.number))
        self._stopping, self._stop_since = utterance, since
        self._state.after(Timer.STOPPING, STOP_SECONDS)

    def stopped(self, event: PlayoutStopped) -> None:
        utterance = self._stopping
        if utterance is None or utterance.number != event.utterance:
            return
        self._state.timing("barge_in", self._stop_since)
        self._end_stopping(utterance, event.clause, event.heard)

    def settle(self) -> None:
        """If we still do not know what was heard of a stopped utterance, go by the clauses played."""
        if self._stopping is not None:
            self._end_stopping(self._stopping, len(self._stopping.gone), 0.0)

    # -- inside ------------------------------------------------------------------------------

    def _opened(self) -> Utterance:
        if self._now is None:
            self._number += 1
            self._now = Utterance(self._number, start_seconds=self._state.heard)
        return self._now

    def _of(self, number: int) -> Utterance | None:
        return self._now if self._now is not None and self._now.number == number else None

    def _give_out_reply(self, utterance: Utterance, clauses: list[str]) -> bool:
        """Whether a clause went out."""
        before = len(utterance.clauses)
        for text in clauses if self.stopped_by is None else ():
            verdict = self._state.gate.clause(text, self._state.party, self._state.phase)
            if isinstance(verdict, Stopped):
                self.stopped_by = verdict
                break
            if utterance.reply_clause is None:
                utterance.reply_clause = len(utterance.clauses)
            self._order(utterance, Clause(text, verdict.text), verdict.released)
        utterance.settle()
        return len(utterance.clauses) > before

    def _give_out(self, utterance: Utterance, text: str) -> None:
        verdict = self._state.gate.clause(text, self._state.party, self._state.phase)
        if isinstance(verdict, Stopped):
            self._order(utterance, Clause(text, self._state.filled_freely(text)), ())
        else:
            self._order(utterance, Clause(text, verdict.text), verdict.released)

    def _order(self, utterance: Utterance, clause: Clause, released: tuple[Release, ...]) -> None:
        if not utterance.clauses:
            utterance.ordered_at = self._state.now
        self._state.order(Say(utterance.number, len(utterance.clauses), clause.spoken))
        self._state.gate.spoken(clause.spoken)
        utterance.clauses.append(clause)
        utterance.releases.append(released)
        self._watch(utterance)

    def _gone(self, utterance: Utterance, clause: int) -> None:
        utterance.gone.add(clause)
        utterance.settle()
        if Part.SOUND in utterance.done:
            self._state.timers.clear(Timer.SPEAKING)

    def _watch(self, utterance: Utterance) -> None:
        """Sound that is neither made nor played in this time is not coming any more."""
        if self._held:
            return
        seconds = utterance.queued_seconds + self._state.limits.engine_seconds + SLACK_SECONDS
        self._state.after(Timer.SPEAKING, seconds)

    def _end_stopping(self, utterance: Utterance, clause: int, share: float) -> None:
        self._stopping = None
        self._state.timers.clear(Timer.STOPPING)
        self._enter(utterance, clause, min(1.0, max(0.0, share)), interrupted=True)

    def _enter(
        self,
        utterance: Utterance,
        clause: int,
        share: float,
        *,
        interrupted: bool,
        do: str = "none",
        arg: str = "",
    ) -> bool:
        """Enter the clauses before ``clause`` and ``clause`` up to ``share``; whether anything was heard."""
        heard, state = utterance.heard(clause, share), self._state
        if not heard.spoken:
            return False
        content = reply_json(f"{heard.written} —".lstrip() if interrupted else heard.written, do, arg)
        turn = state.dialogue.add(
            "assistant",
            heard.spoken,
            utterance.start_seconds,
            state.heard,
            interrupted=interrupted,
            content=content,
        )
        state.tell(turn)
        begun = set(range(clause + (share > 0.0))) - utterance.failed
        told = [releases for at, releases in enumerate(utterance.releases) if at in begun]
        state.released((release for releases in told for release in releases), turn.id)
        return True
