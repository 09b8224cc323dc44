"""From audio to a transcript: find speech, decode it in batches, listen again where no word was heard."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel

from .aborting import Abort
from .audio import SAMPLE_RATE
from .decoding import Decoder
from .levelling import level
from .options import DecodeOptions
from .segments import split_into_segments
from .settings import Settings
from .transcript import DecodedWindow, Segment, Span, Transcript, Word
from .windows import find_utterances, plan_windows, unheard, without_pause, wordless

#: For audio in which nobody speaks; Whisper's vocabulary has no word for "none".
LANGUAGE_OF_SILENCE = "en"


class Recogniser:
    """Loading the model takes seconds, or minutes where it has to be fetched first."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.device = chosen_device(settings)
        self._model = WhisperModel(
            settings.model,
            device=self.device,
            compute_type=compute_type(settings, self.device),
            cpu_threads=threads_of_a_job(settings),
            num_workers=settings.capacity,
            download_root=settings.model_cache or None,
        )
        self._decoder = Decoder(self._model, settings)
        self.languages: list[str] = self._model.supported_languages

    def transcribe(self, audio: np.ndarray, options: DecodeOptions, abort: Abort) -> Transcript:
        """Raises Aborted within about the time that one batch takes."""
        duration = len(audio) / SAMPLE_RATE
        levelled = level(audio)
        utterances = find_utterances(levelled, self._settings)
        abort.check()
        windows = self._decode(levelled, plan_windows(utterances, duration, self._settings), None, options, abort)
        words = [word for window in windows for word in window.words]
        missed = unheard(utterances, words, duration, self._settings)
        heard_again = self._decode(levelled, missed, _main_language(windows), options, abort)
        windows += heard_again
        windows = [
            replace(window, words=[without_pause(word, utterances) for word in window.words]) for window in windows
        ]
        return Transcript(
            language=_main_language(windows) or options.language or LANGUAGE_OF_SILENCE,
            duration_seconds=duration,
            segments=self._segments(windows),
            unheard=wordless(missed, heard_again),
        )

    def _decode(
        self, audio: np.ndarray, spans: list[Span], usual: str | None, options: DecodeOptions, abort: Abort
    ) -> list[DecodedWindow]:
        decoded: list[DecodedWindow] = []
        for batch in _batches(spans, self._settings.batch_size):
            abort.check()
            decoded += self._decoder.decode(audio, batch, usual or _main_language(decoded), options, abort)
        return decoded

    def _segments(self, windows: list[DecodedWindow]) -> list[Segment]:
        pieces = [(words, window) for window in windows for words in split_into_segments(window.words)]
        pieces.sort(key=lambda piece: piece[0][0].start)
        return [Segment(index, words, self._tokens(words), window) for index, (words, window) in enumerate(pieces)]

    def _tokens(self, words: list[Word]) -> list[int]:
        text = "".join(word.word for word in words)
        return self._model.hf_tokenizer.encode(text, add_special_tokens=False).ids


def chosen_device(settings: Settings) -> str:
    if settings.device != "auto":
        return settings.device
    return "cuda" if ctranslate2.get_cuda_device_count() > 0 else "cpu"


def compute_type(settings: Settings, device: str) -> str:
    if settings.compute_type != "auto":
        return settings.compute_type
    return "float16" if device == "cuda" else "int8"


def threads_of_a_job(settings: Settings) -> int:
    if settings.threads > 0:
        return settings.threads
    # A container may give fewer cores than the machine has.
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, allowed // settings.capacity)


def _batches(spans: list[Span], size: int) -> Iterator[list[Span]]:
    for start in range(0, len(spans), size):
        yield spans[start : start + size]


def _main_language(windows: list[DecodedWindow]) -> str | None:
    """That of most of the words; None where there are none."""
    counts: Counter[str] = Counter()
    for window in windows:
        counts[window.language] += len(window.words)
    return counts.most_common(1)[0][0] if counts.total() > 0 else None
