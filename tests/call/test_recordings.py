"""Words that were played before."""

from __future__ import annotations

import pytest

from agent.call.recordings import APART_SECONDS, Recordings


@pytest.fixture
def recordings() -> Recordings:
    heard = Recordings()
    heard.add("Every one of our staff is on another call. We will get to you soon.", 10.0)
    return heard


@pytest.mark.parametrize(
    "text",
    [
        "Every one of our staff is on another call. We will get to you soon.",
        "every one of our stuff is on another call we will get you soon",
        "Every one of our staff is on",
    ],
)
def test_the_same_words_are_known_also_misheard_or_not_yet_over(recordings: Recordings, text: str) -> None:
    assert recordings.know(text, 60.0)


@pytest.mark.parametrize(
    "text",
    ["Hello, this is the garage, how can I help?", "our staff", "We will get a table now"],
)
def test_other_words_and_very_few_are_not(recordings: Recordings, text: str) -> None:
    assert not recordings.know(text, 60.0)


def test_who_says_it_again_right_away_was_not_heard(recordings: Recordings) -> None:
    text = "Every one of our staff is on another call."
    assert not recordings.know(text, 10.0 + APART_SECONDS - 0.1)
    assert recordings.know(text, 10.0 + APART_SECONDS)


def test_short_words_are_not_kept(recordings: Recordings) -> None:
    recordings.add("Hello there", 10.0)
    assert not recordings.know("hello there my good friend", 60.0)
