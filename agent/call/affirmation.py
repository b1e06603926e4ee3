"""Saying yes and saying no, in their many forms.

A clause is looked at part by part (between commas, full stops and "but"): "no, that works" says yes, and
"I'm sorry, that doesn't work" does not.
"""

from __future__ import annotations

import re

_PARTS = re.compile(r"[,;!?—–]+|[.:]+(?!\d)|\s-+\s|\b(?:but|although|though|however|only if|unless|except)\b")
_YES_IN_DISGUISE = re.compile(
    r"\b(?:no|not an?) (?:problem|worries|issue|trouble|objections?|doubt)\b|\bwhy not\b|\bnot (?:bad"
    r"|at all)\b"
    r"|\b(?:can't|cannot|couldn't|won't|wouldn't) (?:say no|complain|argue|be better|refuse|object)\b"
    r"|\b(?:don't|do not) mind\b"
    r"|\bmore than (?:happy|fine|okay|ok|welcome|good|acceptable|glad|willing|great|enough|ready|pleased)\b"
    r"|\bnothing against\b|\bno (?:more )?questions?\b|\bnone the less\b|\bcouldn't be better\b"
)
_NO = re.compile(
    r"\bmore than\b|\babove\b|\bexceeds?\b|\b(?:no|nope|nah|not|never|neither|nor|none|cannot|unable"
    r"|unfortunately|afraid|decline|refuse"
    r"|rather|instead|anything"
    r"|another|other|different|else|too (?:late|early|much|expensive|many|few|long|soon|high|far)"
    r"|outside|beyond|without|doubt"
    r"|impossible|wrong|incorrect|mistake|check|ask|confirm with|wait|earlier|later than|should be"
    r"|meant|actually)\b|n't\b|\b(?:do|did|is|was|"
    r"would|will|could|can|does|have)nt\b"
)
_STRONG = re.compile(
    r"\b(?:sounds? (?:\w+ )?(?:good|great|fine|perfect|lovely|right|like a plan|wonderful|ok(?:ay)?"
    r"|reasonable|fair)"
    r"|(?:that|this|it|which|one|those|they|\w+)(?: time| day| date| price)? (?:\w+ )?(?:works?|suits?"
    r"|will do|would work|will work|does it|fits?)\b"
    r"|(?:that|it|this|which|these)(?:'s| is|'ll be| will be| would be|'d be| seems| looks"
    r"| are)(?: \w+)? (?:fine|good|great|perfect|right|"
    r"correct|ok(?:ay)?|alright|all right|lovely|acceptable|ideal|wonderful|excellent|true|it"
    r"|reasonable|agreed|accurate|settled)"
    r"|(?:book|reserve|schedule|confirm|grab|hold|take|keep|secure|lock|set|arrange|accept|approve|do"
    r"|charge|sign|order|process) (?:it|that|this|those"
    r"|us|me|him|her|them|the|one|in)\b"
    r"|(?:let's|let us|lets) (?:do|go|take|book|say|make|have|settle|proceed|call|agree|keep|get|confirm)"
    r"|(?:we|i|she|he|they)(?:'ll| will|'d| would|'re| are|'m| am| can| could| do| both)? (?:(?:happily"
    r"|gladly|all|very|quite|just|be|really) )*"
    r"(?:take|accept|agree|confirm|approve|have it|go with|go for|settle|pay|make it|make that|do that"
    r"|do it|love that|love to|be there|happy|okay with|ok with|good with|fine with|in)\b"
    r"|(?:put|sign|pencil|write|mark) (?:\w+ )?(?:down|up|in)\b|go (?:ahead|for it|with)|fine (?:by"
    r"|with)|happy (?:with|to|for)|good to go"
    r"|(?:okay|ok|good|all right|alright) (?:by|with|for) (?:me|us|her|him|them)|please do|i agree"
    r"|agreed|confirmed|deal|it's a date|accepted|affirmative"
    r"|correct|exactly|precisely|indeed|that'll do|that will do|done|count us in|you got it"
    r"|you have it right|you(?:'ve| have)? got it|"
    r"you(?:'re| are) right|quite right|spot on|no problem|couldn't be better|consider it|proceed"
    r"|we have a deal|by all means|that is the one|that's the one|sold)\b"
)
_WEAK = re.compile(
    r"^(?:(?:oh|well|um|uh|ah|and|so|then|hmm|mm|right|thanks?|thank you|very|that's|just|a|big) )*"
    r"(?:yes|yeah|yep|yup|ya|aye|sure|surely|certainly|absolutely|definitely|of course|okay|ok|okey"
    r"|alright|all right|perfect|great|"
    r"wonderful|excellent|lovely|fine|good|brilliant|fantastic|super|cool|right|fair enough|mm-?hm+"
    r"|uh-?huh|very well|very good|gladly|totally|"
    r"awesome|terrific|splendid|amazing|please|true)\b"
)
_ASKS = re.compile(
    r"^(?:(?:and|so|then|well|but|okay|sorry) )*(?:is|are|was|were|would|will|does|do|did|has|have|what"
    r"|when|where|which|why|how|who)\b"
)
_HEDGE = re.compile(
    r"\b(?:let me|one moment|one second|just a|a moment|moment please|hold on|hang on|bear with"
    r"|i need to|i have to|i'll have to|i will have to|i must"
    r"|i should|first|is there|do you|could you|can you|would you|are there|what|which|when|how|can i"
    r"|could i|may i|i'll check|i will check"
    r"|i understand|i see|it's|it is|the|my|her|his|thank you for|thanks for|speaking|this is|bye|goodbye)\b"
)
_OWNER_YES = re.compile(
    r"\b(?:yes|yeah|yep|sure|ok(?:ay)?|fine|go ahead|of course|please do|absolutely|certainly|agreed"
    r"|allowed|do it|accept|take it|book it"
    r"|good|great|perfect|works|correct|right|alright|all right|no problem|y)\b"
)
_OWNER_NO = re.compile(r"\b(?:no|not|never|nope|don'?t|do not|cannot|can'?t|won'?t|decline|refuse)\b")


def plain(text: str) -> str:
    """Lower case, straight apostrophes, single spaces."""
    return " ".join(text.lower().replace("’", "'").split())


def parts(text: str) -> list[str]:
    """What stands between commas, full stops and "but"; in lower case."""
    return [
        part
        for piece in _PARTS.split(_YES_IN_DISGUISE.sub(" agreed ", plain(text)))
        if (part := piece.strip())
    ]


def denies(part: str) -> bool:
    """Whether a part of a clause refuses, corrects or puts off."""
    return bool(_NO.search(part))


def agrees(text: str, *, surely: bool = False) -> bool:
    """Whether some part of ``text`` says yes to an offer. ``surely``: a mere "great, thanks" is none."""
    pieces = parts(text)
    for number, part in enumerate(pieces):
        if denies(part):
            continue
        if _STRONG.search(part) and not (
            _ASKS.match(part) and not re.search(r"\b(?:book|reserve|put|take)\b", part)
        ):
            return True
        if surely or (part == "please" and number):
            continue
        rest = [_WEAK.sub("", part, count=1), *pieces[number + 1 :]]
        if _WEAK.match(part) and not any(_HEDGE.search(one) or denies(one) for one in rest):
            return True
    return False


def affirms(text: str) -> bool:
    """Whether an owner's answer is a yes."""
    words = _YES_IN_DISGUISE.sub(" ok ", plain(text))
    return bool(_OWNER_YES.search(words)) and not _OWNER_NO.search(words)
