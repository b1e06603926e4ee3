"""Calls in which our side is not perfect, and what would have been right: how to go on from there.

A pupil answers, and the oracle, unheard, says what it would have answered. The pupil is a program that
stumbles now and then, or a half-trained model. Where the pupil was right, its words are learned; where it was
wrong, they are only read. What would have been right there is a text of its own: the call so far, and that.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from agent.call.actions import Message
from agent.call.reply import reply_json
from agent.practice.episodes import make
from agent.practice.episodes.types import Episode
from agent.practice.rehearsal.oracle import WAIT, Oracle
from agent.practice.rehearsal.played import Asked, Brain, Played, state_of
from agent.practice.rehearsal.run import play
from agent.practice.rehearsal.scoring import judge
from agent.practice.rehearsal.training import Text

STUMBLES = 0.08
"""Of the replies."""
MOST_CORRECTED = 3
"""After so many errors the call has gone where no call should go: the rest is not learned."""
_OPTION = re.compile(r"[ ,;](\d) ")
_SAYS = (
    "Sorry, could you say that again?",
    "Thank you.",
    "Yes, I'm still here.",
    "Great, thank you.",
    "One moment please.",
    "",
)


class Stumbling:
    """Asks again, waits, repeats itself, presses another key: what does no harm and should not be."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(f"stumbling:{seed}")
        self._last = WAIT

    def reply(self, messages: tuple[Message, ...], right: str) -> str:
        self._last, last = right, self._last
        if self._dice.random() >= STUMBLES:
            return right
        may = state_of(messages)["do"]
        options = _OPTION.findall(messages[-2].content.rpartition("[menu:")[2])
        if "none" not in may:
            return reply_json("", "press", self._dice.choice(options)) if options else WAIT
        return self._dice.choice([*(reply_json(say) for say in _SAYS), WAIT, last])


@dataclass(slots=True)
class Shadowed:
    """A ``Brain``: the pupil's replies are given out. ``pupil`` is handed the right one, too."""

    oracle: Brain
    pupil: Callable[[tuple[Message, ...], str, str], str]
    rights: list[str] = field(default_factory=list)

    def reply(self, messages: tuple[Message, ...], schema: str) -> str:
        right = self.oracle.reply(messages, schema)
        self.rights.append(right)
        return self.pupil(messages, schema, right)


def stumbling(seed: int, noise: str) -> Iterator[Text]:
    """The text of an episode that came out well in spite of stumbling; none otherwise."""
    stumbler = Stumbling(seed)

    def pupil(messages: tuple[Message, ...], schema: str, right: str) -> str:
        return right if "account" in state_of(messages)["do"] else stumbler.reply(messages, right)

    episode, played, rights, good = _play(seed, noise, pupil)
    if good:
        yield _whole(episode.id, played.asked, rights, len(rights))


def corrected(seed: int, noise: str, model: Brain) -> Iterator[Text]:
    """The text of an episode that a model played, and what it should have written where it was wrong."""
    episode, played, rights, _ = _play(
        seed, noise, lambda messages, schema, right: model.reply(messages, schema)
    )
    wrong = [at for at, asked in enumerate(played.asked) if asked.reply != rights[at]]
    for at in wrong[:MOST_CORRECTED]:
        given = (*played.asked[at].messages, Message("assistant", rights[at]))
        yield Text(f"{episode.id}-{at}", given, (False,) * (len(given) - 1) + (True,))
    until = len(rights) if len(wrong) <= MOST_CORRECTED else wrong[MOST_CORRECTED]
    yield _whole(episode.id, played.asked, rights, until)


def _play(
    seed: int, noise: str, pupil: Callable[[tuple[Message, ...], str, str], str]
) -> tuple[Episode, Played, list[str], bool]:
    episode = make(seed, "train")
    made: list[Shadowed] = []

    def brain(episode: Episode, played: Played) -> Brain:
        made.append(Shadowed(Oracle(episode, played), pupil))
        return made[0]

    played, book = play(episode, noise, brain)
    score = judge(episode, played, book)
    return episode, played, made[0].rights, score.success and not score.stopped


def _whole(name: str, asked: list[Asked], rights: list[str], until: int) -> Text:
    """Everything that the last question and its answer hold; of ours, what was right is learned."""
    last = asked[-1]
    messages = (*last.messages, Message("assistant", last.reply))
    ours = [False] * len(messages)
    for number, one in enumerate(asked[:until]):
        at = (
            len(one.messages) - 1
        )  # where the state stood, the reply stands now; if it was given out as it was
        here = messages[-1] if one is last else messages[at]
        right = here.role == "assistant" and here.content == one.reply == rights[number]
        ours[-1 if one is last else at] = right
    return Text(name, messages, tuple(ours))
