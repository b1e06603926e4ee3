"""A line of words sung to notes: flite speaks it, its vowels are held, its pitch becomes the melody."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from agent.errors import SetupError
from agent.practice.composer.levels import active_rms
from agent.practice.composer.scene import RATE, Wave
from agent.practice.composer.speech import read
from agent.practice.composer.vocoder import HOP, Track, envelopes, voice

VOWELS = frozenset((
    "aa", "ae", "ah", "ao", "aw", "ax", "axr", "ay", "eh", "er", "ey", "ih", "ix", "iy", "ow", "oy", "uh",
    "uw",
))  # fmt: skip
VOICELESS = frozenset(("p", "t", "k", "f", "th", "s", "sh", "ch", "hh", "pau"))  # fmt: skip
MIXED = frozenset(("v", "z", "zh", "dh", "jh", "b", "d", "g"))  # fmt: skip
_FRAME = HOP / RATE
_LONGEST_CONSONANT = 0.12
_VIBRATO_AFTER = 0.22


@dataclass(frozen=True, slots=True)
class Singer:
    """``name``: of a voice of flite; ``throat``: above 1 longer and so lower; ``centre``: the MIDI pitch in
    the middle of what they sing; ``vibrato``: cents either way, and its rate in hertz."""

    name: str
    throat: float
    centre: int
    vibrato: float
    vibrato_hertz: float


@dataclass(frozen=True, slots=True)
class Sung:
    """A note to sing a syllable on, times in seconds."""

    start: float
    seconds: float
    pitch: int


@dataclass(frozen=True, slots=True)
class Phone:
    name: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Syllable:
    onset: tuple[Phone, ...]
    vowel: Phone
    coda: tuple[Phone, ...]


def sing(text: str, singer: Singer, notes: Sequence[Sung], seed: int) -> Wave:
    """From time 0 of ``notes`` on (which leave room before the first); RMS 1 where it sounds.

    A note for each syllable (``syllables``). Raises SetupError."""
    speech, phones = spoken(text, singer.name)
    dice = np.random.default_rng((seed, 0x5149))
    frames = int((notes[-1].start + notes[-1].seconds + 0.3) / _FRAME)
    sources, targets = _stretched(syllables(phones), notes)
    times: Track = np.arange(frames, dtype=np.float64) * _FRAME
    source = np.interp(times, targets, sources)
    shape = envelopes(speech, singer.throat)
    shape = shape[np.clip((source / _FRAME).astype(int), 0, len(shape) - 1)]
    wave = voice(shape, _melody(notes, times, singer, dice), _voicing(phones, source), dice)
    edge = 0.02
    loudness = np.interp(
        times, (targets[0] - edge, targets[0], targets[-1], targets[-1] + edge), (0, 1, 1, 0)
    )
    wave *= np.interp(np.arange(len(wave)), np.arange(frames) * HOP, loudness).astype(np.float32)
    return wave / np.float32(active_rms(wave))


def syllables(phones: Sequence[Phone]) -> list[Syllable]:
    """Of the consonants between two vowels the last ones begin the next syllable."""
    vowels = [at for at, phone in enumerate(phones) if phone.name in VOWELS]
    found: list[Syllable] = []
    begin = 0
    for number, at in enumerate(vowels):
        if number + 1 < len(vowels):
            between = vowels[number + 1] - at - 1
            end = at + 1 + (0 if between <= 1 else 1)
        else:
            end = len(phones)
        sounding = [phone for phone in phones[begin:end] if phone.name != "pau"]
        onset = tuple(phone for phone in sounding if phone.end <= phones[at].start + 1e-6)
        coda = tuple(phone for phone in sounding if phone.start >= phones[at].end - 1e-6)
        found.append(Syllable(onset, phones[at], coda))
        begin = end
    return found


@lru_cache(maxsize=256)
def spoken(text: str, name: str) -> tuple[Wave, tuple[Phone, ...]]:
    """What flite says, 8 kHz, and when it says which phone. Raises SetupError."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "line.wav"
        command = ["flite", "-voice", name, "-psdur", "-o", str(path)]
        try:
            done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=True)
        except (OSError, subprocess.SubprocessError) as error:
            raise SetupError(f"flite could not speak ({error}): run  scripts/setup") from error
        speech = read(path)
    said = [word.partition(":") for word in done.stdout.split()]
    # flite's oldest voice speaks faster than it says
    scale = len(speech) / RATE / float(said[-1][2])
    phones: list[Phone] = []
    for sound, _, end in said:
        phones.append(Phone(sound, phones[-1].end if phones else 0.0, float(end) * scale))
    return speech, tuple(phones)


