"""What a turn does: agree, refuse, put off, or tell that something is settled. By its words alone.

Recognised speech has little punctuation and some wrong words, so these are signs and not a grammar. Where in
doubt, a turn is no agreement.
"""

from __future__ import annotations

import re


def _phrases(lines: str) -> str:
    """A pattern for any one of the phrases in ``lines``, which are separated by ``/``."""
    return "(?:" + "|".join(phrase.strip() for phrase in lines.split("/")) + ")"


def _said(lines: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_phrases(lines)}(?!\w)", re.IGNORECASE)


_YES = _phrases(
    """yes / yeah / yep / yup / sure / certainly / absolutely / definitely / of course / correct / right /
    exactly / precisely / indeed / perfect / great / lovely / wonderful / excellent / fine / okay /
    ok / alright / all right / very well / very good /
    good(?! (?:morning|afternoon|evening|day|night)) / no problem / not a problem / noted / got it /
    got that / sounds good / that works /
    that'?s (?:it|okay|possible) / that(?:'?s| is) (?:right|correct|fine|good) / it is / can do / mm-?hmm /
    uh-?huh / done / understood / agreed"""
)
_THANKS = r"(?:thank you|thanks)(?! for )"
_BEFORE = r"(?:(?:um|uh|er|ah|oh|well|so|hmm|and|then|let me see|let's see)[\s,.]+)*"
_CONFIRMS = re.compile(rf"\W*{_BEFORE}{_YES}(?!\w)", re.IGNORECASE)
_THANKED = re.compile(rf"\W*{_BEFORE}{_THANKS}(?!\w)", re.IGNORECASE)
_REFUSES = _said(
    r"""no / not / nothing / none / never / cannot / \w+n't / unfortunately / afraid / unavailable /
    impossible / full / booked (?:out|up) / closed / taken / gone / wrong / without / instead /
    somebody else"""
)
_HARMLESS = _said(
    r"""no problem / not a problem / no worries / not at all / no trouble / no rush / why not / can't wait /
    don't worry / not to worry / not important / doesn't matter / never mind /
    (?:don't|do not) need (?:it|that) /
    no need / (?:have|is|do|did|was|wo|are)n't (?:we|it|you|that|they) /
    taken (?:care of|down|out|your) / full name / no (?:fee|charge) /
    without (?:it|that|the \w+)"""
)
_PUTS_OFF = _said(
    """one moment / a moment / one second / a second / just a sec / hold on / hang on / bear with me /
    let me (?:check|look|ask) / i(?:'ll| will) (?:check|look|ask|find out) / (?:call|ring) you back /
    get back to you / stay on the line / please hold / hold the line / (?:transfer|connect) you /
    (?:put|hand|pass)(?:ting|ing)? you (?:through|over|on) / who (?:is|are) / but / however / how about /
    what about / actually / except"""
)
_IS = _phrases(
    """it'?s / it is / that'?s / that is / you'?re / you are / i'?ve / i have / we'?ve / we have / your /
    (?:it|that|everything|table|booking|appointment|reservation|room|change) (?:is|has been|was)"""
)
_DEED = _phrases(
    """booked / reserved / confirmed / scheduled / rescheduled / moved / changed / cancell?ed / sorted /
    made"""
)
_SETTLES = _said(
    rf"""all set / {_IS} (?:all |now |been |already )?{_DEED} / {_DEED} (?:it|you|that|your) / confirmed /
    all done / (?:it's|that's|consider it) done / there we go / taken care of / taken out /
    in the (?:system|book) /
    (?:put|got|have|written|noted|taken) (?:it|you|that|this) (?:down|in|all) / you down / noted it /
    down for / it's off / it stands / still on / look(?:ing)? forward / expecting you / until then /
    you can have / it is then / see you (?:then|on|at|next|soon|tomorrow)"""
)
_NUMBER = _said(
    "confirmation / reference / booking / reservation / order / case / ticket / number / numbers / code"
)
_ASKS = re.compile(
    r"\?|\b(?:what|which|when|who|whose|how|(?:may|can|could|shall) i|(?:could|can|do|would|will) you|"
    r"(?:i|we)(?:'ll| will)? need|tell me|give me|let me have|anything else)\b",
    re.IGNORECASE,
)
_CALLS_BACK = _said(
    "(?:call|ring|phone) (?:you |us )?back / (?:get|come) back to you / will (?:call|ring|phone) you"
)
_BREAK = re.compile(
    r"[.!?;,]+\s+|\b(?:but|however|although)\b"
    r"|\b(?=(?:it (?:will|can|is)|it'll|(?:we|i) (?:do|can|could|have)|so (?:that's|it's|you))\b)",
    re.IGNORECASE,
)
"""Between clauses; where no punctuation is written, at the words that begin one."""
_STOP = re.compile(r"[.!?;]+\s+|\b(?=(?:is there|do you|can i|could i|anything else)\b)", re.IGNORECASE)
"""Between sentences; a recogniser that writes no full stops leaves the words that begin a question."""


