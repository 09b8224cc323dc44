from dataclasses import replace

from diarist_engine.settings import Settings
from diarist_engine.transcript import Span
from diarist_engine.windows import plan_windows

SETTINGS = replace(Settings(), window_seconds=29.0, vad_pad_ms=400, vad_max_pause_ms=1000)
AUDIO_SECONDS = 100.0


def plan(*utterances: tuple[float, float]) -> list[Span]:
    return plan_windows([Span(*each) for each in utterances], AUDIO_SECONDS, SETTINGS)


def rounded(windows: list[Span]) -> list[tuple[float, float]]:
    return [(round(window.start, 3), round(window.end, 3)) for window in windows]


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
