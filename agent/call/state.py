"""What the parts of a session share: the call's circumstances, its timers and the orders given so far."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from agent.call.actions import Action, Tell
from agent.call.briefing import Briefing
from agent.call.dialogue import Dialogue
from agent.call.facts import FactBook
from agent.call.gate import Gate, Party, Passed, Release, Stopped
from agent.call.phase import RULES, TRANSITIONS, OnSilence, Phase, Rules
from agent.call.prompt import head
from agent.call.references import Reference, filled
from agent.call.reports import PhaseEntered, Released, Report, TimingTaken, Trouble
from agent.call.timers import Timer, Timers
from agent.call.values import spoken
from agent.config import Hearing, Limits

MOST_TURNS = 1
_MEETS = frozenset(
    {Phase.DIALING, Phase.IVR_NAVIGATION, Phase.HOLD_WAITING, Phase.SCREENING, Phase.VOICEMAIL}
)
_MENUS = frozenset({Phase.IVR_NAVIGATION, Phase.SCREENING})


class Gatekeeper(Protocol):
    """What decides on every clause before it is heard (``agent.call.gate.Gate``)."""

    def heard(self, turn: str, text: str, party: Party = Party.PERSON) -> None: ...

    def clause(self, text: str, party: Party, phase: Phase) -> Passed | Stopped: ...

    def spoken(self, text: str) -> None: ...

    def cut(self) -> None: ...

    def keys(self, keys: str, phase: Phase) -> Passed | Stopped: ...


class CallState:
    """``now`` is set by the session before anything else; ``heard`` is the heard time of that moment."""

    def __init__(
        self,
        briefing: Briefing,
        hearing: Hearing,
        limits: Limits,
        gate: Gatekeeper | None = None,
        today: date | None = None,
    ) -> None:
        self.briefing = briefing
        self.book = FactBook.of(briefing, today)
        self.head = head(briefing, self.book, today)
        """Of every prompt of this call."""
        self.gate: Gatekeeper = gate or Gate(self.book, briefing)
        self.gated = gate is None
        """We speak for the owner; the people of the practice town speak for themselves."""
        self.hearing = hearing
        self.limits = limits
        self.now = 0.0
        self.heard = 0.0
        self.phase = Phase.WAITING
        self.timers = Timers()
        self.dialogue = Dialogue()
        self.hold_seconds = 0.0
        self.keys_offered = False
        """What was heard last were a menu's options. A machine that offers none wants to be talked to."""
        self.greeted = False
        """What was said so far is all that somebody says who picks up."""
        self._orders: list[Action] = []
        self._phase_since = 0.0

    @property
    def rules(self) -> Rules:
        return RULES[self.phase]

    @property
    def phase_seconds(self) -> float:
        """So long the call has been in its phase."""
        return self.now - self._phase_since

    @property
    def party(self) -> Party:
        """Who is spoken to."""
        if self.phase is Phase.VOICEMAIL:
            return Party.VOICEMAIL
        menu = self.phase in _MENUS and self.keys_offered
        return Party.MENU if menu else Party.PERSON

    @property
    def calling(self) -> bool:
        """We called; otherwise we were called."""
        return self.briefing.direction == "outbound"

    @property
    def heard_out(self) -> int:
        """So often they have heard us out."""
        return sum(turn.role == "assistant" and not turn.interrupted for turn in self.dialogue.turns)

    def may_meet(self, machine: Phase) -> bool:
        """Whether such a machine may be at the other end, a ``Phase.VOICEMAIL`` or ``SCREENING``: whoever has
        heard us out more than once is none, and was misheard."""
        early = self.phase is Phase.ACTIVE_CONVERSATION and self.heard_out <= MOST_TURNS
        return self.calling and ((self.phase in _MEETS and self.phase is not machine) or early)

    def order(self, *actions: Action) -> None:
        self._orders += actions

    def take_orders(self) -> list[Action]:
        orders, self._orders = self._orders, []
        return orders

    def tell(self, report: Report) -> None:
        self.order(Tell(report))

    def trouble(self, what: str, detail: str = "") -> None:
        self.tell(Trouble(what, detail))

    def filled_freely(self, text: str) -> str:
        """``text`` of ours or the owner's with what may be told freely, where the gate lets nothing pass."""
        return filled(text, self._freely)

    def _freely(self, reference: Reference) -> str:
        known = self.book.get(reference.id)
        if known is None or known.release != "freely":
            return ""
        return spoken(known.kind, known.value, reference.form)

    def released(self, releases: Iterable[Release], turn: str) -> None:
        """Write into the ledger what the turn of ours with the id ``turn`` told, once for each."""
        for release in dict.fromkeys(releases):
            self.tell(Released(release.fact, release.form, turn))

    def timing(self, stage: str, since: float | None, turn: str = "") -> None:
        """Report the time from ``since`` until now; nothing where it never began."""
        if since is not None:
            self.tell(TimingTaken(stage, round(max(0.0, self.now - since), 4), turn))

    def after(self, timer: Timer, seconds: float) -> None:
        self.timers.set(timer, self.now + seconds)

    def enter(self, phase: Phase, why: str = "") -> None:
        """Go over to ``phase``. A transition that is not in the table is a bug of ours."""
        assert phase in TRANSITIONS[self.phase], f"{self.phase} -> {phase}"
        if self.phase is Phase.HOLD_WAITING:
            self.hold_seconds += self.now - self._phase_since
            self.timing("hold", self._phase_since)
        self.phase, self._phase_since = phase, self.now
        self.timers.clear(Timer.PHASE, Timer.MAILBOX)
        if self.rules.silence is OnSilence.NOTHING:
            self.timers.clear(Timer.SILENCE_PROMPT, Timer.SILENCE_END)
        if (seconds := self._watchdog_seconds()) is not None:
            self.after(Timer.PHASE, seconds)
        self.tell(PhaseEntered(phase, why))

    def _watchdog_seconds(self) -> float | None:
        if self.phase is Phase.HOLD_WAITING:
            most = self.briefing.hold_max_seconds or self.limits.hold_max_seconds
            return max(0.0, most - self.hold_seconds)
        return self.rules.watchdog_seconds
