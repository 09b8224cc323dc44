"""Makes quiet stretches as loud as the rest, before anything listens.

Whisper measures loudness against the loudest sound of the window and passes over what is far below it, and the voice
detector hears a quiet utterance late: somebody who turns from the microphone, or an "in short" after a pause.
"""

import numpy as np

from .audio import SAMPLE_RATE

FRAME_SAMPLES = SAMPLE_RATE * 30 // 1000
#: A stretch is as loud as the loudest frame this near. Were it longer, quiet words next to loud ones would stay quiet;
#: were it shorter, the gain would follow the syllables.
NEIGHBOURHOOD_FRAMES = 16
#: Most of a recording's speech is at least nearly this loud, and stays as it is.
TARGET_PERCENTILE = 90
#: 24 dB; beyond it lies the hiss of the microphone.
MOST_GAIN = 16.0


def level(audio: np.ndarray) -> np.ndarray:
    frame_count = len(audio) // FRAME_SAMPLES
    if frame_count == 0:
        return audio
    frames = audio[: frame_count * FRAME_SAMPLES].reshape(frame_count, FRAME_SAMPLES)
    loudness = np.sqrt((frames**2).mean(axis=1))
    padded = np.pad(loudness, NEIGHBOURHOOD_FRAMES, mode="edge")
    nearby = np.lib.stride_tricks.sliding_window_view(padded, 2 * NEIGHBOURHOOD_FRAMES + 1).max(axis=1)
    target = np.percentile(nearby, TARGET_PERCENTILE)
    gains = np.clip(target / np.maximum(nearby, 1e-9), 1.0, MOST_GAIN).astype(np.float32)
    middles = (np.arange(frame_count) + 0.5) * FRAME_SAMPLES
    curve = np.interp(np.arange(len(audio)), middles, gains).astype(np.float32)
    return np.clip(audio * curve, -1.0, 1.0)
