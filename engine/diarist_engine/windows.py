"""Which stretches of the audio are decoded.

faster-whisper's own batching cuts the pauses out and glues the utterances together. Here a window is one unbroken
stretch of the recording, pauses included, so that times need no mapping back and no quiet start is cut off.
"""

from .settings import Settings
from .transcript import Span

#: A window costs the same however full it is; from here on a better place to end is worth more than another second.
LEAST_FILLING = 0.6


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
    longest_seconds = settings.utterance_seconds
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
