"""Is this a transcript, or what Whisper makes up when there is no speech?

Whisper was trained on subtitles: of silence, noise and music it writes "thank you for watching" and the
like, or the same words over and over. Each guard looks at one sign of that. Thresholds of the first
three are those of Whisper's own ``transcribe`` (openai/whisper, ``whisper/transcribe.py``).
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass

import numpy as np

from agent.engines.sound import Samples

MAX_COMPRESSION_RATIO = 2.4
MIN_AVERAGE_LOG_PROBABILITY = -1.0
MAX_NO_SPEECH_PROBABILITY = 0.6
SURELY_SPEECH, SPEECH_LOG_PROBABILITY = 0.001, -1.5
"""Of 178 composed answers ("Yes.", "That's right.") 13 lay between -1 and -1.5, none of them noise."""
MAX_TOKENS_PER_SECOND = 14.0
"""Fast speech is about 6 syllables a second; a token is at least a character, mostly a syllable or more."""
SPARE_TOKENS = 6
MAX_REPEATS = 4
MIN_SECONDS = 0.1
MIN_LEVEL_SWING_DB = 4.0
STOCK_PHRASES = frozenset(
    (
        "thanks for watching",
        "thank you for watching",
        "please subscribe",
        "subtitles by the amara.org community",
        "transcription by castingwords",
    )
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the decoder wrote for ``seconds`` of sound, before anybody believes it."""

    text: str
    seconds: float
    tokens: int
    average_log_probability: float
    no_speech_probability: float


def why_not_speech(decoded: Decoded) -> str | None:
    """The name of the guard that rejects it, or None."""
    text = decoded.text.strip()
    checks = {
        "empty": not any(character.isalnum() for character in text),
        "no speech": _silent(decoded),
        "too many words": decoded.tokens > SPARE_TOKENS + MAX_TOKENS_PER_SECOND * decoded.seconds,
        "compresses too well": compression_ratio(text) > MAX_COMPRESSION_RATIO,
        "repeats itself": longest_repeat(text) >= MAX_REPEATS,
        "stock phrase": text.lower().strip(" .!") in STOCK_PHRASES,
    }
    return next((name for name, rejects in checks.items() if rejects), None)


def confidence(decoded: Decoded) -> float:
    """0..1: the geometric mean of the tokens' probabilities."""
    return min(1.0, math.exp(min(0.0, decoded.average_log_probability)))


def _silent(decoded: Decoded) -> bool:
    # Whisper tries again at a higher temperature below -1; on a call there is no time for that
    if decoded.average_log_probability < _least(decoded.no_speech_probability):
        return True
    unsure = decoded.average_log_probability < MIN_AVERAGE_LOG_PROBABILITY / 2
    return unsure and decoded.no_speech_probability > MAX_NO_SPEECH_PROBABILITY


def _least(no_speech: float) -> float:
    """ "Yep." by itself is never sure of its word, but sure to be one."""
    return SPEECH_LOG_PROBABILITY if no_speech < SURELY_SPEECH else MIN_AVERAGE_LOG_PROBABILITY


def is_steady(samples: Samples, rate: int) -> bool:
    """Whether the level hardly moves: tones, noise and hum. Speech swings by 15 dB and more.

    The swing is taken between the 10th and the 95th percentile of the levels of 30 ms frames.
    """
    frame = int(0.03 * rate)
    count = len(samples) // frame
    if count < 4:
        return False
    power = np.square(samples[: count * frame].reshape(count, frame)).mean(axis=1)
    low, high = np.percentile(10 * np.log10(power + 1e-10), [10, 95])
    return bool(high - low < MIN_LEVEL_SWING_DB)


def compression_ratio(text: str) -> float:
    raw = text.encode()
    # zlib's header outweighs short texts: they never count as repetitive here, the next guard sees them
    return len(raw) / len(zlib.compress(raw)) if raw else 0.0


def longest_repeat(text: str) -> int:
    """How often a group of two to four words, or a single word of letters, stands in a row."""
    words = text.lower().split()
    best = 1
    for size in range(1, 5):
        for start in range(len(words) - size):
            group = words[start : start + size]
            # "four four four four" is a telephone number
            if size == 1 and group[0].strip(".,!?") in _NUMBER_WORDS:
                continue
            times = 1
            while words[start + times * size : start + (times + 1) * size] == group:
                times += 1
            best = max(best, times)
    return best


_NUMBER_WORDS = frozenset(
    ("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", *"0123456789")
)
