"""Records are private and few."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from agent.practice.rehearsal.records import Records


def test_a_record_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = Records(tmp_path / "one", 1).keep("clinic-1", {"id": "clinic-1"}, failed=False)
    assert file is not None
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert json.loads(file.read_text()) == {"id": "clinic-1"}


def test_only_so_many_good_ones_are_kept_but_every_failed_one(tmp_path: Path) -> None:
    records = Records(tmp_path, 1)
    kept = [records.keep(f"e{number}", {}, failed=number == 2) is not None for number in range(4)]
    assert kept == [True, False, True, False]
