import numpy as np
import pytest

from diarist_engine.accounts import (
    Speech,
    are_crowded,
    are_hurried,
    go_in_a_circle,
    has_letters,
    have_times_of_speech,
    says_one_thing,
    without_echo,
    without_late_echo,
)
from diarist_engine.audio import SAMPLE_RATE
from diarist_engine.transcript import Span, Word
from tests.voiced import evenly, speech_in

SENTENCE = "had he married a more amiable woman he might have been made more respectable"


@pytest.mark.parametrize(
    "text",
    [
        "dada dada dada",
        "Get out, get out, get out.",
        "dhapapapapa",
        "クワァァァ",
        "No, no, no, no.",
        "So we got this one. 10, 10, 10, 10, 10.",
    ],
)
def test_the_same_again_and_again_is_one_thing(text):
    assert says_one_thing(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bye bye.",
        "Get out, get out.",
        "One, two, three.",
        "No, no, no, I did not mean that.",
        "We ran - - - - - home",
    ],
)
def test_what_says_more_is_not_one_thing(text):
    assert not says_one_thing(text)


def near(start: float, end: float) -> list[Span]:
    return [Span(pytest.approx(start, abs=0.15), pytest.approx(end, abs=0.15))]


def test_words_that_fill_the_speech_leave_no_hole():
    assert speech_in((1.0, 5.0), (6.0, 8.0)).holes(evenly(1, 5, SENTENCE) + evenly(6, 8, "than he was")) == []


def test_speech_without_a_word_is_a_hole_and_what_a_speaker_may_have_swallowed_is_not():
    speech = speech_in((1.0, 5.0), (6.0, 8.0))
    assert speech.holes(evenly(1, 5, SENTENCE)) == near(6, 8)
    assert speech.holes(evenly(1, 5, SENTENCE) + evenly(6.7, 8, "than he was")) == []


def test_words_that_were_drawn_out_over_speech_leave_a_hole():
    speech = speech_in((1.0, 9.0))
    assert speech.holes(evenly(1, 6, "He might even") + evenly(6, 9, "have been made amiable himself")) == near(1, 5)
    assert speech.holes([Word(" 1,250,000", 1.0, 4.0, 0.9), *evenly(4, 9, SENTENCE)]) == []


def test_what_the_voice_detector_took_of_a_pause_is_no_hole():
    speech = speech_in((1.0, 5.0), detected=[Span(1.0, 7.0)])
    assert speech.holes(evenly(1, 5, SENTENCE)) == []


def test_silence_has_no_holes():
    assert speech_in(audio_seconds=3, detected=[Span(0.0, 3.0)]).holes([]) == []
    assert speech_in(audio_seconds=0.001).holes([]) == []


def test_of_two_hearings_the_one_that_leaves_less_speech_has_less_fault():
    speech, place = speech_in((1.0, 5.0)), Span(1.0, 5.0)
    assert speech.fault(evenly(1, 5, SENTENCE), place) < speech.fault(evenly(4, 5, "than he was"), place)
    hurried = evenly(1, 4, SENTENCE) + evenly(4, 4.01, "than he was")
    assert speech.fault(evenly(4, 5, "than he was"), place) < speech.fault(hurried, place)


def test_several_words_in_no_time_are_hurried():
    assert are_hurried(evenly(1, 1.05, "than he was"))
    assert not are_hurried(evenly(1, 1.4, "than he was"))
    assert not are_hurried([*evenly(1, 1, "he"), *evenly(1, 1.3, "was"), *evenly(1.3, 1.3, "he was")])


def test_a_word_that_comes_again_and_again_in_no_time_is_a_circle():
    counted = evenly(0, 1.5, "one two three four five")
    assert go_in_a_circle([*counted, *evenly(5.4, 5.4, " ".join(["five"] * 4))])
    assert not go_in_a_circle(evenly(1, 4, "no no no no no no no no"))
    # So often it may be said, and the alignment be wrong.
    assert not go_in_a_circle([*evenly(1, 1.3, "no"), *evenly(1.3, 1.3, "no no no")])


