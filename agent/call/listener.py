"""Who or what speaks, by its words: a menu, a voicemail, a request to hold, a person.

Lists of phrases; what replaces them keeps the Protocol.
"""

from __future__ import annotations

import re
from typing import Protocol

from agent.call.answer_phrases import MAILBOX_KEYS, SURE, TONE, in_language, plain
from agent.call.answer_phrases import any_of as _any
from agent.call.menu import options
from agent.call.speaker import Speaker


class Listener(Protocol):
    def who(self, text: str) -> Speaker: ...


_KEY = r"(?:\d|zero|one|two|three|four|five|six|seven|eight|nine|star|pound|hash|the|any)"
_AWHILE = r"(?:moment|second|sec|minute)"
_GOES_ON = r"(?:yes|yeah|no|okay|so)"
"""Who says this after a request to wait, and more, does not wait any more: ``One moment, please. Yes, that
works.``"""
_MENU = _any(
    rf"(?:press(?:ing)?|dial|push|hit|enter|touch) {_KEY}",
    r"to repeat (?:this|these)",
    r"following options",
    r"main menu",
    r"menu options",
    r"make (?:a|your) selection",
    r"party's extension",
    r"followed by (?:the |a )?(?:pound|hash)|press pound",
    r"(?:select|choose) (?:\d|zero|one|two|three|four|five|six|seven|eight|nine)$",
    r"in (?:a few|your own) words",
)
_PERSON = _any(
    r"how (?:can|may|could) (?:i|we) help",
    r"(?:can|may) i help",
    r"what can i (?:do for|get)",
    r"you(?:'re| are) through to",
    r"^(?:yes|right),? hello",
    r"(?:this is|my name is) (?!an?\b|the\b|your\b|being\b|not\b)\w+",
    r"\w+ speaking",
    r"^(?:hello|hi|good \w+)\b.* here$",
    r"who(?:'s| is) (?:calling|this)",
    r"are you (?:still )?there",
    r"sorry (?:about|for) (?:that|the wait)",
    r"^(?:hello|hi)(?: \w+){0,3}$",
)
_QUEUE = _any(
    r"your call (?:\w+ )*(?:important|answered|connected|transferred|line|taken)",
    r"(?:connect|connecting|transfer|transferring) (?:you|your call)",
    r"(?:stay|remain) on the line",
    r"all (?:of )?our \w+(?: \w+)? are",
    r"all \w+ are (?:currently |still )?busy",
    r"(?:caller|number|position) \w+ in (?:the |our )?(?:line|queue)",
    r"first in line",
    r"in (?:the|our) queue",
    r"you are (?:caller )?number \w+",
    r"(?:people|callers?|persons?|customers?) (?:are |is )?(?:waiting )?(?:before|ahead of|in front of) you",
    r"(?:calls?|answer your call) (?:\w+ )*(?:as soon as possible|in turn)",
    r"(?:high|large) (?:number|volume) of calls|call volumes?|keep holding|keep you waiting",
    r"will (?:\w+ )?(?:take|answer|handle) your call",
    r"will (?:speak|be) (?:to|with) you (?:as soon as|shortly|soon)",
    r"speak (?:to|with) you in (?:\w+ ){1,3}minutes?",
    r"(?:helping|assisting|serving) other \w+",
    r"next available",
    r"thank you for (?:your patience|holding|waiting|your continued)",
    r"(?:wait|hold)(?:ing)? ?time",
    r"(?:calls?|conversations?) (?:may|might|will|is|are) be(?:ing)? (?:monitored|recorded)",
    r"did you know",
    r"visit (?:us|our)",
    r"have your (?:\w+ ){1,3}ready",
    r"(?:not|n't) forgotten(?: about)? you",
    r"waiting to speak with",
    r"please (?:wait|hold)",
    r"trying to (?:locate|connect)",
    r"(?:i'll|let me|i will) (?:get|find|fetch) "
    r"(?:(?:you )?(?:someone|somebody|him|her|them)|(?:\w+ ){1,3}for you)",
    r"(?:i'm|i'll|i am|let me|i will) (?:pass|put|hand)(?:ing)? you (?:on|over|through)",
)
_WAIT = _any(
    r"(?<!i'll )(?<!i will )(?<!i can )hold(?: on| the line| please| for)?(?: please)?",
    rf"(?<!have )(?<!got )(?:one|just an?|a) {_AWHILE}(?: please)?"
    rf"(?: while (?:i|we)(?: (?!{_GOES_ON}\b)\w+){{1,6}})?",
    rf"give me(?: an?| one)? {_AWHILE}(?: please)?",
    rf"bear with me(?: an?| one)?(?: {_AWHILE})?(?: please)?",
    r"be right (?:with you|back)",
    rf"let me (?:check|look|see)(?: (?!{_GOES_ON}\b)\w+){{0,4}}",
    r"hang on(?: please)?",
)
MENU_OPTIONS = 2
"""So many keys with what they are for, in whatever words: "for bills choose one, for hours select two"."""
WORDS_AFTER = 3
"""A request to wait stands at the end of what is said; more words after it want an answer."""
_ANSWERS = re.compile(rf"^{_GOES_ON}(?= (?!problem\b))|^(?:yes|yeah|no)$")

_THANKS = re.compile(r"^(?:thank you|thanks) for (?:your patience|holding|waiting)\b")


def thanks(text: str) -> bool:
    """It thanks for waiting: a queue does, and who comes back to the telephone."""
    return _THANKS.match(plain(text)) is not None


def _without_thanks(words: str) -> str:
    """What follows the thanks, which tells queues from people; all of it where nothing does."""
    return _THANKS.sub("", words).strip() or words


class PhraseListener:
    def __init__(self, language: str = "en") -> None:
        self._answers = in_language(SURE, language)
        self._tone, self._keys = in_language(TONE, language), in_language(MAILBOX_KEYS, language)

    def who(self, text: str) -> Speaker:
        """``text`` is what was recognised; punctuation and case do not matter."""
        words, keys = plain(text), len(options(text))
        # "... to record your name, press three; to record your greeting, press four ..."
        if self._says(Speaker.SCREENING, words) and keys <= MENU_OPTIONS:
            return Speaker.SCREENING
        # "Record your message at the tone, or press one for more options."
        if self._tone.search(words):
            return Speaker.VOICEMAIL
        for speaker in (Speaker.NOT_IN_SERVICE, Speaker.UNAVAILABLE):
            if self._says(speaker, words):
                return speaker
        if self._keys.search(words) and keys < MENU_OPTIONS:
            return Speaker.VOICEMAIL
        if _MENU.search(words) or keys >= MENU_OPTIONS:
            return Speaker.MENU
        # "Your call is important to us, please leave ..." was misheard: a queue takes no messages.
        if self._says(Speaker.VOICEMAIL, words) and not _QUEUE.search(words):
            return Speaker.VOICEMAIL
        return _of_somebody(words)

    def _says(self, speaker: Speaker, words: str) -> bool:
        return self._answers[speaker].search(words) is not None


def _of_somebody(words: str) -> Speaker:
    """No machine that answers a call."""
    if _PERSON.search(words):
        return Speaker.PERSON
    if _QUEUE.search(_without_thanks(words)):
        return Speaker.HOLD
    asked = list(_WAIT.finditer(words))
    after = words[asked[-1].end() :].strip() if asked else ""
    if asked and len(after.split()) <= WORDS_AFTER and not _ANSWERS.match(after):
        return Speaker.HOLD
    return Speaker.UNKNOWN
