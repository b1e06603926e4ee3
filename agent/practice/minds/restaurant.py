"""The person who takes bookings at a restaurant: what is asked, offered, read back and written down.

A mind is a pure function of what was heard so far: every reply replays the conversation from its
start. A reply that was dropped because the caller spoke on leaves no trace, and the same seed and
the same words always give the same call.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from agent.practice import slots
from agent.practice.minds.spoken import spoken_day, spoken_digits, spoken_number, spoken_time

MOST_PEOPLE = 12
OPENS, CLOSES = 17 * 60, 22 * 60
"""Tables are given from, and at the latest at; minutes of the day."""
STEP = 30
CLOSED = "monday"
PHONE_DIGITS = 7
PATIENCE = 3
"""So many times in a row the person asks to hear it again, or refuses what cannot be had."""

# What is said keeps to the forms of ``episodes/data/forms``: the practice models know no others.
BAD_LINE = "I'm sorry, this line is too bad. Goodbye."
NOTHING_ELSE = "I can't offer you anything, sorry. Goodbye."
PARDON = "Could you repeat that, please?"


@dataclass(frozen=True, slots=True)
class Booking:
    """A line of the restaurant's book. ``time`` is ``HH:MM``, ``day`` as in ``slots.day``."""

    name: str
    size: int
    day: str
    time: str
    confirmation: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """``do`` is a word of the model's reply form. ``booking``: written down when this is said."""

    say: str
    do: str = "none"
    booking: Booking | None = None


@dataclass(frozen=True, slots=True)
class Temper:
    """What this person insists on today. Two neighbouring times are never both taken."""

    taken: frozenset[int]
    wants_spelling: bool
    wants_phone: bool
    asks_robot: bool

    @classmethod
    def of(cls, seed: int) -> Temper:
        dice = random.Random(seed)
        taken: set[int] = set()
        for minute in range(OPENS, CLOSES + 1, STEP):
            if minute - STEP not in taken and dice.random() < 0.6:
                taken.add(minute)
        more = dice.choice(("nothing", "spelling", "phone"))
        return cls(frozenset(taken), more == "spelling", more == "phone", dice.random() < 0.3)


class Asked(Enum):
    HELP = auto()
    SIZE = auto()
    DAY = auto()
    TIME = auto()
    OFFER = auto()
    NAME = auto()
    SPELLING = auto()
    PHONE = auto()
    ROBOT = auto()
    CONFIRM = auto()
    CHANGE = auto()
    MORE = auto()


class Restaurant:
    """``answer`` what was heard, from the call's first turn on."""

    def __init__(self, greeting: str, seed: int) -> None:
        self.greeting = greeting
        self._seed = seed
        self._temper = Temper.of(seed)

    def answer(self, heard: Sequence[str]) -> Answer:
        talk = _Talk(self.greeting, self._temper, self._seed)
        answer = Answer(self.greeting)
        for text in heard:
            answer = talk.hear(text)
        return answer


