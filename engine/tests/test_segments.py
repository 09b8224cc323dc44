from dataclasses import replace

from diarist_engine.segments import segments_of, split_into_segments
from diarist_engine.transcript import DecodedWindow, Word


def texts(*words: tuple[str, float, float]) -> list[str]:
    segments = split_into_segments([Word(f" {text}", start, end, 1.0) for text, start, end in words])
    return ["".join(word.word for word in segment).strip() for segment in segments]


def test_a_sentence_ends_a_segment():
    assert texts(("It", 0, 0.2), ("rained.", 0.2, 0.8), ("We", 1.0, 1.2), ("left.", 1.2, 1.5)) == [
        "It rained.",
        "We left.",
    ]


def test_a_title_before_a_name_does_not():
    assert texts(("And", 0, 0.2), ("Mr.", 0.2, 0.5), ("Dashwood", 0.5, 1.0)) == ["And Mr. Dashwood"]
    assert texts(("And", 0, 0.2), ("Mr.", 0.2, 0.5), ("Dashwood", 0.7, 1.0)) == ["And Mr. Dashwood"]
    assert texts(("In", 0, 0.2), ("U.S.", 0.2, 0.5), ("They", 0.7, 1.0)) == ["In U.S.", "They"]


def test_a_long_pause_ends_a_segment_without_a_full_stop():
    assert texts(("well", 0, 0.5), ("perhaps", 1.4, 2.0)) == ["well", "perhaps"]


def test_a_long_sentence_is_parted_at_a_comma_and_an_endless_one_anywhere():
    steps = [("word", float(second), second + 1.0) for second in range(8)]
    assert texts(*steps, ("so,", 8.0, 9.0), ("then", 9.0, 10.0)) == ["word " * 8 + "so,", "then"]
    endless = [("word", float(second), second + 1.0) for second in range(30)]
    assert [text.count("word") for text in texts(*endless)] == [12, 12, 6]


def test_an_endless_sentence_is_parted_in_its_longest_pause_and_between_two_words():
    steps = [("word", float(second), second + 1.0) for second in range(9)]
    after = [("more", second + 0.4, second + 1.4) for second in range(9, 16)]
    assert [len(text.split()) for text in texts(*steps, *after)] == [9, 7]
    letters = "きょうはあさからとてもしずかでサイトのかんり"
    words = [Word(letter, index * 0.6, index * 0.6 + 0.6, 1.0) for index, letter in enumerate(letters)]
    parts = ["".join(word.word for word in segment) for segment in split_into_segments(words)]
    assert parts == ["きょうはあさからとてもしずかで", "サイトのかんり"]


def test_no_word_is_lost_and_silence_has_no_segments():
    words = [Word(f" w{number}.", number, number + 0.5, 1.0) for number in range(20)]
    assert [word for segment in split_into_segments(words) for word in segment] == words
    assert split_into_segments([]) == []


def window(language: str, *words: tuple[str, float, float]) -> DecodedWindow:
    spoken = [Word(f" {text}", start, end, 1.0) for text, start, end in words]
    return DecodedWindow(spoken[0].start, spoken[-1].end, spoken, language, 1.0, 0.0, -0.2, 0.1, 1.0)


def heard(*windows: DecodedWindow) -> list[tuple[str, DecodedWindow]]:
    return [("".join(word.word for word in words).strip(), most) for words, most in segments_of(list(windows))]


def test_a_sentence_that_several_windows_have_parts_of_is_one():
    first = window("en", ("They", 0.0, 0.3), ("left", 0.3, 0.6))
    rest = window("en", ("in", 1.2, 1.4), ("the", 1.4, 1.5), ("rain.", 1.5, 2.0), ("Nobody", 2.3, 2.8))
    found_later = window("en", ("early", 0.7, 1.1))
    assert heard(first, rest, found_later) == [("They left early in the rain.", rest), ("Nobody", rest)]


def test_a_capital_at_the_beginning_of_a_window_begins_a_sentence():
    first, second = window("en", ("This", 0.0, 0.3), ("is", 0.3, 0.6)), window("en", ("This", 0.7, 0.9))
    third, fourth = window("en", ("I'm", 1.0, 1.2)), window("en", ("späť", 1.3, 1.5))
    assert heard(first, second, third, fourth) == [("This is", first), ("This I'm späť", second)]


def test_a_change_of_language_ends_a_segment():
    english, german = window("en", ("well", 0.0, 0.5)), window("de", ("ja,", 0.6, 0.9), ("gut", 0.9, 1.2))
    assert heard(german, english) == [("well", english), ("ja, gut", german)]


def test_windows_without_words_have_no_segments():
    assert segments_of([]) == []
    assert segments_of([replace(window("en", ("x", 0.0, 0.1)), words=[])]) == []
