"""Whose words are heard on hold: a recording's, a person's, or that of somebody who is to be asked."""

from __future__ import annotations

from enum import Enum, auto

from agent.call.background import Background
from agent.call.hold_words import BRIEF_SECONDS, Words
from agent.call.listener import MENU_OPTIONS, thanks
from agent.call.menu import options
from agent.call.queue_news import QueueNews, queue_news
from agent.call.recordings import Recordings, alike
from agent.call.recordings import words as spoken
from agent.call.speaker import Speaker

SOONEST_SECONDS, REACTION_SECONDS = 0.3, 5.5
"""From so long after our "Hello?" begins, up to so long, who begins to say something says it to us. Nobody
hears it, and answers, sooner."""
REACTIONS = 3
"""Who has reacted so often, to each "Hello?", is a person, whatever sounds around them."""
APART_SECONDS, APART_MOST_SECONDS = 2.0, 32.0
"""So long after it they have time to speak; twice as long after each further one that nobody answers, up to
the second."""
UNSURE_SECONDS, SUNG_SECONDS = 4.0, 4.0
"""So long after words over music it may stop, which tells that somebody spoke to us. Who says more than the
second sings, perhaps, and rests at times."""
SAID_WORDS = 2.0
"""A second: nobody sings so fast who says what people say."""
LOW_SECONDS, REST_SECONDS = 0.6, 1.5
"""Longer than a rest of most music, and of a song."""
STIRRED_SECONDS = 0.9
"""So long after what may have been a word the music must have stopped: longer than queues leave between an
announcement and the music."""
STOPPED_SECONDS = 2.5
"""Music that has been over for so long without a word may have been stopped by somebody's "Hello?" that was
lost in it. That it is over is known two seconds late, and pieces of music follow each other sooner."""
TOLD_SECONDS = 4.0
"""Behind an announcement; no queue leaves so long a silence before its music, if it plays any."""
LOST_SECONDS = 8.0
"""So long the detector of music may lose what plays on as loud as it was."""
GOES_ON_SECONDS, GREETS_ON_SECONDS = 0.3, 0.1
"""So long after words that are likely a person's nobody goes on: with the silence that ends a turn longer
than recorded voices rest between two sentences, or behind a "Hello,"."""
WAIT_SECONDS, WAIT_AGAIN_SECONDS, WAIT_MOST_SECONDS = 0.45, 1.2, 3.0
"""So long after words that may be anybody's music may come again, which tells that they were a recording's;
the second where something sounds that may be it, the third where it is more likely than not."""
MOST_WORDS, GREETING_WORDS = 8, 4
"""Nobody who picks up says more without asking anything: some recordings introduce themselves. The second
where something sounds behind them, as it does in some rooms: then also a greeting may be made of music."""
BARE_WORDS = 1
"""A greeting and no more. Advertisements begin as people do ("Hi there, and thanks."), and go on."""


class Whose(Enum):
    NOBODYS = auto()
    """A recording's, or a singer's: no reaction."""
    UNKNOWN = auto()
    """Say "Hello?": the reaction tells."""
    DOUBTFUL = auto()
    """A recording's, if music comes again soon; ``says_hello`` tells when it has not."""
    LIKELY = auto()
    """A person's, unless they go on or music comes again at once; ``believes`` tells when neither has."""
    PERSONS = auto()


