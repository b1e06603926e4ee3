from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.switchboard.latency import figures, percentile

seconds = st.floats(0, 100, allow_nan=False)


def test_each_stage_has_its_own_figures() -> None:
    told = [{"stage": "model", "seconds": second / 100} for second in range(1, 101)]
    table = figures([*told, {"stage": "synthesis", "seconds": 0.2}])
    assert table["model"] == {"n": 100, "p50": 0.5, "p90": 0.9, "p95": 0.95, "max": 1.0}
    assert table["synthesis"]["n"] == 1


def test_no_timings_no_figures() -> None:
    assert figures([]) == {}


@given(st.lists(seconds, min_size=1), st.sampled_from([0.5, 0.9, 0.95]))
def test_a_percentile_is_a_value_that_was_measured(values: list[float], share: float) -> None:
    value = percentile(values, share)
    assert value in values
    assert sum(other <= value for other in values) >= share * len(values) - 1e-9


def test_one_value_is_every_percentile() -> None:
    assert percentile([3.0], 0.5) == percentile([3.0], 0.95) == pytest.approx(3.0)
