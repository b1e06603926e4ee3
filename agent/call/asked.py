"""What a turn of the far party asks for: which facts, by their kind and by the words of their names.

Robust to a recogniser's errors, and rather too ready than too deaf: who asks for something that may be told
when asked for is told it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from agent.call.affirmation import plain
from agent.call.agreement import asks, sentences
from agent.call.facts import FactBook, Known
from agent.call.prose import Use
from agent.call.values import Kind, find
from agent.call.values.lexicon import listed

_WANT = re.compile(
    r"\?|\b(?:what|whats|which|who|whose|where|when|how|can|could|may|might|will|would|shall|do|does|is"
    r"|are|need|give|gimme|tell|provide|"
    r"please|your|the|have|has|got|get|spell|confirm|verify|repeat|say|state|enter|missing|and|again"
    r"|under|ask|require|want|like|know|leave|take)\b"
)
_OURS = re.compile(
    r"\b(?:our|my) (?:\w+ ){0,2}(?:number|phone|telephone|email|e mail|address|name|code"
    r"|reference) (?:is|was)\b"
    r"|(?<!can )(?<!could )(?<!may )(?<!should )\bwe(?:'ll| will|'re going to| are going to)? (?:send"
    r"|email|text|mail|call|ring|phone)(?:ing)? (?:you|her|him|them|it)\b"
    r"|\bwe(?:'ll| will) (?:send|email|mail) (?:an?|the)\b"
)
_BY_KIND: dict[Kind, str] = {
    Kind.NAME: (
        r"\bnames?\b|\bsurname\b|\bwho(?:'s| is| am i| are you| shall i| should i| may i| do i| will"
        r"| would|m| have i)\b|\bwhose\b|\bcalled\b|"
        r"\b(?:under|in) (?:what|which|whose)\b|\bwhat(?:'s| is| was)? it under\b|\bunder\?|\bspell\b"
        r"|\bwho for\b|\bfor whom\b"
        r"|\bwho (?:it|this|that)(?:'s| is)\b|\bname\b|\byou are\?|\bcall you\b|\bwho wants\b"
    ),
    Kind.PHONE: (
        r"\b(?:tele)?phones?\b|\bfone\b|\bnumber\b|\bnumbers\b|\bmobile\b|\bcell\b|\bcall ?back\b"
        r"|\breach (?:you|her|him|them|someone)\b"
        r"|\bcontact\b|\bget (?:a ?)?hold of\b|\bcall (?:you|her|him|them)\b|\bring (?:you|her|him"
        r"|them)\b|\bdigits\b|\btext (?:you|her|him|them)\b|\bline (?:can|could|should)\b"
    ),
    Kind.EMAIL: r"\be ?-?mails?\b|\bmail address\b|\binbox\b|\bsend (?:you|it|the|a|an|her|him|them)\b"
    r"|\bgmail\b|\bemail\b",
    Kind.ADDRESS: (
        r"\baddress\b|\bstreet\b|\bwhere (?:do|does|are|is|should|shall|will) (?:you|she|he|they|we|the"
        r"|i)\b|\bzip\b|\bpost ?code\b|\blive\b|\bliving\b"
        r"|\bdeliver\b|\blocation\b|\bresiden\w+"
    ),
    Kind.CODE: r"\bcode\b|\bnumber\b|\breference\b|\bref\b|\bi\.? ?d\b|\bidentification\b",
    Kind.DATE: r"\bwhat (?:day|date)\b|\bwhich (?:day|date)\b|\bwhen\b|\bday\b|\bdate\b",
    Kind.TIME: r"\bwhat time\b|\bwhen\b|\btime\b|\bhour\b",
    Kind.COUNT: r"\bhow many\b|\bhow big\b|\bhow large\b|\bnumber of\b|\bparty size\b|\bsize\b",
    Kind.AMOUNT: r"\bhow much\b|\bbudget\b|\bprice\b|\bspend\b|\bpay\b|\bcost\b|\bamount\b",
    Kind.DURATION: r"\bhow long\b",
    Kind.TEXT: r"(?!)",
}
_TELLING: dict[Kind, tuple[str, ...]] = {
    Kind.PHONE: ("contact", "telephone", "mobile", "callback"),
    Kind.EMAIL: ("email",),
    Kind.ADDRESS: ("address",),
}
"""Words that ask for it even where the recogniser has lost a letter of them."""
_BY_NAME: tuple[tuple[str, str], ...] = (
    (r"birth|\bdob\b|born", r"\bbirth\w*|\bborn\b|\bd\.? ?o\.? ?b\b|\bdob\b|\bdee (?:oh|o) bee\b"
                            r"|\bberth\b|\bdate of (?:earth|bird|worth|burth)\b|\bhow old\b|\bage\b"),
    (r"people|guest|party|person|seats", r"\bhow (?:many|big|large)\b|\bpeople\b|\bguests?\b"
                                         r"|\bpersons?\b|\bparty\b|\bsize\b|\bseats\b|\bnumber of\b"),
    (r"nights|days|hours|stay", r"\bhow long\b|\bnights?\b|\buntil (?:when|which)\b"),
    (r"^old\b", r"\bbooked (?:for|in)\b|\bat the moment\b|\bcurrent(?:ly)?\b|\bnow\b|\bexisting\b"
               r"|\boriginal(?:ly)?\b|\bmeant to be\b|\b(?:is|was) (?:it|that) (?:for|on|now|under)\b"
               r"|\bwas it\b|\blook under\b"),
    (r"insurance|policy", r"\binsur\w+|\bpolicy\b|\bcover(?:age|ed)\b|\bprovider\b"
                          r"|\bmember ?(?:ship)?\b|\bplan\b|\bin shurance\b|\bassurance\b"),
    (r"member|loyalty|frequent|library|card", r"\bmember\w*|\bloyalty\b|\bfrequent\b|\bcard\b"
                                              r"|\baccount\b|\bmiles\b"),
    (r"account|customer|client|patient", r"\baccount\b|\bcustomer\b|\bclient\b|\bpatient (?:number"
                                         r"|id)\b|\ba count\b"),
    (r"booking|confirmation|reservation|reference|record|locator|order|ticket|case|claim|invoice",
     r"\bbooking\b|\bconfirmation\b|\breservation (?:number|code|id)\b|\breference\b|\brecord\b"
     r"|\blocator\b|\border\b|\bticket\b|\bcase\b|\bclaim\b|\binvoice\b|\bref\b|\bpnr\b"),
    (r"licen[cs]e|plate|registration|reg\b", r"\blicen[cs]e\b|\bplates?\b|\bregistration\b|\breg\b|\btag\b"),
    (r"\bcar\b|vehicle|model|make", r"\bcar\b|\bvehicle\b|\bmake\b|\bmodel\b|\bdrive\b|\bautomobile\b"),
    (r"allerg|diet", r"\ballerg\w+|\bdietary\b|\bdiet\b|\bintoleran\w+|\bspecial (?:requests?|needs"
                     r"|requirements?)\b|\bvegetarian\b|\bvegan\b|\brestrictions?\b"),
    (r"reason|symptom|complaint|problem|issue|purpose", r"\breason\b|\bsymptoms?\b|\bproblem\b"
                                                        r"|\bissue\b|\bwhat(?:'s| is| seems"
                                                        r"| seem)? (?:it|this|that|the|wrong|to be"
                                                        r"|happen\w*|going)\b|\babout\b|\bregarding\b"
                                                        r"|\bmatter\b|\bpurpose\b|\bwhy\b|\bwhat for\b"
                                                        r"|\bconcern\w*\b|\bhelp (?:you|with)\b"),
    (r"\bpet\b|animal", r"\bpets?\b|\banimals?\b|\bdogs?\b|\bcats?\b|\bpatient'?s?\b"
                       r"|\blittle one\b|\bpupp(?:y|ies)\b|\bkittens?\b"),
    (r"social|ssn|tax", r"\bsocial\b|\bssn\b|\bs\.? ?s\.? ?n\b|\btax\b|\bsecurity number\b"),
    (r"passport", r"\bpassport\b|\btravel document\b|\bpass port\b"),
    (r"doctor|physician|provider|stylist|barber", r"\bdoctor\b|\bphysician\b|\bprovider\b"
                                                  r"|\bwho do you (?:usually |normally )?see\b"
                                                  r"|\bstylist\b|\bdr\b|\bpreference\b|\bwith (?:whom"
                                                  r"|who|anyone)\b"),
    (r"occasion", r"\boccasion\b|\bcelebrat\w+|\bspecial\b|\bbirthday\b"),
    (r"seat|table|area|outdoor|indoor", r"\bseats?\b|\bseating\b|\btable\b|\binside\b|\boutside\b"
                                        r"|\bindoors?\b|\boutdoors?\b|\bwindow\b|\baisle\b"),
    (r"zip|post", r"\bzip\b|\bpost\w*\b"),
    (r"emergency|next of kin", r"\bemergency\b|\bnext of kin\b"),
)  # fmt: skip
_OTHER_NUMBERS = listed(
    "account reference confirmation booking reservation policy order ticket member membership customer "
    "client card plate license licence registration security social room flight case claim patient house "
    "street serial invoice tracking library loyalty passport tax file meter contract insurance record pin"
)
"""A number so called is no telephone's."""
_OF_ANOTHER = re.compile(
    r"\b(?:pets?|animals?|dogs?|cats?|pupp(?:y|ies)|kittens?|little one|insur\w+"
    r"|doctors?|physicians?|provider|compan(?:y|ies)|street|bank)\b"
)
"""Whose name is asked for is none of ours, unless a fact is called so."""
_ANYTHING_ELSE = re.compile(r"\b(?:else|anything more|that all|cover everything)\b")
_OPEN = re.compile(
    r"\b(?:what|which|who|whose|when|where|how)\b|\b(?:can|could|may|might|shall) (?:i|we) (?:just |please )?"
    r"(?:have|get|take|note)\b|\b(?:can|could|will|would) you (?:just |please )?(?:give|tell|spell|leave)\b"
    r"|\b(?:give|tell|leave) (?:me|us)\b"
)
"""Asks for something that a yes is no answer to."""
_GIVE = re.compile(
    r"\b(?:can|could) (?:you|i|we) (?:just |please )?(?:give|have|get) (?:me |us )?(?:a|the|your)"
    r"(?: \w+){1,5}$"
)
"""The end of a turn that asks for something where a recogniser writes no question mark."""
_GOODBYE = re.compile(r"\bbye\b|\bgoodbye\b")
_TELEPHONES = frozenset(("contact", "phone", "telephone", "callback", "mobile", "cell"))
_SPELL = re.compile(
    r"\bspell(?:ed|ing|s)?\b|\bhow (?:do|would|should) (?:you|i|we) write\b|\bletter by letter\b"
)
_BARE_CODE = re.compile(
    r"\W*(?:(?:and|so|the|your|a|what|which|what's) )*(?:code|number)(?: (?:is it|please|then|again))?\W*"
)
_EMAIL_ADDRESS = re.compile(r"\b(?:e[ -]?)?mail address\b")
_BIRTH = re.compile(r"\b(?:date of (?:birth|earth|bird)|birth ?da(?:y|te))\b")
_GREETING = re.compile(r"\b(?:good|nice|lovely|great) day\b", re.IGNORECASE)
_EVERYDAY = frozenset(
    listed(
        "the of a an my your his her their and or to for in on at number no name code id date day time "
        "address phone first last full "
        "home current main info information details value type"
    )
)


