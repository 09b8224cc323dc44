"""Makes quiet utterances as loud as the others, before Whisper hears them.

Whisper measures loudness against the loudest sound of the window, and passes over what is far below it: somebody who
turns from the microphone, or a quiet "in short" after a pause.
"""

import numpy as np

from .audio import SAMPLE_RATE
from .windows import Span

FRAME_SAMPLES = SAMPLE_RATE * 30 // 1000
#: An utterance is as loud as its louder frames; the loudest tenth may be a click.
LOUD_PERCENTILE = 90
#: Most utterances of a recording are at least nearly this loud; they stay as they are.
TARGET_PERCENTILE = 75
#: 24 dB; beyond it lies the hiss of the microphone.
MOST_GAIN = 16.0
#: The gain is reached this long before an utterance, so that its start is not faded in.
LEAD_SECONDS = 0.2


def level(audio: np.ndarray, utterances: list[Span]) -> np.ndarray:
    if not utterances:
        return audio
    loudness = np.array([_loudness(audio, utterance) for utterance in utterances])
    target = np.percentile(loudness, TARGET_PERCENTILE)
    gains = np.clip(target / np.maximum(loudness, 1e-6), 1.0, MOST_GAIN)
    edges = [
        edge for utterance in utterances for edge in (utterance.start - LEAD_SECONDS, utterance.end + LEAD_SECONDS)
    ]
    times = np.arange(len(audio)) / SAMPLE_RATE
    # Utterances may be nearer to each other than two leads; interpolation wants rising times.
    curve = np.interp(times, np.maximum.accumulate(edges), np.repeat(gains, 2))
    return np.clip(audio * curve, -1.0, 1.0).astype(np.float32)


def _loudness(audio: np.ndarray, utterance: Span) -> float:
    samples = audio[int(utterance.start * SAMPLE_RATE) : int(utterance.end * SAMPLE_RATE)]
    whole = len(samples) // FRAME_SAMPLES * FRAME_SAMPLES
    if whole == 0:
        return float(np.sqrt(np.mean(samples**2))) if len(samples) else 0.0
    frames = samples[:whole].reshape(-1, FRAME_SAMPLES)
    return float(np.percentile(np.sqrt((frames**2).mean(axis=1)), LOUD_PERCENTILE))
