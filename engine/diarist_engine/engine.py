"""The model with the queue before it and the threads under it."""

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from .aborting import Abort, run_abortable
from .audio import SAMPLE_RATE, decode
from .errors import not_ready
from .options import DecodeOptions
from .queue import WorkQueue
from .recogniser import Recogniser, chosen_device
from .settings import Settings
from .transcript import Transcript

#: Decoding audio and hashing are short; two of them leave the other cores to the model.
READING_THREADS = 2
HASH_BLOCK_BYTES = 1024 * 1024


@dataclass
class Heard:
    """What is known of one request's audio so far."""

    sha256: str | None = None
    audio_seconds: float | None = None


class Engine:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.device = chosen_device(settings)
        self.queue = WorkQueue(settings.capacity, settings.queue)
        self._recogniser: Recogniser | None = None
        self._reading = ThreadPoolExecutor(READING_THREADS, thread_name_prefix="reading")
        self._inference = ThreadPoolExecutor(settings.capacity, thread_name_prefix="inference")

    async def load(self) -> None:
        loop = asyncio.get_running_loop()
        self._recogniser = await loop.run_in_executor(self._inference, Recogniser, self.settings)

    @property
    def ready(self) -> bool:
        return self._recogniser is not None

    @property
    def languages(self) -> list[str]:
        """Codes of the languages that the model knows. Raises ApiError 503 until it is loaded."""
        return self._loaded().languages

    async def transcribe(self, file: BinaryIO, options: DecodeOptions, heard: Heard) -> Transcript:
        """Fills in `heard` on the way. Raises ApiError. Cancelling it ends the work and frees its place."""
        recogniser = self._loaded()
        heard.sha256 = await run_abortable(self._reading, lambda abort: _hash(file, abort))
        async with self.queue.place() as place:
            audio = await run_abortable(self._reading, lambda abort: self._decode(file, abort))
            heard.audio_seconds = place.audio_seconds = len(audio) / SAMPLE_RATE
            async with self.queue.turn(place):
                return await run_abortable(self._inference, lambda abort: recogniser.transcribe(audio, options, abort))

    def _loaded(self) -> Recogniser:
        if self._recogniser is None:
            raise not_ready()
        return self._recogniser

    def _decode(self, file: BinaryIO, abort: Abort) -> np.ndarray:
        return decode(file, self.settings.max_audio_seconds, abort)


def _hash(file: BinaryIO, abort: Abort) -> str:
    digest = hashlib.sha256()
    while block := file.read(HASH_BLOCK_BYTES):
        abort.check()
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()
