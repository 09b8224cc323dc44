"""One batch of windows through Whisper.

faster-whisper's BatchedInferencePipeline ignores the thresholds against hallucination and the temperature, and it
takes one language for the whole recording (or hides which it took). So this uses what that class is made of.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import get_compression_ratio, get_suppressed_tokens

from .aborting import Abort
from .accounts import are_crowded, go_in_a_circle, has_letters, have_times_of_speech, says_one_thing, without_echo
from .audio import SAMPLE_RATE
from .languages import Language
from .options import DecodeOptions
from .settings import Settings
from .transcript import DecodedWindow, Dropped, Span, Word

#: Whisper's own: tried one after the other on a window whose result is not to be trusted.
WARMER_TEMPERATURES = (0.2, 0.4, 0.6, 0.8, 1.0)
#: Candidates among which the best is taken when sampling.
BEST_OF = 5
#: Languages that are tried where the model is in doubt.
MOST_LANGUAGES = 5
FRAMES_PER_SECOND = 100
#: Whisper learned from windows filled up to 30 seconds with silence, and the work grows faster than their length. With
#: a second of silence after the last word it mostly hears as well; what comes out doubtful gets all thirty. With no
#: silence it goes on for ever, and in less than some seconds altogether it says a short sentence twice.
WHOLE_CONTEXT_SECONDS = 30
CONTEXT_SILENCE_SECONDS = 1.0
LEAST_CONTEXT_SECONDS = 10.0
#: A search ends when so many texts for each beam have come to an end. Those that pass over a sentence end first: with
#: one for each beam, the whole text, which is far likelier by the word, may never be reached. It is not for windows
#: with a short context, where the longer texts are mostly those that say a sentence twice.
DEARER_PATIENCE = 2.0
#: Of 64 recordings of a word said again and again, half of them in noise, all but one are likelier than the second, or
#: less like silence than the first; music that "dada dada dada" came of was at 0.54 and -0.6 and beyond, a car's engine
#: and beeps at 0.42 and -0.95.
OF_A_SOUND = ((0.5, -0.55), (0.4, -0.7))
#: More than anybody says in any script, where a byte may be a token; what goes in a circle would fill the context.
LEAST_TOKENS, TOKENS_PER_SECOND = 40, 30
PREPENDED_PUNCTUATION = "\"'“¿([{-"
APPENDED_PUNCTUATION = "\"'.。,，!！?？:：”)]}、"


@dataclass(frozen=True)
class _Search:
    """A way to decode, and the mean log probability below which its result is not to be trusted."""

    beam_size: int
    temperature: float
    least_log_prob: float
    patience: float = 1.0
    #: What is silence after it is silence: chance would only add words.
    final: bool = False


@dataclass(frozen=True)
class _Guess:
    """What the model made of one window in one way."""

    tokens: list[int]
    text: str
    temperature: float
    avg_logprob: float
    no_speech_prob: float
    #: Says the same over and over, and nobody did.
    loops: bool = False
    #: What is likeliest was not to be trusted.
    by_chance: bool = False

    @property
    def compression_ratio(self) -> float:
        return get_compression_ratio(self.text)


@dataclass(frozen=True)
class _Heard:
    """Windows of one language with what the encoder made of them, row for row."""

    windows: list[Span]
    encoded: ctranslate2.StorageView
    tokenizer: Tokenizer
    #: How sure the model is of the language, of each window.
    sure: list[float]

    def part(self, members: list[int]) -> "_Heard":
        return self.again(members, _rows(self.encoded, members))

    def again(self, members: list[int], encoded: ctranslate2.StorageView) -> "_Heard":
        windows, sure = [self.windows[index] for index in members], [self.sure[index] for index in members]
        return _Heard(windows, encoded, self.tokenizer, sure)


class Decoder:
    def __init__(self, model: WhisperModel, settings: Settings) -> None:
        self._model = model
        self._settings = settings

    def decode(
        self,
        audio: np.ndarray,
        windows: list[Span],
        usual: str | None,
        options: DecodeOptions,
        abort: Abort,
        thoroughly: bool = False,
    ) -> list[DecodedWindow]:
        """
        What was heard in each window, which may be no word. `usual` is the language of a window that does not clearly
        have another; None while that is not known. `thoroughly` treats all of them as doubtful. Raises Aborted within
        about the time that one step takes.
        """
        context_seconds = WHOLE_CONTEXT_SECONDS if thoroughly else _context_seconds(windows)
        encoded = self._encode(self._features(audio, windows, context_seconds), abort)
        found = self._languages(encoded, usual, options)
        decoded: list[DecodedWindow] = []
        for language, members in _grouped([code for code, _ in found]).items():
            heard = _Heard(windows, encoded, self._tokenizer(language), [sure for _, sure in found]).part(members)
            if thoroughly:
                decoded += self._decode_dearly(heard, [[] for _ in members], options, abort)
            else:
                decoded += self._decode_group(audio, heard, options, abort)
        return sorted(decoded, key=lambda window: window.start)

    def _tokenizer(self, language: str) -> Tokenizer:
        return Tokenizer(
            self._model.hf_tokenizer, self._model.model.is_multilingual, task="transcribe", language=language
        )

    def _features(self, audio: np.ndarray, windows: list[Span], seconds: int) -> np.ndarray:
        extractor = self._model.feature_extractor
        frames = min(seconds * FRAMES_PER_SECOND, extractor.nb_max_frames)
        return np.stack(
            [
                pad_or_trim(extractor(samples)[..., :-1], frames)
                for samples in (audio[int(each.start * SAMPLE_RATE) : int(each.end * SAMPLE_RATE)] for each in windows)
            ]
        )

    def _encode(self, features: np.ndarray, abort: Abort) -> ctranslate2.StorageView:
        if self._model.model.device != "cpu":
            abort.check()
            return self._model.encode(features)
        # One by one costs a CPU nothing, and a request that is given up ends sooner.
        rows = []
        for row in features:
            abort.check()
            rows.append(_on_host(self._model.encode(row[np.newaxis])))
        return ctranslate2.StorageView.from_array(np.concatenate(rows))

    def languages(
        self, audio: np.ndarray, spans: list[Span], abort: Abort, among: Collection[str] = ()
    ) -> list[Language]:
        """Of each span by itself; one of those that are known to be spoken, if there are any. Raises Aborted."""
        return [
            language
            for span in spans
            for language in self._detect(
                self._encode(self._features(audio, [span], _context_seconds([span])), abort), among
            )
        ]

    def likelihoods(self, audio: np.ndarray, spans: list[Span], own: str, abort: Abort) -> dict[str, float]:
        """
        How likely what is understood in the spans is in each language that they may be in, `own` among them: mean log
        probabilities. Figures are as likely in any. Raises Aborted.
        """
        encoded = self._encode(self._features(audio, spans, WHOLE_CONTEXT_SECONDS), abort)
        weights: dict[str, float] = defaultdict(float)
        for code, sure in (each for likely in self._likely_languages(encoded) for each in likely):
            weights[code] += sure
        likeliest = sorted(weights, key=lambda code: -weights[code])[:MOST_LANGUAGES]
        search, least = self._first_search(DecodeOptions()), self._settings.log_prob_threshold
        log_probs = {}
        for code in dict.fromkeys([own, *likeliest]):
            abort.check()
            heard = _Heard(spans, encoded, self._tokenizer(code), [])
            guesses = self._generate(heard, list(range(len(spans))), None, search)
            each = [guess.avg_logprob if code == own or has_letters(guess.text) else least for guess in guesses]
            log_probs[code] = float(np.average(each, weights=[span.seconds for span in spans]))
        return log_probs

    def _languages(self, encoded: ctranslate2.StorageView, usual: str | None, options: DecodeOptions) -> list[Language]:
        count = encoded.shape[0]
        if options.language is not None:
            return [(options.language, 1.0)] * count
        if not self._model.model.is_multilingual:
            return [("en", 1.0)] * count
        best = self._detect(encoded)
        fallback = usual or _heaviest(best)
        threshold = self._settings.language_threshold
        return [(code if sure >= threshold else fallback, sure) for code, sure in best]

    def _detect(self, encoded: ctranslate2.StorageView, among: Collection[str] = ()) -> list[Language]:
        detected = []
        for likely in self._likely_languages(encoded):
            known = [(code, sure) for code, sure in likely if not among or code in among]
            # In half precision, none of them may be likelier than 0 where something else is spoken.
            detected.append((known[0][0], known[0][1] / (sum(sure for _, sure in known) or 1.0)))
        return detected

    def _likely_languages(self, encoded: ctranslate2.StorageView) -> list[list[Language]]:
        """Of each window all that the model knows, the likeliest first."""
        return [
            [(token.strip("<|>"), sure) for token, sure in found]
            for found in self._model.model.detect_language(encoded)
        ]

    def _decode_group(
        self, audio: np.ndarray, heard: _Heard, options: DecodeOptions, abort: Abort
    ) -> list[DecodedWindow]:
        """
        Each window is decoded in the cheapest way first. Those whose result is not to be trusted get the whole context,
        more beams, and then, as Whisper does, more and more chance.
        """
        first = self._first_search(options)
        abort.check()
        guesses = self._generate(heard, list(range(len(heard.windows))), options.prompt, first)
        doubtful = [index for index, guess in enumerate(guesses) if self._is_doubtful(guess, first)]
        trusted = [index for index in range(len(guesses)) if index not in doubtful]
        decoded: list[DecodedWindow] = []
        if trusted:
            decoded += self._placed(heard.part(trusted), [guesses[index] for index in trusted], abort)
        if doubtful:
            windows = [heard.windows[index] for index in doubtful]
            encoded = self._encode(self._features(audio, windows, WHOLE_CONTEXT_SECONDS), abort)
            whole = heard.again(doubtful, encoded)
            decoded += self._decode_dearly(whole, [[guesses[index]] for index in doubtful], options, abort)
        return decoded

    def _decode_dearly(
        self, heard: _Heard, guesses: list[list[_Guess]], options: DecodeOptions, abort: Abort
    ) -> list[DecodedWindow]:
        """`guesses` are what was made of each window before."""
        left = list(range(len(heard.windows)))
        for search in self._dearer_searches(options):
            abort.check()
            for index, guess in zip(left, self._generate(heard, left, options.prompt, search), strict=True):
                guesses[index].append(guess)
            left = [index for index in left if self._is_doubtful(self._best(guesses[index]), search)]
            if not left:
                break
        return self._placed(heard, [self._best(each) for each in guesses], abort)

    def _placed(self, heard: _Heard, guesses: list[_Guess], abort: Abort) -> list[DecodedWindow]:
        dropped = [self._why_dropped(guess) for guess in guesses]
        kept = [index for index, reason in enumerate(dropped) if reason is None]
        abort.check()
        words = dict(zip(kept, self._align(heard, kept, guesses), strict=True))
        for index in kept:
            if go_in_a_circle(words[index]):
                dropped[index] = "repetition"
            elif are_crowded(words[index]) and not self._is_clear(guesses[index]):
                dropped[index] = "unlikely"
        return [
            DecodedWindow(
                start=window.start,
                end=window.end,
                words=words[index] if dropped[index] is None else [],
                language=heard.tokenizer.language_code,
                language_probability=heard.sure[index],
                temperature=guess.temperature,
                avg_logprob=guess.avg_logprob,
                no_speech_prob=guess.no_speech_prob,
                compression_ratio=guess.compression_ratio,
                dropped=dropped[index] if guess.text else None,
                silent=self._is_silence(guess),
            )
            for index, (window, guess) in enumerate(zip(heard.windows, guesses, strict=True))
        ]

    def _first_search(self, options: DecodeOptions) -> _Search:
        settings = self._settings
        if options.temperature > 0:
            return _Search(1, options.temperature, settings.log_prob_threshold)
        return _Search(min(settings.first_beam_size, settings.beam_size), 0.0, settings.first_log_prob_threshold)

    def _dearer_searches(self, options: DecodeOptions) -> Iterator[_Search]:
        settings = self._settings
        yield _Search(settings.beam_size, 0.0, settings.log_prob_threshold, DEARER_PATIENCE, final=True)
        for temperature in WARMER_TEMPERATURES:
            if temperature > options.temperature:
                yield _Search(1, temperature, settings.log_prob_threshold, final=True)

    def _generate(self, heard: _Heard, members: list[int], words: str | None, search: _Search) -> list[_Guess]:
        tokenizer = heard.tokenizer
        prompt = self._model.get_prompt(
            tokenizer,
            previous_tokens=tokenizer.encode(" " + words) if words else [],
            without_timestamps=True,
        )
        sampling = (
            {"num_hypotheses": BEST_OF, "sampling_topk": 0, "sampling_temperature": search.temperature}
            if search.temperature > 0
            else {}
        )
        most_tokens = max(self._most_tokens(heard.windows[member]) for member in members)
        results = self._model.model.generate(
            _rows(heard.encoded, members),
            [prompt] * len(members),
            beam_size=search.beam_size,
            patience=search.patience,
            # Half of it is for the text, whatever the prompt leaves.
            max_length=min(self._model.max_length, max(2 * most_tokens, most_tokens + len(prompt))),
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
            return_scores=True,
            return_no_speech_prob=True,
            **sampling,
        )
        guesses = [
            _Guess(
                tokens=(tokens := result.sequences_ids[0]),
                text=tokenizer.decode(tokens).strip(),
                temperature=search.temperature,
                # The score is a mean over the tokens; Whisper's measure counts the end of the text as one more.
                avg_logprob=result.scores[0] * len(tokens) / (len(tokens) + 1),
                no_speech_prob=result.no_speech_prob,
                by_chance=search.final and search.temperature > 0,
            )
            for result in results
        ]
        return self._with_loops(heard, members, guesses)

    def _most_tokens(self, window: Span) -> int:
        return min(self._model.max_length // 2, math.ceil(LEAST_TOKENS + TOKENS_PER_SECOND * window.seconds))

    def _with_loops(self, heard: _Heard, members: list[int], guesses: list[_Guess]) -> list[_Guess]:
        """The same, with those marked in which Whisper was caught in a circle: nobody said that again and again."""
        threshold = self._settings.compression_ratio_threshold
        repeating = {
            member: guess for member, guess in zip(members, guesses, strict=True) if guess.compression_ratio > threshold
        }
        # A chorus is clear without a throw of the dice, and comes to an end.
        clear = [
            member
            for member, guess in repeating.items()
            if len(guess.tokens) < self._most_tokens(heard.windows[member]) and self._is_clear(guess)
        ]
        said = {
            member
            for member, words in zip(clear, self._align(heard, clear, repeating), strict=True)
            # Otherwise an echo was left out of them: it went in a circle at the end.
            if "".join(word.word for word in words).strip() == repeating[member].text and have_times_of_speech(words)
        }
        return [
            replace(guess, loops=member in repeating and member not in said)
            for member, guess in zip(members, guesses, strict=True)
        ]

    def _is_clear(self, guess: _Guess) -> bool:
        return (
            guess.temperature == 0
            and guess.avg_logprob > self._settings.first_log_prob_threshold
            and guess.no_speech_prob < self._settings.no_speech_threshold
        )

    def _is_doubtful(self, guess: _Guess, search: _Search) -> bool:
        unlikely = guess.avg_logprob < search.least_log_prob
        return (guess.loops or unlikely) and not (search.final and self._is_silence(guess))

    def _best(self, guesses: list[_Guess]) -> _Guess:
        return max(guesses, key=lambda guess: (not guess.loops, guess.avg_logprob))

    def _is_silence(self, guess: _Guess) -> bool:
        return (
            guess.no_speech_prob > self._settings.no_speech_threshold
            and guess.avg_logprob < self._settings.log_prob_threshold
        )

    def _is_sound(self, guess: _Guess) -> bool:
        """Of an instrument rather than of somebody who says "no, no, no": both measures are poor."""
        is_doubtful = any(guess.no_speech_prob > least and guess.avg_logprob < most for least, most in OF_A_SOUND)
        return is_doubtful and says_one_thing(guess.text)

    def _why_dropped(self, guess: _Guess) -> Dropped | None:
        """The text of these is more likely invented than heard, however it was decoded."""
        if self._is_silence(guess):
            return "silence"
        if guess.loops or self._is_sound(guess):
            return "repetition"
        # Chance makes figures of noise: "1.0", "1,2,3".
        is_noise = guess.by_chance and not has_letters(guess.text)
        return "unlikely" if is_noise or guess.avg_logprob < self._settings.log_prob_threshold else None

    def _align(
        self, heard: _Heard, members: list[int], guesses: Sequence[_Guess] | Mapping[int, _Guess]
    ) -> list[list[Word]]:
        """The words of each member with their times, which the library counts from the window's start."""
        if not members:
            return []
        windows = [heard.windows[index] for index in members]
        pieces = [
            [{"tokens": guesses[index].tokens, "start": 0.0, "end": heard.windows[index].seconds, "seek": 0}]
            for index in members
        ]
        frames = [round(window.seconds * self._model.frames_per_second) for window in windows]
        encoded = _rows(heard.encoded, members)
        self._model.add_word_timestamps(
            pieces, heard.tokenizer, encoded, frames, PREPENDED_PUNCTUATION, APPENDED_PUNCTUATION, 0.0
        )
        return [
            without_echo([_on_the_clock(word, window) for word in piece[0]["words"]])
            for window, piece in zip(windows, pieces, strict=True)
        ]


