from __future__ import annotations

from agent.audio.dtmf import tone as key_tone
from agent.audio.progress import BeepHeard, CallProgress, DigitHeard, ToneHeard
from tests.audio.sounds import heard, on_off, silence, tone, voice


def test_pieces_of_any_length_are_heard_as_the_whole() -> None:
    sound = on_off((480, 620), 0.5, 0.5, 4)
    progress = CallProgress(8000)
    pieces = [progress.hear(sound[at : at + 254]) for at in range(0, len(sound), 254)]
    assert [event for piece in pieces for event in piece] == heard(sound) == [ToneHeard("busy")]


def test_a_call_is_told_in_the_order_in_which_it_is_heard() -> None:
    sound = on_off((440, 480), 2.0, 4.0, 1) + voice(1.5) + silence(0.4) + tone(0.4, 1000) + silence(0.4)
    events = heard(sound + key_tone("1", 0.1, 8000) + silence(0.2))
    assert events[:2] == [ToneHeard("ringback"), ToneHeard("ringback_over")]
    assert isinstance(events[2], BeepHeard)
    assert events[3:] == [DigitHeard("1")]
