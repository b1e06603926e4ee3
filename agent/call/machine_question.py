"""Whether somebody asks, in whatever form, if they speak with a machine; and whether we would deny it."""

from __future__ import annotations

import re

from agent.call.affirmation import plain

_MACHINE = (
    r"(?:robots?|(?:chat ?|voice ?|phone ?)?bots?|machines?|computers?|a\.? ?i\.?(?=\W|$)"
    r"|artificial(?:ly)?(?: intelligen\w+)?|automated|recordings?|recorded"
    r"|(?:pre[- ]?)?recorded (?:message|voice|call)|synthetic|androids?|siri|alexa|chat ?g ?p ?t"
    r"|(?:virtual|digital|voice|automatic|ai|phone|computer) "
    r"(?:assistant|agent|system|voice|caller|thing)s?|algorithm|software|(?:computer )?programs?"
    r"|language model|robo ?-?calls?|robo ?-?caller|computer[- ]generated|answering machine|tape|llm"
    r"|auto ?-?dialer)"
)
_HUMAN = (
    r"(?:human(?: being)?s?|(?:real|actual|live|living|true|genuine|proper|physical"
    r"|flesh[- ]and[- ]blood|breathing)(?:,? (?:live|living|breathing|human))* (?:human(?: being)?"
    r"|person|people|guy|man|woman|lady|somebody|someone|voice|individual|one)|for real|real(?! \w)|alive"
    r"|somebody real|someone real|flesh and blood)"
)
_TALK = r"(?:talking|speaking|speak|talk|chatting|dealing|connected|listening|through)"

