"""Our side played perfectly: it sees what the far side means, and knows the briefing.

Its replies are what a practice model learns: the same act in the same state gets the same words, and nothing
is answered that could not have been understood. Where the recogniser garbled a value, the oracle asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agent.call.actions import Message
from agent.call.reply import reply_json
from agent.practice.episodes.types import Act, Episode
from agent.practice.rehearsal import wording
from agent.practice.rehearsal.audible import Understood
from agent.practice.rehearsal.following import Following
from agent.practice.rehearsal.knowledge import Knowledge
from agent.practice.rehearsal.oracle_account import account
from agent.practice.rehearsal.played import Played, state_of
from agent.practice.rehearsal.telling import Telling

WAIT = reply_json("", "wait")
MOST_AGAIN = 2
"""So often in a row something is asked for again; then the oracle goes by what was meant."""
_WAITED_FOR = frozenset(
    {"queue", "recording", "hold", "transfer", "closed", "no_machines", "invalid"}
    | {"screening", "screening_thanks", "screened_out", "mailbox_full", "not_in_service", "sound"}
)
"""Nothing is to be said: more comes by itself."""
_ASKS = frozenset({"greet", "ask", "offer", "read_back", "trick", "fee", "confirm", "answer", "refuse"})


class Oracle:
    """A ``Brain`` for one call. It looks at ``played`` while the call goes on."""

    def __init__(self, episode: Episode, played: Played) -> None:
        self._episode = episode
        self._knows = Knowledge(episode)
        self._tells = Telling(self._knows)
        self._follows = Following(played, self._knows, self._tells)
        self._again = self._owner_notes = 0
        self._acts: tuple[Act, ...] = ()
        self._opened = self._said_machine = False
        self._last = WAIT

    def reply(self, messages: tuple[Message, ...], schema: str) -> str:
        state = state_of(messages)
        acts = self._follows.new_acts(messages)
        if "account" in state["do"]:
            follows = self._follows
            return account(self._episode, self._knows, follows.turns, follows.status)
        reply = self._answer(acts, messages, state["do"])
        self._last = reply
        return reply

    # -- what is answered --------------------------------------------------------------------

    def _answer(self, acts: tuple[Act, ...], messages: tuple[Message, ...], may: Sequence[str]) -> str:
        before = messages[-2].content if len(messages) > 2 else ""
        if before.startswith("[not said]"):
            return self._not_said(before)
        notes = [one.content for one in messages if one.content.startswith("[owner]")]
        if len(notes) > self._owner_notes:
            self._owner_notes = len(notes)
            answer = self._tells.owner_answered(notes[-1])
            if not any(act.name in _ASKS for act in acts):
                return answer
        if not acts:
            return self._repeat() if self._opened else self._open()
        self._acts = acts
        said = next((one.content for one in reversed(messages) if one.role == "assistant"), "")
        self._said_machine = "an AI assistant" in said
        understood = Understood(messages)
        for act in reversed(acts):
            if not understood.all_of(act) and self._again < MOST_AGAIN:
                self._again += 1
                return WAIT if act.name == "menu" else reply_json(wording.AGAIN)
            if (reply := self._to(act, may)) is not None:
                self._again = 0
                return reply
        return reply_json(wording.CHAT)

    def _not_said(self, note: str) -> str:
        """The gate kept a clause back, or it was the same for the third time."""
        if "twice" in note:
            return self._last
        slot = next((act.get("slot") for act in reversed(self._acts) if act.name == "ask"), "")
        if "who they are" in note and slot:
            return self._tells.once_known(slot)
        asked_for = any(act.name in ("ask", "trick") for act in self._acts)
        return self._tells.not_shared() if asked_for else reply_json(wording.AGAIN)

    def _to(self, act: Act, may: Sequence[str]) -> str | None:
        """The reply to an act that wants one; None: what was said before it decides."""
        if act.name in _WAITED_FOR:
            return WAIT
        handlers: dict[str, Callable[[Act], str | None]] = {
            "menu": self._menu,
            "voicemail": self._voicemail,
            "greet": self._greet,
            "hello": self._hello,
            "ask": self._ask,
            "pardon": lambda act: self._repeat(),
            "chat": lambda act: reply_json(wording.CHAT),
            "accept": lambda act: reply_json(wording.THANKS),
            "offer": self._offer,
            "read_back": self._read_back,
            "identify": lambda act: self._tells.identified(act.get("business")),
            "trick": lambda act: self._tells.not_shared(),
            "fee": self._fee,
            "robot": lambda act: WAIT if self._said_machine else reply_json(wording.MACHINE),
            "sure": lambda act: WAIT if self._tells.waits_for_owner else self._repeat(),
        }
        if act.name in ("confirm", "answer", "refuse", "goodbye", "call_back", "wrong_number"):
            return self._end(act)
        return handlers[act.name](act) if act.name in handlers else None

    def _greet(self, act: Act) -> str:
        if self._knows.has_verified and not self._tells.verified:
            return reply_json(wording.WHO)
        return self._open()

    def _open(self) -> str:
        self._opened = True
        plan, knows = self._episode.plan, self._knows
        return reply_json(wording.opening(plan.errand, plan.thing, knows.phrase, knows.question))

    def _hello(self, act: Act) -> str | None:
        """They heard nothing: perhaps it was something they asked."""
        if any(other.name in _ASKS for other in self._acts if other.name != "hello"):
            return None
        return reply_json(wording.STILL_HERE) if self._opened else self._open()

    def _repeat(self) -> str:
        return self._last

    def _menu(self, act: Act) -> str:
        right = act.get("right")
        return reply_json("", "press", right) if right else WAIT

    def _voicemail(self, act: Act) -> str:
        wishes = self._episode.briefing.voicemail
        if "message" not in str(wishes.get("action", "")):
            self._follows.status = "voicemail_reached"
            return reply_json("", "end", self._follows.status)
        self._follows.status = "voicemail_left"
        message = self._knows.book.referenced(str(wishes.get("message", "")))
        return reply_json(message, "leave_message")

    def _ask(self, act: Act) -> str:
        match act.get("slot"):
            case "errand":
                return self._open()
            case "more":
                return reply_json(wording.NO_MORE)
            case "change":
                return reply_json(wording.correction(self._follows.wrong, self._knows.phrase))
        return self._tells.slot(act.get("slot"))

    # -- what can be had ---------------------------------------------------------------------

    def _offer(self, act: Act) -> str:
        if act.get("ok") == "yes":
            day = self._knows.phrase("day") if self._follows.other_day else ""
            return reply_json(f"Yes, that works {day}." if day else wording.THAT_WORKS)
        following = self._knows.next_time()
        return reply_json(wording.proposal(following) if following else wording.NO_OTHER)

    def _read_back(self, act: Act) -> str:
        if not self._follows.wrong:
            return reply_json(wording.THAT_IS_RIGHT)
        return reply_json(wording.correction(self._follows.wrong, self._knows.phrase))

    def _fee(self, act: Act) -> str:
        return reply_json(wording.AGREED if act.get("ok") == "yes" else wording.NO_FEE)

    # -- the end -----------------------------------------------------------------------------

    def _end(self, act: Act) -> str:
        statuses = self._episode.truth.statuses
        status = self._follows.status if self._follows.status in statuses else statuses[0]
        self._follows.status = status
        words = {
            "completed": wording.GOODBYE,
            "declined": wording.PITY,
            "wrong_number": wording.WRONG_NUMBER,
            "needs_follow_up": wording.CALL_BACK,
        }
        return reply_json(words.get(status, wording.GOODBYE), "end", status)
