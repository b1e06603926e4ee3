"""What a recorded voice says is read from its words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.call.encoder import LONGEST
from agent.call.recorded_voice import KINDS, Tag, read


def test_keys_and_what_they_are_for_are_told_apart() -> None:
    reading = read("For reservations, press one.")
    tags = [Tag(int(tag)) for tag in reading.tags.argmax(axis=1)]
    assert tags[reading.words.index("reservations")] is Tag.BEGINS_BEFORE
    assert tags[reading.words.index("one")] is Tag.KEY
    assert tags[reading.words.index("press")] is Tag.OTHER


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Please tell us in a few words why you are calling.", "asks_words"),
        ("Please key in your telephone number, followed by the hash key.", "asks_number"),
        ("Sorry, that was not a valid choice.", "refuses"),
        ("Our opening hours are Monday to Friday from nine to five.", "leads"),
        ("If you do not have one, please stay on the line.", "waits"),
    ],
)
def test_the_kind_of_what_is_said_is_known(text: str, kind: str) -> None:
    assert read(text).says(kind)


@settings(deadline=None)
@given(st.text())
def test_whatever_is_said_every_word_has_its_tags_and_every_kind_a_likelihood(text: str) -> None:
    reading = read(text)
    assert reading.tags.shape == (len(reading.words), len(Tag))
    assert set(reading.kinds) == set(KINDS)
    assert all(0.0 <= likely <= 1.0 for likely in reading.kinds.values())


def test_of_a_long_text_the_end_is_read() -> None:
    assert len(read("and " * 1_000).words) == LONGEST - 2
