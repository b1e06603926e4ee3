"""What a telephone line does to a voice: band, level, room, noise, other voices, G.711, lost packets.

And the features that Whisper makes of what comes out. Pure functions of sound and a dice.
"""

from __future__ import annotations

import random

import numpy as np
import numpy.typing as npt
import soxr
import torch
from faster_whisper.feature_extractor import FeatureExtractor
from torch import Tensor

from agent.practice.composer.line import table

RATE, WIDE = 8_000, 16_000
Wave = npt.NDArray[np.float32]
PACKET = RATE // 50
GOOD_LINE_SHARE = 0.35
"""So many calls come over a line that does nothing but code."""


def telephone(voice: Wave, dice: random.Random, babble: Wave | None = None) -> Wave:
    """``voice`` (8 kHz, peaks at about 0.6) as it arrives elsewhere, 16 kHz. ``babble``: other voices."""
    if dice.random() < GOOD_LINE_SHARE:
        return wide(coded(_padded(voice, dice) * np.float32(10 ** (dice.uniform(-12, 3) / 20))))
    noise = np.random.default_rng(dice.getrandbits(32))
    sound = voice
    if dice.random() < 0.35:
        sound = _other_speed(sound, dice.uniform(0.92, 1.09))
    if dice.random() < 0.3:
        sound = _room(sound, dice, noise)
    if dice.random() < 0.25:
        sound = _band(sound, dice)
    sound = _padded(sound, dice)
    sound = sound * np.float32(10 ** (dice.choice((dice.uniform(-12, 3), dice.uniform(-35, 0))) / 20))
    if dice.random() < 0.65:
        sound = _noisy(sound, dice, noise, babble)
    sound = coded(sound, "a" if dice.random() < 0.3 else "mu")
    if dice.random() < 0.12:
        sound = _gaps(sound, dice)
    return wide(sound)


def clean(voice: Wave, level: float = 0.0) -> Wave:
    """A good line: mu-law, no noise, a little silence around. For evaluation."""
    silence = np.zeros(RATE // 5, np.float32)
    return wide(coded(np.concatenate([silence, voice, silence]) * np.float32(10 ** (level / 20))))


def no_speech(dice: random.Random) -> Wave:
    """Noise, hum, tones or chords: sound that holds no word."""
    noise = np.random.default_rng(dice.getrandbits(32))
    at = np.arange(int(dice.uniform(0.6, 6) * RATE)) / RATE
    match dice.randrange(3):
        case 0:
            sound = _coloured(noise, len(at), dice.uniform(0, 1.5))
        case 1:
            tone = np.sin(2 * np.pi * dice.choice((350, 425, 440, 480, 1004, 60)) * at)
            sound = tone * (np.mod(at, dice.choice((0.5, 1, 3, 6))) < dice.choice((0.25, 0.5, 1)))
        case _:
            root = dice.uniform(110, 440)
            notes = [root * 2 ** (dice.randrange(13) / 12) for _ in range(4)]
            beat = np.exp(-3 * np.mod(at, dice.uniform(0.3, 1)))
            sound = beat * sum(np.sin(2 * np.pi * note * at) for note in notes)
    sound = np.asarray(sound, np.float32)
    level = 10 ** (dice.uniform(-50, -3) / 20)
    return wide(coded(sound / (np.abs(sound).max() + 1e-9) * np.float32(level)))


def coded(sound: Wave, law: str = "mu") -> Wave:
    """There and back by ITU-T G.711."""
    pcm = np.clip(np.round(sound * 32768), -32768, 32767).astype(np.int16)
    return np.asarray(table(law)[pcm.view(np.uint16)] / 32768, np.float32)


def wide(sound: Wave) -> Wave:
    out: Wave = soxr.resample(sound, RATE, WIDE, quality="HQ")
    return out


def _other_speed(sound: Wave, factor: float) -> Wave:
    """Faster and higher, or slower and lower."""
    out: Wave = soxr.resample(sound, RATE * factor, RATE, quality="QQ")
    return out


def _room(sound: Wave, dice: random.Random, noise: np.random.Generator) -> Wave:
    """An echo tail of noise that dies away (RT60 0.1 to 0.5 s), 3 to 20 dB below the voice itself."""
    at = np.arange(int(0.25 * RATE)) / RATE
    tail = noise.standard_normal(len(at)) * np.exp(-6.9 * at / dice.uniform(0.1, 0.5))
    tail *= 10 ** (-dice.uniform(3, 20) / 20) / np.sqrt((tail**2).sum())
    tail[0] = 1
    size = 1 << (len(sound) + len(tail)).bit_length()
    out = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)[: len(sound)]
    return np.asarray(out, np.float32)


