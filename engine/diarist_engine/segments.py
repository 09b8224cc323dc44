"""Cuts words into segments of about a sentence, as subtitles and quotations want them."""

import re
import unicodedata
from collections import Counter
from itertools import pairwise

from .accounts import most_seconds
from .transcript import DecodedWindow, Word

SENTENCE_END = tuple(".?!…。？！")
#: What stands before a word's letters, and the one word that has a capital anywhere.
BEFORE_LETTERS, ENGLISH_I = re.compile(r"[\W_]*"), re.compile(r"I\b")
CLAUSE_END = tuple(",;:，、；：")
#: A speaker who pauses this long has finished something, whatever the punctuation says.
PAUSE_SECONDS = 0.8
#: Where no sentence ends: two lines of a subtitle are read in about this time.
LONG_SECONDS = 7.0
LONGEST_SECONDS = 12.0
#: Where not even a clause ends, the best place after so much is taken.
ENOUGH_SECONDS = 5.0
#: Of pauses that differ by less, the later one: so fine are times.
PAUSE_STEP_SECONDS = 0.1
#: "U.S." ends in a full stop without ending a sentence, unless a breath follows.
BREATH_SECONDS = 0.06
#: Hardly a sentence ends in one of these; a name follows.
TITLES = re.compile(
    r"(?:mr|mrs|ms|messrs|dr|prof|rev|hon|gen|col|capt|sgt|lt|gov|sen|rep|hr|mme|mlle|sra|dra|sig|dott)\.",
    re.IGNORECASE,
)


def segments_of(windows: list[DecodedWindow]) -> list[tuple[list[Word], DecodedWindow]]:
    """
    Each segment's words, and the window in which most of them were heard: a sentence may go on in the next window, or
    have a word that only a second listening found. None is in two languages, or goes on with a capital there.
    """
    heard = sorted(
        ((word, index) for index, window in enumerate(windows) for word in window.words),
        key=lambda each: each[0].start,
    )
    starts = [0, *(at for at in range(1, len(heard)) if _begins_anew(heard[at - 1], heard[at], windows)), len(heard)]
    segments = []
    for start, end in pairwise(starts) if heard else []:
        words, places = zip(*heard[start:end], strict=True)
        taken = 0
        for segment in split_into_segments(list(words)):
            most = Counter(places[taken : taken + len(segment)]).most_common(1)[0][0]
            segments.append((segment, windows[most]))
            taken += len(segment)
    return segments


def _begins_anew(left: tuple[Word, int], right: tuple[Word, int], windows: list[DecodedWindow]) -> bool:
    (_, before), (word, after) = left, right
    if windows[before].language != windows[after].language:
        return True
    letters = BEFORE_LETTERS.sub("", word.word, count=1)
    return before != after and letters[:1].isupper() and ENGLISH_I.match(letters) is None


def split_into_segments(words: list[Word]) -> list[list[Word]]:
    if not words:
        return []
    segments, current = [], [words[0]]
    for previous, word in pairwise(words):
        if _ends_segment(previous, word, previous.end - current[0].start):
            segments.append(current)
            current = []
        current.append(word)
        if previous.end - current[0].start >= LONGEST_SECONDS:
            place = _best_place(current)
            segments.append(current[:place])
            current = current[place:]
    return [*segments, current]


def _best_place(words: list[Word]) -> int:
    """Where to part what goes on without an end: between two words rather than in one, in the longest pause."""

    def merit(index: int) -> tuple[bool, int, int]:
        previous, following = words[index - 1], words[index]
        drawn_out = max(0.0, following.end - following.start - most_seconds(following))
        pause = following.start - previous.end + drawn_out
        return _are_two_words(previous.word, following.word), round(pause / PAUSE_STEP_SECONDS), index

    places = range(1, len(words))
    late = [index for index in places if words[index - 1].end - words[0].start >= ENOUGH_SECONDS]
    return max(late or places, key=merit)


def _are_two_words(left: str, right: str) -> bool:
    """
    Of scripts that leave no space between words, alignment gives single letters. A word of katakana is none that ends
    with another of them, and what hiragana follow goes with them.
    """
    if right[:1].isspace():
        return True
    before, after = (unicodedata.name(letter, "") for letter in (left[-1:] or " ", right[:1] or " "))
    same_script = any(before.startswith(script) and after.startswith(script) for script in ("KATAKANA", "LATIN"))
    return not same_script and not after.startswith("HIRAGANA")


def _ends_segment(previous: Word, following: Word, seconds: float) -> bool:
    pause = following.start - previous.end
    text = previous.word.strip()
    return (
        pause >= PAUSE_SECONDS
        or (seconds >= LONG_SECONDS and text.endswith(CLAUSE_END))
        or (text.endswith(SENTENCE_END) and not _is_abbreviation(text, pause))
    )


def _is_abbreviation(text: str, pause: float) -> bool:
    letters = text.rstrip(".")
    may_be_one = text.endswith(".") and ("." in letters or (len(letters) <= 3 and letters[:1].isupper()))
    return TITLES.fullmatch(text) is not None or (may_be_one and pause < BREATH_SECONDS)
