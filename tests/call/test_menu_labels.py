"""Which words a key gets where two keys might have them."""

from __future__ import annotations

import pytest

from agent.call.menu import menu_text, options


@pytest.mark.parametrize(
    ("heard", "read"),
    [
        ("press one for sales for billing press two", "1 sales, 2 billing"),
        ("press one for sales Billing, press two. Press three for jobs.", "1 sales, 2 billing, 3 jobs"),
        (
            "press one for sales billing press two press three for jobs",
            "1 sales billing, 2 sales billing, 3 jobs",
        ),
        (
            "press one for sales press two for jobs to repeat this menu press star",
            "1 sales, 2 jobs, * repeat this menu",
        ),
        ("thank you for calling press one four sales press two for", "1 sales, 2"),
        ("Please choose one of the following. English, preess 1. German, press 2.", "1 english, 2 german"),
        ("To reach sales, press one. Say jobs or press two.", "1 sales, 2 jobs"),
        ("good day this is the big company of the town for sales press one", "1 sales"),
        (
            "please choose again if you want to speak to us about sales press the 1 key "
            "if you want to speak to us about billing press the 2 key",
            "1 sales, 2 billing",
        ),
        ("our options have changed please make a choice To reach sales, press one.", "1 sales"),
        (
            "one more question dial one for sales dial two for billing dial three jobs",
            "1 sales, 2 billing, 3 jobs",
        ),
        (
            "Press one or say sales Press two or say jobs. Press three, or say billing",
            "1 sales, 2 jobs, 3 billing",
        ),
        (
            "press one for sales press two to report a leak press three or say jobs",
            "1 sales, 2 report a leak, 3 jobs",
        ),
        ("just say sales or press one for jobs say jobs or press two", "1 sales, 2 jobs"),
        ("for sales press one for jobs, say billing, or press two.", "1 sales, 2 billing"),
        ("Press one or press two.", "1, 2"),
    ],
)
def test_each_key_gets_the_words_that_speak_least_against_it(heard: str, read: str) -> None:
    assert menu_text(options(heard)) == read
