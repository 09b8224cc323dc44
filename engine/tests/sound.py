"""Audio files made of others, and the words that recordings are known to hold."""

import io
import re
import wave
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from diarist_engine.aborting import Abort
from diarist_engine.audio import SAMPLE_RATE, decode
from diarist_engine.frames import FRAME_SAMPLES, power_of_frames

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


def without_pauses(audio: np.ndarray) -> np.ndarray:
    """Of all that lies 24 dB below the loud words for longer than 50 ms, that much stays."""
    frames = audio[: len(audio) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    power = power_of_frames(audio)
    pause = np.percentile(power, 95) * 10**-2.4
    kept, quiet = [], 0
    for frame, loudness in zip(frames, power, strict=True):
        quiet = quiet + 1 if loudness < pause else 0
        if quiet <= 5:
            kept.append(frame)
    return np.concatenate(kept)


def echoing(audio: np.ndarray) -> np.ndarray:
    """As at the other end of a hall, whose echo is 14 dB louder than the voice and takes 0.8 s to fall by 60 dB."""
    count = int(0.8 * SAMPLE_RATE)
    room = np.random.default_rng(4).normal(size=count) * 10 ** (-3 * np.arange(count) / count)
    room[0] = 6.0
    length = len(audio) + count
    heard = np.fft.irfft(np.fft.rfft(audio, length) * np.fft.rfft(room, length), length)[: len(audio)]
    return (heard / np.sqrt((room**2).sum())).astype(np.float32)


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


@dataclass(frozen=True, order=True)
class Errors:
    #: Words changed, lost and added together.
    words: int
    lost: int


def compare(known: list[str], heard: list[str]) -> Errors:
    """The fewest changes that make one of the other (Levenshtein's distance in words), and losses among them."""
    row = [Errors(index, 0) for index in range(len(heard) + 1)]
    for count, expected in enumerate(known, start=1):
        diagonal, row[0] = row[0], Errors(count, count)
        for index, word in enumerate(heard, start=1):
            above, left = row[index], row[index - 1]
            row[index] = min(
                Errors(diagonal.words + (expected != word), diagonal.lost),
                Errors(above.words + 1, above.lost + 1),
                Errors(left.words + 1, left.lost),
            )
            diagonal = above
    return row[-1]
