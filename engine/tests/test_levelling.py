import numpy as np
import pytest

from diarist_engine.audio import SAMPLE_RATE
from diarist_engine.levelling import MOST_GAIN, level


def tone(seconds: float, peak: float) -> np.ndarray:
    times = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (peak * np.sin(2 * np.pi * 300 * times)).astype(np.float32)


def peak_around(audio: np.ndarray, second: float) -> float:
    middle = int(second * SAMPLE_RATE)
    return float(np.abs(audio[middle - 1600 : middle + 1600]).max())


def test_a_quiet_stretch_becomes_as_loud_as_the_rest_and_the_rest_stays():
    levelled = level(np.concatenate([tone(5, 0.5), tone(3, 0.05), tone(5, 0.5)]))
    assert peak_around(levelled, 2.5) == pytest.approx(0.5, rel=0.01)
    assert peak_around(levelled, 6.5) == pytest.approx(0.5, rel=0.05)
    assert levelled.dtype == np.float32


def test_hiss_is_not_made_as_loud_as_speech():
    levelled = level(np.concatenate([tone(5, 0.5), tone(3, 0.0005)]))
    assert peak_around(levelled, 6.5) == pytest.approx(0.0005 * MOST_GAIN, rel=0.05)


@pytest.mark.parametrize("audio", [tone(0.01, 0.5), np.zeros(SAMPLE_RATE, np.float32)])
def test_silence_and_a_click_stay_as_they_are(audio):
    assert np.array_equal(level(audio), audio)
