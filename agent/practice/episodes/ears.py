"""What our side said, as a person of the town understands it: values, yes or no, and what is asked."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field, replace

from agent.call.values import Kind, Value, find, same
from agent.practice.episodes.plan import Plan
from agent.practice.episodes.types import SLOTS

_YES = re.compile(
    r"\b(yes|yeah|yep|yup|sure|correct|right|ok|okay|perfect|great|fine|works|good|lovely|exactly|absolutely|"
    r"certainly|indeed|wonderful|agreed?|please do|go ahead|that's it|excellent|sounds)\b"
)
_NO = re.compile(
    r"\b(no|nope|not|wrong|incorrect|isn't|doesn't|don't|can't|cannot|won't|wouldn't|unfortunately|"
    r"afraid|neither)\b"
)
_KEEPS = re.compile(
    r"\b(can't|cannot|can not|not able|unable|rather not|don't have|do not have|not allowed|won't|"
    r"don't know|not share|no information|don't give|not give|not authori[sz]ed|not permitted|"
    r"leave (it|that) out|"
    r"not (?:at liberty|something i)|without (?:it|that)|isn't available to me)\b"
)
_REPEAT = re.compile(
    r"\b(repeat|say (that|it) again|once more|(didn't|did not|couldn't) (catch|get|hear|understand)|pardon|"
    r"one more time|come again|speak up)\b"
)
_MOMENT = re.compile(
    r"\b((one|a|just a) (moment|second|minute|sec)|let me (check|ask|see|find out)|"
    r"hold on|please hold|bear with|i'll check)\b"
)
_BYE = re.compile(r"\b(good ?bye|bye|have a (nice|good|great|lovely) (day|evening|one|afternoon|night))\b")
_ENOUGH = re.compile(
    r"\b(that's all|that is all|that's it|that's everything|nothing else|"
    r"no,? thank|no,? that|thanks?|thank you)\b"
)
_MACHINE = re.compile(
    r"\b(automated|assistant|an? (ai|a\.i\.|robot|machine|computer|bot)|artificial|"
    r"not (a )?(human|person|real person)|virtual|software|voice agent)\b"
)
_WHO = re.compile(
    r"\b(is this|is that|am i (speaking|talking) (to|with)|have i reached|who am i|did i reach|do i have)\b"
)
_HELLO = re.compile(r"^(hello|hi|hey|yes hello|good (morning|afternoon|evening))\b[\W]*$")


@dataclass(slots=True)
class Heard:
    text: str
    slots: dict[str, str] = field(default_factory=dict)
    times: tuple[str, ...] = ()
    """Every time that was named for the appointment, resolved to this business's half of the day."""
    values: list[tuple[str, str]] = field(default_factory=list)
    """Everything told, (slot or kind, value)."""
    yes: bool = False
    no: bool = False
    keeps: bool = False
    """Will not or cannot say it."""
    repeat: bool = False
    moment: bool = False
    bye: bool = False
    enough: bool = False
    machine: bool = False
    who: bool = False
    errand: bool = False
    empty: bool = False


def listen(text: str, plan: Plan, asked: str = "") -> Heard:
    """``asked``: the slot that was asked for last, or the name of the act that waits."""
    flat = " ".join(re.findall(r"[a-z0-9'.,?]+", text.lower().replace("’", "'")))
    heard = Heard(text, empty=not re.search(r"[a-z0-9]", flat))
    kind = SLOTS.get(asked, "")
    expect = Kind(kind) if kind and kind != "text" else Kind.TIME if asked in ("table", "change") else None
    spoken = find(text, expect)
    wanted = dict(plan.wanted)
    _dates_and_times(heard, spoken, wanted, plan, asked)
    for value in spoken:
        _assign(heard, value, wanted, asked, flat)
    _names(heard, text, wanted, plan, asked)
    _texts(heard, flat, wanted, asked)
    heard.repeat = bool(_REPEAT.search(flat)) and not heard.slots
    heard.no = bool(_NO.search(re.sub(r"\b(no problem|not at all|why not|no worries)\b", "sure", flat)))
    heard.yes = bool(_YES.search(flat)) and not (
        heard.no and not flat.startswith(("yes", "yeah", "sure", "correct"))
    )
    heard.keeps = bool(_KEEPS.search(flat)) and asked not in heard.slots
    heard.moment = bool(_MOMENT.search(flat))
    heard.bye = bool(_BYE.search(flat))
    heard.enough = bool(_ENOUGH.search(flat)) or heard.bye
    heard.machine = bool(_MACHINE.search(flat))
    heard.who = bool(_WHO.search(flat))
    heard.errand = bool(heard.slots) or (len(flat.split()) >= 4 and not heard.who and not _HELLO.match(flat))
    return heard


def _dates_and_times(
    heard: Heard, spoken: tuple[Value, ...], wanted: dict[str, str], plan: Plan, asked: str
) -> None:
    times: list[str] = []
    for value in spoken:
        if value.kind is Kind.TIME:
            time = resolve(value.value, plan)
            heard.values.append(("time", time))
            if asked == "old_time":
                heard.slots["old_time"] = time
            else:
                times.append(time)
        elif value.kind is Kind.DATE:
            slot = _date_slot(value, wanted, asked)
            heard.slots[slot] = value.value
            heard.values.append((slot, value.value))
    heard.times = tuple(times)
    if times:
        heard.slots["time"] = times[0]


