"""Whether words of ours would have something, and whether words of theirs press for a yes."""

from __future__ import annotations

import re

from agent.call.affirmation import denies, plain

_PRESSES = re.compile(
    r"\b(?:shall|should|can|may|do you want|would you like|want) (?:i|me|us|we|it|that|this|one)\b"
    r"|\b(?:that|it"
    r"|this) (?:ok|okay|work|alright|fine|be)"
    r"|\bis that\b|\bwill that\b|\bwould that\b|\bdoes that\b|\bhow about (?:that|it)\b|\btake it\b"
    r"|\bbook (?:it|that|you)\b|\bconfirm\b"
    r"|\byes or no\b|\bso\?|\bcorrect\?|\bright\?|\bok(?:ay)?\?|\bgo ahead\b|\bsure\?|\bdeal\b"
)
_PROPOSES = re.compile(
    r"\b(?:please|works?|fine|good|perfect|ok|okay|great|suits?|book|reserve|schedule|put|take"
    r"|would like|i'd like|we'd like|want|need"
    r"|how about|what about|can we|could we|can i|could i|may i|may we|can you|could you|make it|let's"
    r"|go with|see you|confirm|looking for"
    r"|i'll have|we'll have|we'll be|i'll be|change it|switch|move|yes|agreed?|sure|deal|accept|pay"
    r"|happy|lovely|wonderful|alright|do)\b"
)
_ASKS_BACK = re.compile(
    r"\b(?:you said|did you say|was that|you mean|do you mean|only|just|earliest"
    r"|latest|is that the)\b"
)
_HAS_IT = re.compile(r"\b(?:book|take|put|works|fine)\b")


def presses(text: str) -> bool:
    """Whether they want a yes: "shall I book that?"."""
    return bool(_PRESSES.search(plain(text)))


def proposes(part: str) -> bool:
    """Whether a part of a clause, in lower case, asks for something to be had."""
    return bool(_PROPOSES.search(part))


def would_have(part: str) -> bool:
    """Whether it does so without refusing, and without only asking back."""
    asks_back = _ASKS_BACK.search(part) and not _HAS_IT.search(part)
    return proposes(part) and not denies(part) and not asks_back