def asks_for(text: str, kind: Kind, name: str) -> bool:
    """Whether the turn ``text`` asks for the fact of this kind whose name's words are ``name``."""
    words = plain(text)
    if not _WANT.search(words) and len(words.split()) > 6:
        return False
    if _OURS.search(words) and "?" not in words and "your" not in words:
        return False
    if kind is Kind.PHONE:
        words = _without_other_numbers(words)
    if kind is Kind.ADDRESS:
        words = _EMAIL_ADDRESS.sub(" email ", words)
    if kind is Kind.CODE and _BARE_CODE.fullmatch(words):
        return True
    if kind is Kind.DATE and "birth" not in name:
        words = _BIRTH.sub(" ", words)
    special, patterns = _wanted(kind, name)
    if any(pattern.search(words) for pattern in patterns):
        return True
    return any(_heard_like(word, words) for word in (*special, *_TELLING.get(kind, ())))


def asked_for(text: str, book: FactBook) -> tuple[Known, ...]:
    """The facts that a question in ``text`` is after; of several of a kind and name the first."""
    parts = sentences(_GREETING.sub(" ", text))
    questions = [part for part in parts if asks(part) and not _ANYTHING_ELSE.search(part.lower())]
    found: dict[tuple[Kind, str], Known] = {}
    for one in book.known:
        wanted = one.use is not Use.REFUSED and any(asks_for(part, one.kind, one.name) for part in questions)
        if wanted and not any(book.equal(value, one) for part in questions for value in find(part)):
            found.setdefault((one.kind, re.sub(r"[._]\d+$", "", one.id)), one)
    return tuple(one for one in found.values() if one in _meant(one.kind, found.values(), questions))


