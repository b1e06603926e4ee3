from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from agent.config import Config, default_paths
from agent.errors import PbxUnavailable
from agent.pbx.installation import find
from tests.pbx.pair import Pair, running_pair


@pytest.fixture(scope="session")
def pbx_pair() -> Iterator[Pair]:
    """A real PBX, registered with a real carrier."""
    try:
        find(Config().pbx, default_paths())
    except PbxUnavailable as error:
        pytest.skip(str(error))
    with running_pair() as pair:
        yield pair


@pytest.fixture(scope="session")
def sipp() -> None:
    if shutil.which("sipp") is None:
        pytest.skip("sipp is missing: run scripts/setup")
