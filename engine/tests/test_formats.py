from diarist_engine.formats import to_json, to_srt, to_text, to_verbose_json, to_vtt
from diarist_engine.transcript import DecodedWindow, Segment, Span, Transcript, Word


def transcript() -> Transcript:
    words = [Word(" Ask", 0.5, 0.9, 0.91), Word(" <not>", 0.9, 59.9996, 0.82)]
    later = [Word(" Tom", 3599.9, 3600.0, 0.7), Word(" &", 3600.0, 3661.0, 0.6), Word(" I.", 3661.0, 3661.25, 0.5)]
    window = DecodedWindow(0.25, 30.0, [*words, *later], "en", 0.99, 0.0, -0.25, 0.125, 1.5)
    segments = [Segment(0, words, [7, 8], window), Segment(1, later, [9], window)]
    return Transcript("en", 3662.0, segments, [Span(100.0, 101.23456)], removed=2)


def empty() -> Transcript:
    return Transcript("en", 2.0, [], [])


def test_text_ends_with_a_line_break():
    assert to_text(transcript()) == "Ask <not> Tom & I.\n"


def test_json_holds_the_text():
    assert to_json(transcript()) == {"text": "Ask <not> Tom & I."}


def test_srt_numbers_its_cues_from_one_and_carries_rounded_seconds():
    assert to_srt(transcript()) == (
        "1\n00:00:00,500 --> 00:01:00,000\nAsk <not>\n\n2\n00:59:59,900 --> 01:01:01,250\nTom & I.\n"
    )


def test_vtt_escapes_what_would_be_read_as_markup():
    assert to_vtt(transcript()) == (
        "WEBVTT\n\n00:00:00.500 --> 00:01:00.000\nAsk &lt;not&gt;\n\n00:59:59.900 --> 01:01:01.250\nTom &amp; I.\n"
    )


def test_verbose_json_has_what_strict_openai_clients_require():
    answer = to_verbose_json(transcript(), with_words=False)
    assert "words" not in answer
    assert answer["segments"][0] == {
        "id": 0,
        "seek": 25,
        "start": 0.5,
        "end": 59.9996,
        "text": " Ask <not>",
        "tokens": [7, 8],
        "temperature": 0.0,
        "avg_logprob": -0.25,
        "compression_ratio": 1.5,
        "no_speech_prob": 0.125,
        "language": "en",
    }


def test_verbose_json_tells_where_speech_was_not_understood():
    assert to_verbose_json(transcript(), with_words=False)["unheard"] == [{"start": 100.0, "end": 101.235}]
    assert to_verbose_json(empty(), with_words=False)["unheard"] == []
    music = Transcript("en", 2.0, [], [], dismissed=[Span(0.25, 1.5)])
    assert to_verbose_json(music, with_words=False)["dismissed"] == [{"start": 0.25, "end": 1.5}]


def test_words_are_bare_at_the_top_and_with_their_spaces_in_the_segments():
    answer = to_verbose_json(transcript(), with_words=True)
    assert [word["word"] for word in answer["words"]] == ["Ask", "<not>", "Tom", "&", "I."]
    for segment in answer["segments"]:
        assert "".join(word["word"] for word in segment["words"]) == segment["text"]
    assert answer["words"][0] == {"word": "Ask", "start": 0.5, "end": 0.9, "probability": 0.91}


def test_silence_is_valid_in_every_format():
    assert to_text(empty()) == "\n"
    assert to_srt(empty()) == ""
    assert to_vtt(empty()) == "WEBVTT\n"
    assert to_verbose_json(empty(), with_words=True) == {
        "task": "transcribe",
        "language": "en",
        "duration": 2.0,
        "text": "",
        "segments": [],
        "unheard": [],
        "dismissed": [],
        "removed": 0,
        "words": [],
    }