def test_a_sentence_in_less_time_than_anybody_needs_is_crowded():
    assert are_crowded(evenly(0.7, 1.1, "that's what I was talking about"))
    assert not are_crowded(evenly(0.7, 1.7, "that's what I was talking about"))
    # One of the words may be misplaced, and two may be swallowed.
    assert not are_crowded([*evenly(1, 2, "what was I"), *evenly(2, 2, "talking")])
    assert not are_crowded(evenly(1, 1.05, "thank you"))


def test_a_chorus_has_the_times_of_speech():
    assert have_times_of_speech(
        [word for start in range(1, 13, 2) for word in evenly(start, start + 1.5, SENTENCE[:25])]
    )
    # One at a time, of which the alignment has misplaced one.
    ones = [Word(" Left.", start, start + 0.4, 0.9) for start in range(1, 12)]
    assert have_times_of_speech([*ones, Word(" Right.", 12.0, 12.05, 0.9)])


def test_what_was_invented_over_and_over_has_not():
    crowded = evenly(1, 1.3, " ".join(["four"] * 30))
    assert not have_times_of_speech(evenly(1, 3, "one two three") + crowded)
    assert not have_times_of_speech([Word(" no", start, start + 2.0, 0.9) for start in range(1, 12, 2)])
    assert not have_times_of_speech(evenly(1, 3.3, "M" + "m" * 54))


def test_words_that_come_again_in_no_time_are_an_echo():
    said = evenly(1.0, 1.8, "Good night.")
    assert without_echo(said + evenly(1.8, 1.8, "good night")) == said
    # The first of them takes what is left of the window.
    sentence = evenly(1, 4, SENTENCE)
    echo = [Word(" Had", 4.0, 4.4, 0.4), *evenly(4.4, 4.4, SENTENCE.partition(" ")[2])]
    assert without_echo(sentence + echo) == sentence
    assert without_echo(sentence + echo + echo) == sentence


def test_what_is_said_twice_stays():
    twice = evenly(1.0, 1.8, "Good night.") + evenly(1.9, 2.8, "Good night.")
    assert without_echo(twice) == twice
    other = [*evenly(1.0, 1.8, "Good night."), Word(" Tom.", 1.8, 1.8, 0.4)]
    assert without_echo(other) == other
    assert without_echo([]) == []


def test_an_echo_in_the_middle_of_what_is_said_is_left_out():
    said, after = evenly(0, 1.4, "yeah I'm taking the bag."), evenly(2.8, 4, "and I leave it here")
    echo = evenly(1.4, 1.4, "Yeah, I'm taking the bag.")
    assert without_echo(said + echo + echo + after) == said + after
    # Of two words one may have got the time of both.
    twice = evenly(0, 0.4, "very much") + evenly(0.4, 0.5, "very much")
    assert without_echo(twice + after) == twice + after


def test_words_that_come_again_after_a_pause_and_take_all_of_the_next_are_an_echo():
    said, after = evenly(1.0, 1.9, "to the bottom."), evenly(6.0, 6.6, "Small things")
    echo = [Word(" to", 3.4, 4.8, 0.4), *evenly(4.8, 5.3, "the bottom.")]
    assert without_late_echo([*said, *echo, *after]) == [*said, *after]
    # Somebody says it again, and somebody sings.
    again = evenly(3.4, 4.3, "to the bottom.")
    assert without_late_echo([*said, *again, *after]) == [*said, *again, *after]
    sung = [Word(" no", 1.0, 1.3, 0.9), Word(" no", 1.4, 2.8, 0.9)]
    assert without_late_echo(sung) == sung


def test_figures_and_signs_are_no_letters():
    assert not any(map(has_letters, ("", "1.0", "1, 2, 3...", "... ...", "5 %")))
    assert all(map(has_letters, ("A.", "1.5 mm", "你好", "ну")))


def test_a_hum_is_no_speech():
    times = np.arange(10 * SAMPLE_RATE) / SAMPLE_RATE
    voice = np.where((times < 3) | (times >= 5), 0.1 * np.sin(2 * np.pi * 300 * times), 0.0)
    hum = 0.05 * np.sin(2 * np.pi * 50 * times)
    speech = Speech((voice + hum).astype(np.float32), [Span(0.0, 10.0)])
    assert (
        speech.holes(evenly(0, 3, "he was not an ill disposed man") + evenly(5, 10, "than he was at all that day"))
        == []
    )