def _stretched(sung: Sequence[Syllable], notes: Sequence[Sung]) -> tuple[list[float], list[float]]:
    """Times in the speech, and when they are to be sung: a vowel begins with its note and is held until the
    consonants before the next one."""
    sources: list[float] = []
    targets: list[float] = []

    def lay(source: float, target: float) -> None:
        sources.append(source)
        targets.append(max(target, targets[-1] + 1e-4) if targets else target)

    for at, (syllable, note) in enumerate(zip(sung, notes, strict=True)):
        lead = sum(_length(phone) for phone in syllable.onset)
        when = note.start - lead
        for phone in syllable.onset:
            lay(phone.start, when)
            when += _length(phone)
        vowel, end = syllable.vowel, note.start + note.seconds
        if at + 1 < len(sung):
            end = min(end, notes[at + 1].start - sum(_length(phone) for phone in sung[at + 1].onset))
        end = max(end - sum(_length(phone) for phone in syllable.coda), note.start + 0.06)
        lay(vowel.start, note.start)
        # The middle of a vowel is what is held; a diphthong moves at its end.
        lay(vowel.start + 0.3 * (vowel.end - vowel.start), note.start + min(0.07, 0.3 * (end - note.start)))
        lay(vowel.start + 0.6 * (vowel.end - vowel.start), end - min(0.1, 0.3 * (end - note.start)))
        lay(vowel.end, end)
        for phone in syllable.coda:
            end += _length(phone)
            lay(phone.end, end)
    return sources, targets


def _length(phone: Phone) -> float:
    return min(_LONGEST_CONSONANT, phone.end - phone.start)


def _melody(notes: Sequence[Sung], times: Track, singer: Singer, dice: np.random.Generator) -> Track:
    """The pitch in hertz: notes, gliding from one to the next, with vibrato where they are held."""
    starts = np.array([note.start - 0.05 for note in notes])
    which = np.clip(np.searchsorted(starts, times, "right") - 1, 0, len(notes) - 1)
    pitch = np.array([float(note.pitch) for note in notes])[which]
    glide = np.hanning(19)
    pitch = np.convolve(np.pad(pitch, 9, mode="edge"), glide / glide.sum(), "valid")
    held = np.clip((times - starts[which] - _VIBRATO_AFTER) / 0.25, 0, 1)
    rate = singer.vibrato_hertz + 0.3 * np.sin(2 * np.pi * 0.23 * times + dice.uniform(0, 6))
    wave = np.sin(2 * np.pi * np.cumsum(rate) * _FRAME)
    drift = np.convolve(dice.standard_normal(len(times) + 40), np.hanning(41) / 20, "valid")
    cents = held * singer.vibrato * wave + 4 * drift
    return np.asarray(440 * 2 ** ((pitch - 69) / 12 + cents / 1200), np.float64)


def _voicing(phones: Sequence[Phone], source: Track) -> Track:
    which = np.searchsorted([phone.end for phone in phones], source, "right")
    shares = [0.0 if phone.name in VOICELESS else 0.75 if phone.name in MIXED else 0.985 for phone in phones]
    smooth = np.hanning(7)
    voiced = np.array([*shares, 0.0])[np.clip(which, 0, len(phones))]
    return np.asarray(np.convolve(np.pad(voiced, 3, mode="edge"), smooth / smooth.sum(), "valid"))