def _meant(kind: Kind, found: Iterable[Known], questions: Sequence[str]) -> list[Known]:
    """ "The pet's name" asks for the fact that is called so, "the name" for the one called nothing else."""
    alike = [one for one in found if one.kind is kind]
    called = [one for one in alike if _is_called(one, questions)]
    if kind is Kind.NAME and not called and any(_OF_ANOTHER.search(plain(part)) for part in questions):
        return []
    plainly = [one for one in alike if not _wanted(one.kind, one.name)[0]]
    return called or plainly or alike


def _is_called(one: Known, questions: Sequence[str]) -> bool:
    """Whether a question names what is peculiar to the fact, and not its kind alone."""
    special, patterns = _wanted(one.kind, one.name)
    own = [pattern for pattern in patterns if pattern.pattern != _BY_KIND[one.kind]]
    return any(
        any(pattern.search(words) for pattern in own) or any(_heard_like(word, words) for word in special)
        for words in map(plain, questions)
    )


def asks_to_be_answered(text: str) -> bool:
    """Whether a turn ends with a question, and not with "anything else?" or a goodbye."""
    last = text.rstrip().endswith("?") or _GIVE.search(plain(text))
    return bool(last) and not _ANYTHING_ELSE.search(text.lower()) and not _GOODBYE.search(text.lower())


