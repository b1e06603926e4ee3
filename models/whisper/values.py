"""The values that sentences hold, as they are said: names, numbers, times, dates, codes, addresses.

A fifth of all names is never spoken in training (``held_out``), so that what the recogniser does with a
name that it has never met can be measured.
"""

from __future__ import annotations

import hashlib
import random
import re
from functools import cache

from num2words import num2words

from agent.practice.episodes import split as town

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
# fmt: off
ALPHABET = (
    "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet", "kilo",
    "lima", "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform",
    "victor", "whiskey", "xray", "yankee", "zulu",
)
PLAIN_ALPHABET = (
    "apple", "boy", "cat", "dog", "easy", "fox", "george", "harry", "ice", "jack", "king", "lemon",
    "mary", "nancy", "ocean", "peter", "queen", "robert", "sugar", "tom", "under", "victor", "william",
    "xylophone", "yellow", "zebra",
)
# fmt: on
LOCALES = (
    "en_US",
    "en_GB",
    "en_IE",
    "en_AU",
    "en_IN",
    "de_DE",
    "fr_FR",
    "es_ES",
    "it_IT",
    "nl_NL",
    "sv_SE",
    "pl_PL",
    "pt_BR",
    "fi_FI",
)  # fmt: skip


def held_out(text: str) -> bool:
    """Whether a sentence belongs to the fifth that is kept for tests, for good."""
    return hashlib.sha256(" ".join(text.casefold().split()).encode()).digest()[0] % 5 == 0


def never_said(name: str) -> bool:
    """Whether a name is kept for tests: by the rule above, or by the practice town's own."""
    return held_out(name) or town.held_out(name)


def words(number: int, ordinal: bool = False) -> str:
    said = num2words(number, to="ordinal" if ordinal else "cardinal")
    return str(said).replace("-", " ").replace(",", "")


@cache
def common_words() -> tuple[str, ...]:
    """About a thousand English words that are used most."""
    from faker.providers.lorem.en_US import Provider

    return tuple(sorted(set(Provider.word_list)))


@cache
def jobs() -> tuple[str, ...]:
    from faker.providers.job.en_US import Provider

    return tuple(sorted({re.split(r"[,/(]", job)[0].strip().lower() for job in Provider.jobs}))


@cache
def name_lists() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """First names, last names, places; plain ASCII letters only."""
    from faker import Faker  # part of the environment of the trainings alone

    firsts: set[str] = set()
    lasts: set[str] = set()
    places: set[str] = set()
    for locale in LOCALES:
        fake = Faker(locale)
        fake.seed_instance(1)
        draws = 6000 if locale.startswith("en") else 700
        firsts |= {fake.first_name() for _ in range(draws)}
        lasts |= {fake.last_name() for _ in range(draws)}
        if locale.startswith("en"):
            places |= {fake.city() for _ in range(1500)}
    plain = re.compile(r"[A-Z][a-z]{1,13}(?:[ '][A-Z][a-z]{2,10})?")
    kept = [tuple(sorted(n for n in found if plain.fullmatch(n))) for found in (firsts, lasts, places)]
    return kept[0], kept[1], kept[2]


_ONSETS = "b br c ch cl d dr f fl g gr h j k kl l m n p pr qu r s sh sl st t th tr v w y z".split()  # noqa: SIM905
_VOWELS = "a e i o u ai ee ie oa ou a e i o".split()  # noqa: SIM905
_CODAS = "n r l s t m k d nd rt ss ll ck x".split()  # noqa: SIM905


