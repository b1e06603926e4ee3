"""Files that are either whole or not there, and the lock that keeps two set-ups apart."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}.half")
    half.write_text(text, "utf-8")
    half.replace(path)


def publish(made: Path, place: Path) -> None:
    """Move a finished file or folder to its place, in one step; an older one there is removed."""
    place.parent.mkdir(parents=True, exist_ok=True)
    old = place.with_name(f"{place.name}.old")
    remove(old)
    if place.is_dir() and not place.is_symlink():
        place.rename(old)
    made.rename(place)
    remove(old)


def point(link: Path, target: str) -> None:
    """Make ``link`` a symbolic link to ``target``, in one step."""
    half = link.with_name(f"{link.name}.{os.getpid()}.half")
    remove(half)
    half.symlink_to(target)
    half.replace(link)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def fresh_folder(path: Path) -> Path:
    remove(path)
    path.mkdir(parents=True)
    return path


def read_stamp(path: Path) -> str:
    """What the step that left this stamp was made from; empty when it did not finish."""
    try:
        return path.read_text("utf-8").strip()
    except OSError:
        return ""


@contextmanager
def only_one(path: Path, waiting: Callable[[str], None]) -> Iterator[int]:
    """Hold the lock file ``path``; ``waiting`` is told who holds it when that is somebody else.

    Yields the lock's file descriptor, for started programs to inherit: the system drops the lock when the
    last of its holders is dead, so a killed set-up does not block the next, and its orphans never meet it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            waiting(lock.read().strip())
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield lock.fileno()
