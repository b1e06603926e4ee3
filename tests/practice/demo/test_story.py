"""What the demo reports of a call's events."""

from __future__ import annotations

from agent.practice.demo.story import Story, figures, percentile


def test_phases_are_told_with_their_beginning_and_length() -> None:
    story = Story(started=100.0)
    for at, phase in ((100.5, "dialing"), (103.0, "hold-waiting"), (128.0, "active-conversation")):
        story.take({"event": "phase", "phase": phase}, at)
    story.take({"event": "call.ended"}, 140.0)
    assert [(p["phase"], p["seconds"], p["lasted"]) for p in story.phases] == [
        ("dialing", 0.5, 2.5),
        ("hold-waiting", 3.0, 25.0),
        ("active-conversation", 28.0, 12.0),
    ]
    assert story.hold_seconds == 25.0


def test_timings_are_gathered_by_stage_and_keys_in_order() -> None:
    story = Story(started=0.0)
    for seconds in (0.3, 0.1, 0.2):
        story.take({"event": "timing", "stage": "transcription", "seconds": seconds}, 1.0)
    story.take({"event": "keys", "digits": "1", "mode": "rfc4733"}, 1.0)
    assert story.timings == {"transcription": {"n": 3, "p50": 0.2, "p90": 0.3, "p95": 0.3, "max": 0.3}}
    assert story.keys == ["1"]


def test_percentiles_are_values_that_were_measured() -> None:
    values = [float(n) for n in range(1, 101)]
    assert [percentile(values, share) for share in (0.5, 0.95, 1.0)] == [50.0, 95.0, 100.0]
    assert figures([0.25])["p95"] == 0.25
