"""Sounds in which nobody speaks, and which recognisers like to hear words in."""

import numpy as np

from diarist_engine.audio import SAMPLE_RATE

CHORDS = ((220.0, 277.2, 329.6), (196.0, 246.9, 293.7), (174.6, 220.0, 261.6))


def _times(seconds: float) -> np.ndarray:
    return np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE


def hum(seconds: float) -> np.ndarray:
    """A transformer: the mains' frequency and what is above it."""
    times = _times(seconds)
    tones = sum(np.sin(2 * np.pi * 50 * order * times) / order for order in (1, 2, 3, 5))
    return (0.15 * tones).astype(np.float32)


def pink_noise(seconds: float) -> np.ndarray:
    """Rain, a waterfall, an air conditioner: each octave as loud as the next."""
    count = int(seconds * SAMPLE_RATE)
    spectrum = np.fft.rfft(np.random.default_rng(3).normal(size=count))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 1))
    noise = np.fft.irfft(spectrum, count)
    return (0.05 * noise / noise.std()).astype(np.float32)


def applause(seconds: float) -> np.ndarray:
    """Thousands of claps, each a short burst of noise, growing and fading."""
    random, sound = np.random.default_rng(4), np.zeros(int(seconds * SAMPLE_RATE))
    decay = np.exp(-np.arange(400) / 80)
    for start in random.integers(0, len(sound) - len(decay), int(seconds * 120)):
        sound[start : start + len(decay)] += random.uniform(0.2, 1) * decay * random.normal(size=len(decay))
    swell = np.sin(np.pi * np.arange(len(sound)) / len(sound)) ** 0.5
    return (0.1 * swell * sound / sound.std()).astype(np.float32)


def chords(seconds: float) -> np.ndarray:
    """A keyboard: every two seconds another chord, struck and fading."""
    times = _times(seconds)
    sound = np.zeros(len(times))
    for index in range(int(np.ceil(seconds / 2))):
        now = slice(index * 2 * SAMPLE_RATE, (index + 1) * 2 * SAMPLE_RATE)
        since = times[now] - 2 * index
        for hertz in CHORDS[index % len(CHORDS)]:
            for order in (1, 2, 3):
                sound[now] += np.exp(-1.5 * since) * np.sin(2 * np.pi * hertz * order * since) / order
    return (0.1 * sound / np.abs(sound).max() * 3).astype(np.float32)


def drone(seconds: float) -> np.ndarray:
    """The engine of a car, which sounds like a voice that says "aah": pulses, and what resonates around them."""
    times, sound = _times(seconds), np.zeros(int(seconds * SAMPLE_RATE))
    pitch = 110 + 8 * np.sin(2 * np.pi * 0.4 * times)
    phase = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE
    for order in range(1, 40):
        hertz = order * pitch
        loud = sum(
            np.exp(-(((hertz - formant) / width) ** 2)) for formant, width in ((700, 130), (1100, 150), (2500, 250))
        )
        sound += loud * np.sin(order * phase)
    return (0.2 * sound / np.abs(sound).max()).astype(np.float32)


WORDLESS = {"hum": hum, "pink noise": pink_noise, "applause": applause, "chords": chords}
