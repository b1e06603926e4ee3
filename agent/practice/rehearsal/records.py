"""What is kept of an episode: one JSON file, for people who want to know why it went as it did."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from agent.call.reports import to_json
from agent.errors import StoreError
from agent.practice.episodes.types import Episode, Written
from agent.practice.rehearsal.played import Line, Played
from agent.practice.rehearsal.scoring import Score


def record(episode: Episode, played: Played, book: Written, score: Score) -> dict[str, Any]:
    return {
        "id": episode.id,
        "business": episode.business,
        "temper": episode.temper,
        "score": asdict(score),
        "briefing": episode.briefing.model_dump(mode="json", exclude_defaults=True),
        "truth": asdict(episode.truth),
        "lines": [_line(line) for line in played.lines],
        "written": asdict(book),
        "questions": played.questions,
        "replies": [asked.reply for asked in played.asked],
        "prompt": [asdict(one) for one in played.asked[-1].messages] if played.asked else [],
        "reports": [{"at": at} | to_json(report) for at, report in played.reports],
    }


def _line(line: Line) -> dict[str, Any]:
    heard = {"heard": line.heard} if line.heard else {}
    acts = [str(act) for act in line.acts]
    return {"at": line.at, "who": line.who, "text": line.text, "acts": acts} | heard


class Records:
    """A folder of them; at most ``most`` are kept, failures without regard to that."""

    def __init__(self, folder: Path, most: int) -> None:
        """Raises StoreError."""
        self._folder = folder
        self._left = most
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreError(f"{folder} cannot be made: {error}") from error

    def keep(self, episode_id: str, content: dict[str, Any], *, failed: bool) -> Path | None:
        """Where it was put; None where there are enough. Raises StoreError."""
        if self._left <= 0 and not failed:
            return None
        self._left -= 1
        file = self._folder / f"{episode_id}.json"
        try:
            # what was said on a call is nobody else's business, not even a rehearsed one's
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
                json.dump(content, out, ensure_ascii=False, indent=1, default=str)
        except OSError as error:
            raise StoreError(f"{file} cannot be written: {error}") from error
        return file
