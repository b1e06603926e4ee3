"""What sounds behind the voices and between them: music, tones, and recordings that come again."""

from __future__ import annotations

from collections import deque

from agent.audio.music import MUSIC
from agent.call.events import VoiceMeasured
from agent.call.playing import HALF, Playing
from agent.call.quantile import quantile

LOUD_DBOV, SOFT_DBOV, FAINTER_DB = -50.0, -58.0, 12.0
"""Softer than the first, music tells nothing of words; the second is the softest. What is so much fainter
than the music that played is the line after it: the detector goes on hearing music for two seconds."""
SOUND_SECONDS, SOUND_MOST = 0.5, 2.0
"""So long there is music, or a tone, until nothing is said into it; more is not remembered."""
MUSIC_SECONDS = 2.5
"""So long music is more than a slip of the detector."""
FADE = 2.0
"""So much faster than it builds up is it forgotten that there was music. It has rests, and detectors slip."""
ROOM_DB = 12.0
"""Music so far below the voices is played in somebody's room. Composed rooms have it 12 to 32 dB below,
queues at most 9."""
LOUDEST, SAME_DB = 0.95, 9.0
"""A voice's own levels lie no further below its loudest, at the median."""
AGAIN_DB, RISES_DB = 8.0, 15.0
AGAIN_SECONDS, TAIL_SECONDS = 0.2, 0.1
"""What is so nearly as loud as the music was, or rises so far out of the pause behind a voice, for so long in
all, may be the music again, which is certain a second later; the first moments are the end of the voice."""
VOICE_FRAMES, FEWEST_FRAMES = 200, 30
LOUDER_DB = 6.0
ROOM_SECONDS = 8.0
"""So much louder than that beneath a person's words, or for so long without a word, music is a queue's."""
NEAR_DB = 9.0
"""What is left between the syllables of who sings, or is recorded, over hold music is nearly as loud as the
music before was. Who speaks to us has stopped it, and what plays in their room lies lower."""
APART_SECONDS = 4.0
"""Longer than any pause that ends a turn: what is said after it is of another, also where the one before had
no words."""
RECORDED_SECONDS = 0.2
"""So much of a turn was heard before: it is a recording."""
SUNG, SUNG_SECONDS = 0.75, 3.0
"""So likely is music, on average, in so much of a voice, where there was none before it began."""
SUNG_FRAMES = 94
"""Three seconds."""
MOVES_SECONDS = 1.5
"""What was perhaps music is that long ago when it is quiet."""
BEFORE_FRAMES, NOW_FRAMES = 60, 8
"""Two seconds, and a quarter of one."""
LOUD_SHARE, QUIET_SHARE = 0.75, 0.2


