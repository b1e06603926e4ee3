from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.switchboard.real_site import RealSite, real_site


@pytest.fixture(scope="module")
def site() -> Iterator[RealSite]:
    """``offhook up --practice``, for one file of tests. No Asterisk is a failure: set-up fetches one."""
    with real_site() as running:
        yield running
