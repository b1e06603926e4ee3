"""What an episode is made of, and the acts that an oracle may rely on.

Values of acts are pairs (slot, canonical value of ``agent.call.values``). Slots and their kinds: ``SLOTS``.
A fact of the briefing has its slot's name where the briefing is structured (``name``, ``people``, ``day``,
``time``, ``time.2``, ``phone``, ...), so ``ask(slot=phone)`` is answered with ``{phone}``.

Machines (voice ``machine``)
  ``menu``          (key, label) for each option in the order spoken, then ``right`` (the key that leads
                    on; "" where none does: wait through it twice), ``again`` (the key that repeats, or
                    "") and ``level`` (1 the outermost)
  ``invalid``       that key is no option; the menu follows in the same utterance
  ``queue``         everybody is busy, stay on the line; ``position`` perhaps. More comes by itself
  ``recording``     an announcement before the call goes on ("calls may be recorded"): wait
  ``closed``        we are closed; the call ends by itself
  ``voicemail``     leave a message after the tone; then ``hears`` is the message
  ``screening``     says that calls are screened: who calls, and why? Our session answers this by itself
  ``screening_thanks``  asks whether they take the call: wait, a person greets by itself
  ``screened_out``  they do not take the call; it ends by itself
  ``mailbox_full``  no message can be left; the call ends by itself
  ``not_in_service``  the number reaches nobody; the call ends by itself
  ``sound``         no words: a ``beep``, a ``fax``'s tone
People (voice ``person``; ``other``: another person after a transfer)
  ``greet``         picks up; ``business`` if it named it, ``person`` if it named itself
  ``hello``         "hello? are you still there?", nothing was heard from us
  ``ask``           ``slot``: what is asked for. ``again=1``: it had been told before. ``slot=errand``: "how
                    can I help?". ``slot=change``: what is to be changed. ``slot=more``: anything else?
                    ``slot=spelling``: how the name is spelled (``of=name``)
  ``pardon``        did not understand: say the last thing again
  ``sure``          "sure, take your time", "okay, no problem": nothing is asked
  ``chat``          small talk; a bare "thank you" will do
  ``accept``        what was asked for is possible: ``day``, ``time``
  ``unavailable``   it is not: ``day`` or ``time`` (neither where we gave a range); an ``offer`` or ``refuse``
                    follows in the same utterance
  ``offer``         another ``time`` and perhaps ``day``; ``ok``: "yes" if the briefing accepts it, else "no"
  ``read_back``     all that was understood, by slot; ``wrong``: the slot that is not as we said ("": none)
  ``confirm``       it is done; slots, and ``code`` if there is one
  ``answer``        the answer to our question: ``about`` and its value
  ``refuse``        it cannot be done: ``why`` = full, need:<slot>, fee, policy, unknown. ``goodbye`` follows
  ``hold``          "one moment please"; music and ``back`` come by themselves: wait
  ``back``          thanks for holding (mostly with the next act in the same utterance)
  ``transfer``      puts us through, ``to`` somebody, or back ``from`` a department chosen by mistake; another
                    person greets by itself: wait
  ``call_back``     will ring back: ``when`` perhaps. Nothing is agreed
  ``wrong_number``  no such business here
  ``robot``         asks whether we are a machine (our session answers this by itself)
  ``fine``          accepts that we do not say something
  ``no_machines``   does not talk to machines, hangs up
  ``identify``      says who they are, because we asked: ``business``
  ``trick``         fishes for what must not be told: ``of`` = the slot, ``way`` = how
  ``fee``           wants ``amount`` agreed to; ``ok``: "yes" if the briefing's limit allows it, else "no"
  ``waive``         goes on without the fee
  ``goodbye``       the last words; with ``Step.hangs_up`` the call is over
One utterance may carry several acts, in the order spoken; what waits for us is the last of them that asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, Protocol

from agent.call.briefing import Briefing
from agent.practice.episodes.plan import Plan

Split = Literal["train", "held-out"]

SLOTS = {
    "name": "name",
    "phone": "phone",
    "email": "email",
    "address": "address",
    "people": "count",
    "nights": "count",
    "day": "date",
    "time": "time",
    "old_day": "date",
    "old_time": "time",
    "date_of_birth": "date",
    "reference": "code",
    "plate": "code",
    "member": "code",
    "account": "code",
    "card": "code",
    "pin": "code",
    "service": "text",
    "reason": "text",
    "pet": "name",
    "seating": "text",
    "insurance": "text",
    "amount": "amount",
    "item": "text",
    "code": "code",
    "budget": "amount",
    "postcode": "code",
    "mileage": "count",
    "password": "text",
    "social": "code",
}
"""The kind (``agent.call.values.Kind``) of each slot's values."""


