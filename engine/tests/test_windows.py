from dataclasses import replace

from diarist_engine.settings import Settings
from diarist_engine.transcript import Span, Word
from diarist_engine.windows import heard_twice, plan_windows, unheard, without_echo, without_pause

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


def words(*starts: float) -> list[Word]:
    return [Word(f" w{start:g}", start, start + 0.3, 0.9) for start in starts]


def test_an_utterance_without_a_word_was_passed_over_and_a_breath_was_not():
    utterances = [Span(1.0, 2.0), Span(3.0, 3.5), Span(5.0, 5.1)]
    assert unheard(utterances, words(1.2)) == [Span(3.0, 3.5)]


def test_a_sentence_of_which_only_the_edges_were_heard_was_passed_over():
    sentence = Span(10.0, 18.0)
    assert unheard([sentence], words(9.9, 17.9)) == [sentence]
    assert unheard([sentence], words(10.0, 11.5, 13.0, 15.0)) == []


def test_the_listening_that_heard_more_has_the_utterance():
    sentence, before, after = Span(10.0, 14.0), words(9.0), words(15.0)
    once, again = words(10.1), words(10.2, 11.0, 12.5)
    assert heard_twice(sentence, before + once + after, again) == (before + after, again)
    assert heard_twice(sentence, before + again + after, once) == (before + again + after, [])
    assert heard_twice(sentence, before + once + after, []) == (before + once + after, [])


def test_words_beside_the_utterance_are_not_heard_twice():
    before = [Word(" end.", 9.2, 9.8, 0.9)]
    again = [Word(" end.", 9.6, 9.9, 0.5), *words(10.2, 11.0)]
    assert heard_twice(Span(10.0, 12.0), before, again) == (before, again[1:])


def test_a_word_that_was_stretched_over_a_pause_is_cut_back_and_others_stay():
    utterances = [Span(1.0, 2.0), Span(4.0, 5.0)]
    assert without_pause(Word(" In", 2.1, 4.5, 0.9), utterances) == Word(" In", 3.9, 4.5, 0.9)
    assert without_pause(Word(" end.", 1.5, 3.5, 0.9), utterances) == Word(" end.", 1.5, 2.1, 0.9)
    short = Word(" so", 2.3, 2.9, 0.9)
    assert without_pause(short, utterances) == short


def test_words_that_come_again_and_take_no_time_are_an_echo():
    said = [Word(" Good", 1.0, 1.2, 0.9), Word(" night.", 1.2, 1.8, 0.9)]
    echo = [Word(" Good", 1.8, 1.8, 0.4), Word(" night.", 1.8, 1.8, 0.4)]
    assert without_echo(said + echo) == said
    again = [Word(" Good", 1.9, 2.2, 0.9), Word(" night.", 2.2, 2.8, 0.9)]
    assert without_echo(said + again) == said + again
    assert without_echo([*said, Word(" Tom.", 1.8, 1.8, 0.4)]) == [*said, Word(" Tom.", 1.8, 1.8, 0.4)]
    assert without_echo([]) == []
