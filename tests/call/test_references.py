"""Facts by reference."""

from __future__ import annotations

import pytest

from agent.call.references import filled


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("A table on {day}, please.", "Tuesday", "A table on Tuesday, please."),
        ("A table on {day}, please.", "tomorrow", "A table tomorrow, please."),
        ("On {day}, please.", "the day after tomorrow", "The day after tomorrow, please."),
        ("It goes on {day:full}.", "today", "It goes today."),
        ("The icon {day}", "today", "The icon today"),
    ],
)
def test_a_day_that_goes_without_on_is_said_without(text: str, value: str, said: str) -> None:
    assert filled(text, lambda _: value) == said
