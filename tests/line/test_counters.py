from __future__ import annotations

from agent.line.counters import MediaCounters


def test_the_quantile_is_the_gap_that_so_many_do_not_exceed() -> None:
    counters = MediaCounters(0.02)
    now = 0.0
    for gap in [0.0, *[0.0205] * 98, 0.0305, 0.0805]:
        now += gap
        counters.count(now)
    assert counters.ticks == 101
    assert counters.gap_quantile(0.5) == 0.021
    assert counters.gap_quantile(0.99) == 0.031
    assert abs(counters.longest_gap_seconds - 0.0805) < 1e-9


def test_without_ticks_there_is_no_gap() -> None:
    assert MediaCounters(0.02).gap_quantile(0.99) == 0.0


def test_a_very_long_gap_falls_into_the_last_bin() -> None:
    counters = MediaCounters(0.02)
    counters.count(0.0)
    counters.count(1000.0)
    assert counters.gap_quantile(1.0) == 0.5
