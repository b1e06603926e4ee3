"""Names in what is about to be said: capitalised words in a sentence, words behind "name is", "Mr", ..."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.call.disguise import NATO
from agent.call.values.lexicon import listed

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:…\"“”(—–-])\W*$")
_CUES = re.compile(
    r"\b(?:names?(?:'s|’s)?(?:\s+(?:is|was|are|of|for|would\s+be|will\s+be))?(?:\s+(?:mr|mrs|ms|dr"
    r"|spelled))?|(?:mr|mrs|ms|miss|mister|madam|sir|dr|doctor|professor)\.?"
    r"|on\s+behalf\s+of|called|surname(?:\s+is)?|named|calling\s+for|booking\s+for|table\s+for"
    r"|reservation\s+for|appointment\s+for)\s+"
    r"(?P<name>[^\W\d_]+(?:['’-][^\W\d_]+)*)(?:\s+(?P<more>[^\W\d_]+))?",
    re.IGNORECASE,
)
_SPELLING = re.compile(
    rf"(?:\b(?:as in|for|like)|\b[A-Z],?|\b(?:{'|'.join(sorted(NATO))}),?)\s+$", re.IGNORECASE
)
_SPEAKER = re.compile(
    r"\b(?:this\s+is|it's|it\s+is|i'm|i\s+am|here\s+is)\s+(?P<name>[^\W\d_]+)(?:\s+"
    r"(?P<more>[^\W\d_]+))?\s+(?:calling|speaking|here|on\s+the\s+(?:line|phone))\b"
    r"|^(?P<first>[^\W\d_]+)(?:\s+(?P<second>[^\W\d_]+))?\s+(?:speaking|here|is\s+(?:the|my|her"
    r"|his)\s+(?:\w+\s+)?(?:name|surname))\b",
    re.IGNORECASE,
)
ORDINARY = frozenset(
    listed(
        """
    a an the i i'm i'd i'll i've and or but so for to of in on at by with from under as is it it's its this
    that these those my your our his her their hers his yours ours mine me you us him them he she we they
    who whom whose which what where when yes no not none nothing okay ok please thanks thank sorry hello hi
    hey bye goodbye good great perfect fine sure right correct just only also again then now here there
    first last full spelled spell same one two both any some each be been am are was were do does did has
    have had can could will would shall should may might must calling speaking here about regarding ready
    available able unable afraid sure happy glad looking trying going hoping mr mrs ms miss mister madam sir
    dr doctor professor prof jr sr ai a.i am pm a.m p.m tv uk us usa eu id ok okay rsvp faq dob vip pin gps
    sms vin atm monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays
    thursdays fridays saturdays sundays january february march april june july august september october
    november december christmas easter thanksgiving halloween valentine's valentine new year year's eve day
    english internet god not only actually already still him her someone somebody anyone anybody everyone
    everybody people person guest guests party table booking reservation appointment dinner lunch breakfast
    today tonight tomorrow morning afternoon evening night half quarter three four five six seven eight nine
    ten eleven twelve several many more few couple name names surname number phone client customer owner
    boss friend family patient assistant agent an automated virtual digital business company office team
    service
    """
    )
)


def names_in(text: str) -> Iterator[str]:
    """Words of ``text``, in lower case, that stand as names; ``ORDINARY`` ones are none.

    A capital at the beginning of a sentence tells nothing; words of the spelling alphabet spell.
    """
    for match in _WORD.finditer(text):
        word = match[0]
        if not word[0].isupper() or len(word) < 2 or _SENTENCE_ENDS.search(text, 0, match.start()):
            continue
        if word.lower() in NATO and _SPELLING.search(text[max(0, match.start() - 14) : match.start()]):
            continue
        yield from _unusual(word)
    for pattern in (_CUES, _SPEAKER):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            first = groups.get("name") or groups.get("first") or ""
            second = groups.get("more") or groups.get("second") or ""
            yield from _unusual(first)
            # "The name is anna Davies", but not "the name is spelled with".
            if second[:1].isupper():
                yield from _unusual(second)


def _unusual(word: str) -> Iterator[str]:
    lower = word.lower().replace("’", "'").removesuffix("'s")
    if lower and lower not in ORDINARY:
        yield lower
