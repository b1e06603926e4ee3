"""What machines say when they answer a call, by language: regular expressions over plain lower-case words.

``SURE`` decide alone; ``SIGNS`` are weighed with how it sounds (``agent.call.who_answered``). A language is
added as one more entry; what it lacks is taken for a person's words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from agent.call.speaker import Speaker

T = TypeVar("T")
Patterns = Mapping[Speaker, re.Pattern[str]]


def any_of(*phrases: str) -> re.Pattern[str]:
    """Any of ``phrases`` (regular expressions), as whole words."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


_MESSAGE = r"(?:messages?|recordings?|voice ?mails?)"
_NOT = r"(?:can't|cannot|can not|could not|does not|doesn't|do not|don't|will not|won't|not|unable to)"
_OUR_NUMBER = r"you(?:'ve| have|'re| are)? (?:called|dialed|dialled|reached|calling|trying to reach)"

TONE: Mapping[str, re.Pattern[str]] = {
    "en": any_of(r"(?:after|at|following|wait for|hear) the (?:\w+ )?(?:tone|beep|signal)")
}
"""A tone, or a beep, is to come."""

SURE: Mapping[str, Patterns] = {
    "en": {
        Speaker.SCREENING: any_of(
            r"(?<!can you )(?<!could you )(?<!may you )(?:say|state|record) (?:us |me )?your (?:full )?name"
            r"(?! and (?:your |a |the )?(?:\w+ )?(?:message|number|phone|telephone))",
            r"your name and (?:the |your )?(?:reason|purpose|why)",
            r"(?:using|use of) (?:a |an )?(?:\w+ )?(?:call )?(?:screening|assistant to answer)",
            r"call screening|screening service|(?:call|caller) (?:is|will be|must be) (?:being )?screened",
            r"(?:get|see|receive) (?:a )?(?:copy|transcript) of (?:this|the) (?:call|conversation)",
            r"(?:person|party|subscriber|customer) you \w+ (?:\w+ )*(?:would like|wants) to know who",
            r"(?:not|n't) accept (?:\w+ )?(?:unidentified|anonymous|unknown|private)",
        ),
        Speaker.UNAVAILABLE: any_of(
            r"(?:mail ?box|voice ?mail|message ?box|inbox) (?:\w+ ){0,7}full",
            rf"{_NOT} (?:accept|accepting|take|taking|receive|record|store) (?:\w+ )?(?:\w+ )?{_MESSAGE}",
            r"(?:not|n't|never) (?:yet )?been (?:set|initiali[sz]ed|activated)",
            r"(?:mail ?box|voice ?mail) (?:is|has) (?:\w+ )?not",
            r"(?:no|not have a) (?:mail ?box|voice ?mail)|has not (?:yet )?set up",
            r"not (?:yet )?(?:set up|initiali[sz]ed|activated) (?:\w+ )?(?:mail ?box|voice ?mail)",
            rf"no (?:new |more |further )?{_MESSAGE} (?:can|may) be",
            rf"{_MESSAGE} (?:can't|cannot|can not) be (?:left|taken|recorded|accepted)",
            r"(?:not|n't) accepting (?:any )?calls",
        ),
        Speaker.NOT_IN_SERVICE: any_of(
            r"(?:no longer|not|out of|not currently) (?:\w+ )?(?:in service|service|a working number)",
            r"(?:has|have) been (?:temporarily )?(?:disconnected|taken out of)",
            rf"number {_OUR_NUMBER} (?:\w+ )?(?:does not exist|(?:is|was) (?:\w+ )?(?:not|un\w+|invalid)"
            r"|has (?:been )?changed)",
            r"(?:can't|cannot|can not|could not) be completed(?: as dialed| as dialled)?",
            r"(?:check|look up|verify) (?:the|your) number (?:\w+ )?(?:and )?(?:dial|try|call)",
            r"number is (?:unknown|unassigned|unallocated|not (?:assigned|valid|known|recogni[sz]ed))",
        ),
        Speaker.VOICEMAIL: any_of(
            r"(?<!like to )(?<!want to )(?<!you )(?<!i )leave (?:(?:me|us|him|her|them) )?"
            r"(?:a|your) (?:\w+ )?(?:message|name|number|details)",
            r"record (?:a|your) message",
            r"(?:nobody|no one) is available to take your call",
            r"(?:voice ?mail|mailbox|answering machine|answering service|message service)",
            r"(?:can't|cannot|can not|unable to|not able to) (?:come to|get to|answer|take|pick up) "
            r"(?:the|my|your) (?:phone|telephone|call)",
            r"(?:away from|not at) (?:the|my|his|her|their) (?:phone|desk)",
            rf"(?:person|party|subscriber|customer) {_OUR_NUMBER} is (?:not available|unavailable)",
            r"(?:finished|done) (?:recording|speaking|(?:you )?(?:may|can) hang up)|hang up when",
        ),
    }
}

