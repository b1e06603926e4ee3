"""What a reply orders, once it is said: press keys, ask the owner, end the call."""

from __future__ import annotations

from agent.call import phrases
from agent.call.actions import HangUp
from agent.call.conversation import Conversation
from agent.call.events import KeysPressed, OwnerAnswered
from agent.call.gate import Release
from agent.call.phase import Phase
from agent.call.reply import Reply
from agent.call.replying import ASK_AGAIN, GIVE_UP, MOST_FAILURES
from agent.call.reports import KeysSent, OwnerAsked, TurnTaken
from agent.call.state import CallState
from agent.call.timers import Timer

LINGER_SECONDS = 0.3
"""Between the last sample of the goodbye and the BYE: the far jitter buffer plays it out."""
HANG_UP_SECONDS = 3.0
"""The leg answers a hang-up within this time, or is asked again."""
NOT_IN_SERVICE = Reply("", "end", "failed", "The number is not in service.")


class Deeds:
    def __init__(self, state: CallState, talk: Conversation) -> None:
        self._state = state
        self._talk = talk
        self._questions = 0
        self._question = self._asked = ""
        self.pressing = ""
        """The reply's keys as it wrote them: perhaps a reference, which is not filled in for the model."""
        self._pressing_tells: tuple[Release, ...] = ()
        self._key_failures = 0
        self._end_reason = ""
        self.end: Reply | None = None
        """The model's own end of the call, or what we know ourselves to have come of it."""
        self.settled = False
        """``end`` is ours: nothing is left to be found in the transcript."""
        self.hung_up = ""
        """The reason of the hang-up that was ordered; empty while there was none."""

    def carry_out(self, reply: Reply) -> None:
        match reply.do:
            case "press":
                keys, self._pressing_tells = self._talk.admission.keys
                self.pressing = reply.arg
                self._talk.press(keys)
            case "ask_owner":
                self._ask_owner(reply)
            case "hand_off":
                self._not_available(reply)
            case "leave_message":
                self._state.enter(Phase.VOICEMAIL, "a message is to be left")
                self._talk.rest()
            case "end":
                self._state.after(Timer.LINGER, LINGER_SECONDS)
            case _ if reply.do == ASK_AGAIN:
                self._talk.ask_again(reply.arg)
            case _ if reply.do == GIVE_UP:
                self.wrap_up(phrases.TROUBLE_GOODBYE, "the model does not answer")
            case _:
                self._talk.rest()

    # -- keys --------------------------------------------------------------------------------

    def keys_pressed(self, event: KeysPressed) -> None:
        self._state.tell(KeysSent(event.digits, event.mode))
        written, self.pressing = self.pressing or event.digits, ""
        turn = self._note("press", event.digits, content=f"[press] {written}", keys=event.digits)
        self._state.released(self._pressing_tells, turn.id)
        self._pressing_tells = ()
        self._key_failures = 0
        self._talk.keys_out()

    def keys_failed(self, digits: str, reason: str) -> None:
        self._state.trouble("keys", reason)
        self._note("press", f"could not be pressed: {reason}", keys=digits)
        self.pressing, self._pressing_tells = "", ()
        self._key_failures += 1
        self._talk.unanswered = self._key_failures < MOST_FAILURES
        self._talk.keys_out()

    def keys_late(self) -> None:
        self.keys_failed("", "no answer in time")

    # -- the owner ---------------------------------------------------------------------------

    def owner_answered(self, event: OwnerAnswered) -> None:
        if not self._question or event.question != self._question:
            self._state.trouble("answer", f"no question {event.question!r} is open")
            return
        self._state.book.owner_said(event.text, self._asked)
        self._owner_said(f"The owner answers: {event.text}", event.text, "the owner answered")

    def owner_silent(self) -> None:
        """Nobody answered in time: go on without."""
        text = "does not answer: go on without the answer"
        self._owner_said(f"The owner {text}.", text, "the owner did not answer")

    def _ask_owner(self, reply: Reply) -> None:
        self._questions += 1
        self._question = f"q{self._questions}"
        self._state.enter(Phase.ESCALATION_PENDING, reply.arg)
        self._asked = reply.arg
        self._state.tell(OwnerAsked(self._question, reply.arg, reply.options))
        # The model has its question in its own reply.
        self._note("ask_owner", reply.arg, content="", question=self._question)
        if reply.say:
            self._talk.rest()
        else:
            self._talk.say(phrases.CHECKING)

    def _owner_said(self, text: str, words: str, why: str) -> None:
        self._note("ask_owner", text, content=f"[owner] {words}", question=self._question)
        self._question = ""
        if self._state.phase is Phase.ESCALATION_PENDING:
            self._state.enter(Phase.ACTIVE_CONVERSATION, why)
        self._talk.unanswered = True

    @property
    def waits_for_owner(self) -> bool:
        return bool(self._question)

    # -- the end -----------------------------------------------------------------------------

    def model_ends(self, reply: Reply) -> None:
        """The last words are being said: nothing stops them any more."""
        self.end = reply
        if not reply.say and not self._state.rules.machine:
            self._talk.say(phrases.GOODBYE, "end", reply.arg)
        self._state.enter(Phase.WRAP_UP, reply.arg)

    def settle(self, end: Reply) -> None:
        """It was no person: what came of the call is known without the model."""
        self.end, self.settled = end, True

    def wrap_up(self, goodbye: str, reason: str) -> None:
        """Say ``goodbye``, then hang up."""
        if self._state.phase is Phase.WRAP_UP:
            return
        self._talk.quiet()
        self._end_reason = reason
        self._state.enter(Phase.WRAP_UP, reason)
        self._talk.say(goodbye, "end")

    def lingered(self) -> None:
        self.hang_up(self._end_reason or "the conversation is over")

    def hang_up(self, reason: str) -> None:
        """End the call at once; asked again it does nothing more."""
        if self.hung_up:
            return
        self.hung_up = reason
        self._talk.shut()
        self._state.timers.clear_all()
        self.hang_up_again()

    def hang_up_again(self) -> None:
        self._state.order(HangUp(self.hung_up))
        self._state.after(Timer.HANG_UP, HANG_UP_SECONDS)

    # -- inside ------------------------------------------------------------------------------

    def _not_available(self, reply: Reply) -> None:
        """There is no way yet to let the owner take over."""
        self._state.trouble(reply.do, "not available yet")
        self._note(reply.do, "is not available on this call")
        if reply.say:
            self._talk.rest()
        else:
            self._talk.say(phrases.NOT_POSSIBLE)

    def _note(self, tool: str, text: str, content: str | None = None, **arguments: str) -> TurnTaken:
        """Enter what was done, or came of it, into the transcript; ``content``: as the model is told."""
        heard = self._state.heard
        turn = self._state.dialogue.add(
            "tool", text, heard, heard, tool=tool, tool_args=arguments, content=content
        )
        self._state.tell(turn)
        return turn
