"""Sound that stands for speech, and words that stand in it."""

import numpy as np

from diarist_engine.accounts import Speech
from diarist_engine.audio import SAMPLE_RATE
from diarist_engine.transcript import Span, Word


def speech_in(
    *utterances: tuple[float, float], audio_seconds: float = 30.0, detected: list[Span] | None = None
) -> Speech:
    """A tone in each utterance; the voice detector, unless told otherwise, found just these."""
    audio = np.zeros(int(audio_seconds * SAMPLE_RATE), dtype=np.float32)
    for start, end in utterances:
        times = np.arange(int(start * SAMPLE_RATE), int(end * SAMPLE_RATE))
        audio[times] = 0.1 * np.sin(times / 10)
    return Speech(audio, detected or [Span(*each) for each in utterances])


def evenly(start: float, end: float, text: str) -> list[Word]:
    """The words of a text, one after the other, each as long as the others."""
    said = text.split()
    seconds = (end - start) / len(said)
    return [
        Word(f" {each}", round(start + index * seconds, 3), round(start + (index + 1) * seconds, 3), 0.9)
        for index, each in enumerate(said)
    ]
