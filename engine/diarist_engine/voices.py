"""Where somebody may be speaking.

The voice detector only says where a window may begin and end, and its threshold is low: what it passes wrongly, the
model's own measures throw out; what it misses is lost. So it listens in several ways.
"""

import math
from bisect import bisect_left, bisect_right
from itertools import pairwise

import numpy as np
from faster_whisper.vad import VadOptions, get_speech_timestamps

from .audio import SAMPLE_RATE
from .frames import FRAME_SECONDS, power_above_hum, power_of_frames, runs, span_of
from .settings import Settings
from .transcript import Span

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
#: Laughter, a knock, or somebody nearer to the microphone can make the detector deaf within seconds: of whole sentences
#: of a meeting it said 0.0. Asked of a loud stretch by itself, with hardly anything before it, it hears them. In seven
#: minutes of meetings that found three sentences, in two of radio four; in ten of music and sounds 6 s without a voice.
LOUD_BELOW_VOICES_DB = 14
SMOOTH_FRAMES = 10
LOUD_GAP_SECONDS, MOST_LOUD_SECONDS = 0.3, 3.0
BESIDE_LOUD_SECONDS = 0.2
CLOSE_THRESHOLD, LEAST_CLOSE_SECONDS = 0.5, 0.2
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
    for listen, least_apart_seconds in (
        (_voices_as_recorded, LEAST_DOUBTFUL_SECONDS),
        (_voices_afresh, LEAST_APART_SECONDS),
    ):
        rests = [
            rest
            for rest in _outside([Span(0.0, len(recorded) / SAMPLE_RATE)], found)
            if _may_be_voice(power, rest, least)
        ]
        more = [
            part
            for part in _outside(listen(recorded, rests, settings), found)
            if _is_long(part, found, least_apart_seconds) and _loudness(power, [part]) >= least
        ]
        found = sorted([*found, *more], key=lambda each: each.start)
    return [part for each in found for part in _parts(each, recorded, settings.utterance_seconds)]


def listen_closely(recorded: np.ndarray, utterances: list[Span], settings: Settings) -> list[Span]:
    """
    The same utterances with loud stretches beside and between them of which the detector says by themselves that
    somebody speaks.
    """
    if not utterances:
        return []
    power = power_above_hum(recorded)
    least = _loudness(power, utterances) * 10 ** (-LOUD_BELOW_VOICES_DB / 10)
    more = [
        part
        for stretch in _outside(_loud_stretches(power, least), utterances)
        for part in _in_equal_parts(stretch, MOST_LOUD_SECONDS)
        if _is_long(part, utterances, LEAST_APART_SECONDS) and _is_voice(recorded, part, settings)
    ]
    return _joined(utterances, more, settings)


def _joined(utterances: list[Span], more: list[Span], settings: Settings) -> list[Span]:
    """All, in the order of time; what adjoins one of `more` is one utterance with it, as long as that fits a window."""
    added = set(more)
    joined: list[Span] = []
    before: Span | None = None
    for each in sorted([*utterances, *more], key=lambda span: span.start):
        goes_on = (
            before is not None
            and (each in added or before in added)
            and each.start - before.end < settings.vad_min_silence_ms / 1000
            and each.end - joined[-1].start <= settings.utterance_seconds
        )
        joined[-1:] = [Span(joined[-1].start, each.end)] if goes_on else [*joined[-1:], each]
        before = each
    return joined


def _is_long(part: Span, found: list[Span], least_apart_seconds: float) -> bool:
    is_apart = all(max(each.start - part.end, part.start - each.end) >= APART_SECONDS for each in found)
    return part.seconds >= (least_apart_seconds if is_apart else LEAST_DOUBTFUL_SECONDS)


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


def _voices_as_recorded(audio: np.ndarray, places: list[Span], settings: Settings) -> list[Span]:
    """All of them, if there is a place to look for one in."""
    return _voices(audio, settings, settings.vad_threshold * DOUBTFUL_SHARE) if places else []


def _voices_afresh(audio: np.ndarray, places: list[Span], settings: Settings) -> list[Span]:
    """Those in the places, by a detector that knows of nothing before the stretch that it is at."""
    step = AFRESH_SECONDS * SAMPLE_RATE
    spans: list[Span] = []
    for first in range(0, len(audio), step):
        if not any(place.overlaps(Span(first / SAMPLE_RATE, (first + step) / SAMPLE_RATE)) for place in places):
            continue
        stretch = audio[first : first + step] * AFRESH_GAIN
        for found in _voices(stretch, settings, AFRESH_THRESHOLD, AFRESH_LEAST):
            span = Span(found.start + first / SAMPLE_RATE, found.end + first / SAMPLE_RATE)
            goes_on = spans and span.start - spans[-1].end < settings.vad_min_silence_ms / 1000
            spans[-1:] = [Span(spans[-1].start, span.end)] if goes_on else [*spans[-1:], span]
    return spans


def _is_voice(audio: np.ndarray, part: Span, settings: Settings) -> bool:
    near = part.padded(BESIDE_LOUD_SECONDS, len(audio) / SAMPLE_RATE)
    stretch = audio[int(near.start * SAMPLE_RATE) : int(near.end * SAMPLE_RATE)]
    voices = _voices(stretch / np.abs(stretch).max(), settings, CLOSE_THRESHOLD, CLOSE_THRESHOLD)
    return sum(voice.seconds for voice in voices) >= LEAST_CLOSE_SECONDS


def _loud_stretches(power: np.ndarray, least: float) -> list[Span]:
    smooth = np.convolve(power, np.full(SMOOTH_FRAMES, 1 / SMOOTH_FRAMES), "same")
    return [span_of(run) for run in runs(np.flatnonzero(smooth > least), LOUD_GAP_SECONDS)]


def _in_equal_parts(span: Span, most_seconds: float) -> list[Span]:
    edges = np.linspace(span.start, span.end, math.ceil(span.seconds / most_seconds) + 1).tolist()
    return [Span(start, end) for start, end in pairwise(edges)]


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


def _may_be_voice(power: np.ndarray, place: Span, least: float) -> bool:
    """Whether enough of it is as loud for its loudest quarter to be, were it the shortest that counts."""
    loud = power[int(place.start / FRAME_SECONDS) : math.ceil(place.end / FRAME_SECONDS)] >= least
    return int(loud.sum()) * FRAME_SECONDS >= LEAST_APART_SECONDS * (100 - LOUD_PERCENTILE) / 100


def _outside(spans: list[Span], others: list[Span]) -> list[Span]:
    """What of the spans none of the others has; both are in the order of time."""
    starts, ends = [other.start for other in others], [other.end for other in others]
    parts: list[Span] = []
    for span in spans:
        inside = others[bisect_right(ends, span.start) : bisect_left(starts, span.end)]
        edges = [span.start, *(edge for other in inside for edge in (other.start, other.end)), span.end]
        parts += [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]
    return parts
