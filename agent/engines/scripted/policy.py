"""What to say and do next: rules over what was said so far. A pure function of the prompt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from agent.call.actions import Message
from agent.engines.scripted import menu, wording
from agent.engines.scripted.errand import Errand
from agent.engines.scripted.phrases import Said, said
from agent.engines.scripted.spoken import days, party_size, times, words

PATIENCE = 3
"""So many times in a row something may be asked again, or corrected."""
_SAME_MENU = 0.85
_AGREEING = frozenset(
    (
        "yes",
        "yeah",
        "sure",
        "okay",
        "ok",
        "great",
        "perfect",
        "alright",
        "right",
        "fine",
        "good",
        "thanks",
        "thank",
    )
)
_NUMBER = re.compile(r"(?:confirmation|reference|booking) number|\bnumber is\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    say: str = ""
    do: str = "none"
    arg: str = ""
    why: str = ""


WAIT = Answer(do="wait")


@dataclass(frozen=True, slots=True)
class Talk:
    """The call so far. ``heard`` and ``spoken``: what they said and what we said, in order."""

    errand: Errand
    messages: tuple[Message, ...]
    phase: str

    @property
    def heard(self) -> list[str]:
        return [message.content for message in self.messages if message.role == "user"]

    @property
    def spoken(self) -> list[str]:
        return [message.content for message in self.messages if message.role == "assistant"]

    @property
    def introduced(self) -> bool:
        opening = "calling on behalf of", "I would like to", "an assistant calling"
        return any(phrase in text for text in self.spoken for phrase in opening)


def decide(errand: Errand, messages: Sequence[Message], phase: str) -> Answer:
    """``messages``: the dialogue alone, without head and state."""
    talk = Talk(errand, tuple(messages), phase)
    if not talk.heard:
        return WAIT
    text = talk.heard[-1]
    if menu.is_menu(text):
        return _menu(talk, text)
    kinds = said(text)
    if Said.HOLD in kinds and kinds[0] in (Said.HOLD, Said.VOICEMAIL):
        return WAIT
    # Nobody who has talked with us turns into a mailbox: then it was misheard.
    if Said.VOICEMAIL in kinds and not talk.introduced:
        return Answer(do="leave_message")
    if phase in ("hold-waiting", "ivr-navigation") and not _speaks_to_us(kinds):
        return WAIT
    return _converse(talk, text, kinds)


def _speaks_to_us(kinds: Sequence[Said]) -> bool:
    """A recording announces; a person asks."""
    return bool(kinds) and kinds[0] not in (Said.HOLD, Said.FAREWELL, Said.UNAVAILABLE)


# -- machines --------------------------------------------------------------------------------


def _menu(talk: Talk, text: str) -> Answer:
    before = [
        menu.choose(other, talk.errand.task)
        for other in talk.heard[:-1]
        if SequenceMatcher(None, other, text).ratio() > _SAME_MENU
    ]
    # once may be a lost key; the second time it does not lead on
    tried = frozenset(key for key in before if key is not None and before.count(key) > 1)
    key = menu.choose(text, talk.errand.task, tried)
    return Answer(do="press", arg=key) if key else WAIT


# -- people ----------------------------------------------------------------------------------


def _converse(talk: Talk, text: str, kinds: Sequence[Said]) -> Answer:
    errand = talk.errand
    if Said.CONFIRMED in kinds:
        return _confirmed(talk, text)
    if Said.READ_BACK in kinds:
        return _read_back(talk, text)
    if Said.ROBOT in kinds:
        return Answer(wording.who_we_are(errand))
    if not talk.introduced:
        return Answer(wording.introduction(errand))
    if Said.UNAVAILABLE in kinds or times(text):
        return _offered(talk, text, kinds)
    return _asked(talk, text, kinds)


def _asked(talk: Talk, text: str, kinds: Sequence[Said]) -> Answer:
    errand = talk.errand
    wishes = _left(talk)
    when = wording.clock(wishes[0]) if wishes else ""
    answers = {
        Said.REPEAT: lambda: Answer(talk.spoken[-1].removesuffix(" —")),
        Said.SPELL: lambda: Answer(wording.spelling(errand)),
        Said.PHONE: lambda: Answer(wording.phone_is(errand)),
        Said.WHO: lambda: Answer(
            wording.who_we_are(errand).removeprefix("Yes, ").replace("I am", "This is", 1)
        ),
        Said.SIZE: lambda: Answer(f"For {wording.people(errand.size)}." if errand.size else wording.UNKNOWN),
        Said.NAME: lambda: Answer(wording.name_is(errand)),
        Said.DAY: lambda: Answer(
            f"{wording.on_day(errand).capitalize()}." if errand.days else wording.UNKNOWN
        ),
        Said.CHANGE: lambda: Answer(wording.correction(errand, wishes[0] if wishes else None)),
        Said.TIME: lambda: Answer(f"At {when}." if when else wording.UNKNOWN),
        Said.MORE: lambda: Answer(wording.request(errand, wishes)),
        Said.HELP: lambda: Answer(wording.request(errand, wishes)),
        Said.FAREWELL: lambda: Answer(
            wording.GOODBYE, "end", "declined", "The other side ended the call without an agreement."
        ),
        Said.PRESENCE: lambda: Answer(wording.request(errand, wishes)),
    }
    kind = next((kind for kind in kinds if kind in answers), None)
    if kind is not None:
        return answers[kind]()
    return WAIT if set(words(text)) & _AGREEING else _not_understood(talk)


def _not_understood(talk: Talk) -> Answer:
    asked = 0
    for text in reversed(talk.spoken):
        if text != wording.REPEAT:
            break
        asked += 1
    if asked < PATIENCE - 1:
        return Answer(wording.REPEAT)
    if asked < PATIENCE:
        return Answer(wording.request(talk.errand, _left(talk)))
    return Answer(wording.CALL_BACK, "end", "failed", "The other side could not be understood.")


# -- times -----------------------------------------------------------------------------------


def _offered(talk: Talk, text: str, kinds: Sequence[Said]) -> Answer:
    """Take an offered time that will do, or ask for another."""
    _, offered = _refused_and_offered(text)
    fits = [minutes for minutes in talk.errand.wishes() if minutes in offered]
    fits += [minutes for minutes in offered if talk.errand.accepts(minutes)]
    if fits:
        return Answer(f"Yes, {wording.clock(fits[0])} works.")
    left = _left(talk)
    if left and Said.FAREWELL not in kinds:
        no = "No, that doesn't work. " if offered else ""
        return Answer(f"{no}Could you do {wording.clock(left[0])} instead?")
    if (what := _what_have_you(talk)) not in talk.spoken and Said.FAREWELL not in kinds:
        return Answer(what)
    return Answer(wording.CALL_BACK, "end", "declined", "None of the wanted times was to be had.")


def _what_have_you(talk: Talk) -> str:
    return " ".join(f"What times do you have available {wording.on_day(talk.errand)}?".split()).replace(
        " ?", "?"
    )


def _refused_and_offered(text: str) -> tuple[set[int], list[int]]:
    """Times in sentences that say no, and those in the others."""
    refused: set[int] = set()
    offered: list[int] = []
    for sentence in re.split(r"(?<=[.?!])\s+|\bbut\b", text):
        found = [clock.minutes for clock in times(sentence)]
        if Said.UNAVAILABLE in said(sentence):
            refused.update(found)
        else:
            offered += found
    return refused, [minutes for minutes in offered if minutes not in refused]


def _left(talk: Talk) -> tuple[int, ...]:
    """Wanted times that were not refused so far, nor asked for in vain."""
    gone: set[int] = set()
    last_asked: set[int] = set()
    for message in talk.messages:
        if message.role == "assistant":
            asked = {clock.minutes for clock in times(message.content)}
            last_asked = asked or last_asked
        elif message.role == "user":
            refused, offered = _refused_and_offered(message.content)
            says_no = Said.UNAVAILABLE in said(message.content)
            # "sorry, we are fully booked": what was refused is what was asked for
            gone |= refused or (last_asked if says_no else set())
            if offered and not any(talk.errand.accepts(minutes) for minutes in offered):
                gone |= last_asked
    return tuple(minutes for minutes in talk.errand.wishes() if minutes not in gone)


# -- what they wrote down --------------------------------------------------------------------


def _agreed(talk: Talk) -> int | None:
    """The time that both sides settled on: the last one named by them that will do."""
    for text in reversed(talk.heard):
        _, named = _refused_and_offered(_NUMBER.split(text)[0])
        for minutes in named:
            if talk.errand.accepts(minutes):
                return minutes
    left = _left(talk)
    return left[0] if left else None


def _wrong(talk: Talk, text: str) -> bool:
    """Whether they wrote down something else than what is wanted."""
    errand = talk.errand
    size, named_days = party_size(text), days(text)
    named_times = [clock.minutes for clock in times(text)]
    return (
        (errand.size is not None and size is not None and size != errand.size)
        or (bool(errand.days and named_days) and not set(named_days) & set(errand.days))
        or (bool(named_times) and not any(errand.accepts(minutes) for minutes in named_times))
    )


def _read_back(talk: Talk, text: str) -> Answer:
    if not _wrong(talk, text):
        return Answer(wording.YES_RIGHT)
    if sum(spoken.startswith("No, sorry.") for spoken in talk.spoken) >= PATIENCE:
        return Answer(wording.CALL_BACK, "end", "needs_follow_up", "They kept reading back something else.")
    return Answer(wording.correction(talk.errand, _agreed(talk)))


def _confirmed(talk: Talk, text: str) -> Answer:
    values = _NUMBER.split(text)[0]
    if _wrong(talk, values):
        return _read_back(talk, values)
    summary = wording.request(talk.errand, (_agreed(talk) or 0,) if _agreed(talk) else ())
    why = summary.replace("I would like to book", "Booked").replace("I would like to", "Done:")
    return Answer(wording.DONE, "end", "completed", why)
