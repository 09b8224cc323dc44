"""Which language is spoken where.

The model tells the language of a whole window, and may be as sure of it where two are spoken in one. What is mumbled,
laughed or half covered makes it sure of languages that nobody speaks; people who do change theirs do so for more than a
word or two, and are understood.
"""

from collections.abc import Collection
from dataclasses import replace
from itertools import groupby, pairwise

from .transcript import DecodedWindow, Span

#: ISO 639-1, and how sure the model is of it.
Language = tuple[str, float]

#: Less sure than this of a window, it may be hearing two languages in it.
SURE_OF_WINDOW = 0.97
#: An utterance by itself has a language of its own from here on, where it is long enough to tell.
SURE_OF_UTTERANCE = 0.85
LEAST_TELLING_SECONDS = 1.5
#: Which of two it is in, less tells: of 310 stretches of 0.7 s, one was taken for the other, and of 486 of 1.2 s none.
LEAST_TELLING_AMONG_FEW_SECONDS = 0.6

#: A window in which less is spoken tells little of its language.
LEAST_SPOKEN_SECONDS = 3.0
#: What is really spoken in a language is mostly likelier in it than this.
LEAST_LOG_PROB = -0.6
#: Bytes of other scripts are easily foretold from each other, which makes their text look likelier than it is.
CLEARLY_LIKELIER = 0.1
#: A recording of which nothing is likelier than this may be in another language than the model thinks.
LIKELY_LOG_PROB = -0.5
#: And is, if it is likelier in it by so much: of "Bonjour !" by 0.25 than of the Russian that the model was sure of.
FAR_LIKELIER = 0.2
#: Less sure than this, the model guesses: somebody's "Thou also, thou also" was Yoruba.
RATHER_SURE = 0.5
#: Of what somebody says there is no such doubt: "Bonjour" had 0.01 to 0.1, laughter and a flute 0.3.
CERTAINLY_SPEECH = 0.2
#: Enough to tell by.
TELLING_SECONDS = 30.0


def is_doubtful(window: DecodedWindow) -> bool:
    """Neither surely nor clearly in its language, and clearly spoken."""
    is_unlikely = may_hold_two(window) and window.avg_logprob < LIKELY_LOG_PROB
    return is_unlikely and window.no_speech_prob < CERTAINLY_SPEECH


def likeliest(own: str, sure: float, log_probs: dict[str, float]) -> str:
    """
    The language that a recording is in, of which the model is so sure that it is in `own`: means of each, in the order
    in which the model thinks of them. What is about as likely in several is in the first.
    """
    highest = max(log_probs.values())
    others = [code for code in log_probs if code != own]
    best = next((code for code in others if log_probs[code] > highest - CLEARLY_LIKELIER), own)
    is_guess = sure < RATHER_SURE
    least = log_probs[own] + (CLEARLY_LIKELIER if is_guess else FAR_LIKELIER)
    return best if log_probs[best] >= (least if is_guess else max(LEAST_LOG_PROB, least)) else own


def most_telling(spans: list[Span]) -> list[Span]:
    """The longest, as many as are needed."""
    longest, seconds = [], 0.0
    for span in sorted(spans, key=lambda each: -each.seconds):
        if not longest or seconds + span.seconds <= TELLING_SECONDS:
            longest.append(span)
            seconds += span.seconds
    return longest


def may_hold_two(window: DecodedWindow) -> bool:
    return window.language_probability < SURE_OF_WINDOW


def within(utterances: list[Span], window: Span) -> list[Span]:
    return [each for each in utterances if window.start <= each.start and each.end <= window.end]


def telling(spoken: list[Span], among: Collection[str] = ()) -> list[Span]:
    """Utterances that are long enough to tell their language, or which of a few it is."""
    least_seconds = LEAST_TELLING_AMONG_FEW_SECONDS if among else LEAST_TELLING_SECONDS
    return [each for each in spoken if each.seconds >= least_seconds]


def divided(window: Span, spoken: list[Span], told: dict[Span, Language]) -> list[tuple[Span, str]]:
    """
    A window in parts of one language each, cut in the middle of pauses between its utterances; one part or none where
    nothing changes. `told` has the language of some of them.
    """
    clear = [(span, told[span][0]) for span in spoken if span in told and told[span][1] >= SURE_OF_UTTERANCE]
    runs = [(code, [span for span, _ in run]) for code, run in groupby(clear, key=lambda each: each[1])]
    ends = [
        _change([span for span in spoken if left[-1].start <= span.start <= right[0].start], told, before, after)
        for (before, left), (after, right) in pairwise(runs)
    ]
    edges = [window.start, *ends, window.end]
    return [(Span(edges[index], edges[index + 1]), code) for index, (code, _) in enumerate(runs)]


def _change(spoken: list[Span], told: dict[Span, Language], before: str, after: str) -> float:
    """
    The middle of the pause that has most that sounds like the one language before it, and like the other after it; of
    such pauses the longest.
    """
    agreed = 0.0
    places: list[tuple[float, float, float]] = []
    for left, right in pairwise(spoken):
        code = told[left][0] if left in told else None
        agreed += left.seconds * ((code == before) - (code == after))
        places.append((agreed, right.start - left.end, (left.end + right.start) / 2))
    return max(places)[2]


def is_strange(window: DecodedWindow, main: str) -> bool:
    """In another language than most, and not certainly so."""
    spoken_seconds = sum(word.end - word.start for word in window.words)
    doubtful = spoken_seconds < LEAST_SPOKEN_SECONDS or window.avg_logprob < LEAST_LOG_PROB
    return window.language != main and len(window.words) > 0 and doubtful


def likelier_language(own: DecodedWindow, in_main: DecodedWindow) -> DecodedWindow:
    """The hearing in the window's own language or that in the main one; no words where neither is to be believed."""
    if own.avg_logprob > max(LEAST_LOG_PROB, in_main.avg_logprob + CLEARLY_LIKELIER):
        return own
    return in_main if in_main.dropped is None else replace(in_main, words=[])
