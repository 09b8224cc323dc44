"""Which stretches of the audio are decoded.

faster-whisper's own batching cuts the pauses out and glues the utterances together. Here a window is one unbroken
stretch of the recording, pauses included, so that times need no mapping back and no quiet start is cut off. The voice
detector only says where a window may begin and end, and its threshold is low: what it passes wrongly, the model's own
measures throw out; what it misses is lost.
"""

from dataclasses import replace

import numpy as np
from faster_whisper.vad import VadOptions, get_speech_timestamps

from .audio import SAMPLE_RATE
from .settings import Settings
from .transcript import Span, Word

#: A word's time may be off by this much and still belong to an utterance.
WORD_SLACK_SECONDS = 0.1
#: A window costs the same however full it is; from here on a better place to end is worth more than another second.
LEAST_FILLING = 0.6
#: Hardly a word is spoken for longer; one that seems to be was stretched over a pause by the alignment.
LONGEST_WORD_SECONDS = 1.0
#: A sound shorter than this is a breath or a click rather than a word.
LEAST_UTTERANCE_SECONDS = 0.2
#: Nobody who speaks for seconds says fewer words than this; somebody was passed over.
LEAST_WORDS_A_SECOND = 0.5


def find_utterances(audio: np.ndarray, settings: Settings) -> list[Span]:
    """Where somebody may be speaking, without padding; none longer than a window with its padding."""
    padding_seconds = 2 * settings.vad_pad_ms / 1000
    options = VadOptions(
        threshold=settings.vad_threshold,
        min_silence_duration_ms=settings.vad_min_silence_ms,
        speech_pad_ms=0,
        max_speech_duration_s=settings.window_seconds - padding_seconds,
    )
    found = get_speech_timestamps(audio, options)
    return [Span(each["start"] / SAMPLE_RATE, min(each["end"], len(audio)) / SAMPLE_RATE) for each in found]


def plan_windows(utterances: list[Span], audio_seconds: float, settings: Settings) -> list[Span]:
    """Neighbours share a window until it is full or a long pause parts them; a full one ends at its best pause."""
    pad_seconds = settings.vad_pad_ms / 1000
    windows, first = [], 0
    while first < len(utterances):
        after_last = _end_of_window(utterances, first, settings)
        window = Span(utterances[first].start, utterances[after_last - 1].end).padded(pad_seconds, audio_seconds)
        # Where the padding of two windows would overlap, each has its half of the pause.
        if first > 0:
            window = Span(max(window.start, _middle(utterances, first)), window.end)
        if after_last < len(utterances):
            window = Span(window.start, min(window.end, _middle(utterances, after_last)))
        windows.append(window)
        first = after_last
    return windows


def _end_of_window(utterances: list[Span], first: int, settings: Settings) -> int:
    """Index of the utterance before which the window that starts with `first` ends."""
    longest_seconds = settings.window_seconds - 2 * settings.vad_pad_ms / 1000
    after_last = first + 1
    while after_last < len(utterances):
        if _pause(utterances, after_last) > settings.vad_max_pause_ms / 1000:
            return after_last
        if utterances[after_last].end - utterances[first].start > longest_seconds:
            return _best_cut(utterances, first, after_last, longest_seconds)
        after_last += 1
    return after_last


def _best_cut(utterances: list[Span], first: int, after_last: int, longest_seconds: float) -> int:
    """A sentence cut in two loses its context, and words with it: the longest pause likely stands between two."""
    candidates = [
        index
        for index in range(first + 1, after_last + 1)
        if utterances[index - 1].end - utterances[first].start >= longest_seconds * LEAST_FILLING
    ]
    return max(candidates, key=lambda index: _pause(utterances, index), default=after_last)


def _pause(utterances: list[Span], index: int) -> float:
    """Seconds before an utterance."""
    return utterances[index].start - utterances[index - 1].end


def _middle(utterances: list[Span], index: int) -> float:
    """Of the pause before an utterance."""
    return (utterances[index - 1].end + utterances[index].start) / 2


def unheard(utterances: list[Span], words: list[Word]) -> list[Span]:
    """
    Utterances in which no word was heard, or far too few. Whisper passes over short or quiet ones that share a window
    with louder speech, and over whole sentences after music; alone it hears them well.
    """
    return [
        utterance
        for utterance in utterances
        if utterance.seconds >= LEAST_UTTERANCE_SECONDS
        and sum(_touches(word, utterance) for word in words) < max(1, int(utterance.seconds * LEAST_WORDS_A_SECOND))
    ]


def heard_twice(utterance: Span, first: list[Word], again: list[Word]) -> tuple[list[Word], list[Word]]:
    """
    What stays of the words of the first listening and of the second, which had an utterance and its padding: the one
    that heard more in the utterance has it, and what the other heard beside it stays.
    """
    gained = [word for word in again if _lies_in(word, utterance)]
    known = [word for word in first if _lies_in(word, utterance)]
    if len(known) >= len(gained) > 0 or not again:
        return first, []
    kept = [word for word in first if not _lies_in(word, utterance)] if gained else first
    return kept, [word for word in again if not any(_covers(other, word) for other in kept)]


def words_in(utterance: Span, words: list[Word]) -> list[Word]:
    return [word for word in words if _touches(word, utterance)]


def _lies_in(word: Word, utterance: Span) -> bool:
    return utterance.start <= (word.start + word.end) / 2 <= utterance.end


def _covers(word: Word, other: Word) -> bool:
    return word.start <= (other.start + other.end) / 2 <= word.end


def _touches(word: Word, utterance: Span) -> bool:
    return word.start < utterance.end + WORD_SLACK_SECONDS and word.end > utterance.start - WORD_SLACK_SECONDS


def without_pause(word: Word, utterances: list[Span]) -> Word:
    """A word that was stretched over a pause, cut back to the utterance that it mostly lies in."""
    if word.end - word.start <= LONGEST_WORD_SECONDS or not utterances:
        return word
    home = max(utterances, key=lambda utterance: _overlap(word, utterance))
    if _overlap(word, home) <= 0:
        return word
    return replace(
        word,
        start=round(max(word.start, home.start - WORD_SLACK_SECONDS), 3),
        end=round(min(word.end, home.end + WORD_SLACK_SECONDS), 3),
    )


def without_echo(words: list[Word]) -> list[Word]:
    """
    A window's words without the same words said once more at its end, for which the alignment found no time. Whisper
    fills what is left of a short window so.
    """
    for length in range(len(words) // 2, 0, -1):
        said, echo = words[-2 * length : -length], words[-length:]
        if [word.word for word in said] == [word.word for word in echo] and all(w.start == w.end for w in echo):
            return words[:-length]
    return words


def _overlap(word: Word, utterance: Span) -> float:
    return min(word.end, utterance.end) - max(word.start, utterance.start)
