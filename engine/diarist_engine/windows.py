"""Which stretches of the audio are decoded.

faster-whisper's own batching cuts the pauses out and glues the utterances together. Here a window is one unbroken
stretch of the recording, pauses included, so that times need no mapping back and no quiet start is cut off. The voice
detector only says where a window may begin and end, and its threshold is low: what it passes wrongly, the model's own
measures throw out; what it misses is lost.
"""

import math
from bisect import bisect_left, bisect_right

import numpy as np
from faster_whisper.vad import VadOptions, get_speech_timestamps

from .audio import SAMPLE_RATE
from .frames import FRAME_SECONDS, power_above_hum, power_of_frames
from .settings import Settings
from .transcript import Span

#: A window costs the same however full it is; from here on a better place to end is worth more than another second.
LEAST_FILLING = 0.6
#: Speech that goes on without a pause is cut at the best place of the last fifth of a window: in twice as much few are
#: better, and the windows get shorter.
LEAST_FILLING_WITHOUT_PAUSE = 0.8
#: Shorter, and the closure before a "t" would do as well as what lies between two words.
WORD_GAP_FRAMES = 10
#: Of the threshold, for what is as loud as the voices that were found.
DOUBTFUL_SHARE = 0.5
#: In half a minute of noise the detector grows deaf: a loud "Bonjour" after it goes unnoticed. It begins anew so often.
AFRESH_SECONDS = 10
#: What is nearly clipped it takes for noise; of what is 10 dB less loud it hears as much as of any other.
AFRESH_GAIN = 0.3
#: A voice has to be clearer then, for music is taken for one as well; once it is there it may be less.
AFRESH_THRESHOLD, AFRESH_LEAST = 0.5, 0.1
#: Two detections of the same voice differ at its edges: in 1,800 s by less than this, or by what is 3 dB less loud.
LEAST_DOUBTFUL_SECONDS = 0.9
DOUBTFUL_BELOW_VOICES_DB = 2
#: What stands by itself is no edge.
APART_SECONDS, LEAST_APART_SECONDS = 1.0, 0.4
LOUD_PERCENTILE = 75


def find_utterances(recorded: np.ndarray, levelled: np.ndarray, settings: Settings) -> list[Span]:
    """
    Where somebody may be speaking, without padding; none longer than a window with its padding. The detector hears
    quiet voices only once they are levelled, and loud ones in a room that echoes, or after noise, only as they were
    recorded.
    """
    found = _voices(levelled, settings, settings.vad_threshold)
    if not found:
        return []
    power = power_above_hum(recorded)
    least = _loudness(power, found) * 10 ** (-DOUBTFUL_BELOW_VOICES_DB / 10)
    for doubtful, least_apart_seconds in (
        (_voices(recorded, settings, settings.vad_threshold * DOUBTFUL_SHARE), LEAST_DOUBTFUL_SECONDS),
        (_voices_afresh(recorded, settings), LEAST_APART_SECONDS),
    ):
        more = [
            part
            for part in _outside(doubtful, found)
            if part.seconds >= (least_apart_seconds if _is_apart(part, found) else LEAST_DOUBTFUL_SECONDS)
            and _loudness(power, [part]) >= least
        ]
        found = sorted([*found, *more], key=lambda each: each.start)
    return [part for each in found for part in _parts(each, recorded, settings.utterance_seconds)]


def _is_apart(part: Span, found: list[Span]) -> bool:
    return all(max(each.start - part.end, part.start - each.end) >= APART_SECONDS for each in found)


def _voices(audio: np.ndarray, settings: Settings, threshold: float, least: float | None = None) -> list[Span]:
    """`least`: below it a voice has ended; by default a little below the threshold."""
    options = VadOptions(
        threshold=threshold,
        neg_threshold=least,
        min_silence_duration_ms=settings.vad_min_silence_ms,
        speech_pad_ms=0,
    )
    found = get_speech_timestamps(audio, options)
    return [Span(each["start"] / SAMPLE_RATE, min(each["end"], len(audio)) / SAMPLE_RATE) for each in found]


def _voices_afresh(audio: np.ndarray, settings: Settings) -> list[Span]:
    """With a detector that knows of nothing before the stretch that it is at."""
    step = AFRESH_SECONDS * SAMPLE_RATE
    spans: list[Span] = []
    for first in range(0, len(audio), step):
        stretch = audio[first : first + step] * AFRESH_GAIN
        for found in _voices(stretch, settings, AFRESH_THRESHOLD, AFRESH_LEAST):
            span = Span(found.start + first / SAMPLE_RATE, found.end + first / SAMPLE_RATE)
            goes_on = spans and span.start - spans[-1].end < settings.vad_min_silence_ms / 1000
            spans[-1:] = [Span(spans[-1].start, span.end)] if goes_on else [*spans[-1:], span]
    return spans


def _parts(utterance: Span, audio: np.ndarray, longest_seconds: float) -> list[Span]:
    """
    One that is too long, cut where two words likely meet. Cut anywhere, it is mostly cut within a word, and Whisper
    loses, doubles or mishears the words on both sides.
    """
    parts: list[Span] = []
    while utterance.seconds > longest_seconds:
        latest = utterance.start + longest_seconds
        earliest = utterance.start + longest_seconds * LEAST_FILLING_WITHOUT_PAUSE
        cut = earliest + _word_gap(audio[int(earliest * SAMPLE_RATE) : int(latest * SAMPLE_RATE)])
        parts.append(Span(utterance.start, cut))
        utterance = Span(cut, utterance.end)
    return [*parts, utterance]


def _word_gap(audio: np.ndarray) -> float:
    """
    Seconds until the middle of the quietest tenth of a second. Differences of samples make what is high louder than
    what is low: an "f" is no gap, and the hum of a machine fills none.
    """
    power = power_of_frames(np.diff(audio))
    return float(np.convolve(power, np.ones(WORD_GAP_FRAMES), "valid").argmin() + WORD_GAP_FRAMES / 2) * FRAME_SECONDS


def _loudness(power: np.ndarray, spans: list[Span]) -> float:
    """Mean square of what is louder than most of the spans."""
    frames = [power[int(each.start / FRAME_SECONDS) : math.ceil(each.end / FRAME_SECONDS)] for each in spans]
    return float(np.percentile(np.concatenate(frames), LOUD_PERCENTILE))


def _outside(spans: list[Span], others: list[Span]) -> list[Span]:
    """What of the spans none of the others has; both are in the order of time."""
    starts, ends = [other.start for other in others], [other.end for other in others]
    parts: list[Span] = []
    for span in spans:
        inside = others[bisect_right(ends, span.start) : bisect_left(starts, span.end)]
        edges = [span.start, *(edge for other in inside for edge in (other.start, other.end)), span.end]
        parts += [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]
    return parts


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
