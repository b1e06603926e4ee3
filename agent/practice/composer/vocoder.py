"""Taking a voice apart into pitch and what the throat makes of it, and putting it together anew.

The envelope is the "true envelope" (Roebel and Rodet 2005): cepstral smoothing, repeated until it lies upon
the harmonics. Voice is made anew of harmonics of any pitch, breath of noise, both through the envelope. This
does for singing what WORLD does, without a compiled package.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from agent.practice.composer.scene import RATE, Wave

HOP = RATE // 200
"""5 ms."""
_SIZE = 512
_WINDOW = np.hanning(240)
"""30 ms: at least two periods of a low voice."""
_QUEFRENCY = 20
_ROUNDS = 8
_HIGHEST = 3800.0
Track = npt.NDArray[np.float64]


def envelopes(speech: Wave, throat: float = 1.0) -> Track:
    """Natural logarithm of magnitude, shape (frames, 257), every 5 ms. ``throat``: above 1 longer, lower."""
    padded = np.pad(speech.astype(np.float64), len(_WINDOW) // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, len(_WINDOW))[::HOP]
    target = np.log(np.abs(np.fft.rfft(frames * _WINDOW, _SIZE)) + 1e-5)
    smooth = _liftered(target)
    for _ in range(_ROUNDS):
        smooth = _liftered(np.maximum(target, smooth))
    if throat != 1.0:
        bins = np.arange(smooth.shape[1])
        smooth = np.array([np.interp(bins * throat, bins, frame) for frame in smooth])
    return smooth


def _liftered(spectrum: Track) -> Track:
    cepstrum = np.fft.irfft(spectrum, _SIZE)
    cepstrum[:, _QUEFRENCY:-_QUEFRENCY] = 0
    return np.asarray(np.fft.rfft(cepstrum).real)


def voice(envelope: Track, hertz: Track, voiced: Track, dice: np.random.Generator) -> Wave:
    """Sound of as many 5 ms as ``envelope`` has frames. ``hertz``: pitch; ``voiced``: 1 the voice alone, 0
    breath alone; both by frames."""
    turn = np.exp(2j * np.pi / RATE * np.cumsum(_samples(hertz)))
    out, harmonic = np.zeros(len(turn)), np.ones(len(turn), np.complex128)
    for number in range(1, int(_HIGHEST / hertz.min()) + 1):
        wanted = number * hertz
        amplitude = np.exp(_between(envelope, wanted)) * 2 / _WINDOW.sum() * voiced
        amplitude *= np.clip((_HIGHEST - wanted) / 200, 0, 1)
        harmonic *= turn  # cheaper than another sine
        out += _samples(amplitude) * harmonic.imag
    return np.asarray(out + _breath(envelope, 1 - voiced, dice), np.float32)


def _samples(frames: Track) -> Track:
    """A straight line from each frame to the next."""
    steps = np.diff(frames, append=frames[-1:])
    return np.asarray(frames[:, None] + steps[:, None] * (np.arange(HOP) / HOP)).ravel()


def _between(envelope: Track, hertz: Track) -> Track:
    """The envelope of each frame at ``hertz`` of that frame."""
    place = np.clip(hertz * _SIZE / RATE, 0, envelope.shape[1] - 1.001)
    low = place.astype(int)
    rows, part = np.arange(len(envelope)), place - low
    return np.asarray(envelope[rows, low] * (1 - part) + envelope[rows, low + 1] * part)


def _breath(envelope: Track, share: Track, dice: np.random.Generator) -> Track:
    """Noise through the envelope, overlapped and added."""
    length, tail = 2 * HOP, _SIZE // 2
    size = len(envelope) * HOP
    noise = np.lib.stride_tricks.sliding_window_view(dice.standard_normal(size + length), length)
    window = np.hanning(length + 1)[:-1] / np.sqrt((_WINDOW**2).sum())
    spectra = np.fft.rfft(noise[:size:HOP] * window, _SIZE) * np.exp(envelope) * share[:, None]
    pieces = np.fft.irfft(spectra)[:, :tail]
    out = np.zeros(size + tail)
    for at, piece in enumerate(pieces):
        out[at * HOP : at * HOP + tail] += piece
    return out[:size]
