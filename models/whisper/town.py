"""What is said in the practice town: both sides of its episodes, with the oracle on our side.

``python -m models.whisper.town --shards 6`` speaks sentences of the train split into ``audio/town-NNN.npz``;
``audio/town-test.npz`` holds sentences of the held-out split, other surface forms and names than in training.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from agent.engines.speakable import speakable
from agent.practice.episodes import make as make_episode
from agent.practice.episodes.types import Episode, Split
from agent.practice.rehearsal.oracle import Oracle
from agent.practice.rehearsal.run import play
from models.whisper import voices
from models.whisper.corpus import Sentence

MOST_OF_ONE = 3
"""So many times the same words are spoken in a shard."""
LONGEST = 330


def sentences(seed: int, count: int, split: Split) -> Iterator[Sentence]:
    """``count`` turns of calls from ``seed`` on, as they are spoken."""
    seen: Counter[str] = Counter()
    while True:
        episode = make_episode(seed, split)
        seed += 1
        played, _ = play(episode, "none", Oracle)
        names = names_of(episode)
        for line in played.lines:
            text = spoken(line.text)
            seen[text] += 1
            if line.who == "key" or seen[text] > MOST_OF_ONE or not 2 <= len(text) <= LONGEST:
                continue
            yield Sentence(
                text, tuple(name for name in names if re.search(rf"\b{re.escape(name)}\b", text)), line.who
            )
            count -= 1
            if not count:
                return


def spoken(text: str) -> str:
    """As the voice says it and the recogniser is to write it."""
    said = re.sub(r"\b([AP]) M\b", lambda half: f"{half[1].lower()} m", speakable(text))
    return re.sub(r"\s+", " ", said.replace("-", " ")).strip()


def names_of(episode: Episode) -> tuple[str, ...]:
    """What a briefing may tell the recogniser: the names in its facts, and the callee."""
    told = [
        fact.value
        for fact in episode.briefing.facts
        if re.fullmatch(r"[A-Z][a-z']+(?: [A-Z][a-z']+)*", fact.value)
    ]
    found = [word for name in (*told, episode.briefing.callee) for word in re.findall(r"[A-Z][a-z']+", name)]
    return tuple(dict.fromkeys(found))


def make_all(work: Path, shards: int, tests: int = 500) -> None:
    folder = work / "audio"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "town-test.npz").exists():
        lines = list(sentences(0, tests, "held-out"))
        voices.make(folder / "town-test.npz", lines, 0, test=True)
    for shard in range(shards):
        path = folder / f"town-{shard:03d}.npz"
        if not path.exists():
            lines = list(sentences(100_000 * (shard + 1), voices.SHARD, "train"))
            voices.make(path, lines, 5_000_000 + shard * voices.SHARD)


def main() -> None:
    parser = argparse.ArgumentParser(description="Speak the practice town's calls.")
    parser.add_argument("--shards", type=int, default=6)
    parser.add_argument("--work", type=Path, default=voices.work_folder())
    options = parser.parse_args()
    make_all(options.work, options.shards)


if __name__ == "__main__":
    main()
