from itertools import pairwise

import numpy as np
import pytest

from diarist_engine.audio import SAMPLE_RATE
from diarist_engine.levelling import level
from diarist_engine.settings import Settings
from diarist_engine.transcript import Span
from diarist_engine.voices import find_utterances, listen_closely
from tests.sound import AUSTEN, load, silence
from tests.sounds_without_words import applause, pink_noise

SETTINGS = Settings()
AUDIO_SAMPLES = 100 * SAMPLE_RATE


def rounded(spans: list[Span]) -> list[tuple[float, float]]:
    return [(round(float(span.start), 2), round(float(span.end), 2)) for span in spans]


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
    monkeypatch.setattr("diarist_engine.voices._voices", lambda audio, *_: found[float(audio[0])])
    monkeypatch.setattr("diarist_engine.voices._voices_afresh", lambda *_: afresh)
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
    monkeypatch.setattr("diarist_engine.voices._voices", voices)
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
    monkeypatch.setattr("diarist_engine.voices._voices", lambda audio, *_: [Span(2.0, len(audio) / SAMPLE_RATE)])


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


def test_of_loud_stretches_outside_of_what_was_found_the_detector_is_asked_one_by_one(monkeypatch):
    def voices(audio: np.ndarray, *_) -> list[Span]:
        asked.append(round(len(audio) / SAMPLE_RATE, 1))
        assert np.abs(audio).max() == pytest.approx(1)
        # What is high is a voice here.
        is_voice = np.abs(np.diff(audio)).max() > 0.5
        return [Span(0.5, 0.8)] if is_voice else [Span(0.5, 0.6)]

    def tone(start: float, end: float, hertz: float, loudness: float = 0.1) -> None:
        times = np.arange(int(start * SAMPLE_RATE), int(end * SAMPLE_RATE))
        recorded[times] = loudness * np.sin(2 * np.pi * hertz * times / SAMPLE_RATE)

    asked: list[float] = []
    recorded = np.zeros(60 * SAMPLE_RATE)
    monkeypatch.setattr("diarist_engine.voices._voices", voices)
    utterances = [Span(10.0, 12.0), Span(30.0, 32.0)]
    for each in utterances:
        tone(each.start, each.end, 2000)
    # What adjoins the next utterance belongs to it; some tenths of a second beside one are its edge, by themselves they
    # are not; what is low is no voice; what is too quiet is not asked of; and what is long is asked of part by part.
    tone(8.9, 10.0, 2000)
    tone(12.0, 12.6, 2000)
    tone(20.0, 20.6, 2000)
    tone(24.0, 25.0, 300)
    tone(34.0, 36.0, 2000, 0.01)
    tone(40.0, 44.0, 2000)
    assert rounded(listen_closely(recorded, utterances, SETTINGS)) == [
        *((pytest.approx(8.9, abs=0.1), 12.0), (pytest.approx(20, abs=0.1), pytest.approx(20.6, abs=0.1))),
        *((30.0, 32.0), (pytest.approx(40, abs=0.1), pytest.approx(44, abs=0.1))),
    ]
    assert asked == [pytest.approx(seconds, abs=0.2) for seconds in (1.5, 1.0, 1.4, 2.4, 2.4)]


@pytest.mark.parametrize(
    ("name", "sound", "loudness"), [("0930", applause, 1.5), ("0930", applause, 2.0), ("0880", pink_noise, 2.5)]
)
def test_a_sentence_that_begins_with_a_louder_sound_is_found_by_listening_closely(speech, name, sound, loudness):
    sentence, before = load(speech / AUSTEN.format(name)), load(speech / "jfk.flac")[: int(2.2 * SAMPLE_RATE)]
    beside = sound(len(sentence) / SAMPLE_RATE)[: len(sentence)]
    both = sentence + beside * (loudness * sentence.std() / beside.std())
    audio = np.concatenate([before, silence(1.0), both, silence(1.0)]).clip(-1, 1).astype(np.float32)
    said = Span(len(before) / SAMPLE_RATE + 1, len(audio) / SAMPLE_RATE - 1)

    def found(utterances: list[Span]) -> float:
        return sum(max(0.0, min(said.end, each.end) - max(said.start, each.start)) for each in utterances)

    utterances = find_utterances(audio, level(audio), SETTINGS)
    assert found(utterances) < 0.3 * said.seconds
    assert found(listen_closely(audio, utterances, SETTINGS)) > 0.7 * said.seconds
