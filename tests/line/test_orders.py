from __future__ import annotations

import pytest

from agent.call.events import Event, HangUpOrdered, KeysOrdered, OwnerAnswered, SpeakOrdered, Steered
from agent.line.orders import ORDERS, read_order


@pytest.mark.parametrize(
    ("line", "event"),
    [
        (b'{"order": "answer", "question": "q1", "text": "yes"}', OwnerAnswered("q1", "yes")),
        (b'{"order": "steer", "text": "be brief"}', Steered("be brief")),
        (b'{"order": "speak", "text": "hello"}', SpeakOrdered("hello")),
        (b'{"order": "dtmf", "digits": "1w2"}', KeysOrdered("1w2")),
        (b'{"order": "hangup", "more": 1}', HangUpOrdered()),
    ],
)
def test_every_order_becomes_an_event(line: bytes, event: Event) -> None:
    assert read_order(line) == event


def test_the_cases_above_are_all_orders_there_are() -> None:
    assert set(ORDERS) == {"answer", "steer", "speak", "dtmf", "hangup"}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (b"{", "Expecting"),
        (b"[]", "a JSON object"),
        (b'{"order": "fly"}', "no such order: 'fly'"),
        (b'{"order": ["steer"]}', "no such order"),
        (b'{"order": "steer"}', "steer: text must be a string"),
        (b'{"order": "dtmf", "digits": 12}', "dtmf: digits must be a string"),
        (b"\x80", "codec can't decode"),
    ],
)
def test_what_is_no_order_is_refused_with_the_reason(line: bytes, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        read_order(line)