def _date_slot(value: Value, wanted: dict[str, str], asked: str) -> str:
    for slot in ("date_of_birth", "old_day", "day"):
        if slot in wanted and same(value, (Kind.DATE, wanted[slot])):
            return slot
    if asked in ("date_of_birth", "old_day", "day"):
        return asked
    return "date_of_birth" if value.value[:2] in ("19", "20") else "day"


def resolve(time: str, plan: Plan) -> str:
    """An open half of the day is the one in which this business is asked for: ``?07:30`` is ``19:30``."""
    if not time.startswith("?"):
        return time
    open_times = [at for _, values in plan.accepts if _ == "time" for at in values] + list(plan.free)
    open_times += [pair[1] for offer in plan.offers for pair in offer if pair[0] == "time"]
    ends = time[1:].split("/")
    for shift in (0, 12):
        moved = [f"{(int(end[:2]) + shift) % 24:02d}{end[2:]}" for end in ends]
        if any(same((Kind.TIME, "/".join(moved)), (Kind.TIME, other)) for other in open_times):
            return "/".join(moved)
    late = [
        end if int(end[:2]) >= 8 and plan.kind != "restaurant" else f"{int(end[:2]) % 12 + 12:02d}{end[2:]}"
        for end in ends
    ]
    return "/".join(late)


_CODES = tuple(slot for slot, kind in SLOTS.items() if kind == "code")
_COUNTS = ("people", "nights", "mileage")


def _assign(heard: Heard, value: Value, wanted: dict[str, str], asked: str, flat: str) -> None:
    match value.kind:
        case Kind.PHONE | Kind.EMAIL | Kind.ADDRESS:
            slot = value.kind.value
            if value.kind is Kind.PHONE and asked in _CODES:
                slot = asked
        case Kind.CODE | Kind.COUNT if asked in _CODES and len(value.value) >= 3:
            slot = asked
        case Kind.CODE if asked == "phone" and len(value.value) >= 5:
            slot = "phone"
        case Kind.CODE:
            known = [slot for slot in _CODES if wanted.get(slot) == value.value]
            slot = known[0] if known else "code"
        case Kind.COUNT if asked in _COUNTS:
            slot = asked
        case Kind.COUNT:
            nights = re.search(rf"\b{re.escape(value.words.lower())} nights?\b", flat)
            slot = "nights" if nights else "people" if "people" in wanted else "count"
        case Kind.AMOUNT:
            slot = "amount"
        case Kind.DURATION if value.value.startswith("nights:"):
            value, slot = replace(value, value=value.value.removeprefix("nights:")), "nights"
        case _:
            return
    heard.values.append((slot, value.value))
    heard.slots.setdefault(slot, value.value)


def _names(heard: Heard, text: str, wanted: dict[str, str], plan: Plan, asked: str) -> None:
    """The name in the briefing is recognised however it is said; another one where one was asked for."""
    for slot in ("name", "pet"):
        if slot not in wanted:
            continue
        if _mentions(text, wanted[slot]):
            heard.slots[slot] = wanted[slot]
            heard.values.append((slot, wanted[slot]))
    named_none = _MOMENT.search(text.lower()) or _KEEPS.search(text.lower()) or _REPEAT.search(text.lower())
    if asked in ("name", "pet") and asked not in heard.slots and not named_none:
        for value in find(text, Kind.NAME):
            if value.kind is Kind.NAME:
                heard.slots[asked] = value.value
                heard.values.append((asked, value.value))
    if asked == "spelling":
        letters = "".join(re.findall(r"\b([A-Za-z])\b", re.sub(r"\b(as in|for|like) \w+", "", text)))
        last = wanted.get("name", "").split()[-1:]
        if len(letters) >= 3 or (last and _mentions(text, last[0])):
            heard.slots["spelling"] = letters.lower() or last[0].lower()


def _mentions(text: str, name: str) -> bool:
    """All parts of ``name`` occur, nearly; the surname alone will do."""
    words = re.findall(r"[a-z']+", text.lower().replace("’", "'").replace("'s", ""))
    last = name.lower().split()[-1]
    return last in words or bool(len(last) > 4 and difflib.get_close_matches(last, words, 1, 0.84))


def _texts(heard: Heard, flat: str, wanted: dict[str, str], asked: str) -> None:
    for slot in ("service", "reason", "item", "seating", "insurance"):
        words = [word for word in re.findall(r"[a-z]+", wanted.get(slot, "").lower()) if len(word) > 3]
        if words and all(word in flat for word in words):
            heard.slots[slot] = wanted[slot]
    if (
        SLOTS.get(asked) == "text"
        and asked not in heard.slots
        and not _KEEPS.search(flat)
        and not _MOMENT.search(flat)
    ):
        if asked == "seating" and not re.search(
            r"\b(in|out)(side|doors?)|terrace|either|no preference|matter\b", flat
        ):
            return
        if flat.strip(" .,?") and not _REPEAT.search(flat):
            heard.slots[asked] = heard.text.strip()
            heard.values.append((asked, heard.text.strip()))
