"""Who or what speaks, by its words: a menu, a voicemail, a request to hold, a person.

Lists of phrases; what replaces them keeps the Protocol.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Protocol

from agent.call.menu import options


class Speaker(Enum):
    MENU = auto()
    HOLD = auto()
    """A queue's announcement, or a person who asks to wait: nothing to answer."""
    VOICEMAIL = auto()
    """The greeting of one: somebody is not there, leave a message."""
    PERSON = auto()
    """Says what only a person says."""
    UNKNOWN = auto()


class Listener(Protocol):
    def who(self, text: str) -> Speaker: ...


def _any(*phrases: str) -> re.Pattern[str]:
    """Any of ``phrases`` (regular expressions), as whole words."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


_KEY = r"(?:\d|zero|one|two|three|four|five|six|seven|eight|nine|star|pound|hash|the|any)"
_AWHILE = r"(?:moment|second|sec|minute)"
_MENU = _any(
    rf"(?:press(?:ing)?|dial|push|hit|enter|touch) {_KEY}",
    r"to repeat (?:this|these)",
    r"following options",
    r"main menu",
    r"menu options",
    r"make (?:a|your) selection",
    r"party's extension",
)
_TONE = _any(r"(?:after|at|following|wait for) the (?:\w+ )?(?:tone|beep|signal)")
_VOICEMAIL = _any(
    r"(?<!like to )(?<!want to )(?<!you )(?<!i )leave (?:(?:me|us|him|her|them) )?"
    r"(?:a|your) (?:\w+ )?message",
    r"record (?:a|your) message",
    r"(?:voice ?mail|mailbox|answering machine|answering service)",
    r"(?:can't|cannot|can not|unable to|not able to) (?:come to|get to|answer|take|pick up) (?:the|my|your) "
    r"(?:phone|telephone|call)",
    r"(?:away from|not at) (?:the|my|his|her|their) (?:phone|desk)",
    r"person you (?:are calling|have called|called|are trying to reach) is (?:not available|unavailable)",
)
_PERSON = _any(
    r"how (?:can|may|could) (?:i|we) help",
    r"(?:can|may) i help",
    r"what can i (?:do for|get)",
    r"you(?:'re| are) through to",
    r"^(?:yes|right),? hello",
    r"(?:this is|my name is) (?!an?\b|the\b|your\b|being\b|not\b)\w+",
    r"\w+ speaking",
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
    r"you are (?:caller )?number \w+",
    r"\w+ (?:people|callers?|persons?) (?:are |is )?(?:waiting )?(?:before|ahead of|in front of) you",
    r"(?:calls?|answer your call) (?:\w+ )*(?:as soon as possible|in turn)",
    r"(?:high|large) (?:number|volume) of calls|keep holding|keep you waiting",
    r"next available",
    r"thank you for (?:your patience|holding|waiting|your continued)",
    r"(?:wait|hold)(?:ing)? ?time",
    r"calls? (?:may|might|will|is|are) be(?:ing)? (?:monitored|recorded)",
    r"did you know",
    r"visit (?:us|our)",
    r"have your (?:\w+ ){1,3}ready",
    r"(?:not|n't) forgotten(?: about)? you",
    r"waiting to speak with",
    r"please (?:wait|hold)",
    r"will be with you (?:shortly|soon)",
    r"trying to (?:locate|connect)",
    r"(?:i'll|let me|i will) (?:get|find|fetch) (?:you )?(?:someone|somebody|him|her|them)(?: for you)?",
    r"(?:i'm|i'll|i am|let me|i will) (?:pass|put|hand)(?:ing)? you (?:on|over|through)",
)
_WAIT = _any(
    r"(?<!i'll )(?<!i will )(?<!i can )hold(?: on| the line| please| for)?(?: please)?",
    rf"(?:one|just an?|a) {_AWHILE}(?: please)?",
    rf"give me(?: an?| one)? {_AWHILE}(?: please)?",
    rf"bear with me(?: an?| one)?(?: {_AWHILE})?(?: please)?",
    r"be right (?:with you|back)",
    r"let me (?:check|look|see)(?: \w+){0,4}",
    r"hang on(?: please)?",
)
MENU_OPTIONS = 2
"""So many keys with what they are for, in whatever words: "for bills choose one, for hours select two"."""
WORDS_AFTER = 3
"""A request to wait stands at the end of what is said; more words after it want an answer."""
_ANSWERS = ("yes", "yeah", "no")
"""Who says this after it does not wait any more: ``One moment, please. Yes, that works.``"""


_THANKED = re.compile(r"^(?:thank you|thanks) for (?:your patience|holding|waiting)\b[\s.,!]*(?=\w)")


def _without_thanks(words: str) -> str:
    """Queues and people back at the telephone both thank for waiting: what follows tells them apart."""
    return _THANKED.sub("", words)


def announces_tone(text: str) -> bool:
    """``text`` says that a tone, or a beep, is to come."""
    return _TONE.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return re.sub(r"[^\w']+", " ", text.lower()).strip()


class PhraseListener:
    def who(self, text: str) -> Speaker:
        """``text`` is what was recognised; punctuation and case do not matter."""
        words = _plain(text)
        # "Record your message at the tone, or press one for more options."
        if _TONE.search(words):
            return Speaker.VOICEMAIL
        if _MENU.search(words) or len(options(text)) >= MENU_OPTIONS:
            return Speaker.MENU
        # "Your call is important to us, please leave ..." was misheard: a queue takes no messages.
        if _VOICEMAIL.search(words) and not _QUEUE.search(words):
            return Speaker.VOICEMAIL
        if _PERSON.search(words):
            return Speaker.PERSON
        if _QUEUE.search(_without_thanks(words)):
            return Speaker.HOLD
        asked = list(_WAIT.finditer(words))
        after = words[asked[-1].end() :].split() if asked else []
        answers = after[:1] and after[0] in _ANSWERS and after[1:2] != ["problem"]
        if asked and len(after) <= WORDS_AFTER and not answers:
            return Speaker.HOLD
        return Speaker.UNKNOWN
