"""Words that are heard on hold, with what sounds around them, and what they tell by themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.call.recorded_voice import read
from agent.call.speaker import Speaker

BRIEF_SECONDS, BRIEF_WORDS = 2.2, 5
"""So little, with nothing behind it, is a greeting: who says it waits for us."""
WORD_SECONDS = 0.08
"""Nobody speaks faster, also where a third of it is not heard."""
ANNOUNCES_WORDS, PERSONS = 6, 0.3
"""So many words that are less likely a person's are an announcement's, perhaps."""
_ASKS = re.compile(r"\b(?:help(?: you|(?=\W*$))|do for|get for|who(?:'s| is)|are you|who am i)\b")
_GREETS = re.compile(
    r"(?:hello|hi|hey|welcome|good (?:morning|afternoon|evening|day)|this is|i'm|i am|it's)\b"
)
_SENTENCE_ENDS = re.compile(r"[.!?]\s+")


@dataclass(frozen=True, slots=True)
class Words:
    """``over_music``: it went on beneath them; ``after_music``: it played before; ``recorded``: their sound
    was heard before; ``music_again``: it plays again behind them; ``sound_again``: something does that is as
    loud; ``loud_behind``: too loud for somebody's room; ``loud_before``: as loud as they are, so that it was
    they who were not heard; ``above_music``: so much louder than it that it may be played in the room of who
    speaks; ``sung``: there have been voices for long; ``seconds`` of speech, and ``since`` it began."""

    text: str
    speaker: Speaker
    over_music: bool = False
    after_music: bool = False
    recorded: bool = False
    music_again: bool = False
    sound_again: bool = False
    loud_behind: bool = False
    loud_before: bool = False
    above_music: bool = False
    sung: bool = False
    seconds: float = 0.0
    since: float = 0.0

    @property
    def with_music(self) -> bool:
        return self.over_music or self.after_music or (self.music_again and self.loud_behind)

    @property
    def count(self) -> int:
        return len(self.text.split())

    @property
    def few(self) -> bool:
        return self.seconds <= BRIEF_SECONDS and self.count <= BRIEF_WORDS

    @property
    def hasty(self) -> bool:
        """A recogniser makes words of a moment of music."""
        return self.seconds < WORD_SECONDS * self.count

    @property
    def announces(self) -> bool:
        return self.count >= ANNOUNCES_WORDS and read(self.text).kinds["person"] < PERSONS

    @property
    def asks(self) -> bool:
        """The last sentence wants something of us. Before it there may be a word that was made of music."""
        return _ASKS.search(_SENTENCE_ENDS.split(self.text.strip().lower())[-1]) is not None

    @property
    def greets(self) -> bool:
        """They begin as people do, and as advertisements do."""
        return _GREETS.match(self.text.lower()) is not None
