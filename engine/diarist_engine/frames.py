"""Audio in hundredths of a second: finer than any word's edge, coarser than a voice's pitch."""

import numpy as np

from .audio import SAMPLE_RATE

FRAME_SECONDS = 0.01
FRAME_SAMPLES = int(SAMPLE_RATE * FRAME_SECONDS)
#: A mean over 5 ms has little left of 200 Hz and more, where voices are told apart from other sounds.
HUM_SAMPLES = SAMPLE_RATE // 200 + 1


def power_of_frames(audio: np.ndarray) -> np.ndarray:
    """Mean square of each frame; samples after the last whole one are left out."""
    count = len(audio) // FRAME_SAMPLES
    return (audio[: count * FRAME_SAMPLES].reshape(count, FRAME_SAMPLES) ** 2).mean(axis=1)


def without_hum(audio: np.ndarray) -> np.ndarray:
    """
    Without what is lower than voices: the mains, wind, a knock at the table. 50 Hz are 20 dB weaker, 100 Hz 9 dB; from
    200 Hz on all is there.
    """
    if len(audio) == 0:
        return audio
    padded = np.pad(audio.astype(np.float64), (HUM_SAMPLES // 2 + 1, HUM_SAMPLES // 2), mode="edge")
    sums = np.cumsum(padded)
    return audio - ((sums[HUM_SAMPLES:] - sums[:-HUM_SAMPLES]) / HUM_SAMPLES).astype(np.float32)
