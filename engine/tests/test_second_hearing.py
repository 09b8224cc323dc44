from dataclasses import replace

from diarist_engine.second_hearing import (
    heard_twice,
    is_invented,
    passed_over,
    places_around,
    strays,
    without_pause,
)
from diarist_engine.transcript import DecodedWindow, Span, Word
from tests.voiced import evenly, speech_in

LONGEST_SECONDS = 28.0


def test_an_utterance_without_a_word_was_passed_over_and_a_breath_was_not():
    # At 7 s there is nothing but what the detector took for something.
    utterances = [Span(1.0, 2.0), Span(3.0, 3.5), Span(5.0, 5.1), Span(7.0, 7.5)]
    speech = speech_in((1.0, 2.0), (3.0, 3.5), (5.0, 5.1), detected=utterances)
    assert passed_over(utterances, evenly(1.0, 2.0, "and so my"), speech) == [Span(3.0, 3.5)]


def test_whole_utterances_are_heard_again():
    utterances = [Span(1.0, 4.0), Span(5.0, 9.0)]
    words = evenly(1, 4, "he was not an ill disposed young man") + evenly(7, 9, "than he was")
    assert places_around([Span(5.0, 6.9)], utterances, words, LONGEST_SECONDS) == [Span(5.0, 9.0)]
    # The detector took some of the pause after the first for speech.
    assert places_around([Span(3.8, 6.9)], utterances, words, LONGEST_SECONDS) == [Span(5.0, 9.0)]


def test_words_that_were_drawn_out_may_belong_to_the_next_utterance():
    utterances = [Span(1.0, 6.0), Span(7.0, 9.0), Span(12.0, 13.0)]
    words = evenly(1, 6, "He might even") + evenly(7.5, 9, "have been made amiable") + evenly(12, 13, "And so")
    assert places_around([Span(3.0, 5.0)], utterances, words, LONGEST_SECONDS) == [Span(1.0, 9.0)]
    assert places_around([Span(3.0, 5.0)], utterances, words, 0) == utterances[:2]


def test_places_that_share_an_utterance_are_one():
    utterances = [Span(1.0, 10.0)]
    assert places_around([Span(1.0, 3.0), Span(6.0, 9.0)], utterances, [], LONGEST_SECONDS) == utterances


def test_the_listening_that_accounts_for_more_has_the_place():
    place, before, after = Span(10.0, 14.0), evenly(8, 9, "it is said"), evenly(15, 16, "after all that")
    speech = speech_in((8.0, 9.0), (10.0, 14.0), (15.0, 16.0))
    once, again = evenly(13, 14, "he was"), evenly(10, 14, "had he married a more amiable woman than she was")
    assert heard_twice(place, before + once + after, again, speech) == (before + after, again)
    assert heard_twice(place, before + again + after, once, speech) == (before + again + after, [])
    assert heard_twice(place, before + once + after, [], speech) == (before + once + after, [])


def test_words_are_spelled_otherwise_where_they_are_likelier_so():
    place, words = Span(10.0, 14.0), evenly(10.3, 13.8, "had he married a more amiable woman than she was")
    speech = speech_in((10.0, 14.0))
    again = evenly(10.1, 13.8, "had he married a more amiable women then she was")
    assert heard_twice(place, words, again, speech) == (words, [])
    likelier = [replace(word, probability=0.95) for word in again]
    assert heard_twice(place, words, likelier, speech) == ([], likelier)
    # Where nothing was heard, all is a gain.
    short = Span(20.0, 20.4)
    yes = evenly(20.1, 20.2, "yes")
    assert heard_twice(short, words, yes, speech_in((10.0, 14.0), (20.0, 20.4))) == (words, yes)