def _on_the_clock(word: dict, window: Span) -> Word:
    """The alignment may run into the silence with which a window is filled up to 30 seconds."""
    start = min(window.start + float(word["start"]), window.end)
    end = min(max(window.start + float(word["end"]), start), window.end)
    return Word(word["word"], round(start, 3), round(end, 3), float(word["probability"]))


def _context_seconds(windows: list[Span]) -> int:
    longest_seconds = max(window.seconds for window in windows)
    return math.ceil(max(longest_seconds + CONTEXT_SILENCE_SECONDS, LEAST_CONTEXT_SECONDS))


def _grouped(languages: list[str]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for index, language in enumerate(languages):
        groups[language].append(index)
    return groups


def _heaviest(found: list[Language]) -> str:
    weights: dict[str, float] = defaultdict(float)
    for code, sure in found:
        weights[code] += sure
    return max(weights, key=lambda code: weights[code])


def _rows(encoded: ctranslate2.StorageView, members: list[int]) -> ctranslate2.StorageView:
    """Some of the windows, without encoding them again."""
    if members == list(range(encoded.shape[0])):
        return encoded
    return ctranslate2.StorageView.from_array(np.ascontiguousarray(_on_host(encoded)[members]))


def _on_host(encoded: ctranslate2.StorageView) -> np.ndarray:
    # NumPy knows no bfloat16.
    return np.asarray(encoded.to(ctranslate2.DataType.float32).to_device(ctranslate2.Device.cpu))
