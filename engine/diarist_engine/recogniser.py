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
from .windows import find_utterances, heard_twice, plan_windows, unheard, without_pause, words_in

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
        """Raises Aborted within about the time that one step of one batch takes."""
        duration = len(audio) / SAMPLE_RATE
        levelled = level(audio)
        utterances = find_utterances(levelled, self._settings)
        abort.check()
        windows = self._decode(levelled, plan_windows(utterances, duration, self._settings), None, options, abort)
        windows = [
            replace(window, words=[without_pause(word, utterances) for word in window.words]) for window in windows
        ]
        windows, missed = self._listen_again(levelled, windows, utterances, options, abort)
        return Transcript(
            language=_main_language(windows) or options.language or LANGUAGE_OF_SILENCE,
            duration_seconds=duration,
            segments=self._segments(windows),
            unheard=missed,
            removed=_removed(windows),
        )

    def _listen_again(
        self,
        audio: np.ndarray,
        windows: list[DecodedWindow],
        utterances: list[Span],
        options: DecodeOptions,
        abort: Abort,
    ) -> tuple[list[DecodedWindow], list[Span]]:
        """All windows, with one of its own for each utterance passed over, and where still no word was heard."""
        duration, pad_seconds = len(audio) / SAMPLE_RATE, self._settings.vad_pad_ms / 1000
        words = [word for window in windows for word in window.words]
        passed_over = {each.padded(pad_seconds, duration): each for each in unheard(utterances, words)}
        windows, missed = list(windows), []
        for again in self._decode(audio, list(passed_over), _main_language(windows), options, abort):
            span = Span(again.start, again.end)
            utterance = passed_over[span]
            words = [word for window in windows for word in window.words]
            kept, gained = heard_twice(utterance, words, [without_pause(word, utterances) for word in again.words])
            if not words_in(utterance, kept + gained) and not again.silent:
                missed.append(span)
            remaining = set(kept)
            windows = [replace(each, words=[word for word in each.words if word in remaining]) for each in windows]
            windows.append(replace(again, words=gained))
        return windows, missed

    def _decode(
        self, audio: np.ndarray, spans: list[Span], usual: str | None, options: DecodeOptions, abort: Abort
    ) -> list[DecodedWindow]:
        """In the order of time."""
        decoded: list[DecodedWindow] = []
        # Whatever is in a batch costs what its longest window costs.
        for batch in _batches(sorted(spans, key=lambda span: -span.seconds), self._settings.batch_size):
            abort.check()
            decoded += self._decoder.decode(audio, batch, usual or _main_language(decoded), options, abort)
        return sorted(decoded, key=lambda window: window.start)

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


def _removed(windows: list[DecodedWindow]) -> int:
    """A stretch whose text was dropped in both listenings counts once."""
    dropped: list[DecodedWindow] = []
    for window in sorted(windows, key=lambda window: window.start - window.end):
        inside = any(other.start <= window.start and window.end <= other.end for other in dropped)
        if window.dropped and not inside:
            dropped.append(window)
    return len(dropped)