def test_where_it_is_not_clear_that_somebody_speaks_more_words_have_to_be_heard():
    # A chord before the sentence sounds like a voice.
    place, speech = Span(8.0, 14.0), speech_in((8.0, 14.0))
    words = evenly(10.3, 13.8, "had he married a woman")
    drawn_over = [Word(" had", 8.1, 8.8, 0.95), *words[1:]]
    assert heard_twice(place, words, drawn_over, speech) == ([], drawn_over)
    assert heard_twice(place, words, drawn_over, speech, is_clear=False) == (words, [])
    more = [*evenly(8.1, 9.8, "and so my friend"), *words]
    assert heard_twice(place, words, more, speech, is_clear=False) == ([], more)


def test_words_that_strayed_from_their_place_are_not_heard_twice():
    place = Span(16.5, 20.0)
    sentence = evenly(7.5, 9.4, "Morgan wants to make it hard.")
    strayed = [Word(" I", 9.5, 9.7, 0.9), Word(" didn't", 9.7, 13.8, 0.5)]
    again = evenly(16.6, 19, "I didn't even check yesterday")
    speech = speech_in((7.5, 9.4), (13.0, 13.8), (16.5, 20.0))
    assert strays(place, sentence + strayed + evenly(17.4, 19, "even check yesterday"), again, speech) == strayed
    # Said twice: each takes its time.
    twice = evenly(13, 13.8, "I didn't")
    assert strays(place, sentence + twice, again, speech) == []
    assert strays(place, sentence + strayed, evenly(16.6, 19, "whether it was moving"), speech) == []


def test_words_that_stand_in_the_pause_beside_their_place_are_not_heard_twice():
    speech = speech_in((8.0, 9.4), (10.1, 10.5), (11.0, 12.0))
    colonel, again = evenly(8.0, 9.35, "retired army Colonel"), [Word(" Rick", 10.1, 10.5, 0.8)]
    before, after = [Word(" Rick", 9.4, 9.6, 0.9)], evenly(11.0, 12.0, "Rescorla gave")
    assert strays(Span(10.1, 10.5), colonel + before + after, again, speech) == before
    late = [Word(" Rick", 10.7, 10.9, 0.9)]
    assert strays(Span(10.1, 10.5), colonel + late + after, again, speech) == late


def test_words_beside_the_place_are_not_heard_twice():
    speech = speech_in((9.0, 9.9), (10.0, 12.0))
    before = [Word(" end.", 9.2, 9.8, 0.9)]
    again = [Word(" end.", 9.6, 9.9, 0.5), *evenly(10, 12, "had he married a more amiable woman")]
    assert heard_twice(Span(10.0, 12.0), before, again, speech) == (before, again[1:])
    # The same word, each time placed before the other's middle.
    again[0] = Word(" End", 9.75, 9.95, 0.5)
    assert heard_twice(Span(10.0, 12.0), before, again, speech) == (before, again[1:])


def test_a_word_that_was_stretched_over_a_pause_is_cut_back_and_others_stay():
    utterances = [Span(1.0, 2.0), Span(4.0, 5.0)]
    assert without_pause(Word(" In", 2.1, 4.5, 0.9), utterances) == Word(" In", 3.9, 4.5, 0.9)
    assert without_pause(Word(" end.", 1.5, 3.5, 0.9), utterances) == Word(" end.", 1.5, 2.1, 0.9)
    short = Word(" so", 2.3, 2.9, 0.9)
    assert without_pause(short, utterances) == short


def test_only_what_is_both_unlikely_and_hardly_speech_is_invented():
    def again(words: list[Word], avg_logprob: float, no_speech_prob: float) -> DecodedWindow:
        return DecodedWindow(0.0, 1.0, words, "en", 1.0, 0.0, avg_logprob, no_speech_prob, 1.0)

    words = evenly(0.0, 0.6, "Thank you.")
    assert is_invented(again(words, -0.86, 0.5))
    assert not is_invented(again(words, -0.6, 0.5))
    assert not is_invented(again(words, -0.86, 0.2))
    assert not is_invented(again([], -0.86, 0.5))