_QUESTIONS = tuple(
    re.compile(pattern)
    for pattern in (
        # Are you (really) a (real) person / a robot / some kind of recording
        rf"\b(?:are|r) (?:you|u|ya)(?: \w+){{0,5}}? (?:{_MACHINE}"
        rf"|{_HUMAN})\b(?! (?:assistant )?(?:manager|member|friend))",
        rf"\b(?:is|was) (?:this|that|it)(?: \w+){{0,5}}? (?:an? |the |some |just |only |like "
        rf"|one of those )+(?:\w+ )?{_MACHINE}\b",
        rf"\b(?:is|was) (?:this|that|it)(?: \w+){{0,3}}? (?:an? )?(?:{_HUMAN}|a\.? ?i\.?(?=\W|$)"
        rf"|automated|recorded|robot|siri|alexa|artificial(?: intelligence)?)\b(?! leather| time)",
        rf"\b(?:am i|are we|i'm|i am|do i)(?: \w+){{0,4}}? {_TALK}(?: \w+){{0,4}}? (?:{_MACHINE}"
        rf"|{_HUMAN}|person)\b",
        rf"\b(?:who|what) (?:or what )?(?:are you|am i {_TALK})\b[^.?]*\b(?:{_MACHINE}|human|person)\b",
        r"\bwhat (?:exactly )?are you\b(?! (?:\w+ing|after|about|on|in|at|having|call))",
        r"\b(?:who|what) or what (?:are you|is this|am i)",
        rf"\b(?:you|this|that|it) (?:sound|sounds|seem|seems|look|feel"
        rf"|feels)(?: \w+){{0,3}}? (?:like )?(?:an? |some )?(?:\w+ )?(?:{_MACHINE}|robotic|not human"
        rf"|fake|mechanical|artificial)\b",
        rf"\b(?:you're|you are|this is|that's|it's)(?: \w+){{0,2}}? (?:an? |some "
        rf"|one of those )(?:\w+ )?(?:{_MACHINE}|{_HUMAN})\b[^.?!]*(?:\?|,? (?:right|aren't you"
        rf"|isn't it|no|correct|huh|or))",
        rf"\b(?:you're|you are|u r|ur) (?:(?:just|only|really|clearly|obviously) )*(?:an? "
        rf"|one of those |some (?:kind|sort) of )(?:\w+ )?{_MACHINE}\b",
        rf"\b(?:you're|you are|aren't you) not (?:an? |even |really )*(?:\w+ )?(?:{_MACHINE}|{_HUMAN}"
        rf"|person)\b",
        rf"\b(?:aren't|ain't|isn't|wasn't) (?:you|this|that|it)(?: \w+){{0,2}}? (?:an? )?(?:{_MACHINE}"
        rf"|{_HUMAN}|person)\b",
        rf"\b(?:i (?:want|wanna|would like|need|prefer|only|'d like|'d prefer|'d rather)|i'd (?:like"
        rf"|prefer|rather)|can i|could i|may i|let me|give me|get me|put me|i(?: do|don't|will not"
        rf"|won't| never)* (?:want to |wanna )?)(?: \w+){{0,3}}? (?:{_TALK})(?: \w+){{0,3}}? "
        rf"(?:{_HUMAN}|{_MACHINE})\b",
        rf"\b(?:don't|do not|won't|never|not) (?:want to |wanna |going to |gonna )?(?:talk|speak"
        rf"|deal) (?:to|with) (?:an? |any )?(?:\w+ )?{_MACHINE}\b",
        rf"\b(?:is there|do i have|have i got|can i get|could i get|get me|give me)(?: \w+){{0,2}}? "
        rf"(?:an? )?{_HUMAN}\b",
        r"\bare you (?:even |really |actually |truly )?(?:a )?(?:person|real|alive|there for real"
        r"|conscious|sentient|human)\b",
        r"\b(?:prove|tell me|say|swear|show)(?: \w+){0,3}? (?:you're|you are|that you're"
        r"|that you are)(?: not)? (?:an? )?(?:\w+ )?(?:human|person|robot|bot|machine|real|recording|ai)\b",
        rf"\bdid (?:a|an|some) (?:\w+ )?{_MACHINE} (?:just )?(?:call|ring|phone|dial)",
        rf"\b(?:is|was) (?:a|an|some|my|your)? ?(?:\w+ )?{_MACHINE} (?:calling|talking|speaking|phoning"
        rf"|on the line)\b",
        rf"\b(?:human|person|man) or (?:an? )?(?:\w+ )?{_MACHINE}\b|\b{_MACHINE},? or (?:an? "
        rf"|the )?(?:real |actual |live )?(?:human|person|man|woman|you)\b",
        rf"^(?:(?:hello|hi|wait|sorry|um|uh|hold on|hang on|oh|so|okay|excuse me|huh|what)\W+)*(?:an? "
        rf"|some |another )?(?:{_MACHINE}|real person|human)(?: (?:calling|again|call|or what))?\W*\?",
        r"\b(?:do you|you) (?:have|got) (?:an? )?(?:body|heartbeat|soul|feelings|pulse)\b",
        r"\b(?:are|were) you (?:made|built|programmed|trained|generated|reading from a script)\b"
        r"|\bwho (?:made|built|programmed|created) you\b",
        r"\bcapable of (?:human|real) (?:thought|speech)|\bpass the turing test\b|\bturing\b",
    )
)
_NOT_US = re.compile(
    r"\b(?:our|my|the|your|this|coffee|washing|card|fax|ticket|vending|answering|ice|sewing|x-?ray"
    r"|credit card|payment) (?:\w+ )?"
    r"(?:machine|computer|robot|system|recording|software|program|bot)s? (?:is|are|was|were|isn't|has"
    r"|have|had|will|won't|says|said|keeps?|seems?|went|broke|crashed|can't|doesn't|needs?|just|shows?"
    r"|tells?)\b"
)
_DENIALS = re.compile(
    r"\b(?:i'm|i am|im|this is|it's|it is|you're (?:talking|speaking) (?:to|with)|you are (?:talking"
    r"|speaking) (?:to|with)|speaking (?:to|with)|"
    rf"we're|we are|i do assure you i'm|as)(?: (?!for\b|per\b|one\b)\w+){{0,4}}? (?:an? )?(?:{_HUMAN}"
    rf"|person)\b"
    rf"|\b(?:not|no|never|isn't|ain't|hardly|far from|neither|don't think i'm|do i (?:sound"
    rf"|look) like)(?: \w+){{0,4}}? (?:an? |any |some )?(?:\w+ )?{_MACHINE}\b"
    r"|\b(?:human|person) (?:here|speaking|like you)\b|\b(?:as|just as) (?:human|real) as\b|\bi(?:'m"
    r"| am) (?:very much |really |quite |totally |completely |absolutely |indeed )?(?:alive|real|human)\b"
    r"|\bi have a (?:body|heartbeat|pulse|soul)\b|\b(?:born and raised|flesh and blood|made of flesh)\b"
    r"|\b(?:a|the) (?:real|live|actual|living) (?:human|person) (?:is )?(?:calling|speaking|here|on)"
    rf"|\b(?:there is|there's) no (?:\w+ )?{_MACHINE}\b|\bno (?:robots?|bots?|machines?|ai) (?:here|on)\b"
)
_DENIES_NOTHING = re.compile(
    r"\b(?:i'm|i am|this is)(?: \w+)? not (?:an? )?(?:\w+ )?(?:human|person|real person)\b"
    r"|\bnot (?:an? )?(?:real |actual )?(?:human|person)\b"
    r"|\bif (?:you )?(?:would|'d) (?:rather|prefer)|\b(?:speak|talk) (?:to|with) (?:an? )?(?:real "
    r"|actual )?(?:person|human)\b"
)


def asks_if_machine(text: str) -> bool:
    """Any form of "are you a robot, a recording, an AI, a real person?", or of wanting a person instead."""
    words = plain(text)
    if _NOT_US.search(words):
        words = _NOT_US.sub(" ", words)
    return any(pattern.search(words) for pattern in _QUESTIONS)


def denies_being_machine(text: str) -> bool:
    """Whether a clause of ours would claim that a person speaks."""
    words = _DENIES_NOTHING.sub(" ", plain(text))
    return bool(_DENIALS.search(words))
