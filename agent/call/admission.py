"""What of a complete reply may be done, and what is said in place of one that the gate stopped."""

from __future__ import annotations

from dataclasses import replace

from agent.call import phrases
from agent.call.digits import parse_keys
from agent.call.gate import Party, Release, Stopped
from agent.call.owner_question import needless
from agent.call.reply import Broken, Reply
from agent.call.state import CallState
from agent.call.way_out import WayOut

MAY_I_AGREE = 'They say: "{}" The briefing does not allow me to agree to that. May I?'
_WAITS = frozenset({"none", "wait"})
_YES_OR_NO = ("yes", "no")


class Admission:
    def __init__(self, state: CallState) -> None:
        self._state = state
        self.way_out = WayOut()
        self.keys: tuple[str, tuple[Release, ...]] = ("", ())
        """The keys that the reply last permitted presses, and what they tell."""
        self._doubted = ""

    def permitted(self, reply: Reply) -> Reply | Broken | Stopped:
        """What of the reply may be done in this phase."""
        if reply.do not in self._state.rules.actions:
            self._state.trouble("model", f"{reply.do} is not possible in {self._state.phase}")
            reply = replace(reply, do="none")
        if self._state.party is Party.MENU and reply.do in _WAITS and (key := self.way_out.key):
            self._state.trouble("menu", f"it goes round without a choice of ours: {key} leads out")
            reply = Reply("", "press", key)
        if reply.do == "press":
            return self._permitted_keys(reply)
        if reply.do == "ask_owner" and (known := self._known(reply.arg)):
            return Stopped(f"they ask for {{{known}}}, which may be told", instead=f"It's {{{known}}}.")
        if reply.do == "none" and not reply.say.strip() and not self._state.rules.machine:
            return Broken("empty")
        return reply

    def _permitted_keys(self, reply: Reply) -> Reply | Broken | Stopped:
        verdict = self._state.gate.keys(reply.arg, self._state.phase)
        if isinstance(verdict, Stopped):
            return verdict
        keys = parse_keys(verdict.text)
        if keys is None:
            return Broken(f"not keys: {reply.arg!r}")
        if self._state.party is Party.MENU and (why := self.way_out.not_offered(keys)):
            return Stopped(why)
        self.keys = keys, verdict.released
        return reply

    def _known(self, question: str) -> str:
        """The fact that makes a question to the owner needless; of each of their turns it is told once."""
        theirs = [turn for turn in self._state.dialogue.turns if turn.role == "user"]
        if not theirs or theirs[-1].id == self._doubted:
            return ""
        known = needless(question, theirs[-1].text, self._state.book)
        self._doubted = theirs[-1].id if known else self._doubted
        return known

    def safe(self, stopped: Stopped) -> Reply:
        """In place of replies that the gate stopped again."""
        rules = self._state.rules
        if rules.machine:
            return Reply("", "wait")
        if not stopped.agreement:
            return Reply(phrases.NO_INFORMATION)
        if "ask_owner" in rules.actions:
            said = [turn.text for turn in self._state.dialogue.turns if turn.role == "user"]
            question = MAY_I_AGREE.format(said[-1] if said else "")
            return Reply(phrases.CANNOT_AGREE_CHECK, "ask_owner", question, options=_YES_OR_NO)
        return Reply(phrases.CANNOT_AGREE)
