from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from setup_steps.files import fresh_folder, only_one, point, publish, read_stamp, write_whole


def test_a_published_folder_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    place = tmp_path / "pbxroot"
    for word in ("old", "new"):
        made = fresh_folder(tmp_path / "made")
        (made / word).touch()
        publish(made, place)
    assert [path.name for path in place.iterdir()] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["pbxroot"]


def test_a_publication_that_was_cut_short_is_mended_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "pbxroot.old").mkdir()
    made = fresh_folder(tmp_path / "made")
    publish(made, tmp_path / "pbxroot")
    assert [path.name for path in tmp_path.iterdir()] == ["pbxroot"]


def test_a_link_is_moved_in_one_step(tmp_path: Path) -> None:
    link = tmp_path / "pbxroot"
    point(link, "pbxroot-1")
    point(link, "pbxroot-2")
    assert os.readlink(link) == "pbxroot-2"
    assert list(tmp_path.iterdir()) == [link]


def test_a_stamp_that_was_never_written_reads_as_empty(tmp_path: Path) -> None:
    stamp = tmp_path / "deep" / "stamp"
    assert read_stamp(stamp) == ""
    write_whole(stamp, "abc\n")
    assert read_stamp(stamp) == "abc"


def test_a_second_set_up_is_told_who_holds_the_lock_and_a_dead_one_holds_nothing(tmp_path: Path) -> None:
    lock = tmp_path / "setup.lock"
    told: list[str] = []
    program = f"""
import sys
from pathlib import Path
from setup_steps.files import only_one
with only_one(Path({str(lock)!r}), print):
    print("held", flush=True)
    sys.stdin.readline()
"""
    holder = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "scripts")},
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"

        def waiting(pid: str) -> None:
            told.append(pid)
            holder.kill()

        with only_one(lock, waiting):
            assert lock.read_text() == str(os.getpid())
    assert told == [str(holder.pid)]
