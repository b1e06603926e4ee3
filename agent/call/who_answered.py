"""Who or what is at the other end, and how sure that is: evidence of words, sounds and cadence, weighed.

Each piece of evidence adds to the logarithm of an answer's odds; what is believed when a turn is over is
where the next begins, a little doubted, so that it can be revised at any time. Nothing waits for it: where it
is unsure, whoever is there is treated as a person.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from agent.call.answer_phrases import PERSON_WAITS, SIGNS, in_language, plain
from agent.call.events import VoiceMeasured
from agent.call.recorded_voice import FIRST_PERSON, LIKELY
from agent.call.speaker import Speaker


class Answer(StrEnum):
    PERSON = "person"
    MENU = "menu"
    VOICEMAIL = "voicemail"
    MAILBOX_UNAVAILABLE = "mailbox-unavailable"
    SCREENING = "screening"
    QUEUE = "queue"
    FAX = "fax"
    NOT_IN_SERVICE = "not-in-service"
    BUSY = "busy"
    NOTHING = "nothing"
    UNSURE = "unsure"


Weights = Mapping[Answer, float]
_A = Answer

BEFORE: Weights = {
    _A.PERSON: 0.5,
    _A.MENU: 0.16,
    _A.VOICEMAIL: 0.14,
    _A.QUEUE: 0.06,
    _A.SCREENING: 0.05,
    _A.MAILBOX_UNAVAILABLE: 0.02,
    _A.NOT_IN_SERVICE: 0.03,
    _A.FAX: 0.01,
    _A.BUSY: 0.01,
    _A.NOTHING: 0.02,
}
"""Of calls to businesses and people, before anything is heard."""
STAYS = 0.9
"""How much of a belief the next turn begins with; the rest is ``BEFORE`` again."""
SURE = 0.55
"""Below it nothing is believed."""
STEP = 0.15
"""A belief that became so much surer is worth telling."""

_OF_SPEAKER: Mapping[Speaker, Answer] = {
    Speaker.PERSON: _A.PERSON,
    Speaker.MENU: _A.MENU,
    Speaker.VOICEMAIL: _A.VOICEMAIL,
    Speaker.UNAVAILABLE: _A.MAILBOX_UNAVAILABLE,
    Speaker.SCREENING: _A.SCREENING,
    Speaker.NOT_IN_SERVICE: _A.NOT_IN_SERVICE,
    Speaker.HOLD: _A.QUEUE,
}
SPEAKERS: Mapping[Answer, Speaker] = {answer: speaker for speaker, answer in _OF_SPEAKER.items()}
_SAID = 5.0
_NAMED = 2.5
"""Of a person who only says who it is: so begin greetings of machines, too."""
_SIGN, MOST_SIGNS = 1.5, 2
"""Of each; one alone leaves it unsure."""
_READ: Mapping[str, Answer] = {
    "queue": _A.QUEUE,
    "voicemail": _A.VOICEMAIL,
    "screening": _A.SCREENING,
    "not_in_service": _A.NOT_IN_SERVICE,
    "leads": _A.MENU,
    "asks_words": _A.MENU,
    "asks_number": _A.MENU,
}
"""What a recorded voice that says so answers (``agent.call.recorded_voice.KINDS``)."""
_READ_WEIGHT, _NO_PERSON = 3.0, -3.0
READ_WORDS = 4
"""So many words are read."""
_TONES: Mapping[str, Weights] = {
    "sit": {_A.NOT_IN_SERVICE: 9.0},
    "fax": {_A.FAX: 12.0},
    "busy": {_A.BUSY: 9.0},
    "congestion": {_A.BUSY: 9.0},
}
_ASKS = re.compile(r"help|speaking|calling")
SHORT_WORDS = 2
"""Recognisers write a question mark behind so few, whatever they are."""
_BEEP: Weights = {_A.VOICEMAIL: 4.0, _A.SCREENING: 1.0, _A.MAILBOX_UNAVAILABLE: 1.0}
_MUSIC: Weights = {_A.QUEUE: 3.5}
_SPOKE: Weights = {_A.NOTHING: -8.0, _A.BUSY: -3.0}
_BRIEF: Weights = {_A.PERSON: 1.5}
_GOES_ON: Weights = {_A.PERSON: -2.5}
_SPEAKS_ON: Weights = {_A.PERSON: -1.0}
_SPEAKS_LONG: Weights = {_A.PERSON: -2.5}

PAUSE_SECONDS = 0.5
"""Who rests so long is at the end of a sentence."""
WAITS_SECONDS = 0.3
"""Who has said little and rests so long waits for us."""
BRIEF_SECONDS = 2.5
LONG_SECONDS, LONGER_SECONDS = 6.0, 10.0
"""So long nobody who picks up speaks without a rest."""
GOES_ON_SECONDS = 1.0
"""Who has greeted, asked nothing, and speaks so much longer waits for nobody, perhaps: a voicemail."""
NOBODY_SECONDS = 2.0
SPOKE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Belief:
    """``sure``: its probability, 0..1; ``why``: the evidence that speaks for it, in words."""

    what: Answer
    sure: float
    why: str


@dataclass(slots=True)
class _Cadence:
    """Of the turn under way, in seconds."""

    speech: float = 0.0
    quiet: float = 0.0


class WhoAnswered:
    """From the answer on: ``hear`` every frame, and tell it what else is known."""

    def __init__(self, speech_probability: float, language: str = "en") -> None:
        self._speech_probability = speech_probability
        self._signs = in_language(SIGNS, language)
        self._waits = in_language(PERSON_WAITS, language)
        self._before = dict(BEFORE)
        self._evidence: dict[str, Weights] = {}
        self._cadence = _Cadence()
        self._waited = 0.0
        self._spoke = False
        self._since_words = 0.0
        """Seconds of speech."""
        self._greeted = self._greeted_before = self._waits_for_us = False
        """The last they said was a greeting, or an earlier turn; they asked something, or heard us out."""
        self.read: Answer | None = None
        """What the words of the turn read like: a machine's, and which."""

    # -- evidence ----------------------------------------------------------------------------

    def hear(self, event: VoiceMeasured) -> None:
        cadence = self._cadence
        if event.probability < self._speech_probability:
            cadence.quiet += event.seconds
            self._waited += event.seconds
            return
        if cadence.quiet >= PAUSE_SECONDS:
            self._cadence = cadence = _Cadence()
        self._since_words += event.seconds
        cadence.speech += event.seconds + (cadence.quiet if cadence.speech else 0.0)
        cadence.quiet = 0.0
        self._spoke = self._spoke or cadence.speech >= SPOKE_SECONDS

    def said(self, speaker: Speaker, text: str, kinds: Mapping[str, float] | None = None) -> None:
        """Words of the turn under way; more of them replace these. ``kinds``: how they read
        (``recorded_voice.Reading``), where it may be a machine that says them."""
        words = plain(text)
        self._since_words = 0.0
        self._greeted = speaker is Speaker.PERSON
        self._waits_for_us = self._waits_for_us or (self._greeted and _asks(text))
        many = speaker is Speaker.UNKNOWN and len(words.split()) >= READ_WORDS
        goes_on = many and self._greeted_before and not self._waits_for_us
        self._evidence["goes on"] = _GOES_ON if goes_on else {}
        self._evidence.pop("words", None)
        self.read = self._machine(kinds) if kinds and len(words.split()) >= READ_WORDS else None
        read = self.read if speaker is Speaker.UNKNOWN else None
        self._evidence["read"] = {read: _READ_WEIGHT, _A.PERSON: _NO_PERSON} if read else {}
        if speaker in _OF_SPEAKER:
            self._evidence["words"] = self._words(speaker, text.lower())
        signs = {_OF_SPEAKER[one]: len(pattern.findall(words)) for one, pattern in self._signs.items()}
        wanted = speaker in (Speaker.PERSON, Speaker.UNKNOWN)
        found = {one: _SIGN * min(many, MOST_SIGNS) for one, many in signs.items() if many}
        self._evidence["signs"] = found if wanted else {}

    @staticmethod
    def _machine(kinds: Mapping[str, float]) -> Answer | None:
        kind = max(_READ, key=lambda name: kinds[name])
        likely = kinds[kind] >= LIKELY and kinds["person"] <= FIRST_PERSON
        return _READ[kind] if likely else None

    def _words(self, speaker: Speaker, text: str) -> Weights:
        if speaker is Speaker.HOLD and self._waits.search(text):
            return {_A.PERSON: _SAID}
        named = speaker is Speaker.PERSON and not _asks(text)
        return {_OF_SPEAKER[speaker]: _NAMED if named else _SAID}

    def tone(self, name: str) -> None:
        """One of the network's (``agent.audio.progress.ToneName``), or a fax machine's."""
        if name in _TONES:
            self._evidence["tone"] = _TONES[name]

    def heard_us(self) -> None:
        """They have heard us out."""
        self._waits_for_us = True

    def beep(self) -> None:
        self._evidence["beep"] = _BEEP

    def music(self, *, on: bool) -> None:
        if on:
            self._evidence["music"] = _MUSIC
        else:
            self._evidence.pop("music", None)

    def turn_over(self) -> None:
        """What is heard from now on is of another turn."""
        belief = self._posterior()
        self._before = {one: STAYS * belief[one] + (1 - STAYS) * BEFORE[one] for one in BEFORE}
        self._greeted = self._greeted_before = self._greeted or self.belief.what is _A.PERSON
        self._evidence.clear()
        self._cadence = _Cadence()
        self._since_words = 0.0

    # -- belief ------------------------------------------------------------------------------

    @property
    def brief(self) -> bool:
        """The turn so far is as short as a person's greeting."""
        return 0.0 < self._cadence.speech <= BRIEF_SECONDS

    @property
    def belief(self) -> Belief:
        posterior = self._posterior()
        what = max(posterior, key=posterior.__getitem__)
        sure = round(posterior[what], 2)
        if sure < SURE:
            return Belief(_A.UNSURE, sure, f"perhaps {what}")
        reasons = [name for name, weights in self._all().items() if weights.get(what, 0.0) > 0.0]
        return Belief(what, sure, ", ".join(reasons))

    def _posterior(self) -> dict[Answer, float]:
        scores = {one: math.log(probability) for one, probability in self._before.items()}
        for weights in self._all().values():
            for one, weight in weights.items():
                scores[one] += weight
        most = max(scores.values())
        odds = {one: math.exp(score - most) for one, score in scores.items()}
        return {one: value / sum(odds.values()) for one, value in odds.items()}

    def _all(self) -> dict[str, Weights]:
        return {**self._evidence, **self._sounds()}

    def _sounds(self) -> dict[str, Weights]:
        """What the cadence tells; only of a turn without telling words."""
        if not self._spoke:
            waited = self._waited - NOBODY_SECONDS
            return {"silence": {_A.NOTHING: min(6.0, 2.0 * waited)}} if waited > 0.0 else {}
        found: dict[str, Weights] = {"speech": _SPOKE}
        cadence = self._cadence
        if self._greeted and self._since_words >= GOES_ON_SECONDS and not self._waits_for_us:
            found["goes on"] = _GOES_ON
        if "words" in self._evidence or self._evidence.get("read"):
            return found
        if cadence.speech >= LONG_SECONDS:
            found["cadence"] = _SPEAKS_LONG if cadence.speech >= LONGER_SECONDS else _SPEAKS_ON
        elif cadence.quiet >= WAITS_SECONDS and self.brief:
            found["cadence"] = _BRIEF
        return found


def _asks(text: str) -> bool:
    text = text.lower()
    return _ASKS.search(text) is not None or ("?" in text and len(text.split()) > SHORT_WORDS)