def agrees(text: str) -> bool:
    """``text`` begins with a yes or thanks, or says that it is settled, and takes nothing of it back."""
    return confirms(text) or (not _takes_back(text) and (_THANKED.match(text) is not None or settles(text)))


def confirms(text: str) -> bool:
    """``text`` begins with a yes and takes nothing of it back."""
    return _CONFIRMS.match(text) is not None and not _takes_back(text)


def _takes_back(text: str) -> bool:
    rest = _HARMLESS.sub(" ", text)
    return _REFUSES.search(rest) is not None or _PUTS_OFF.search(rest) is not None


def asks(text: str) -> bool:
    """``text`` wants something to be answered."""
    return _ASKS.search(text) is not None


def refuses(text: str) -> bool:
    """``text`` says no to something and settles nothing."""
    return _refuses(text) and not settles(text)


def settles(text: str) -> bool:
    """``text`` says that something is booked, moved, cancelled, written down."""
    return any(_settles(text[first:last]) for first, last in _parts(text, _BREAK))


def settled(text: str, start: int, end: int) -> bool:
    """What stands from ``start`` to ``end`` of ``text`` stands in a sentence that says so."""
    return any(settles(sentence) for sentence in _within(text, start, end, _STOP))


def asked(text: str, start: int, end: int) -> bool:
    """What stands from ``start`` to ``end`` of ``text`` stands in a sentence that asks."""
    return any(asks(sentence) for sentence in _within(text, start, end, _STOP))


def sentences(text: str) -> list[str]:
    """``text`` in sentences, as far as the recogniser's punctuation and words that begin a question tell."""
    return [part for start, end in _parts(text, _STOP) if (part := text[start:end].strip())]


def numbers_it(text: str) -> bool:
    """``text`` speaks of a number under which something is kept."""
    return _NUMBER.search(text) is not None


def refused(text: str, start: int, end: int) -> bool:
    """What stands from ``start`` to ``end`` of ``text`` stands in a clause that refuses it."""
    return any(_refuses(clause) for clause in _within(text, start, end, _BREAK))


def calls_back(text: str) -> bool:
    """``text`` promises to call us."""
    return _CALLS_BACK.search(text) is not None


def _parts(text: str, end: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where the parts of ``text`` begin and end, what ends each included."""
    ends = [match.end() for match in end.finditer(text)]
    return list(zip([0, *ends], [*ends, len(text)], strict=True))


def _within(text: str, start: int, end: int, between: re.Pattern[str]) -> list[str]:
    """The parts of ``text`` in which its characters from ``start`` to ``end`` stand."""
    return [text[first:last] for first, last in _parts(text, between) if first < end and start < last]


def _settles(clause: str) -> bool:
    return _SETTLES.search(clause) is not None and not _refuses(clause)


def _refuses(clause: str) -> bool:
    return _REFUSES.search(_HARMLESS.sub(" ", clause)) is not None
