"""Cuts words into segments of about a sentence, as subtitles and quotations want them."""

from collections import Counter
from itertools import groupby, pairwise

from .transcript import DecodedWindow, Word

SENTENCE_END = tuple(".?!…。？！")
CLAUSE_END = tuple(",;:，、；：")
#: A speaker who pauses this long has finished something, whatever the punctuation says.
PAUSE_SECONDS = 0.8
#: Where no sentence ends: two lines of a subtitle are read in about this time.
LONG_SECONDS = 7.0
LONGEST_SECONDS = 12.0
#: "Mr." and "U.S." end in a full stop without ending a sentence; none of them is followed by a breath.
BREATH_SECONDS = 0.06


def segments_of(windows: list[DecodedWindow]) -> list[tuple[list[Word], DecodedWindow]]:
    """
    Each segment's words, and the window in which most of them were heard: a sentence may go on in the next window, or
    have a word that only a second listening found. None is in two languages.
    """
    heard = sorted(
        ((word, index) for index, window in enumerate(windows) for word in window.words),
        key=lambda each: each[0].start,
    )
    segments = []
    for _, run in groupby(heard, key=lambda each: windows[each[1]].language):
        words, places = zip(*run, strict=True)
        taken = 0
        for segment in split_into_segments(list(words)):
            most = Counter(places[taken : taken + len(segment)]).most_common(1)[0][0]
            segments.append((segment, windows[most]))
            taken += len(segment)
    return segments


def split_into_segments(words: list[Word]) -> list[list[Word]]:
    if not words:
        return []
    segments, current = [], [words[0]]
    for previous, word in pairwise(words):
        if _ends_segment(previous, word, previous.end - current[0].start):
            segments.append(current)
            current = []
        current.append(word)
    return [*segments, current]


def _ends_segment(previous: Word, following: Word, seconds: float) -> bool:
    pause = following.start - previous.end
    text = previous.word.strip()
    return (
        pause >= PAUSE_SECONDS
        or seconds >= LONGEST_SECONDS
        or (seconds >= LONG_SECONDS and text.endswith(CLAUSE_END))
        or (text.endswith(SENTENCE_END) and not (_may_be_abbreviation(text) and pause < BREATH_SECONDS))
    )


def _may_be_abbreviation(text: str) -> bool:
    letters = text.rstrip(".")
    return text.endswith(".") and ("." in letters or (len(letters) <= 3 and letters[:1].isupper()))
