"""Audio in hundredths of a second: finer than any word's edge, coarser than a voice's pitch."""

import numpy as np

from .audio import SAMPLE_RATE

FRAME_SECONDS = 0.01
FRAME_SAMPLES = int(SAMPLE_RATE * FRAME_SECONDS)


def power_of_frames(audio: np.ndarray) -> np.ndarray:
    """Mean square of each frame; samples after the last whole one are left out."""
    count = len(audio) // FRAME_SAMPLES
    return (audio[: count * FRAME_SAMPLES].reshape(count, FRAME_SAMPLES) ** 2).mean(axis=1)
