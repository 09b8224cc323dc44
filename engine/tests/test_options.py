import io

import pytest
from starlette.datastructures import FormData, UploadFile

from diarist_engine.errors import ApiError
from diarist_engine.options import DecodeOptions, TranscriptionRequest, read_request


def read(*fields: tuple[str, object], file: bool = True) -> TranscriptionRequest:
    upload = [("file", UploadFile(io.BytesIO(b"sound"), size=5, filename="a.wav"))] if file else []
    return read_request(FormData([*upload, *fields]), "base", ["en", "de", "ja", "cy"])


def test_a_file_is_all_that_is_needed():
    asked = read()
    assert (asked.response_format, asked.with_words, asked.decode) == ("json", False, DecodeOptions())


def test_every_option_is_read():
    asked = read(
        ("model", "base"),
        ("language", "DE"),
        ("prompt", " Elinor, Marianne "),
        ("temperature", "0.4"),
        ("response_format", "verbose_json"),
        ("timestamp_granularities[]", "word"),
        ("timestamp_granularities[]", "segment"),
        ("stream", "false"),
    )
    assert (asked.response_format, asked.with_words) == ("verbose_json", True)
    assert asked.decode == DecodeOptions(language="de", prompt="Elinor, Marianne", temperature=0.4)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "deu"),
        ("language", "english"),
        ("temperature", "1.1"),
        ("temperature", "nan"),
        ("temperature", "warm"),
        ("response_format", "xml"),
        ("timestamp_granularities[]", "syllable"),
        ("prompt", "x" * 10_001),
        ("stream", "true"),
    ],
)
def test_a_bad_value_is_refused_by_name(field, value):
    fields = [(field, value)]
    if field.startswith("timestamp"):
        fields.append(("response_format", "verbose_json"))
    with pytest.raises(ApiError) as caught:
        read(*fields)
    assert (caught.value.status, caught.value.param) == (400, field)


def test_an_unknown_option_is_refused_by_name():
    with pytest.raises(ApiError) as caught:
        read(("diarize", "true"))
    assert (caught.value.status, caught.value.code, caught.value.param) == (400, "unknown_parameter", "diarize")


def test_an_option_that_comes_twice_is_refused():
    with pytest.raises(ApiError) as caught:
        read(("language", "en"), ("language", "de"))
    assert caught.value.param == "language"


def test_word_times_are_refused_where_the_format_cannot_hold_them():
    with pytest.raises(ApiError) as caught:
        read(("timestamp_granularities[]", "word"), ("response_format", "srt"))
    assert caught.value.param == "timestamp_granularities[]"


def test_a_model_that_is_not_served_is_not_found():
    with pytest.raises(ApiError) as caught:
        read(("model", "large-v3"))
    assert (caught.value.status, caught.value.code, caught.value.param) == (404, "model_not_found", "model")


def test_a_request_without_a_file_is_refused():
    with pytest.raises(ApiError) as caught:
        read(file=False)
    assert (caught.value.code, caught.value.param) == ("missing_required_parameter", "file")


def test_two_files_and_a_file_that_is_none_are_refused():
    for fields in ([("file", UploadFile(io.BytesIO(b"b"), size=1))], [("file", "a.wav")]):
        with pytest.raises(ApiError) as caught:
            read(*fields, file=len(fields) == 1 and not isinstance(fields[0][1], str))
        assert (caught.value.status, caught.value.param) == (400, "file")
