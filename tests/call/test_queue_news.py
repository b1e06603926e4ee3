"""Our place in a queue, and how long it will take, out of its announcements."""

from __future__ import annotations

import pytest

from agent.call.queue_news import QueueNews, queue_news


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("You are number four in the queue.", 4),
        ("Your call is now number two in line.", 2),
        ("You are caller number 12.", 12),
        ("Your position in the queue is three", 3),
        ("There are currently five callers ahead of you.", 6),
        ("There are 3 people in front of you", 4),
        ("Ahead of you are four callers.", 5),
        ("You are next in line.", 1),
        ("Yourlace in the queue is five.", 5),
    ],
)
def test_the_place(text: str, position: int) -> None:
    assert queue_news(text) == QueueNews(position)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("The estimated waiting time is three minutes.", 180),
        ("Your wait will be five to eight minutes.", 480),
        ("Your call will be answered in about 2 minutes.", 120),
        ("The wait is about half an hour.", 1800),
        ("Your wait is less than a minute.", 60),
    ],
)
def test_the_wait(text: str, seconds: int) -> None:
    assert queue_news(text) == QueueNews(None, seconds)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for waiting. We will be with you soon.",
        "Your call is important to us. Please stay on the line.",
        "Ask about our two for one offer.",
        "We open in twenty minutes.",
        "Please wait two days before you call again.",
        "Have your customer number ready.",
    ],
)
def test_nothing_is_made_up(text: str) -> None:
    assert queue_news(text) == QueueNews()


def test_both_at_once() -> None:
    text = "You are number three in the queue. Your waiting time is ten minutes."
    assert queue_news(text) == QueueNews(3, 600)
