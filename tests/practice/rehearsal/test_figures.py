"""Shares and percentiles."""

from __future__ import annotations

import pytest

from agent.practice.rehearsal.figures import percentile, wilson


def test_the_interval_of_all_successes_does_not_reach_up_to_certainty() -> None:
    low, high = wilson(300, 300)
    assert low == pytest.approx(0.9874, abs=1e-3)
    assert high == pytest.approx(1.0)


def test_the_interval_of_a_half_is_symmetric() -> None:
    assert list(wilson(50, 100)) == pytest.approx([0.4038, 0.5962], abs=1e-3)


def test_of_nothing_nothing_is_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_percentile_is_a_value_that_occurred() -> None:
    assert percentile([5, 1, 3, 2, 4], 50) == 3
    assert percentile([5, 1, 3, 2, 4], 95) == 5
    assert percentile([], 50) == 0.0
