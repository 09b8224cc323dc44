"""Audio in hundredths of a second: finer than any word's edge, coarser than a voice's pitch."""

import numpy as np

from .audio import SAMPLE_RATE
from .transcript import Span

FRAME_SECONDS = 0.01
FRAME_SAMPLES = int(SAMPLE_RATE * FRAME_SECONDS)
#: A mean over 5 ms has little left of 200 Hz and more, where voices are told apart from other sounds.
HUM_SAMPLES = SAMPLE_RATE // 200 + 1
#: A minute at a time, so that hours take no more memory than minutes.
BLOCK_SAMPLES = 60 * SAMPLE_RATE


def power_of_frames(audio: np.ndarray) -> np.ndarray:
    """Mean square of each frame; samples after the last whole one are left out."""
    count = len(audio) // FRAME_SAMPLES
    return (audio[: count * FRAME_SAMPLES].reshape(count, FRAME_SAMPLES) ** 2).mean(axis=1)


def runs(frames: np.ndarray, most_seconds: float) -> list[np.ndarray]:
    """Indices of frames, in order, parted wherever there is a longer gap between two."""
    return np.split(frames, np.flatnonzero(np.diff(frames) > most_seconds / FRAME_SECONDS) + 1) if len(frames) else []


def span_of(run: np.ndarray) -> Span:
    return Span(float(run[0]) * FRAME_SECONDS, float(run[-1] + 1) * FRAME_SECONDS)


def power_above_hum(audio: np.ndarray) -> np.ndarray:
    """
    The same without what is lower than voices: the mains, wind, a knock at the table. 50 Hz are 20 dB weaker, 100 Hz
    9 dB; from 200 Hz on all is there. What a sample has of that is the mean around it.
    """
    half = HUM_SAMPLES // 2
    powers = [np.zeros(0, dtype=np.float32)]
    for first in range(0, len(audio), BLOCK_SAMPLES):
        block = audio[first : first + BLOCK_SAMPLES]
        before = audio[max(0, first - half) : first]
        after = audio[first + len(block) : first + len(block) + half]
        around = np.concatenate([before, block, after]).astype(np.float64)
        padded = np.pad(around, (half - len(before), half - len(after)), mode="edge")
        sums = np.concatenate([[0.0], np.cumsum(padded)])
        hum = (sums[HUM_SAMPLES:] - sums[:-HUM_SAMPLES]) / HUM_SAMPLES
        powers.append(power_of_frames(block - hum.astype(np.float32)))
    return np.concatenate(powers)
