"""Print an episode as a script: ``python -m agent.practice.episodes --seed 7 --split train``.

Our side is played by a few set sentences that look at what is meant; the real one is in ``rehearsal``.
"""

from __future__ import annotations

import argparse

from agent.practice.episodes import far_side, make
from agent.practice.episodes.businesses import BUSINESSES
from agent.practice.episodes.partner import KEY, answer
from agent.practice.episodes.tempers import TEMPERS
from agent.practice.episodes.types import Episode, Step, Utterance

MOST = 60


def main() -> None:
    given = _arguments()
    for seed in range(given.seed, given.seed + given.count):
        episode = make(seed, given.split, business=given.business, temper=given.temper)
        print(_head(episode))
        print(script(episode))


def script(episode: Episode) -> str:
    """The call, line by line, and what was written down."""
    far = far_side(episode)
    step, lines = far.opens(), []
    for _ in range(MOST):
        lines += [_line(utterance) for utterance in step.says]
        if step.hangs_up:
            break
        said = answer(episode, step.says[-1].acts[-1]) if step.says else ""
        lines.append(f"     we: {said or '...'}")
        step = _play(far, said)
    book = far.book
    return "\n".join([*lines, f"  written down: {book.deed or 'nothing'} {book.fields}", ""])


def _play(far: object, said: str) -> Step:
    from agent.practice.episodes.far import Far

    assert isinstance(far, Far)
    if said.startswith(KEY):
        return far.key(said.removeprefix(KEY))
    return far.hears(said) if said else far.silence()


def _line(utterance: Utterance) -> str:
    music = f"(music {utterance.music_seconds:.0f} s) " if utterance.music_seconds else ""
    acts = " ".join(map(str, utterance.acts))
    return f"{utterance.voice:>7}: {music}{utterance.text}\n{'':9}{acts}"


def _head(episode: Episode) -> str:
    facts = "".join(f"\n  {fact.name}: {fact.value} ({fact.release})" for fact in episode.briefing.facts)
    return f"{episode.id}  -> {', '.join(episode.truth.statuses)}\n  {episode.briefing.task}{facts}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m agent.practice.episodes", description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--split", choices=("train", "held-out"), default="held-out")
    parser.add_argument("--business", choices=sorted(BUSINESSES), default="")
    parser.add_argument("--temper", choices=sorted(TEMPERS), default="")
    return parser.parse_args()


if __name__ == "__main__":
    main()
