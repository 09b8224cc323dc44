"""Word times without the silence that the alignment gave to a word.

The alignment leaves no time out: where a speaker pauses, the word after the pause begins where the one before it ended,
or the one before it goes on.
"""

from dataclasses import replace

import numpy as np

from .accounts import plain
from .frames import FRAME_SECONDS, power_above_hum
from .transcript import Word

SMOOTHING_FRAMES = 3
#: The closure before a "t" is half as long.
LEAST_SILENCE_SECONDS = 0.15
#: So much of a neighbour may reach into a word.
NEIGHBOUR_SECONDS = 0.12
#: What soft beginnings and endings take beside what is loud.
SOFT_SECONDS = 0.04
#: A word is as loud as its loudest parts; what is this far below them is a pause.
WORD_PERCENTILE, PAUSE_DEPTH_DB = 90, 20
#: In noise a pause is not as deep: it is then nearly as quiet as the quietest of its neighbourhood.
NEIGHBOURHOOD_SECONDS, FLOOR_PERCENTILE, ABOVE_FLOOR_DB = 3.0, 5, 4
#: Where voice and noise are closer than this, nothing tells them apart.
LEAST_CONTRAST_DB = 10
#: Less than this is no word: what is left may be the end of a louder neighbour.
LEAST_WORD_SECONDS, LEAST_LETTER_SECONDS = 0.04, 0.03
QUIETEST = 1e-5


class Loudness:
    """How loud a recording is, in decibels, in each hundredth of a second."""

    def __init__(self, audio: np.ndarray) -> None:
        power = power_above_hum(audio)
        smooth = np.convolve(power, np.ones(SMOOTHING_FRAMES) / SMOOTHING_FRAMES, "same") if len(power) else power
        self._levels = 10 * np.log10(np.maximum(smooth, QUIETEST**2))

    def without_silence(self, word: Word) -> Word:
        """The word without silence at either end of it; as it is where no silence can be told from it."""
        first, last = round(word.start / FRAME_SECONDS), round(word.end / FRAME_SECONDS)
        levels = self._levels[first:last]
        if len(levels) * FRAME_SECONDS < LEAST_SILENCE_SECONDS:
            return word
        sounding = levels > self._silence_db(levels, first, last)
        start, end = _silent_edge(sounding), _silent_edge(sounding[::-1])
        trimmed = replace(word, start=round(word.start + start, 3), end=round(word.end - end, 3))
        is_word = trimmed.end - trimmed.start >= LEAST_WORD_SECONDS + LEAST_LETTER_SECONDS * len(plain(word))
        return trimmed if is_word else word

    def _silence_db(self, levels: np.ndarray, first: int, last: int) -> float:
        around = round(NEIGHBOURHOOD_SECONDS / FRAME_SECONDS)
        floor = float(np.percentile(self._levels[max(0, first - around) : last + around], FLOOR_PERCENTILE))
        loud = float(np.percentile(levels, WORD_PERCENTILE))
        return max(loud - PAUSE_DEPTH_DB, min(floor + ABOVE_FLOOR_DB, loud - LEAST_CONTRAST_DB))


def _silent_edge(sounding: np.ndarray) -> float:
    """Seconds before the word; what of a neighbour reaches into it and is followed by silence is none of it."""
    places = np.flatnonzero(sounding)
    if len(places) == 0:
        return 0.0
    silent = int(places[0])
    pauses = np.flatnonzero(np.diff(places) * FRAME_SECONDS > LEAST_SILENCE_SECONDS)
    if len(pauses) > 0 and places[pauses[0]] * FRAME_SECONDS < NEIGHBOUR_SECONDS:
        silent = int(places[pauses[0] + 1])
    silent_seconds = silent * FRAME_SECONDS
    return silent_seconds - SOFT_SECONDS if silent_seconds >= LEAST_SILENCE_SECONDS else 0.0
