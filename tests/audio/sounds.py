"""Sound for the detectors: 16-bit mono PCM."""

from __future__ import annotations

import numpy as np

from agent.audio.dtmf import tones
from agent.audio.progress import CallProgress, Progress

RATE = 8000


def silence(seconds: float, rate: int = RATE) -> bytes:
    return bytes(2 * round(seconds * rate))


def noise(seconds: float, level: float, rate: int = RATE, seed: int = 7) -> bytes:
    """White, ``level`` in dBov."""
    wave = np.random.default_rng(seed).normal(0.0, 32768 * 10 ** (level / 20), round(seconds * rate))
    return bytes(wave.clip(-32768, 32767).astype("<i2").tobytes())


def tone(seconds: float, *hertz: int, level: float = -15.0, rate: int = RATE) -> bytes:
    return tones(dict.fromkeys(hertz, level), seconds, rate)


def on_off(hertz: tuple[int, ...], on: float, off: float, times: int, rate: int = RATE) -> bytes:
    return (tone(on, *hertz, rate=rate) + silence(off, rate)) * times


def mixed(*sounds: bytes) -> bytes:
    """All at once, as long as the shortest."""
    count = min(map(len, sounds))
    whole = sum(np.frombuffer(sound[:count], "<i2").astype(np.int32) for sound in sounds)
    return bytes(np.clip(whole, -32768, 32767).astype("<i2").tobytes())


def lost(
    pcm: bytes, *at_seconds: float, seconds: float = 0.04, repeat: bool = False, rate: int = RATE
) -> bytes:
    """Without the packets of ``seconds`` at ``at_seconds``: silence there, or the 20 ms before once more."""
    sound = bytearray(pcm)
    frame, size = 2 * round(0.02 * rate), 2 * round(seconds * rate)
    for at in at_seconds:
        start = round(at / 0.02) * frame
        before = pcm[start - frame : start] if repeat else bytes(frame)
        sound[start : start + size] = before * (size // frame)
    return bytes(sound)


def voice(seconds: float, level: float = -20.0, rate: int = RATE) -> bytes:
    """Something like speech: syllables of many harmonics that glide, with pauses between them."""
    time = np.arange(round(seconds * rate)) / rate
    pitch = 120 + 30 * np.sin(2 * np.pi * 0.7 * time)
    phase = 2 * np.pi * np.cumsum(pitch) / rate
    wave = sum(np.sin(number * phase + number) / number**0.5 for number in range(1, 20))
    wave = wave * np.clip(np.sin(2 * np.pi * 2.5 * time) + 0.3, 0.0, 1.0)
    scale = 32768 * 10 ** (level / 20) / np.sqrt(np.mean(wave**2))
    return bytes((wave * scale).clip(-32768, 32767).astype("<i2").tobytes())


def heard(pcm: bytes, rate: int = RATE) -> list[Progress]:
    return CallProgress(rate).hear(pcm)


def timed(pcm: bytes, rate: int = RATE) -> list[tuple[float, Progress]]:
    """With the seconds of sound after which each was told."""
    progress, size = CallProgress(rate), 2 * round(0.02 * rate)
    return [
        ((at + size) / (2 * rate), event)
        for at in range(0, len(pcm), size)
        for event in progress.hear(pcm[at : at + size])
    ]
