"""From audio to a transcript: find speech, decode it in batches, listen again where no word was heard."""

import os
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel

from .aborting import Abort
from .accounts import Speech, without_late_echo
from .audio import SAMPLE_RATE
from .decoding import Decoder
from .lanes import fair_batches, side_by_side
from .languages import (
    divided,
    is_doubtful,
    is_strange,
    likelier_language,
    likeliest,
    may_hold_two,
    most_telling,
    telling,
    within,
)
from .levelling import level
from .options import DecodeOptions
from .second_hearing import heard_twice, is_invented, passed_over, places_around, strays, without_pause
from .segments import segments_of
from .settings import Settings
from .transcript import DecodedWindow, Segment, Span, Transcript, Word
from .voices import find_utterances, listen_closely
from .windows import plan_windows
from .word_times import Loudness

#: For audio in which nobody speaks; Whisper's vocabulary has no word for "none".
LANGUAGE_OF_SILENCE = "en"


@dataclass(frozen=True)
class _Sound:
    audio: np.ndarray
    utterances: list[Span]
    #: Where it is clear that somebody speaks; utterances may reach beyond, or lie elsewhere.
    clear: list[Span]

    @property
    def seconds(self) -> float:
        return len(self.audio) / SAMPLE_RATE

    @cached_property
    def speech(self) -> Speech:
        return Speech(self.audio, self.utterances)

    @cached_property
    def doubtful(self) -> frozenset[Span]:
        return frozenset(self.utterances) - frozenset(self.clear)


