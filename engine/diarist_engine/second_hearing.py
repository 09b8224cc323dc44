"""Where to listen once more, and which of two hearings is believed.

Whisper passes over utterances that are short or quiet beside louder speech, over sentences whose beginning was cut off,
and over whole ones after music; alone it hears them well.
"""

from dataclasses import replace
from itertools import chain

from .accounts import BESIDE_A_WORD_SECONDS, SAME_HOLE_SECONDS, Speech, are_same, is_drawn_out, plain
from .transcript import DecodedWindow, Span, Word

#: A word's time may be off by this much and still belong to an utterance.
WORD_SLACK_SECONDS = 0.1
#: Hardly a word is spoken for longer; one that seems to be was stretched over a pause by the alignment.
LONGEST_WORD_SECONDS = 1.0
#: The voice detector goes on into a pause; a hole that runs over this little of an utterance is none of it.
LEAST_SHARE_SECONDS = 0.5
#: A sound shorter than this is a breath or a click rather than a word.
LEAST_UTTERANCE_SECONDS = 0.2
#: A "t" is louder for less.
LEAST_LOUD_SECONDS = 0.1
#: A second listening that accounts for no more than this beyond the first, where that had words, spells them otherwise.
LEAST_GAINED_SECONDS = 0.3
#: Of words that people said, one of the two was never met: -0.7 and 0.2 at worst, where "Thank you." had -0.86 and 0.5.
NO_SPEECH_PROB, POOR_LOG_PROB = 0.4, -0.7


def passed_over(utterances: list[Span], words: list[Word], speech: Speech) -> list[Span]:
    """Utterances without a word, and stretches of speech with too few."""
    wordless = [
        utterance
        for utterance in utterances
        if utterance.seconds >= LEAST_UTTERANCE_SECONDS
        and speech.seconds_in(utterance) >= LEAST_LOUD_SECONDS
        and not any(_touches(word, utterance) for word in words)
    ]
    return [*wordless, *speech.holes(words)]


def places_around(holes: list[Span], utterances: list[Span], words: list[Word], most_seconds: float) -> list[Span]:
    """
    Whole utterances to be heard again: several together, where a word may belong to one or the other, but no more than
    `most_seconds` of them.
    """
    ordered = sorted(words, key=lambda word: word.start)
    places: list[Span] = []
    for place in sorted((_whole(_around(each, ordered), utterances) for each in holes), key=lambda p: p.start):
        if places and place.start < places[-1].end:
            places[-1] = Span(places[-1].start, max(places[-1].end, place.end))
        else:
            places.append(place)
    return [part for place in places for part in _parts(place, utterances, most_seconds)]


def _around(hole: Span, words: list[Word]) -> Span:
    """With the words that were drawn out over it, whose true place may lie on its other side, and their neighbours."""
    span = hole
    drawn_out = [index for index, word in enumerate(words) if is_drawn_out(word)]
    for index in [*drawn_out, *reversed(drawn_out)]:
        if _near(span, words[index]):
            neighbours = words[max(0, index - 1) : index + 2]
            span = Span(min(span.start, neighbours[0].start), max(span.end, max(word.end for word in neighbours)))
    return span


def _near(span: Span, word: Word) -> bool:
    return word.start < span.end + SAME_HOLE_SECONDS and word.end > span.start - SAME_HOLE_SECONDS


def _whole(span: Span, utterances: list[Span]) -> Span:
    shared = [each for each in utterances if _overlap(span, each) >= min(LEAST_SHARE_SECONDS, each.seconds)]
    return Span(min(each.start for each in shared), max(each.end for each in shared)) if shared else span


def _parts(span: Span, utterances: list[Span], most_seconds: float) -> list[Span]:
    if span.seconds <= most_seconds:
        return [span]
    return [each for each in utterances if _overlap(span, each) > 0]


def is_invented(again: DecodedWindow) -> bool:
    """
    What a first listening heard nothing of is silence sooner, by Whisper's own measures: under applause it hears a
    "Thank you." then.
    """
    return len(again.words) > 0 and again.no_speech_prob > NO_SPEECH_PROB and again.avg_logprob < POOR_LOG_PROB


def heard_twice(
    span: Span, first: list[Word], again: list[Word], speech: Speech, is_clear: bool = True
) -> tuple[list[Word], list[Word]]:
    """
    What stays of the words of the first listening and of the second, which had a span and its padding: the one that
    accounts for more of what is spoken in the span has it, and what the other heard beside it stays. Where it is not
    clear that somebody speaks, the second has to hear more words: it may have drawn the same ones out over a chord.
    """
    kept = [word for word in first if not _lies_in(word, span)]
    gained = [word for word in again if not any(_is_same(other, word) for other in kept)]
    if not gained:
        return first, []
    hurried, left = speech.fault(kept + gained, span)
    were_hurried, left_before = speech.fault(first, span)
    if (hurried, left) >= (were_hurried, left_before):
        return first, []
    replaced = [word for word in first if _lies_in(word, span)]
    only_spells = hurried == were_hurried and left_before - left < LEAST_GAINED_SECONDS
    is_worse = only_spells and len(replaced) > 0 and _likelihood(gained) <= _likelihood(replaced)
    is_drawn_over = not is_clear and len(gained) <= len(replaced)
    return (first, []) if is_worse or is_drawn_over else (kept, gained)


def _likelihood(words: list[Word]) -> float:
    return sum(word.probability for word in words) / len(words)


def strays(span: Span, first: list[Word], gained: list[Word], speech: Speech) -> list[Word]:
    """
    Words of the first listening that stand beside the span, if the second heard them where they were said: at that end
    of what it gained in the span. They were drawn out over what was not understood there, or stand in a pause.
    """
    ordered = sorted(first, key=lambda word: word.start)
    before = [word for word in ordered if _middle(word) < span.start]
    after = [word for word in ordered if _middle(word) > span.end]
    lengths = range(len(gained), 0, -1)
    same_before = [before[-length:] for length in lengths if are_same(before[-length:], gained[:length])]
    same_after = [after[:length] for length in lengths if are_same(after[:length], gained[-length:])]
    drawn_out = (words for words in same_before if any(map(is_drawn_out, words)))
    in_a_pause = (words for words in [*same_before, *same_after] if _stand_in_a_pause(words, first, speech))
    return next(chain(drawn_out, in_a_pause), [])


def _stand_in_a_pause(words: list[Word], among: list[Word], speech: Speech) -> bool:
    """Whether hardly anything is spoken that these account for, and none of the others does."""
    place = Span(words[0].start, words[-1].end).padded(BESIDE_A_WORD_SECONDS, words[-1].end + BESIDE_A_WORD_SECONDS)
    others = [word for word in among if word not in words]
    return speech.fault(others, place)[1] - speech.fault(among, place)[1] < LEAST_LOUD_SECONDS


def _lies_in(word: Word, span: Span) -> bool:
    return span.start <= _middle(word) <= span.end


def _middle(word: Word) -> float:
    return (word.start + word.end) / 2


def _is_same(word: Word, other: Word) -> bool:
    covers = word.start <= _middle(other) <= word.end
    return covers or (plain(word) == plain(other) and _overlap(word, other) > 0)


def _touches(word: Word, span: Span) -> bool:
    return word.start < span.end + WORD_SLACK_SECONDS and word.end > span.start - WORD_SLACK_SECONDS


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


def _overlap(one: Span | Word, other: Span | Word) -> float:
    return min(one.end, other.end) - max(one.start, other.start)
