from __future__ import annotations

from agent.line.heard_keys import HeardKeys


def test_a_key_that_comes_as_an_event_and_as_a_tone_is_one_press() -> None:
    keys = HeardKeys()
    assert keys.is_new("5", "packets", 10.0)
    assert not keys.is_new("5", "sound", 10.1)
    assert keys.is_new("5", "sound", 10.3)
    assert not keys.is_new("5", "packets", 10.6)


def test_a_key_pressed_twice_is_two_presses_by_both_ways() -> None:
    keys = HeardKeys()
    told = [keys.is_new("5", "packets", 0.0), keys.is_new("5", "sound", 0.05)]
    told += [keys.is_new("5", "packets", 0.2), keys.is_new("5", "sound", 0.25)]
    assert told == [True, False, True, False]


def test_another_key_and_the_same_one_later_are_presses_of_their_own() -> None:
    keys = HeardKeys()
    assert keys.is_new("5", "packets", 0.0)
    assert keys.is_new("6", "sound", 0.1)
    assert keys.is_new("5", "sound", 0.6)