class _Talk:
    """One conversation being replayed."""

    def __init__(self, greeting: str, temper: Temper, seed: int) -> None:
        self._temper = temper
        self._seed = seed
        self._asked = Asked.HELP
        self._question = greeting
        self._size: int | None = None
        self._day: str | None = None
        self._times: tuple[str, ...] = ()
        """What the caller would take, best first."""
        self._time: str | None = None
        """The free time that both agree on."""
        self._name = ""
        self._phone = ""
        self._done: set[Asked] = set()
        self._tried: set[Asked] = set()
        self._puzzled = 0
        self._repeats = 0
        self._refusals = 0
        self._booked: Booking | None = None

    def hear(self, text: str) -> Answer:
        if slots.wants_repeat(text):
            return self._repeat()
        leaves = slots.farewell(text) and not slots.wants_booking(text) and slots.agrees(text) is not True
        if leaves and self._booked is None:
            return Answer("Okay, goodbye.", "end")
        if self._asked is Asked.MORE:
            return self._last_words(text)
        if not self._take(text):
            return self._not_understood(text)
        self._puzzled = 0
        return self._go_on()

    def _repeat(self) -> Answer:
        self._repeats += 1
        return Answer(self._question) if self._repeats <= 2 * PATIENCE else Answer(BAD_LINE, "end")

    def _not_understood(self, text: str) -> Answer:
        if slots.wants_moment(text):
            return Answer("Sure, take your time.", "wait")
        self._puzzled += 1
        if self._puzzled > PATIENCE:
            return Answer(BAD_LINE, "end")
        return Answer(PARDON)

    # -- what was said -----------------------------------------------------------------------

    def _take(self, text: str) -> bool:
        """Take in what the sentence holds; whether it held anything that fits."""
        match self._asked:
            case Asked.SPELLING:
                return self._take_spelling(text)
            case Asked.PHONE:
                return self._take_phone(text)
            case Asked.ROBOT:
                self._done.add(Asked.ROBOT)
                self._take_name(text, expected=False)
                return True
            case Asked.NAME:
                return self._take_name(text, expected=True)
            case Asked.CONFIRM:
                return self._take_confirmation(text)
            case Asked.OFFER:
                return self._take_offer(text)
            case _:
                return self._take_wishes(text)

    def _take_wishes(self, text: str) -> bool:
        """Size, day, times, name, in any order and any number."""
        size = slots.size(text, expected=self._asked is Asked.SIZE)
        day = slots.day(text)
        times = slots.times(text, expected=self._asked in (Asked.TIME, Asked.CHANGE))
        if size is not None:
            self._size = size
        if day is not None and day != self._day:
            self._day, self._time = day, None
        if times and times != (self._time,):
            self._times, self._time = times, None
        named = self._take_name(text, expected=False)
        found = size is not None or day is not None or bool(times) or named
        if self._asked is Asked.HELP:
            return found or slots.wants_booking(text) or slots.greets(text)
        return found or slots.asks_for_times(text)

    def _take_name(self, text: str, *, expected: bool) -> bool:
        if name := slots.name(text, expected=expected):
            self._name = name
        elif expected and (spelled := slots.spelling(text)):
            self._name = spelled
        else:
            return False
        return True

    def _take_spelling(self, text: str) -> bool:
        named = (slots.name(text) or "").split()
        if named and named[-1] == self._name.split()[-1]:
            pass  # said once more as it was heard: letters are heard worse than names
        elif spelled := slots.spelling(text):
            first = self._name.split()[0] if " " in self._name else ""
            self._name = f"{first} {spelled}".strip()
        elif not self._asked_twice(Asked.SPELLING):
            return False
        self._done.add(Asked.SPELLING)
        return True

    def _take_phone(self, text: str) -> bool:
        self._phone += slots.digits(text)
        refused = slots.agrees(text) is False
        if len(self._phone) < PHONE_DIGITS and not refused and not self._asked_twice(Asked.PHONE):
            return False
        self._done.add(Asked.PHONE)
        return True

    def _asked_twice(self, what: Asked) -> bool:
        """Letters and digits are hard to hear: after a second try the person goes on without."""
        if what in self._tried:
            return True
        self._tried.add(what)
        return False

    def _take_offer(self, text: str) -> bool:
        agrees = slots.agrees(text)
        offered = self._times[0]
        said = slots.times(text, expected=True)
        if offered in said or (agrees and not said):
            self._time = offered
        elif said:
            self._times = said
        elif day := slots.day(text):
            self._day = day
        elif agrees is False:
            self._times = ()
            self._refusals += 1
        else:
            return False
        return True

    def _take_confirmation(self, text: str) -> bool:
        before = (self._size, self._day, self._time, self._name)
        wishes = self._take_wishes(text)
        changed = before != (self._size, self._day, self._time, self._name)
        agrees = slots.agrees(text)
        if not changed and (agrees or (wishes and agrees is None)):
            self._done.add(Asked.CONFIRM)
        elif not changed and agrees is False:
            self._done.add(Asked.CHANGE)
        return changed or wishes or agrees is not None

    # -- what comes next ---------------------------------------------------------------------

    def _go_on(self) -> Answer:
        if self._size is None and self._day is None and not self._times and self._asked is Asked.HELP:
            return self._first_question()
        return self._wishes_missing() or self._table_missing() or self._person_missing() or self._conclude()

    def _first_question(self) -> Answer:
        if self._name and "help" not in self._question.split(".")[0][:20]:
            return self._ask(Asked.HELP, "How can I help you?")
        return self._ask(Asked.SIZE, "Sure, for how many people?")

    def _wishes_missing(self) -> Answer | None:
        if self._size is None:
            return self._ask(Asked.SIZE, "Sure, for how many people?")
        if not 1 <= self._size <= MOST_PEOPLE:
            self._size = None
            only = f"I'm afraid that is not available. I can do a table for {spoken_number(MOST_PEOPLE)}."
            return self._refuse(Asked.SIZE, f"{only} For how many people?")
        if self._day is None:
            return self._ask(Asked.DAY, "Okay, what day would you like?")
        if self._day == CLOSED:
            day, self._day = self._day, None
            full = f"I'm afraid {spoken_day(day)} is not available."
            return self._refuse(Asked.DAY, f"{full} What day would you like?")
        if not self._times and self._time is None:
            return self._ask_time()
        return None

    def _ask_time(self) -> Answer:
        if self._refusals > PATIENCE:
            return Answer(NOTHING_ELSE, "end")
        return self._ask(Asked.TIME, "Okay, what time would you like?")

    def _table_missing(self) -> Answer | None:
        """Agree on a free time, or offer one."""
        if self._time is not None:
            return None
        wanted = [_minutes(time) for time in self._times]
        free = [minute for minute in wanted if self._has_table(minute)]
        if free:
            self._time = _time(free[0])
            return None
        open_then = [minute for minute in wanted if OPENS <= minute <= CLOSES]
        if not open_then:
            self._times = ()
            hours = f"from {spoken_time(_time(OPENS))} until {spoken_time(_time(CLOSES))}"
            return self._refuse(Asked.TIME, f"We are open {hours}. What time would you like?")
        near = min(self._free(), key=lambda minute: (abs(minute - open_then[0]), -minute))
        self._times = (_time(near),)
        taken = spoken_time(_time(open_then[0]))
        return self._refuse(
            Asked.OFFER,
            f"I'm afraid {taken} is not available. Would {spoken_time(_time(near))} work for you?",
        )

    def _has_table(self, minute: int) -> bool:
        return OPENS <= minute <= CLOSES and minute // STEP * STEP not in self._temper.taken

    def _free(self) -> list[int]:
        return [minute for minute in range(OPENS, CLOSES + 1, STEP) if minute not in self._temper.taken]

    def _person_missing(self) -> Answer | None:
        if not self._name:
            return self._ask(Asked.NAME, "Okay, what's the name, please?")
        if self._temper.wants_spelling and Asked.SPELLING not in self._done:
            return self._ask(Asked.SPELLING, "Okay, how do you spell the last name?")
        if self._temper.wants_phone and Asked.PHONE not in self._done:
            return self._ask(Asked.PHONE, "Okay, and a phone number, please?")
        if self._temper.asks_robot and Asked.ROBOT not in self._done:
            return self._ask(Asked.ROBOT, "Okay. Are you a robot?")
        return None

    def _conclude(self) -> Answer:
        assert self._size is not None
        assert self._day is not None
        assert self._time is not None
        when = f"on {spoken_day(self._day)} at {spoken_time(self._time)}"
        if Asked.CHANGE in self._done:
            self._done.discard(Asked.CHANGE)
            return self._ask(Asked.CHANGE, "Okay, what should I change?")
        if Asked.CONFIRM not in self._done:
            people = f"{spoken_number(self._size)} people" if self._size > 1 else "one person"
            return self._ask(Asked.CONFIRM, f"I have you down for {people} {when}. Is that right?")
        number = "".join(random.Random(f"{self._seed}:{self._name}:{when}").choices("123456789", k=4))
        self._booked = Booking(self._name, self._size, self._day, self._time, number, self._phone)
        said = f"That's booked. Your confirmation number is {spoken_digits(number)}."
        return Answer(self._ask(Asked.MORE, said).say, booking=self._booked)

    def _last_words(self, text: str) -> Answer:
        if slots.nothing_more(text) or self._puzzled or slots.agrees(text) is not None:
            return Answer("Thank you, goodbye.", "end")
        self._puzzled += 1
        return Answer(self._question, booking=self._booked)

    def _ask(self, what: Asked, question: str) -> Answer:
        self._asked, self._question = what, question
        return Answer(question)

    def _refuse(self, what: Asked, said: str) -> Answer:
        self._refusals += 1
        if self._refusals > PATIENCE + 1:
            return Answer(NOTHING_ELSE, "end")
        return self._ask(what, said)


def _minutes(time: str) -> int:
    hour, _, minute = time.partition(":")
    return int(hour) * 60 + int(minute)


def _time(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
