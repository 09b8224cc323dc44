from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from diarist_engine.audio import SAMPLE_RATE
from diarist_engine.settings import Settings
from diarist_engine.transcript import Span
from diarist_engine.windows import find_utterances, plan_windows

SETTINGS = replace(Settings(), window_seconds=29.0, vad_pad_ms=400, vad_max_pause_ms=1000)
AUDIO_SECONDS = 100.0
AUDIO_SAMPLES = int(AUDIO_SECONDS * SAMPLE_RATE)


def plan(*utterances: tuple[float, float]) -> list[Span]:
    return plan_windows([Span(*each) for each in utterances], AUDIO_SECONDS, SETTINGS)


def rounded(windows: list[Span]) -> list[tuple[float, float]]:
    return [(round(window.start, 3), round(window.end, 3)) for window in windows]


def test_a_voice_counts_that_is_found_in_the_recording_or_once_it_is_levelled(monkeypatch):
    recorded, levelled = np.full(AUDIO_SAMPLES, 0.2), np.ones(AUDIO_SAMPLES)
    recorded[14 * SAMPLE_RATE :] = 0.1
    found = {
        # The first edge is short, and what begins at 14 s is not as loud as the others.
        0.2: [Span(1.8, 4.0), Span(5.1, 6.9), Span(6.95, 8.0), Span(9.0, 10.0), Span(14.0, 16.0)],
        1.0: [Span(2.0, 3.0), Span(5.0, 7.0), Span(9.1, 9.8)],
    }
    # Short, and beside another or apart from all.
    afresh = [Span(10.5, 11.0), Span(12.0, 12.5)]
    monkeypatch.setattr("diarist_engine.windows._voices", lambda audio, *_: found[float(audio[0])])
    monkeypatch.setattr("diarist_engine.windows._voices_afresh", lambda *_: afresh)
    assert find_utterances(recorded, levelled, SETTINGS) == [
        *(Span(2.0, 3.0), Span(3.0, 4.0)),
        *(Span(5.0, 7.0), Span(7.0, 8.0), Span(9.1, 9.8), Span(12.0, 12.5)),
    ]


def test_the_detector_begins_anew_every_ten_seconds_and_a_voice_may_go_on_through_it(monkeypatch):
    def voices(audio: np.ndarray, *_) -> list[Span]:
        heard.append(len(audio) / SAMPLE_RATE)
        loud = np.flatnonzero(audio) / SAMPLE_RATE
        is_deaf = len(audio) == len(recorded)
        return [] if is_deaf or len(loud) == 0 else [Span(loud[0], loud[-1])]

    heard: list[float] = []
    recorded, levelled = np.zeros(24 * SAMPLE_RATE), np.ones(SAMPLE_RATE)
    recorded[8 * SAMPLE_RATE : 12 * SAMPLE_RATE] = 0.2
    recorded[21 * SAMPLE_RATE : 23 * SAMPLE_RATE] = 0.2
    monkeypatch.setattr("diarist_engine.windows._voices", voices)
    parts = find_utterances(recorded, levelled, SETTINGS)
    assert rounded(parts)[-2:] == [(8.0, 12.0), (21.0, 23.0)]
    assert heard == [1.0, 24.0, 10.0, 10.0, 4.0]


def buzzing(seconds: float, *pauses: tuple[float, float]) -> np.ndarray:
    """High noise, but for the pauses."""
    audio = np.random.default_rng(1).normal(0, 0.1, int(seconds * SAMPLE_RATE)).astype(np.float32)
    for start, end in pauses:
        audio[int(start * SAMPLE_RATE) : int(end * SAMPLE_RATE)] *= 0.05
    return audio


@pytest.fixture
def one_long_utterance(monkeypatch):
    monkeypatch.setattr("diarist_engine.windows._voices", lambda audio, *_: [Span(2.0, len(audio) / SAMPLE_RATE)])


def edges(audio: np.ndarray) -> list[float]:
    """Where the parts of what is spoken there meet, which leave nothing out."""
    parts = find_utterances(audio, audio, SETTINGS)
    assert (parts[0].start, parts[-1].end) == (2.0, len(audio) / SAMPLE_RATE)
    assert all(part.end == following.start for part, following in pairwise(parts))
    assert all(part.seconds <= SETTINGS.utterance_seconds for part in parts)
    return [part.end for part in parts[:-1]]


@pytest.mark.usefixtures("one_long_utterance")
def test_speech_without_a_pause_is_cut_late_where_it_is_quiet_for_as_long_as_between_two_words():
    audio = buzzing(60.0, (12.0, 12.4), (26.0, 26.12), (27.0, 27.04), (50.0, 50.12))
    assert edges(audio) == [pytest.approx(26.06, abs=0.03), pytest.approx(50.06, abs=0.03)]


@pytest.mark.usefixtures("one_long_utterance")
def test_a_hum_fills_no_gap_between_words_and_what_is_soft_and_high_is_none():
    audio = buzzing(35.0, (26.0, 26.12))
    soft = slice(28 * SAMPLE_RATE, int(28.2 * SAMPLE_RATE))
    audio[soft] *= 0.2
    times = np.arange(len(audio)) / SAMPLE_RATE
    hum = np.where((times < 28.0) | (times > 28.2), 0.1 * np.sin(2 * np.pi * 50 * times), 0).astype(np.float32)
    assert edges(audio + hum) == [pytest.approx(26.06, abs=0.03)]


def test_neighbours_share_a_window_with_the_pause_between_them():
    assert rounded(plan((1.0, 3.0), (3.9, 6.0))) == [(0.6, 6.4)]


def test_a_long_pause_parts_two_windows():
    assert rounded(plan((1.0, 3.0), (4.5, 6.0))) == [(0.6, 3.4), (4.1, 6.4)]


def test_padding_ends_with_the_audio():
    assert rounded(plan((0.1, 99.9))) == [(0.0, 100.0)]


def test_a_full_window_ends_at_its_longest_late_pause_and_the_padding_is_shared():
    windows = plan((0.5, 8.0), (8.9, 18.0), (18.5, 24.0), (24.2, 28.0), (28.2, 40.0))
    assert rounded(windows) == [(0.1, 18.25), (18.25, 40.4)]


def test_every_utterance_lies_whole_in_one_window_and_no_window_is_too_long():
    utterances = [(second + 0.05 * (second % 7), second + 0.7) for second in range(1, 90)]
    windows = plan(*utterances)
    assert all(window.seconds <= SETTINGS.window_seconds + 1e-9 for window in windows)
    for start, end in utterances:
        assert sum(window.start <= start and end <= window.end for window in windows) == 1