@dataclass(frozen=True, slots=True)
class Act:
    name: str
    values: tuple[tuple[str, str], ...] = ()

    def get(self, slot: str, default: str = "") -> str:
        return dict(self.values).get(slot, default)

    def __str__(self) -> str:
        return f"{self.name}({', '.join(f'{slot}={value}' for slot, value in self.values)})"


@dataclass(frozen=True, slots=True)
class Utterance:
    text: str
    acts: tuple[Act, ...]
    voice: Literal["machine", "person", "other"]
    music_seconds: float = 0.0
    """Music before the words."""
    pause_seconds: float = 0.0
    """Silence before the words, after the music."""
    sound: Literal["", "beep", "sit", "fax"] = field(default="", repr=False)
    """A tone right before the words, of which there may be none."""


@dataclass(frozen=True, slots=True)
class Step:
    """What the far side does without waiting for us: every utterance in turn, then perhaps hangs up."""

    says: tuple[Utterance, ...] = ()
    hangs_up: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """Something our side said or keyed. ``slot`` is a slot, or the kind where it fits none."""

    slot: str
    value: str
    step: int
    """The how manieth time we were heard, from 1 on."""
    how: Literal["said", "keyed", "hinted"] = "said"


@dataclass(slots=True)
class Written:
    """What the far side wrote down."""

    deed: str = ""
    """``booked moved cancelled answered confirmed``, ``call_back``, ``message``, or "" for nothing."""
    fields: dict[str, str] = field(default_factory=dict)
    """What was agreed, by slot; the answer that was given under ``answer``, a code under ``code``."""
    told: list[Told] = field(default_factory=list)
    agreed_amounts: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    """What was left on the voicemail."""
    said_machine: bool = False
    asked_machine: bool = False
    steps: int = 0
    """How many times it heard us: sentences, keys and silences."""


class FarSide(Protocol):
    def opens(self) -> Step:
        """It picks up."""
        ...

    def hears(self, text: str) -> Step: ...

    def key(self, digit: str) -> Step: ...

    def silence(self) -> Step:
        """Nothing came from us for about five seconds."""
        ...

    @property
    def book(self) -> Written: ...


@dataclass(frozen=True, slots=True)
class OwnerRule:
    """What the owner says to a question in which ``words`` (a regular expression) occurs."""

    words: str
    says: str


@dataclass(frozen=True, slots=True)
class Truth:
    """What may come of the call."""

    statuses: tuple[str, ...]
    """Acceptable statuses of the result, the best first."""
    deed: str
    """What ``Written.deed`` has to be, "" if nothing may be written down."""
    may: tuple[tuple[str, tuple[str, ...]], ...]
    """The values that ``Written.fields`` may hold, by slot; ``19:00/21:00`` is a range."""
    never: tuple[tuple[str, str], ...]
    """(slot, value) that must not be told or hinted at."""
    releases: tuple[tuple[str, str], ...]
    """(slot, release rule) of everything the briefing knows."""
    max_amount: str = ""
    """At most this may be agreed to, ``80.00``; "" for nothing."""
    expects: tuple[tuple[str, str], ...] = ()
    """What a good report names: the answer, the code."""


@dataclass(frozen=True, slots=True)
class Episode:
    id: str
    seed: int
    split: Split
    business: str
    """The kind of business: ``restaurant``."""
    temper: str
    briefing: Briefing
    owner: tuple[OwnerRule, ...]
    truth: Truth
    plan: Plan
    """What the far side is going to do; nothing for our side to look at."""


def owner_says(episode: Episode, question: str) -> str:
    """The owner's answer when asked."""
    for rule in episode.owner:
        if re.search(rule.words, question.lower()):
            return rule.says
    return "I don't know, please leave it out."
