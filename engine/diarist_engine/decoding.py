"""One batch of windows through Whisper.

faster-whisper's BatchedInferencePipeline ignores the thresholds against hallucination and the temperature, and it
takes one language for the whole recording (or hides which it took). So this uses what that class is made of.
"""

from collections import defaultdict
from dataclasses import dataclass

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import get_compression_ratio, get_suppressed_tokens

from .aborting import Abort
from .audio import SAMPLE_RATE
from .options import DecodeOptions
from .settings import Settings
from .transcript import DecodedWindow, Span, Word

#: Whisper's own: tried one after the other on a window whose result is not to be trusted.
WARMER_TEMPERATURES = (0.2, 0.4, 0.6, 0.8, 1.0)
#: Candidates among which the best is taken when sampling.
BEST_OF = 5
PREPENDED_PUNCTUATION = "\"'“¿([{-"
APPENDED_PUNCTUATION = "\"'.。,，!！?？:：”)]}、"


@dataclass(frozen=True)
class _Guess:
    """What the model made of one window at one temperature."""

    tokens: list[int]
    text: str
    temperature: float
    avg_logprob: float
    no_speech_prob: float

    @property
    def compression_ratio(self) -> float:
        return get_compression_ratio(self.text)


class Decoder:
    def __init__(self, model: WhisperModel, settings: Settings) -> None:
        self._model = model
        self._settings = settings

    def decode(
        self, audio: np.ndarray, windows: list[Span], usual: str | None, options: DecodeOptions, abort: Abort
    ) -> list[DecodedWindow]:
        """
        What was heard in each window, which may be no word; those that were silent after all are left out. `usual` is
        the language of a window that does not clearly have another; None while that is not known.
        """
        features = np.stack([self._features(audio, window) for window in windows])
        encoded = self._model.encode(features)
        languages = self._languages(encoded, usual, options)
        decoded: list[DecodedWindow] = []
        for language, members in _grouped(languages).items():
            whole = len(members) == len(windows)
            part = encoded if whole else self._model.encode(features[members])
            group = [windows[index] for index in members]
            decoded += self._decode_group(part, features[members], group, language, options, abort)
        return sorted(decoded, key=lambda window: window.start)

    def _features(self, audio: np.ndarray, window: Span) -> np.ndarray:
        samples = audio[int(window.start * SAMPLE_RATE) : int(window.end * SAMPLE_RATE)]
        return pad_or_trim(self._model.feature_extractor(samples)[..., :-1])

    def _languages(self, encoded: ctranslate2.StorageView, usual: str | None, options: DecodeOptions) -> list[str]:
        count = encoded.shape[0]
        if options.language is not None:
            return [options.language] * count
        if not self._model.model.is_multilingual:
            return ["en"] * count
        best = [(found[0][0].strip("<|>"), found[0][1]) for found in self._model.model.detect_language(encoded)]
        fallback = usual or _heaviest(best)
        return [code if sure >= self._settings.language_threshold else fallback for code, sure in best]

    def _decode_group(
        self,
        encoded: ctranslate2.StorageView,
        features: np.ndarray,
        windows: list[Span],
        language: str,
        options: DecodeOptions,
        abort: Abort,
    ) -> list[DecodedWindow]:
        tokenizer = Tokenizer(
            self._model.hf_tokenizer, self._model.model.is_multilingual, task="transcribe", language=language
        )
        guesses = self._generate(encoded, tokenizer, options, options.temperature)
        self._warm_up(guesses, features, tokenizer, options, abort)
        words = self._align(encoded, tokenizer, windows, guesses)
        return [
            DecodedWindow(
                start=window.start,
                words=words[index],
                language=language,
                temperature=guess.temperature,
                avg_logprob=guess.avg_logprob,
                no_speech_prob=guess.no_speech_prob,
                compression_ratio=guess.compression_ratio,
            )
            for index, (window, guess) in enumerate(zip(windows, guesses, strict=True))
            if not self._is_silence(guess)
        ]

    def _generate(
        self, encoded: ctranslate2.StorageView, tokenizer: Tokenizer, options: DecodeOptions, temperature: float
    ) -> list[_Guess]:
        prompt = self._model.get_prompt(
            tokenizer,
            previous_tokens=tokenizer.encode(" " + options.prompt) if options.prompt else [],
            without_timestamps=True,
        )
        search = (
            {"beam_size": 1, "num_hypotheses": BEST_OF, "sampling_topk": 0, "sampling_temperature": temperature}
            if temperature > 0
            else {"beam_size": self._settings.beam_size}
        )
        results = self._model.model.generate(
            encoded,
            [prompt] * encoded.shape[0],
            max_length=self._model.max_length,
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
            return_scores=True,
            return_no_speech_prob=True,
            **search,
        )
        return [
            _Guess(
                tokens=(tokens := result.sequences_ids[0]),
                text=tokenizer.decode(tokens).strip(),
                temperature=temperature,
                # The score is a mean over the tokens; Whisper's measure counts the end of the text as one more.
                avg_logprob=result.scores[0] * len(tokens) / (len(tokens) + 1),
                no_speech_prob=result.no_speech_prob,
            )
            for result in results
        ]

    def _warm_up(
        self,
        guesses: list[_Guess],
        features: np.ndarray,
        tokenizer: Tokenizer,
        options: DecodeOptions,
        abort: Abort,
    ) -> None:
        """Replaces guesses that are not to be trusted, as Whisper does, by ones at higher temperatures."""
        for temperature in WARMER_TEMPERATURES:
            doubtful = [index for index, guess in enumerate(guesses) if self._is_doubtful(guess)]
            if not doubtful:
                return
            if temperature <= options.temperature:
                continue
            abort.check()
            encoded = self._model.encode(features[doubtful])
            again = self._generate(encoded, tokenizer, options, temperature)
            for index, guess in zip(doubtful, again, strict=True):
                guesses[index] = guess

    def _is_doubtful(self, guess: _Guess) -> bool:
        repeats = guess.compression_ratio > self._settings.compression_ratio_threshold
        unlikely = guess.avg_logprob < self._settings.log_prob_threshold
        return (repeats or unlikely) and not self._is_silence(guess)

    def _is_silence(self, guess: _Guess) -> bool:
        return (
            guess.no_speech_prob > self._settings.no_speech_threshold
            and guess.avg_logprob < self._settings.log_prob_threshold
        )

    def _align(
        self,
        encoded: ctranslate2.StorageView,
        tokenizer: Tokenizer,
        windows: list[Span],
        guesses: list[_Guess],
    ) -> list[list[Word]]:
        """The words of each window with their times, which the library counts from the window's start."""
        pieces = [
            [{"tokens": guess.tokens, "start": 0.0, "end": window.seconds, "seek": 0}]
            for window, guess in zip(windows, guesses, strict=True)
        ]
        frames = [round(window.seconds * self._model.frames_per_second) for window in windows]
        self._model.add_word_timestamps(
            pieces, tokenizer, encoded, frames, PREPENDED_PUNCTUATION, APPENDED_PUNCTUATION, 0.0
        )
        return [
            [_placed(word, window) for word in piece[0]["words"]] for window, piece in zip(windows, pieces, strict=True)
        ]


def _placed(word: dict, window: Span) -> Word:
    """The alignment may run into the silence with which a window is filled up to 30 seconds."""
    start = min(window.start + float(word["start"]), window.end)
    end = min(max(window.start + float(word["end"]), start), window.end)
    return Word(word["word"], round(start, 3), round(end, 3), float(word["probability"]))


def _grouped(languages: list[str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for index, language in enumerate(languages):
        groups[language].append(index)
    return groups


def _heaviest(found: list[tuple[str, float]]) -> str:
    weights: dict[str, float] = defaultdict(float)
    for code, sure in found:
        weights[code] += sure
    return max(weights, key=lambda code: weights[code])