class Recogniser:
    """Loading the model takes seconds, or minutes where it has to be fetched first."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.device = chosen_device(settings)
        self._lanes = lanes_of_a_job(settings) if self.device == "cpu" else 1
        self._model = WhisperModel(
            settings.model,
            device=self.device,
            compute_type=compute_type(settings, self.device),
            cpu_threads=1,
            num_workers=settings.capacity * self._lanes,
            download_root=settings.model_cache or None,
        )
        self._decoder = Decoder(self._model, settings)
        self.languages: list[str] = self._model.supported_languages

    def transcribe(self, audio: np.ndarray, options: DecodeOptions, abort: Abort) -> Transcript:
        """Raises Aborted within about the time that one step of one batch takes."""
        duration = len(audio) / SAMPLE_RATE
        levelled = level(audio)
        utterances = find_utterances(audio, levelled, self._settings)
        abort.check()
        sound = _Sound(levelled, utterances, clear=utterances)
        windows = self._decode(sound, plan_windows(utterances, duration, self._settings), None, options, abort)
        windows = self._settle_language(sound, windows, options, abort)
        windows = self._divide_by_language(sound, windows, options, abort)
        closely = listen_closely(audio, utterances, self._settings)
        abort.check()
        windows, missed, dismissed = self._listen_again(replace(sound, utterances=closely), windows, options, abort)
        return Transcript(
            language=_main_language(windows) or options.language or LANGUAGE_OF_SILENCE,
            duration_seconds=duration,
            segments=self._segments(_without_late_echoes(_without_silence(windows, Loudness(audio)))),
            unheard=missed,
            dismissed=dismissed,
            removed=_removed(windows),
        )

    def _listen_again(
        self, sound: _Sound, windows: list[DecodedWindow], options: DecodeOptions, abort: Abort
    ) -> tuple[list[DecodedWindow], list[Span], list[Span]]:
        """
        All windows, with some of their own where speech was passed over; where still too little was heard, and where
        the model hears no speech in what sounds like a voice, or none that it understands in what is not clearly one.
        """
        pad_seconds = self._settings.vad_pad_ms / 1000
        missed = passed_over(sound.utterances, _words(windows), sound.speech)
        together = places_around(missed, sound.utterances, _words(windows), self._settings.utterance_seconds)
        windows, silent, in_vain = self._hear_places(sound, windows, together, options, abort, thoroughly=False)
        holes = sound.speech.holes(_words(windows))
        one_by_one = places_around(holes, sound.utterances, _words(windows), 0)
        others = [place for place in one_by_one if place not in in_vain]
        windows, still_silent, _ = self._hear_places(sound, windows, others, options, abort, thoroughly=True)
        missed: list[Span] = []
        dismissed: list[Span] = []
        for each in passed_over(sound.utterances, _words(windows), sound.speech):
            is_silent = any(place.start <= each.start and each.end <= place.end for place in [*silent, *still_silent])
            is_clear = any(map(each.overlaps, sound.clear))
            (missed if is_clear and not is_silent else dismissed).append(each.padded(pad_seconds, sound.seconds))
        return windows, missed, dismissed

    def _hear_places(
        self,
        sound: _Sound,
        windows: list[DecodedWindow],
        places: list[Span],
        options: DecodeOptions,
        abort: Abort,
        thoroughly: bool,
    ) -> tuple[list[DecodedWindow], list[Span], list[Span]]:
        """
        All windows, with those of the places in which more was heard than before; where nobody speaks; and where no way
        to decode gave anything to be trusted.
        """
        pad_seconds = self._settings.vad_pad_ms / 1000
        by_span = {place.padded(pad_seconds, sound.seconds): place for place in places}
        before = _words(windows)
        windows, silent, in_vain = list(windows), [], []
        for again in self._decode(sound, list(by_span), _main_language(windows), options, abort, thoroughly):
            place = by_span[again.span]
            if again.dropped is not None:
                in_vain.append(place)
            if is_invented(again):
                again = replace(again, words=[], dropped="silence", silent=True)
            if again.silent:
                silent.append(place)
            is_clear = not any(map(place.overlaps, sound.doubtful))
            kept, gained = heard_twice(place, _words(windows), again.words, sound.speech, is_clear)
            astray = strays(place, before, gained, sound.speech)
            kept = [word for word in kept if word not in astray]
            windows = [*_with_words(windows, kept), replace(again, words=gained)]
        return windows, silent, in_vain

    def _decode(
        self,
        sound: _Sound,
        spans: list[Span],
        usual: str | None,
        options: DecodeOptions,
        abort: Abort,
        thoroughly: bool = False,
    ) -> list[DecodedWindow]:
        """In the order of time."""
        batches = fair_batches(spans, self._settings.batch_size, self._lanes)
        # What is spoken in the longest windows is likely spoken in the others.
        first = batches if usual is not None else batches[: self._lanes]
        decoded = self._decode_batches(sound, first, usual, options, abort, thoroughly)
        likely = usual or _main_language(decoded)
        decoded += self._decode_batches(sound, batches[len(first) :], likely, options, abort, thoroughly)
        if options.language is None:
            decoded = self._doubt_languages(sound, decoded, usual or _main_language(decoded), options, abort)
        return sorted(decoded, key=lambda window: window.start)

    def _decode_batches(
        self,
        sound: _Sound,
        batches: list[list[Span]],
        usual: str | None,
        options: DecodeOptions,
        abort: Abort,
        thoroughly: bool,
    ) -> list[DecodedWindow]:
        def decode(batch: list[Span]) -> list[DecodedWindow]:
            abort.check()
            return self._decoder.decode(sound.audio, batch, usual, options, abort, thoroughly)

        return [
            replace(window, words=[without_pause(word, sound.utterances) for word in window.words])
            for windows in side_by_side(decode, batches, self._lanes)
            for window in windows
        ]

    def _settle_language(
        self, sound: _Sound, windows: list[DecodedWindow], options: DecodeOptions, abort: Abort
    ) -> list[DecodedWindow]:
        """All windows; where none of them is clearly in its language, in the one in which they are likeliest."""
        spoken = [window for window in windows if window.words or window.dropped == "unlikely"]
        if options.language is not None or not spoken or not all(map(is_doubtful, spoken)):
            return windows
        own = _main_language(spoken) or spoken[0].language
        sample = most_telling([window.span for window in spoken])
        sure = max(window.language_probability for window in spoken)
        code = likeliest(own, sure, self._decoder.likelihoods(sound.audio, sample, own, abort))
        if code == own:
            return windows
        again = self._decode(sound, [window.span for window in spoken], code, replace(options, language=code), abort)
        rest = [window for window in windows if window not in spoken]
        return sorted([*rest, *again], key=lambda window: window.start)

    def _divide_by_language(
        self, sound: _Sound, windows: list[DecodedWindow], options: DecodeOptions, abort: Abort
    ) -> list[DecodedWindow]:
        """All windows; those in which the language changes as several, each in its own."""
        doubtful = [window for window in windows if may_hold_two(window)]
        parts = self._divide(sound, doubtful, options, abort)
        windows = [*parts, *(window for window in windows if not may_hold_two(window))]
        # Where two are spoken, a sentence of the one is passed over in windows of the other, or written down as one of
        # the other's. Which of the two it is in, the model is surer of than of one among all.
        languages = {window.language for window in windows if window.words}
        if len(languages) > 1:
            windows = self._divide(sound, windows, options, abort, languages)
        return sorted(windows, key=lambda window: window.start)

    def _divide(
        self,
        sound: _Sound,
        windows: list[DecodedWindow],
        options: DecodeOptions,
        abort: Abort,
        among: Collection[str] = (),
    ) -> list[DecodedWindow]:
        divided_windows: list[DecodedWindow] = []
        for window in windows:
            spoken = within(sound.utterances, window.span)
            spans = telling(spoken, among)
            # Of one alone the model has told as much as it can, unless it is one of few.
            languages = self._decoder.languages(sound.audio, spans, abort, among) if among or len(spans) > 1 else []
            parts = divided(window.span, spoken, dict(zip(spans, languages, strict=False)))
            if all(code == window.language for _, code in parts) or (len(parts) == 1 and not among):
                divided_windows.append(window)
                continue
            for span, code in parts:
                divided_windows += self._decode(sound, [span], code, replace(options, language=code), abort)
        return divided_windows

    def _doubt_languages(
        self, sound: _Sound, windows: list[DecodedWindow], main: str | None, options: DecodeOptions, abort: Abort
    ) -> list[DecodedWindow]:
        """All windows, the strange ones in the main language unless they are clearly likelier in their own."""
        if main is None:
            return windows
        strange = {window.span: window for window in windows if is_strange(window, main)}
        settled = {window.span: window for window in windows}
        for again in self._decode(sound, list(strange), main, replace(options, language=main), abort):
            settled[again.span] = likelier_language(strange[again.span], again)
        return list(settled.values())

    def _segments(self, windows: list[DecodedWindow]) -> list[Segment]:
        return [
            Segment(index, words, self._tokens(words), window)
            for index, (words, window) in enumerate(segments_of(windows))
        ]

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


def lanes_of_a_job(settings: Settings) -> int:
    if settings.threads > 0:
        return settings.threads
    # A container may give fewer cores than the machine has.
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, allowed // settings.capacity)


def _words(windows: list[DecodedWindow]) -> list[Word]:
    return [word for window in windows for word in window.words]


def _without_silence(windows: list[DecodedWindow], loudness: Loudness) -> list[DecodedWindow]:
    return [replace(window, words=[loudness.without_silence(word) for word in window.words]) for window in windows]


def _without_late_echoes(windows: list[DecodedWindow]) -> list[DecodedWindow]:
    words = without_late_echo(sorted(_words(windows), key=lambda word: word.start))
    return _with_words(windows, words)


def _with_words(windows: list[DecodedWindow], words: list[Word]) -> list[DecodedWindow]:
    """The same, with those of their words alone that are among these."""
    remaining = set(words)
    return [replace(each, words=[word for word in each.words if word in remaining]) for each in windows]


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