def _band(sound: Wave, dice: random.Random) -> Wave:
    """300 to 3400 Hz, give or take, and a tilt."""
    spectrum = np.fft.rfft(sound)
    at = np.fft.rfftfreq(len(sound), 1 / RATE)
    low, high = dice.uniform(150, 350), dice.uniform(2900, 3800)
    gain = 1 / (1 + (low / np.maximum(at, 1)) ** 6) / (1 + (at / high) ** 16)
    gain *= (np.maximum(at, 100) / 1000) ** dice.uniform(-0.35, 0.35)
    return np.asarray(np.fft.irfft(spectrum * gain, len(sound)), np.float32)


def _padded(sound: Wave, dice: random.Random) -> Wave:
    """Silence around; sometimes the first sounds are missing, as after a late start of the detector."""
    if dice.random() < 0.15:
        sound = sound[int(dice.uniform(0, 0.06) * RATE) :]
    lead = dice.uniform(0, 0.5) if dice.random() < 0.9 else dice.uniform(0.5, 1.5)
    tail = dice.uniform(0.05, 0.7)
    zeros = [np.zeros(int(seconds * RATE), np.float32) for seconds in (lead, tail)]
    return np.concatenate([zeros[0], sound, zeros[1]])


def _noisy(sound: Wave, dice: random.Random, noise: np.random.Generator, babble: Wave | None) -> Wave:
    if babble is not None and len(babble) and dice.random() < 0.2:
        other = np.resize(np.roll(babble, dice.randrange(len(babble))), len(sound))
        ratio = dice.uniform(12, 30)
    else:
        other = _coloured(noise, len(sound), dice.choice((0.0, 0.5, 1.0, dice.uniform(0, 1.5))))
        ratio = dice.uniform(8, 40)
    power = float((sound**2).mean() / ((other**2).mean() + 1e-12) / 10 ** (ratio / 10))
    return np.asarray(sound + other * np.float32(np.sqrt(power)), np.float32)


def _coloured(noise: np.random.Generator, length: int, slope: float) -> Wave:
    """Noise whose amplitude falls with frequency to the power ``slope``: 0 is white, 0.5 pink, 1 brown."""
    spectrum = np.fft.rfft(noise.standard_normal(length))
    spectrum /= np.maximum(np.arange(len(spectrum)), 1 + length // 200) ** slope
    return np.asarray(np.fft.irfft(spectrum, length), np.float32)


def _gaps(sound: Wave, dice: random.Random) -> Wave:
    """Packets of 20 ms that are lost: silence, or the one before again, fainter."""
    sound = sound.copy()
    at = 0
    while (at := at + int(dice.expovariate(1 / 40)) + 1) * PACKET < len(sound) - PACKET:
        start = at * PACKET
        before = sound[start - PACKET : start]
        sound[start : start + PACKET] = before * 0.7 if dice.random() < 0.5 else 0
    return sound


_MELS = torch.tensor(FeatureExtractor().mel_filters, dtype=torch.float32)
_WINDOW = torch.hann_window(400)


def features(sound: Wave) -> Tensor:
    """Whisper's log-mel, shape (80, frames), of 16 kHz sound: what faster-whisper makes of it unpadded."""
    padded = torch.nn.functional.pad(torch.from_numpy(sound), (0, 160))
    power = torch.stft(padded, 400, 160, window=_WINDOW, return_complex=True)[..., :-1].abs() ** 2
    mel = torch.log10(torch.clamp(_MELS @ power, min=1e-10))
    return (torch.maximum(mel, mel.max() - 8) + 4) / 4