SIGNS: Mapping[str, Patterns] = {
    "en": {
        Speaker.VOICEMAIL: any_of(
            r"you(?:'ve| have) reached",
            r"you know what to do",
            r"(?:i'm|i am|we're|we are|he is|she is) (?:not|out|away|busy|on the other line|closed)(?: \w+)?",
            r"our (?:\w+ )?(?:offices?|lines?|phones?|shop|store) (?:is|are) (?:\w+ )?closed",
            r"(?:get|call|ring|phone)(?: right)? (?:back to )?you (?:back )?"
            r"(?:as soon|when|later|soon|shortly)",
            r"(?:can't|cannot|can not) be reached",
            r"(?:nobody|no one|none of us) (?:is|can)",
            r"(?:switched|turned) off",
            r"(?:text|try) me",
            r"message",
            r"(?:is|are) (?:not available|unavailable)",
        ),
        Speaker.SCREENING: any_of(
            r"(?:what|who) is (?:this|your) call (?:about|regarding)",
            r"see if (?:they|he|she|this person|the person) (?:is|are|can|is able)",
            r"(?:an|your|virtual|automated|call|google|digital) assistant",
            r"the reason",
        ),
        Speaker.UNAVAILABLE: any_of(r"(?:call|line) will (?:now )?(?:be )?(?:end|disconnected)"),
        Speaker.NOT_IN_SERVICE: any_of(
            r"number (?:\w+ )?you", r"dial(?:led|ed)? again", r"directory", r"we're sorry|we are sorry"
        ),
        Speaker.MENU: any_of(r"(?:say|press) \w+", r"options?", r"welcome to", r"thank you for calling"),
    }
}

MAILBOX_KEYS: Mapping[str, re.Pattern[str]] = {
    "en": any_of(
        r"(?:skip|bypass) (?:this|the) (?:greeting|message)",
        r"press (?:the )?\w+(?: key)? to (?:skip|bypass)",
        r"(?:finished|done)(?: recording| speaking)? "
        r"(?:simply |just |please |you (?:may|can) )*(?:hang up|press)",
    )
}
"""A key that only a mailbox has; no menu to be gone through."""

PERSON_WAITS: Mapping[str, re.Pattern[str]] = {
    "en": any_of(
        r"(?:can|could|would) you (?:just |please )?hold", r"(?:do|would) you mind (?:holding|waiting)"
    )
}
"""A person's way to ask to wait; no queue's."""

DECLINES: Mapping[str, re.Pattern[str]] = {
    "en": any_of(
        r"(?:not|n't|un) ?(?:available|taking|able to (?:take|talk|answer)|answering)",
        r"(?:can't|cannot|can not) (?:talk|take|come|answer)",
        r"(?:does not|doesn't|don't|do not) (?:want|wish)",
        r"(?:call|try) (?:back |again )+later|get back to you|goodbye",
    )
}
"""Call screening was told that they do not take the call."""


def plain(text: str) -> str:
    """Lower-case words, and nothing between them."""
    return re.sub(r"[^\w']+", " ", text.lower()).strip()


def in_language(table: Mapping[str, T], language: str) -> T:
    """What ``table`` has for ``language`` (``en``, ``en-GB``), or for English."""
    return table.get(language.lower()[:2], table["en"])


def announces_tone(text: str, language: str = "en") -> bool:
    """``text`` says that a tone, or a beep, is to come."""
    return in_language(TONE, language).search(plain(text)) is not None
