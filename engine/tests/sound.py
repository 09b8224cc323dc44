"""Audio files made of others, and the words that recordings are known to hold."""

import io
import re
import wave
from pathlib import Path

import av
import numpy as np

from diarist_engine.aborting import Abort
from diarist_engine.audio import SAMPLE_RATE, decode

AUSTEN = "sense_and_sensibility_01_austen_64kb-{}.wav"
KNOWN_WORDS = {
    AUSTEN.format("0870"): "and mister john dashwood had then leisure to consider how much there might be prudently in "
    "his power to do for them",
    AUSTEN.format("0880"): "he was not an ill disposed young man",
    AUSTEN.format("0890"): "unless to be rather cold hearted and rather selfish is to be ill disposed",
    AUSTEN.format("0920"): "had he married a more amiable woman he might have been made still more respectable than he "
    "was",
    AUSTEN.format("0930"): "he might even have been made amiable himself",
    "jfk.flac": "and so my fellow americans ask not what your country can do for you ask what you can do for your "
    "country",
}


def load(path: Path) -> np.ndarray:
    with path.open("rb") as file:
        return decode(file, 3600, Abort())


def silence(seconds: float) -> np.ndarray:
    return np.zeros(int(seconds * SAMPLE_RATE), dtype=np.float32)


def to_wav(audio: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes((audio * 32767).astype("<i2").tobytes())
    return buffer.getvalue()


def encode(audio: np.ndarray, container: str, codec: str) -> bytes:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container) as output:
        stream = output.add_stream(codec, rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray((audio * 32767).astype(np.int16)[None, :], "s16", "mono")
        frame.sample_rate = SAMPLE_RATE
        resampler = av.AudioResampler(stream.format, "mono", 48_000, frame_size=stream.codec_context.frame_size or 1024)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            output.mux(stream.encode(part))
        output.mux(stream.encode(None))
    return buffer.getvalue()


def plain_words(text: str) -> list[str]:
    """In lower case, without punctuation; "mister" and "Mr." are one word, as are hyphenated and separate forms."""
    text = re.sub(r"\bmr\b\.?", "mister", text.lower()).replace("-", " ")
    return re.sub(r"[^a-z' ]", " ", text).split()


def word_errors(reference: list[str], heard: list[str]) -> int:
    """Levenshtein's distance in words."""
    row = list(range(len(heard) + 1))
    for count, expected in enumerate(reference, start=1):
        previous, row[0] = row[0], count
        for index, word in enumerate(heard, start=1):
            previous, row[index] = row[index], min(previous + (expected != word), row[index] + 1, row[index - 1] + 1)
    return row[-1]