class OnHold:
    """From one hold of a call to the next. ``now`` in seconds."""

    def __init__(self) -> None:
        self._recordings = Recordings()
        self._asked = self._unsure = float("-inf")
        self._low = LOW_SECONDS
        """So long the music must have stopped where words over it were unsure."""
        self._announced: list[str] = []
        """Words of the turn under way that are an announcement's."""
        self._doubt: float | None = None
        """Since when words are doubtful: a recording's, if music comes again."""
        self._likely, self._goes_on = False, GOES_ON_SECONDS
        """They are a person's, if it does not."""
        self._believed: set[str] = set()
        """What was taken for a person's words in a queue: who says it again may be a recording."""
        self._apart = APART_SECONDS / 2
        """So long after our last "Hello?" silence alone asks for none; doubled by each."""
        self._reactions = 0
        """To one "Hello?" after the other."""
        self._queue = self._music = False
        self._told = self._said = self._rings = False
        """What the silence is: after an announcement the queue goes on by itself, after our "Hello?" they are
        to speak; and while a telephone rings nobody is there."""
        self._news = QueueNews()

    def begin(self, *, queue: bool, music: bool = False) -> None:
        """``queue``: a machine keeps us waiting, and no person that we have talked to; ``music`` plays."""
        self._asked = self._unsure = float("-inf")
        self._queue, self._music = queue, music
        self._told = self._said = False
        self._doubt, self._announced = None, []
        self._apart = APART_SECONDS / 2

    def hear(self, background: Background, *, repeated: bool) -> None:
        """Every frame. ``repeated``: what is heard was heard before."""
        self._music = self._music or background.music
        quiet = background.calm_seconds > 0.0 or background.playing.low_seconds > 0.0
        self._told, self._said = repeated or (self._told and quiet), self._said and quiet
        if background.sounding:
            self._doubt = None

    def rings(self, *, on: bool) -> None:
        """The telephone of who is to speak with us."""
        self._rings = on

    def says_hello(self, background: Background, now: float) -> bool:
        """Whether the music has stopped, so that somebody may be there."""
        calm, low = background.calm_seconds, background.playing.low_seconds
        if self._doubt is not None:
            unclear = self._likely and not background.again
            return now - self._doubt >= (WAIT_MOST_SECONDS if unclear else self._wait(background))
        if now - self._unsure < UNSURE_SECONDS and (calm > self._low - LOW_SECONDS or low >= self._low):
            return True
        told = self._said or (self._told and calm < TOLD_SECONDS)
        if not self._music or told or self._rings or now - self._asked < self._apart:
            return False
        stopped = calm >= STOPPED_SECONDS and (background.playing.quieter or calm >= LOST_SECONDS)
        least = STIRRED_SECONDS if background.said_seconds else LOW_SECONDS
        return stopped or (low >= least and background.playing.stirred)

    def believes(self, background: Background, now: float) -> bool:
        """Whether those whose words were likely a person's wait for us."""
        if self._doubt is None or not self._likely or background.again or background.goes_on:
            return False
        return now - self._doubt >= self._goes_on

    @staticmethod
    def _wait(background: Background) -> float:
        if not background.again:
            return WAIT_SECONDS
        return WAIT_MOST_SECONDS if not background.calm_seconds else WAIT_AGAIN_SECONDS

    def offers(self, text: str) -> bool:
        """Whether what sounds like a menu is a queue's announcement: "to leave a message, press one"."""
        return self._music and len(options(text)) < MENU_OPTIONS

    def whose(self, words: Words, now: float, *, brief: bool = False) -> Whose:
        """Of a turn that is over. ``brief``: so little that it may be a greeting, whatever plays beneath
        it."""
        self._music = self._music or words.over_music
        whose = Whose.NOBODYS if self._is_recorded(words, now) else self._new(words, now)
        brief = brief and words.few
        whose = Whose.UNKNOWN if brief else whose
        timely = whose is not Whose.NOBODYS and self._timely(words, now)
        self._reactions = self._reactions + 1 if timely else 0
        if self._reactions >= REACTIONS:
            whose = Whose.PERSONS
        if whose is Whose.UNKNOWN and not (brief or words.above_music) and self._doubts(words):
            whose = Whose.DOUBTFUL
        self._likely = whose is Whose.LIKELY
        self._goes_on = GOES_ON_SECONDS if words.count > BARE_WORDS else GREETS_ON_SECONDS
        self._doubt = now if whose is Whose.DOUBTFUL or self._likely else None
        self._announced = []
        self._told = whose is Whose.NOBODYS and now > self._unsure
        if whose is Whose.PERSONS:
            self._apart = APART_SECONDS / 2
        else:
            self._recordings.add(words.text, now)
        return whose

    def announced(self, text: str) -> None:
        """The turn under way is an announcement so far."""
        self._announced = spoken(text)

    def behind_announcement(self, text: str) -> str:
        """Who picks up may speak so soon after an announcement that both are one turn."""
        said, before = text.split(), len(self._announced)
        follows = before and alike(spoken(" ".join(said[:before])), self._announced)
        return " ".join(said[before:]) if follows else ""

    def brief(self, words: Words, now: float) -> bool:
        """Whether words that may not be over are so few that they are a greeting. Who had us wait greets
        nobody: they say more."""
        alone = not (words.over_music or words.music_again or words.sound_again)
        unknown = words.speaker is Speaker.UNKNOWN and queue_news(words.text) == QueueNews()
        return self._queue and words.few and alone and unknown and not self._is_recorded(words, now)

    def _doubts(self, words: Words) -> bool:
        """Whether music that comes again makes words a recording's."""
        if words.speaker is Speaker.PERSON and not words.hasty:
            many = words.count > (GREETING_WORDS if words.sound_again else MOST_WORDS)
            return many and not words.over_music
        return words.sound_again or words.seconds > BRIEF_SECONDS or words.announces

    def is_persons(self, words: Words, now: float) -> bool:
        """Whether words that may not be over are certainly a person's."""
        persons = words.speaker is Speaker.PERSON and not (words.over_music or words.hasty)
        return persons and (words.asks or not self._in_queue) and not self._is_recorded(words, now)

    @property
    def _in_queue(self) -> bool:
        """A machine keeps us waiting, with music."""
        return self._queue and self._music

    def _timely(self, words: Words, now: float) -> bool:
        """Whether they may react to our "Hello?"."""
        return SOONEST_SECONDS < now - words.since - self._asked < REACTION_SECONDS

    def _is_recorded(self, words: Words, now: float) -> bool:
        return words.recorded or self._recordings.know(words.text, now)

    def _new(self, words: Words, now: float) -> Whose:
        # Some recorded voices are heard in part only.
        in_part = words.loud_before and not words.above_music
        asked = self._timely(words, now) and not (self._in_queue and (in_part or words.announces))
        if words.speaker is Speaker.HOLD or queue_news(words.text) != QueueNews():
            self._queue = self._queue or (self._music and not thanks(words.text))
            return Whose.NOBODYS
        plays = words.music_again or words.sound_again
        person = words.speaker is Speaker.PERSON and not words.hasty
        # Who asks so fast what they can do for us does not sing; there may be a radio in their room.
        asks = person and words.asks and words.count > SAID_WORDS * words.seconds
        long = words.over_music and words.seconds > SUNG_SECONDS and not asks
        if person and not long:
            return self._person_like(words, now, asked=asked, plays=plays)
        if words.over_music and not words.announces:
            self._unsure, self._low = now, REST_SECONDS if long or words.sung else LOW_SECONDS
        if words.above_music and not words.announces:
            return Whose.PERSONS if asked else Whose.UNKNOWN
        if words.music_again or (words.over_music and (words.sound_again or long)):
            # Who has us wait may have a radio.
            return Whose.NOBODYS if self._queue or long else Whose.UNKNOWN
        if self._music and words.sound_again:
            return Whose.UNKNOWN
        if not self._in_queue:
            return Whose.PERSONS
        # Who sings, or advertises something, goes on.
        return Whose.LIKELY if asked and not words.over_music else Whose.UNKNOWN

    def _person_like(self, words: Words, now: float, *, asked: bool, plays: bool) -> Whose:
        """``asked``: they may react to our "Hello?"; ``plays``: there may be music behind them."""
        few = words.count <= MOST_WORDS and not (words.over_music or (plays and self._in_queue))
        persons = self.is_persons(words, now)
        if not (few or persons or asked):
            return Whose.UNKNOWN
        if not self._in_queue:
            return Whose.PERSONS
        if words.text in self._believed and not asked:
            return Whose.UNKNOWN
        self._believed.add(words.text)
        may_go_on = (asked or words.greets) and not (persons or words.over_music or plays)
        return Whose.LIKELY if may_go_on else Whose.PERSONS

    def asks(self, now: float) -> None:
        """We say "Hello?"."""
        self._apart = min(2 * self._apart, APART_MOST_SECONDS)
        self._asked, self._unsure = now, float("-inf")
        self._said, self._doubt = True, None

    @property
    def tells_news(self) -> bool:
        """Its announcements tell our place in the queue, or how long it takes: each is new."""
        return self._news != QueueNews()

    def news(self, text: str) -> QueueNews | None:
        """What ``text`` tells that was not known."""
        told = queue_news(text)
        if told in (QueueNews(), self._news):
            return None
        self._news, self._queue = told, True
        return told
