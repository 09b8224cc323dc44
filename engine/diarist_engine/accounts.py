"""Whether the words account for the speech, and the speech for the words.

Whisper passes over a sentence without a doubt: every word that it does give is likely. But its alignment has to spread
the words over all of the sound, so those beside the hole are drawn out, or none stand there. And where it says a
sentence twice, the alignment finds no time for the second.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise

import numpy as np

from .frames import FRAME_SECONDS, power_above_hum, runs, span_of
from .transcript import Span, Word

#: Speakers who drawl take this long for a word.
WORD_SECONDS, LETTER_SECONDS = 0.5, 0.09
#: "1985" is read out as if it were so many letters each.
DIGIT_LETTERS = 5
#: Twice as fast as the fastest speak.
HURRIED_LETTER_SECONDS = 0.02
#: A word sounds a little before and after its times.
BESIDE_A_WORD_SECONDS = 0.1
#: The voice detector goes on for half a second into a pause; what is this far below the speech is none.
SPEECH_RANGE_DB = 20
LOUD_PERCENTILE = 90
#: Speech without words this near to each other was passed over in one go.
SAME_HOLE_SECONDS = 1.0
#: In 2,000 s of speech, words that were all heard left up to 0.7 s of it without a word; sentences passed over left
#: 1.2 s and more.
LEAST_HOLE_SECONDS = 0.9
#: Fewer may have been swallowed by the speaker.
LEAST_HURRIED_WORDS = 3
#: Between two words of a sentence there is hardly more.
LEAST_PAUSE_SECONDS = 0.5
MOST_ECHOED_WORDS = 8
#: Of fewer in the middle of what is said, the alignment may have given the one's time to the other.
LEAST_INNER_ECHO_WORDS = 3
#: "No, no, no, no" is said, and takes its time.
MOST_IN_A_ROW = 4
#: Letters: the same few three times and more, with a rest at either end.
ONE_THING = re.compile(r"\w{0,4}?(\w{1,12}?)\1{2,}\w{0,4}")
#: Of many words that were all said, the times of some are wrong.
MOST_WRONG_SHARE = 1 / 6
#: "Mmmm…" of a violin; the longest words that people say have fewer letters.
MOST_LETTERS = 30


class Speech:
    """Where in the audio somebody speaks, so that words can be held against it."""

    def __init__(self, audio: np.ndarray, utterances: list[Span]) -> None:
        loudness = np.sqrt(power_above_hum(audio))
        inside = np.zeros(len(loudness), dtype=bool)
        for utterance in utterances:
            inside[_frames(utterance)] = True
        usual = np.percentile(loudness[inside], LOUD_PERCENTILE) if inside.any() else 0.0
        self._spoken = inside & (loudness > usual * 10 ** (-SPEECH_RANGE_DB / 20))

    def holes(self, words: list[Word]) -> list[Span]:
        """Stretches in which clearly more is spoken than the words account for."""
        return [
            span_of(run)
            for run in runs(np.flatnonzero(self._left_by(words)), SAME_HOLE_SECONDS)
            if len(run) * FRAME_SECONDS >= LEAST_HOLE_SECONDS
        ]

    def seconds_in(self, span: Span) -> float:
        """How much of a span is as loud as speech; the detector hears voices in a silence that was made louder, too."""
        return float(self._spoken[_frames(span)].sum()) * FRAME_SECONDS

    def fault(self, words: list[Word], within: Span) -> tuple[bool, float]:
        """Smaller is better: whether the words there were said too fast, and seconds of speech that they leave."""
        inside = [word for word in words if word.start < within.end and word.end > within.start]
        return are_hurried(inside), float(self._left_by(words)[_frames(within)].sum()) * FRAME_SECONDS

    def _left_by(self, words: list[Word]) -> np.ndarray:
        left = self._spoken.copy()
        for word, following in pairwise([*sorted(words, key=lambda word: word.start), None]):
            # Of several that were drawn out, the last alone stands where it was said, if any.
            if following is None or not (is_drawn_out(word) and is_drawn_out(following)):
                believed = Span(max(word.start, word.end - most_seconds(word)), word.end)
                left[_frames(believed.padded(BESIDE_A_WORD_SECONDS, believed.end + BESIDE_A_WORD_SECONDS))] = False
        return left


def _frames(span: Span) -> slice:
    return slice(max(0, round(span.start / FRAME_SECONDS)), max(0, round(span.end / FRAME_SECONDS)))


def most_seconds(word: Word) -> float:
    """What is longer was drawn out over what was passed over; of such a word its end is believed."""
    return WORD_SECONDS + LETTER_SECONDS * _letters(word)


def is_drawn_out(word: Word) -> bool:
    return word.end - word.start > most_seconds(word)


def are_hurried(words: list[Word]) -> bool:
    """Whether more than a few words in a row were said faster than anybody speaks."""
    run = 0
    for word in words:
        run = run + 1 if _is_hurried([word]) else 0
        if run >= LEAST_HURRIED_WORDS:
            return True
    return False


def are_crowded(words: list[Word]) -> bool:
    """Whether all together take less time than anybody needs: seven words of a short laugh."""
    return len(words) >= LEAST_HURRIED_WORDS and _is_hurried(words)


def go_in_a_circle(words: list[Word]) -> bool:
    """Whether the same word comes again and again, some in no time: Whisper was caught in it; nobody said it."""
    return any(len(run := list(group)) > MOST_IN_A_ROW and are_hurried(run) for _, group in groupby(words, plain))


def says_one_thing(text: str) -> bool:
    """
    Whether a text is the same syllables three times and more, and hardly anything else, as what a bass "says", or has a
    word again and again in a row, as what a crowd "says".
    """
    letters = "".join(character for character in text.lower() if character.isalpha())
    runs = (len(list(run)) for word, run in groupby(map(_plain_text, text.split())) if word)
    return ONE_THING.fullmatch(letters) is not None or any(length > MOST_IN_A_ROW for length in runs)


def have_times_of_speech(words: list[Word]) -> bool:
    """
    Whether words that come again and again have the time each that it takes to say them: the alignment crowds together
    or draws out those that were invented.
    """
    wrong = sum(_is_hurried([word]) or is_drawn_out(word) for word in words)
    is_one_sound = any(_letters(word) > MOST_LETTERS for word in words)
    return not are_hurried(words) and wrong <= MOST_WRONG_SHARE * len(words) and not is_one_sound


def without_echo(words: list[Word]) -> list[Word]:
    """
    A window's words without the same words said once more in no time. Whisper fills what is left of a short window so,
    if need be more than once, and what it does not understand before it goes on.
    """

    def lengths(said: list[Word], following: list[Word]) -> Iterator[int]:
        for length in range(min(len(said), len(following)), 0, -1):
            if length >= LEAST_INNER_ECHO_WORDS or length == len(following):
                yield length

    return _without_echoes(words, lengths, _is_hurried)


def without_late_echo(words: list[Word]) -> list[Word]:
    """
    Words, in order, without the same said once more after a pause and drawn out: Whisper fills music after a sentence
    so. Whoever draws a word out for stress does not pause before it.
    """

    def lengths(said: list[Word], following: list[Word]) -> Iterable[int]:
        is_late = bool(said) and following[0].start - said[-1].end >= LEAST_PAUSE_SECONDS
        return range(min(MOST_ECHOED_WORDS, len(said)) if is_late else 0, 0, -1)

    return _without_echoes(words, lengths, lambda echo: any(map(is_drawn_out, echo)))


def _without_echoes(
    words: list[Word],
    lengths: Callable[[list[Word], list[Word]], Iterable[int]],
    is_echo: Callable[[list[Word]], bool],
) -> list[Word]:
    """Without what is the same as what was said just before it, if it is an echo; `lengths` are tried in order."""
    kept: list[Word] = []
    first = 0
    while first < len(words):
        following = words[first:]
        echoes = (
            length
            for length in lengths(kept, following)
            if are_same(kept[-length:], following[:length]) and is_echo(following[:length])
        )
        length = next(echoes, 0)
        kept += following[:1] if length == 0 else []
        first += max(length, 1)
    return kept


def are_same(words: list[Word], others: list[Word]) -> bool:
    # Word by word: mostly the first ones differ.
    return len(words) == len(others) and all(
        plain(one) == plain(other) for one, other in zip(words, others, strict=True)
    )


def _is_hurried(words: list[Word]) -> bool:
    seconds = sum(word.end - word.start for word in words)
    return seconds < HURRIED_LETTER_SECONDS * sum(map(_letters, words))


def _letters(word: Word) -> int:
    return sum(DIGIT_LETTERS if each.isdigit() else each.isalnum() for each in word.word)


def has_letters(text: str) -> bool:
    """Of any script; figures and signs are none."""
    return any(character.isalpha() for character in text)


def plain(word: Word) -> str:
    """Without case and punctuation."""
    return _plain_text(word.word)


def _plain_text(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
