"""Any audio that FFmpeg reads, as what Whisper hears: 16 kHz, mono, 32-bit float.

faster_whisper.audio.decode_audio does nearly this, but its generator ends at the first damaged packet, and with it,
silently, the recording; and it can be neither bounded nor stopped.
"""

from collections.abc import Iterator
from typing import BinaryIO

import av
import numpy as np

from .aborting import Abort
from .errors import audio_too_long, audio_unreadable

SAMPLE_RATE = 16_000


def decode(file: BinaryIO, most_seconds: float, abort: Abort) -> np.ndarray:
    """Raises ApiError `audio_unreadable` or `audio_too_long`, and Aborted."""
    pieces, samples = [], 0
    try:
        with av.open(file, mode="r", metadata_errors="ignore") as container:
            for piece in _resampled(_frames(container, abort)):
                pieces.append(piece)
                samples += len(piece)
                if samples > most_seconds * SAMPLE_RATE:
                    raise audio_too_long(most_seconds)
    except av.error.FFmpegError as error:
        raise audio_unreadable(error.strerror or type(error).__name__) from error
    if samples == 0:
        raise audio_unreadable("it holds no sound")
    return np.concatenate(pieces).astype(np.float32) / 32768.0


def _frames(container: av.container.InputContainer, abort: Abort) -> Iterator[av.AudioFrame]:
    if not container.streams.audio:
        raise audio_unreadable("it has no audio stream")
    for packet in container.demux(container.streams.audio[0]):
        abort.check()
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            continue  # Damaged; what comes after it may be whole.
        yield from frames


def _resampled(frames: Iterator[av.AudioFrame]) -> Iterator[np.ndarray]:
    resampler, shape = None, None
    for frame in frames:
        # Rate or layout may change within a file, as in MP3s that were glued together; a resampler knows only one.
        if shape != (shape := (frame.format.name, frame.layout.name, frame.sample_rate)):
            yield from _rest_of(resampler)
            resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
        frame.pts = None
        yield from (part.to_ndarray()[0] for part in resampler.resample(frame))
    yield from _rest_of(resampler)


def _rest_of(resampler: av.AudioResampler | None) -> Iterator[np.ndarray]:
    if resampler is not None:
        yield from (part.to_ndarray()[0] for part in resampler.resample(None))
