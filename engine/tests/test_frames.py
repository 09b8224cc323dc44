import numpy as np
import pytest

from diarist_engine import frames
from diarist_engine.audio import SAMPLE_RATE
from diarist_engine.frames import FRAME_SECONDS, power_above_hum, power_of_frames


def tone(hertz: float, seconds: float = 2.0) -> np.ndarray:
    return np.sin(2 * np.pi * hertz * np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE).astype(np.float32)


@pytest.mark.parametrize(("hertz", "least", "most"), [(50, -22, -19), (100, -10, -8), (200, -1, 1), (1000, -1, 1)])
def test_the_mains_hum_is_left_out_and_a_voice_is_not(hertz, least, most):
    audio = tone(hertz)
    assert least < 10 * np.log10(power_above_hum(audio).mean() / power_of_frames(audio).mean()) < most


def test_long_audio_is_the_same_as_short(monkeypatch):
    audio = tone(60) + tone(400)
    whole = power_above_hum(audio)
    monkeypatch.setattr(frames, "BLOCK_SAMPLES", 20 * frames.FRAME_SAMPLES)
    assert np.allclose(power_above_hum(audio), whole, atol=1e-5)
    assert len(whole) == round(2.0 / FRAME_SECONDS)
    assert len(power_above_hum(audio[:0])) == 0
