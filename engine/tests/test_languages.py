from dataclasses import replace

import pytest

from diarist_engine.languages import (
    divided,
    is_doubtful,
    is_strange,
    likelier_language,
    likeliest,
    may_hold_two,
    most_telling,
    telling,
    within,
)
from diarist_engine.transcript import DecodedWindow, Span
from tests.voiced import evenly

WINDOW = Span(10.0, 40.0)


def heard(language: str, avg_logprob: float, words: int = 10, *, sure: float = 0.99, dropped=None) -> DecodedWindow:
    spoken = evenly(10.0, 10.0 + words / 2, " ".join(["word"] * words)) if words > 0 else []
    return DecodedWindow(10.0, 40.0, spoken, language, sure, 0.0, avg_logprob, 0.1, 1.5, dropped)


def test_a_window_in_which_the_language_changes_is_cut_in_the_pauses_between():
    told = {
        Span(11.0, 19.0): ("en", 0.95),
        Span(21.0, 24.0): ("de", 1.0),
        Span(26.0, 29.0): ("de", 0.9),
        Span(31.0, 39.0): ("en", 0.9),
    }
    parts = divided(WINDOW, list(told), told)
    assert parts == [(Span(10.0, 20.0), "en"), (Span(20.0, 30.0), "de"), (Span(30.0, 40.0), "en")]


@pytest.mark.parametrize(
    ("language", "change"),
    [(("de", 0.4), 19.5), (("en", 0.4), 24.25), (("cy", 0.4), 24.25), (None, 24.25)],
)
def test_what_is_said_between_two_languages_is_not_cut_and_goes_where_it_sounds_like_or_is_nearer(language, change):
    english, between, german = Span(11.0, 19.0), Span(20.0, 23.5), Span(25.0, 39.0)
    told = {english: ("en", 0.95), german: ("de", 1.0)} | ({between: language} if language else {})
    parts = divided(WINDOW, [english, between, german], told)
    assert parts == [(Span(10.0, change), "en"), (Span(change, 40.0), "de")]


def test_an_utterance_whose_language_is_not_clear_goes_with_those_around_it():
    told = {Span(11.0, 19.0): ("en", 0.95), Span(21.0, 24.0): ("cy", 0.6), Span(26.0, 29.0): ("en", 0.9)}
    assert divided(WINDOW, list(told), told) == [(WINDOW, "en")]
    assert divided(WINDOW, [Span(11.0, 19.0)], {Span(11.0, 19.0): ("cy", 0.4)}) == []


def test_only_what_is_long_enough_tells_its_language():
    spoken = [Span(11, 11.5), Span(12, 13), Span(14, 17)]
    assert telling(spoken) == [Span(14, 17)]
    assert telling(spoken, {"en", "zh"}) == [Span(12, 13), Span(14, 17)]


def test_what_a_window_cuts_is_not_said_within_it():
    assert within([Span(2, 11), Span(12, 15), Span(39, 44)], WINDOW) == [Span(12, 15)]


@pytest.mark.parametrize(("sure", "may"), [(0.95, True), (0.99, False)])
def test_a_window_of_whose_language_the_model_is_not_quite_sure_may_hold_two(sure, may):
    assert may_hold_two(heard("en", -0.2, sure=sure)) is may


def test_a_few_words_or_unlikely_ones_in_another_language_are_strange():
    assert is_strange(heard("hi", -0.3, words=3), "en")
    assert is_strange(heard("hi", -0.9), "en")
    assert not is_strange(heard("hi", -0.3), "en")
    assert not is_strange(heard("en", -0.9, words=3), "en")
    assert not is_strange(heard("hi", -0.9, words=0), "en")


def test_a_strange_window_keeps_its_language_where_it_is_clearly_likelier_in_it():
    german, english = heard("de", -0.3), heard("en", -0.7)
    assert likelier_language(german, english) is german
    assert likelier_language(heard("de", -0.5), heard("en", -0.45)).language == "en"
    assert likelier_language(heard("hi", -0.9), english) is english


def test_a_strange_window_that_is_not_to_be_believed_in_either_has_no_words():
    settled = likelier_language(heard("hi", -0.9), heard("en", -1.4, dropped="unlikely"))
    assert (settled.language, settled.words, settled.dropped) == ("en", [], "unlikely")


def test_a_window_is_in_doubt_that_is_neither_surely_nor_clearly_in_its_language():
    assert is_doubtful(heard("ru", -0.6, sure=0.94))
    assert not is_doubtful(heard("ru", -0.6, sure=0.98))
    assert not is_doubtful(heard("ru", -0.4, sure=0.94))
    assert not is_doubtful(replace(heard("ru", -0.6, sure=0.94), no_speech_prob=0.3))


def test_another_language_has_to_be_far_likelier():
    assert likeliest("ru", 0.9, {"ru": -0.61, "pt": -0.79, "fr": -0.36}) == "fr"
    assert likeliest("en", 0.9, {"en": -0.55, "nn": -0.45, "ru": -0.43}) == "en"
    assert likeliest("en", 0.9, {"en": -0.9, "ja": -0.65}) == "en"


def test_a_guessed_language_gives_way_sooner():
    log_probs = {"yo": -0.94, "en": -0.61, "la": -0.69}
    assert likeliest("yo", 0.3, log_probs) == "en"
    assert likeliest("yo", 0.9, log_probs) == "yo"
    assert likeliest("yo", 0.3, {"yo": -0.64, "en": -0.61}) == "yo"
    assert likeliest("uk", 0.2, {"uk": -1.33, "en": -0.68, "la": -0.69, "nn": -0.66}) == "en"
    assert likeliest("yo", 0.3, {"yo": -0.94}) == "yo"


def test_the_longest_windows_tell_most():
    short, long, longer = Span(0.0, 2.0), Span(3.0, 23.0), Span(30.0, 59.0)
    assert most_telling([short, long, longer]) == [longer]
    assert most_telling([short, long]) == [long, short]