class Values:
    """Draws values; ``named`` collects the names that were drawn since it was last emptied."""

    def __init__(self, dice: random.Random, test: bool) -> None:
        """``test``: names are drawn from the held-out fifth only, otherwise from the rest only."""
        self._dice = dice
        self._test = test
        self.named: list[str] = []

    # -- names -------------------------------------------------------------------------------------

    def _name(self, pool: tuple[str, ...]) -> str:
        while True:
            name = self._made_up() if self._dice.random() < 0.2 else self._dice.choice(pool)
            if all(never_said(part) == self._test for part in (name, *name.split())):
                break
        self.named.append(name)
        return name

    def _made_up(self) -> str:
        pick = self._dice.choice
        syllables = "".join(pick(_ONSETS) + pick(_VOWELS) for _ in range(self._dice.choice((1, 2, 2, 3))))
        return (syllables + (pick(_CODAS) if self._dice.random() < 0.6 else "")).capitalize()

    def first(self) -> str:
        return self._name(name_lists()[0])

    def last(self) -> str:
        return self._name(name_lists()[1])

    def name(self) -> str:
        return f"{self.first()} {self.last()}"

    def place(self) -> str:
        return self._name(name_lists()[2])

    def spelled(self) -> str:
        """A name, letter by letter, or with words for the letters."""
        name = self._name(name_lists()[self._dice.choice((0, 1, 1))]).replace("'", "").replace("-", "")
        letters = name.upper().replace(" ", "")[:10]
        return self._letters(letters)

    def _letters(self, letters: str) -> str:
        pick = self._dice.random()
        if pick < 0.4:
            return ", ".join(letters)
        if pick < 0.6:
            return " ".join(letters)
        if pick < 0.7:
            return ", ".join(self._doubled(letters))
        table = ALPHABET if pick < 0.85 else PLAIN_ALPHABET
        joint = self._dice.choice((" for ", " as in "))
        some = self._dice.random() < 0.5
        return ", ".join(
            letter if some and self._dice.random() < 0.6 else f"{letter}{joint}{table[ord(letter) - 65]}"
            for letter in letters
        )

    @staticmethod
    def _doubled(letters: str) -> list[str]:
        return [
            f"double {run[0]}" if len(run) == 2 else ", ".join(run)
            for run in (match[0] for match in re.finditer(r"(.)\1*", letters))
        ]

    # -- numbers -----------------------------------------------------------------------------------

    def digits(self, figures: str, oh: float = 0.35) -> str:
        zero = "oh" if self._dice.random() < oh else "zero"
        return " ".join(zero if figure == "0" else DIGITS[int(figure)] for figure in figures)

    def digit(self) -> str:
        return self._dice.choice(DIGITS[1:])

    def key(self) -> str:
        return self._dice.choice((*DIGITS, "star", "pound", "the star key", "the pound key", "hash"))

    def n(self) -> str:
        small = (1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 25, 30, 35, 40, 45)
        return words(self._dice.choice((*small, 50, 60, 90)))

    def people(self) -> str:
        number = self._dice.choice((1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8, 9, 10, 11, 12, 14, 15, 20))
        if number == 1:
            return self._dice.choice(("one person", "one", "one guest"))
        return f"{words(number)}{self._dice.choice((' people', ' people', ' guests', '', ' persons'))}"

    def big(self) -> str:
        number = self._dice.choice(
            (self._dice.randint(20, 99), self._dice.randint(100, 999), self._dice.randint(1000, 9999))
        )
        said = words(number)
        return said.replace(" and ", " ") if self._dice.random() < 0.5 else said

    def amount(self) -> str:
        round_ones = (5, 10, 15, 20, 25, 30, 40, 45, 50, 60, 75, 80, 90, 95, 100, 120, 150, 200, 250, 300)
        dollars = self._dice.choice((*round_ones, self._dice.randint(1, 999)))
        cents = self._dice.choice((0, 0, 0, 50, 99, 95, 25, self._dice.randint(1, 99)))
        pick = self._dice.random()
        if not cents:
            return f"{words(dollars)} {'dollar' if dollars == 1 else 'dollars'}"
        if pick < 0.4:
            return f"{words(dollars)} dollars and {words(cents)} cents"
        return (
            f"{words(dollars)} {words(cents)}" if pick < 0.7 else f"{words(dollars)} dollars {words(cents)}"
        )

    def percent(self) -> str:
        return f"{words(self._dice.choice((5, 10, 15, 20, 25, 30, 50)))} percent"

    def signs(self, alphabet: str, size: int) -> str:
        """``size`` signs; in half of the draws many are said again at once ("five, nine, nine").

        Repeats are what the recogniser loses: signs that are drawn evenly hold too few of them.
        """
        again = self._dice.choice((0.0, 0.35))
        drawn = ""
        while len(drawn) < size:
            drawn += drawn[-1] if drawn and self._dice.random() < again else self._dice.choice(alphabet)
        return drawn

    def phone(self) -> str:
        """Ten or seven digits, grouped or not, with oh or zero, sometimes doubled or in pairs."""
        figures = self.signs("0123456789", self._dice.choice((7, 10, 10, 10, 11)))
        if self._dice.random() < 0.3:
            figures = self._dice.choice(("202555", "2025550", "555")) + figures[-4:]
        cut = [figures[:3], figures[3:-4], figures[-4:]] if len(figures) > 7 else [figures[:-4], figures[-4:]]
        oh = self._dice.choice((0.0, 1.0))
        groups = [self.digits(group, oh) for group in cut if group]
        if self._dice.random() < 0.12:
            groups[-1] = f"{words(int(figures[-4:-2]))} {words(int(figures[-2:]))}"
        said = self._dice.choice((", ", ", ", ", ", " ")).join(groups)
        if self._dice.random() < 0.12:
            said = re.sub(r"\b(\w+) \1\b", r"double \1", said)
        return f"plus one, {said}" if self._dice.random() < 0.1 else said

    def code(self) -> str:
        """A confirmation number or reference: figures, or figures and letters."""
        size = self._dice.choice((3, 4, 4, 4, 5, 6, 6, 8))
        signs = "0123456789" if self._dice.random() < 0.6 else "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
        drawn = self.signs(signs, size)
        if drawn.isdigit() and size % 2 == 0 and self._dice.random() < 0.15:
            return " ".join(words(int(drawn[at : at + 2])) for at in range(0, size, 2))
        zero = self._dice.choice(("zero", "zero", "oh"))
        said = [zero if sign == "0" else DIGITS[int(sign)] if sign.isdigit() else sign for sign in drawn]
        if self._dice.random() < 0.12:
            said = [f"{sign} for {ALPHABET[ord(sign) - 65]}" if len(sign) == 1 else sign for sign in said]
        if size >= 6 and self._dice.random() < 0.4:
            return " ".join(said[: size // 2]) + ", " + " ".join(said[size // 2 :])
        return self._dice.choice((" ", ", ")).join(said)

    def long(self) -> str:
        """An account number and the like: six to twelve figures, by threes or fours."""
        figures = self.signs("0123456789", self._dice.randint(6, 12))
        group, oh = self._dice.choice((3, 4)), self._dice.choice((0.0, 1.0))
        said = [self.digits(figures[at : at + group], oh) for at in range(0, len(figures), group)]
        return self._dice.choice((", ", ", ", " ")).join(said)

    # -- times and dates ---------------------------------------------------------------------------

    def time(self) -> str:
        hour = self._dice.randint(1, 12)
        minute = self._dice.choice((0, 0, 0, 0, 15, 30, 30, 30, 45, 45, 10, 20, 40, 50, 5, 25, 35, 55,
                                    self._dice.randint(1, 59)))  # fmt: skip
        pick = self._dice.random()
        half = self._dice.choice(("", "", "", " p m", " a m", " in the evening", " in the afternoon",
                                  " in the morning", " tonight", " at night"))  # fmt: skip
        if hour == 12 and minute == 0 and pick < 0.4:
            return self._dice.choice(("noon", "midnight"))
        if minute == 0:
            clock = " o'clock" if half in ("", " in the evening", " in the morning") and pick < 0.45 else ""
            return f"{words(hour)}{clock}{half}"
        if minute in (15, 30) and pick < 0.4:
            part = "half" if minute == 30 else self._dice.choice(("quarter", "a quarter"))
            return f"{part} past {words(hour)}{half}"
        if minute > 30 and minute % 5 == 0 and pick < 0.3:
            left = "a quarter" if minute == 45 else words(60 - minute)
            return f"{left} to {words(hour)}{half}"
        if minute <= 30 and minute % 5 == 0 and pick < 0.2:
            return f"{words(minute)} past {words(hour)}{half}"
        oh = self._dice.choice(("oh ", "oh ", "zero ")) if minute < 10 else ""
        return f"{words(hour)} {oh}{words(minute)}{half}"

    def times(self) -> str:
        """A range, or some times to choose from."""
        return self._dice.choice((
            f"{self.time()} or {self.time()}", f"{self.time()}, {self.time()} or {self.time()}",
            f"between {self.time()} and {self.time()}", f"{self.time()} to {self.time()}",
            f"either {self.time()} or {self.time()}", f"from {self.time()} until {self.time()}",
        ))  # fmt: skip

    def day(self) -> str:
        return self._dice.choice(DAYS)

    def month(self) -> str:
        return self._dice.choice(MONTHS)

    def date(self) -> str:
        day, month = self.day(), self.month()
        th = words(self._dice.randint(1, 31), ordinal=True)
        return self._dice.choice((
            day, day, day, f"{day} {month} {th}", f"{day}, {month} {th}", f"{month} {th}", f"{day} the {th}",
            f"the {th} of {month}", f"the {th}", f"{day} the {th} of {month}", f"next {day}", f"this {day}",
            "tomorrow", "today", f"{day} night", f"{day} evening", f"{day} morning", f"{day} afternoon",
            "tomorrow morning", "tomorrow evening", f"this coming {day}", f"a week from {day}", "next week",
            "the day after tomorrow", f"{month} {words(self._dice.randint(1, 31))}",
        ))  # fmt: skip

    def year(self) -> str:
        year = self._dice.choice((self._dice.randint(1930, 2012), self._dice.randint(2024, 2030)))
        return str(num2words(year, to="year")).replace("-", " ").replace(",", "")

    def birth(self) -> str:
        month, day = self.month(), words(self._dice.randint(1, 31), ordinal=True)
        pick = self._dice.random()
        if pick < 0.55:
            return f"{month} {day}, {self.year()}"
        if pick < 0.8:
            return f"the {day} of {month}, {self.year()}"
        numbers = (self._dice.randint(1, 12), self._dice.randint(1, 31), self._dice.randint(30, 99))
        return ", ".join(words(number) for number in numbers)

    def duration(self) -> str:
        return self._dice.choice((
            f"{self.n()} minutes", "one minute", "a minute", "half an hour", "an hour", f"{self.n()} hours",
            "an hour and a half", f"{self.n()} seconds", f"{self.n()} days", f"{self.n()} weeks",
            "a few minutes",
        ))  # fmt: skip

    # -- addresses ---------------------------------------------------------------------------------

    def email(self) -> str:
        first, last = self.first().lower(), self.last().lower()
        user = self._dice.choice((
            f"{first} dot {last}", f"{first}", f"{first[0].upper()} dot {last}", f"{first} underscore {last}",
            f"{last} {self.digits(str(self._dice.randint(1, 999)))}", f"{first} {last}",
            f"{first} dash {last}",
        ))  # fmt: skip
        host = self._dice.choice(("example", "gmail", "mail", "outlook", "yahoo", "hotmail", last, "company"))
        return f"{user} at {host} dot {self._dice.choice(('com', 'com', 'com', 'org', 'net', 'co dot uk'))}"

    def street(self) -> str:
        kind = self._dice.choice(("Street", "Avenue", "Road", "Lane", "Drive", "Boulevard", "Court"))
        name = self._dice.choice(
            (self.last, lambda: self._dice.choice(("Main", "Oak", "Park", "Second", "High")))
        )()
        number = self._dice.choice((self.big(), self.n(), self.digits(str(self._dice.randint(100, 9999)))))
        return f"{number} {name} {kind}"

    def filler(self) -> str:
        """Common English words in no order: words that no form knows."""
        return " ".join(self._dice.choices(common_words(), k=self._dice.randint(3, 9)))

    def job(self) -> str:
        return self._dice.choice(jobs())

    def colour(self) -> str:
        colours = ("red", "blue", "black", "white", "silver", "gray", "green", "brown", "dark blue")
        return self._dice.choice(colours)