class Background:
    """``hear`` every frame; what was said over music is asked for turn by turn."""

    def __init__(self, speech_probability: float) -> None:
        self._speech_probability = speech_probability
        self._sound = self._music = self._loud_music = 0.0
        self.playing = Playing()
        self.calm_seconds = 0.0
        """So long there has been neither voice nor music; that it has become low is known two seconds
        sooner."""
        self._since_speech = self._again = self._lowest = 0.0
        """Seconds; of them it sounded as the music may when it comes again; the lowest level then."""
        self.heard_seconds = 0.0
        self._since_music = float("inf")
        """Seconds, of music that may be a slip of the detector."""
        self._voices: deque[float] = deque(maxlen=VOICE_FRAMES)
        """Levels of voices without music."""
        self._before: deque[float] = deque(maxlen=BEFORE_FRAMES)
        """Levels before the turn under way."""
        self._now: deque[float] = deque(maxlen=NOW_FRAMES)
        self._voice = 0.0
        """The level of the voice in the turn before."""
        self._spoken = 0
        self._room: float | None = None
        """The level of music in the room of a person."""
        self._room_music = 0.0
        """Seconds of it since the last speech."""
        self.next_turn()

    def next_turn(self) -> None:
        """What is heard from now on is of another turn."""
        if self._spoken:
            self._voice = quantile(self._levels[: self._spoken], LOUD_SHARE)
        self._levels: list[float] = []
        self._likely: list[float] = []
        self._quiet = 0.0
        """Seconds since the last speech."""
        self._spoken = 0
        """Frames up to the last with speech."""
        self.said_seconds = 0.0
        """Of speech."""
        self._repeated = 0.0
        self._sung = False
        """It began together with the music: the call, or the piece, with a voice in it."""
        self._music_level: float | None = None
        """Of the music before the turn; None where there was none."""
        self._level_before = SOFT_DBOV
        self._began_in_music = False
        """There had been music for a moment when the turn began."""

    def hear(self, event: VoiceMeasured) -> None:
        speech = event.probability >= self._speech_probability
        music = not speech and event.music >= MUSIC and event.level >= self._loud
        again = music and self.playing.below(event.level) < FAINTER_DB
        sounds = again or (event.tone and event.level >= LOUD_DBOV)
        self.heard_seconds += event.seconds
        self._now.append(event.level)
        self._hear_room(event, speech=speech)
        self._since_music = 0.0 if event.music >= MUSIC else self._since_music + event.seconds
        self._sound = _leaked(self._sound, event.seconds, SOUND_MOST, grows=sounds)
        if music or not (speech and event.music >= MUSIC):
            # Who sings, or is recorded over it, ends no music.
            self._music = _leaked(self._music, event.seconds, MUSIC_SECONDS, grows=music)
        loud = music and event.level >= LOUD_DBOV
        self._loud_music = _leaked(self._loud_music, event.seconds, MUSIC_SECONDS, grows=loud)
        self.playing.hear(event, speech=speech, music=again)
        calm = not (speech or event.tone or event.music >= MUSIC)
        self.calm_seconds = self.calm_seconds + event.seconds if calm else 0.0
        self._compare(event, speech=speech)
        if speech:
            self._speech(event)
        elif self._levels and self._quiet < APART_SECONDS:
            self._add(event)
            self._quiet += event.seconds
        elif not event.ours:
            self._before.append(event.level)

    def of_person(self) -> None:
        """A person has spoken over the music that plays: it is that of their room."""
        self._room = self.playing.middle if self.playing.known else None
        self._music = 0.0

    def _hear_room(self, event: VoiceMeasured, *, speech: bool) -> None:
        if speech or self._room is None:
            self._room_music = 0.0
        elif event.music >= MUSIC:
            self._room_music += event.seconds
        if self._room_music >= ROOM_SECONDS:
            self._room = None

    def _compare(self, event: VoiceMeasured, *, speech: bool) -> None:
        """With how loud the music was."""
        self._since_speech += event.seconds
        if speech or not self.playing.known or self._since_speech < TAIL_SECONDS:
            return
        self._lowest = min(self._lowest, event.level)
        again = self.playing.below(event.level) < AGAIN_DB or event.level > self._lowest + RISES_DB
        self._again += event.seconds if again and event.level >= LOUD_DBOV else 0.0

    def _speech(self, event: VoiceMeasured) -> None:
        if self._quiet >= APART_SECONDS:
            self.next_turn()
        if not self._levels:
            self._began_in_music = self._loud_music >= SOUND_SECONDS
            self._level_before = quantile(self._before, HALF) if self._before else SOFT_DBOV
        if event.music < MUSIC:
            self._voices.append(event.level)
        elif not self._levels and self._before:
            self._music_level = self._level_before
        self._add(event)
        self._repeated += event.seconds if event.repeated else 0.0
        self._spoken, self._quiet = len(self._levels), 0.0
        self.said_seconds += event.seconds
        late = self._likely[-SUNG_FRAMES:]
        self._sung = self._sung or (self.said_seconds >= SUNG_SECONDS and sum(late) >= SUNG * len(late))
        self._since_speech = self._again = self._lowest = 0.0

    def _too_loud(self, level: float) -> bool:
        """For the room of who speaks in the turn under way."""
        return level > quantile(self._levels[: self._spoken], LOUD_SHARE) - ROOM_DB

    def _add(self, event: VoiceMeasured) -> None:
        self._levels.append(event.level)
        self._likely.append(event.music)

    @property
    def _loud(self) -> float:
        """The level from which on music is not that of somebody's room."""
        loud = SOFT_DBOV if self._room is None else max(SOFT_DBOV, self._room + LOUDER_DB)
        if len(self._voices) < FEWEST_FRAMES:
            return loud
        return max(loud, quantile(self._voices, LOUD_SHARE) - ROOM_DB)

    @property
    def sounding(self) -> bool:
        """There is music now, or a tone."""
        return self._sound >= SOUND_SECONDS

    @property
    def moves(self) -> bool:
        """It is not quiet: there may be music."""
        return self._since_music < MOVES_SECONDS or self.playing.lively

    @property
    def loud_behind(self) -> bool:
        """What is heard behind the voice of the turn under way is too loud for somebody's room."""
        behind = self._levels[self._spoken :]
        return bool(self._spoken and behind) and self._too_loud(quantile(behind, HALF))

    @property
    def music(self) -> bool:
        """There has been music for some time."""
        return self._music >= MUSIC_SECONDS

    @property
    def recorded(self) -> bool:
        """What was said since ``next_turn`` was heard before."""
        return self._repeated >= RECORDED_SECONDS

    @property
    def again(self) -> bool:
        """Since the last speech it has been as loud as the music was, though it is not known to be music."""
        return self._again >= AGAIN_SECONDS

    @property
    def far_below(self) -> bool:
        """The music that plays is as far below the voice of the turn as it is in somebody's room."""
        return self.playing.known and bool(self._spoken) and not self._too_loud(self.playing.middle)

    @property
    def goes_on(self) -> bool:
        """In the last quarter of a second something was as loud as the voice in the turn before."""
        return max(self._now, default=SOFT_DBOV) > self._voice - SAME_DB

    @property
    def loud_before(self) -> bool:
        """What was heard before the turn began is as loud as who speaks, so it was they."""
        spoken = self._levels[: self._spoken]
        return bool(spoken) and self._level_before > quantile(spoken, LOUDEST) - SAME_DB

    @property
    def music_before(self) -> bool:
        """There had been music for a moment when the turn began, and not in the room of who speaks."""
        return self._began_in_music and bool(self._spoken) and self._too_loud(self._level_before)

    @property
    def under_turn(self) -> bool:
        """What was said since ``next_turn`` was said, or sung, over music that went on."""
        levels, likely = self._levels[: self._spoken], self._likely[: self._spoken]
        if self._sung and not self._began_in_music:
            return True
        if self._music_level is None:
            return False
        if sum(likely) < MUSIC * len(likely):
            return False
        return quantile(levels, QUIET_SHARE) >= self._music_level - NEAR_DB


def _leaked(so_far: float, seconds: float, most: float, *, grows: bool) -> float:
    return min(so_far + seconds, most) if grows else max(0.0, so_far - FADE * seconds)
