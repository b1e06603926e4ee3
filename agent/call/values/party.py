"""How many people, out of all that is counted."""

from __future__ import annotations

from agent.call.values.find import find
from agent.call.values.kinds import Kind, Value
from agent.call.values.lexicon import PEOPLE

_MOST_PEOPLE = 99


def party_size(text: str, *, expected: bool = False) -> int | None:
    """``for four``, ``party of six``, ``the two of us``. ``expected``: any number will do."""
    counts = [value for value in find(text, Kind.COUNT if expected else None) if value.kind is Kind.COUNT]
    counts = [value for value in counts if value.value.isdigit() and 1 <= int(value.value) <= _MOST_PEOPLE]
    party = next((value for value in counts if _of_people(text, value)), None)
    if party is None and expected:
        party = next(iter(counts), None)
    return int(party.value) if party else None


def _of_people(text: str, value: Value) -> bool:
    before = text[: value.start].lower().split()
    after = text[value.end :].lower().replace(",", " ").replace(".", " ").split()
    if after[:1] and after[0] in PEOPLE:
        return True
    if after[:2] in (["of", "us"], ["of", "you"], ["of", "them"]):
        return True
    return value.words.lower().startswith("just ") or before[-1:] in (["for"], ["of"])
