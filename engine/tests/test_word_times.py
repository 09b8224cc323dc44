"""Words without the silence beside them; sounds are made up, so that it is known when each begins."""

import numpy as np
import pytest

from diarist_engine.audio import SAMPLE_RATE
from diarist_engine.transcript import Word
from diarist_engine.word_times import Loudness


def recording(*sounds: tuple[float, float], seconds: float = 6.0, noise: float = 0.0003) -> Loudness:
    random = np.random.default_rng(1)
    audio = random.normal(0, noise, int(seconds * SAMPLE_RATE))
    for start, end in sounds:
        audio[int(start * SAMPLE_RATE) : int(end * SAMPLE_RATE)] += random.normal(
            0, 0.1, int(end * SAMPLE_RATE) - int(start * SAMPLE_RATE)
        )
    return Loudness(audio.astype(np.float32))


def trimmed(loudness: Loudness, text: str, start: float, end: float) -> tuple[float, float]:
    word = loudness.without_silence(Word(text, start, end, 1.0))
    return pytest.approx((word.start, word.end), abs=0.06)


def test_a_word_that_begins_where_the_one_before_the_pause_ended_begins_after_the_pause():
    assert trimmed(recording((0.5, 1.5), (2.1, 2.5)), " The", 1.5, 2.25) == (2.06, 2.25)


def test_it_does_so_in_noise_as_well():
    assert trimmed(recording((0.5, 1.5), (2.1, 2.5), noise=0.012), " The", 1.5, 2.25) == (2.06, 2.25)


def test_a_word_that_goes_on_over_the_pause_ends_before_it():
    assert trimmed(recording((0.5, 1.5), (2.1, 2.5)), " country", 1.1, 2.1) == (1.1, 1.54)


def test_the_end_of_the_word_before_the_pause_is_none_of_it():
    assert trimmed(recording((0.5, 1.5), (2.1, 2.5)), " The", 1.44, 2.25) == (2.06, 2.25)


def test_the_closure_within_a_word_is_no_pause():
    assert trimmed(recording((0.5, 0.9), (0.98, 1.5)), " octopus", 0.5, 1.5) == (0.5, 1.5)


def test_a_word_of_two_parts_keeps_both():
    assert trimmed(recording((0.5, 0.9), (1.2, 1.7)), " twenty-one", 0.5, 1.7) == (0.5, 1.7)


def test_a_word_stays_where_it_is_if_what_sounds_there_is_too_short_for_it():
    assert trimmed(recording((0.5, 1.05)), " considerable", 1.0, 1.6) == (1.0, 1.6)


def test_a_word_over_nothing_but_noise_stays_where_it_is():
    assert trimmed(recording((0.5, 1.0)), " and", 3.0, 3.5) == (3.0, 3.5)


def test_a_word_beyond_the_end_of_the_recording_stays_where_it_is():
    assert trimmed(recording((0.5, 1.0), seconds=1.2), " end", 1.1, 1.4) == (1.1, 1.4)