def asks_openly(text: str) -> bool:
    """Whether the turn's last question wants more than a yes or a no."""
    return asks_to_be_answered(text) and _OPEN.search(plain(sentences(text)[-1])) is not None


def asks_to_spell(text: str) -> bool:
    return _SPELL.search(plain(text)) is not None


@lru_cache(maxsize=512)
def _wanted(kind: Kind, name: str) -> tuple[tuple[str, ...], tuple[re.Pattern[str], ...]]:
    """(the telling words of the fact's name, what asks for it)."""
    special = tuple(word for word in name.split() if word not in _EVERYDAY and len(word) > 2)
    by_name = [re.compile(asking) for named, asking in _BY_NAME if re.search(named, name)]
    # A fact of a telling name (insurance number) is asked for by it; "your number" asks for the telephone's.
    plain_kind = not by_name and not (special and kind in (Kind.CODE, Kind.DATE, Kind.COUNT, Kind.TIME))
    by_kind = (
        [re.compile(_BY_KIND[kind])]
        if plain_kind or kind in (Kind.PHONE, Kind.EMAIL, Kind.NAME, Kind.ADDRESS)
        else []
    )
    return special, tuple([*by_name, *by_kind])


def _without_other_numbers(words: str) -> str:
    words = re.sub(r"\bnumbers? of\b", " ", words)
    for found in re.finditer(r"\b([a-z']+) numbers?\b", words):
        if found[1] not in _TELEPHONES and any(_heard_like(name, found[1]) for name in _OTHER_NUMBERS):
            words = words.replace(found[0], " ")
    return words


def _heard_like(word: str, words: str) -> bool:
    """Whether ``word`` was said, or something that a recogniser may write for it."""
    for heard in re.findall(r"[a-z']+", words):
        if heard == word or (
            len(word) > 4 and heard[0] == word[0] and SequenceMatcher(None, heard, word).ratio() >= 0.75
        ):
            return True
    return False
