"""The options of a transcription request, read from its form and checked."""

from collections.abc import Collection
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile

from .errors import bad_parameter, missing_parameter, model_not_found
from .formats import JSON_FORMATS, TEXT_FORMATS

FORMATS = (*JSON_FORMATS, *TEXT_FORMATS)
GRANULARITIES = ("word", "segment")
#: OpenAI's name, and the one that clients send which do not mark lists.
GRANULARITY_FIELDS = ("timestamp_granularities[]", "timestamp_granularities")
KNOWN_FIELDS = (
    "file",
    "model",
    "language",
    "prompt",
    "temperature",
    "response_format",
    "stream",
    *GRANULARITY_FIELDS,
)
#: Far more than Whisper can attend to (it keeps the last 223 tokens).
MAX_PROMPT_CHARACTERS = 10_000


@dataclass(frozen=True)
class DecodeOptions:
    """What the recogniser needs to know."""

    language: str | None = None
    prompt: str | None = None
    temperature: float = 0.0


@dataclass(frozen=True)
class TranscriptionRequest:
    file: UploadFile
    response_format: str
    with_words: bool
    decode: DecodeOptions


def read_request(form: FormData, served_name: str, languages: Collection[str]) -> TranscriptionRequest:
    """Raises ApiError that names the parameter which is wrong."""
    for name in form:
        if name not in KNOWN_FIELDS:
            raise bad_parameter(name, f"Unknown parameter: '{name}'.", "unknown_parameter")
    file = _file(form)
    _check_model(form, served_name)
    response_format = _choice("response_format", _text(form, "response_format") or "json", FORMATS)
    granularities = _granularities(form, response_format)
    if (_text(form, "stream") or "false") != "false":
        raise bad_parameter("stream", "Answers are not streamed here; 'stream' can only be false.")
    return TranscriptionRequest(
        file=file,
        response_format=response_format,
        with_words="word" in granularities,
        decode=DecodeOptions(_language(form, languages), _prompt(form), _temperature(form)),
    )


def _file(form: FormData) -> UploadFile:
    files = form.getlist("file")
    if not files:
        raise missing_parameter("file")
    if len(files) > 1:
        raise bad_parameter("file", "More than one file was sent.")
    if not isinstance(files[0], UploadFile):
        raise bad_parameter("file", "'file' must be a file, not a plain field.")
    if files[0].size == 0:
        raise bad_parameter("file", "The file is empty.", "audio_unreadable")
    return files[0]


def _text(form: FormData, name: str) -> str:
    """Empty where the field is absent."""
    values = form.getlist(name)
    if len(values) > 1:
        raise bad_parameter(name, f"'{name}' was sent more than once.")
    value = values[0] if values else ""
    if not isinstance(value, str):
        raise bad_parameter(name, f"'{name}' must be a plain field, not a file.")
    return value


def _choice(name: str, value: str, choices: Collection[str]) -> str:
    if value not in choices:
        raise bad_parameter(name, f"'{name}' must be one of {', '.join(choices)}.")
    return value


def _check_model(form: FormData, served_name: str) -> None:
    asked = _text(form, "model")
    if asked not in ("", served_name):
        raise model_not_found(asked, served_name)


def _granularities(form: FormData, response_format: str) -> set[str]:
    granularities = set()
    for name in GRANULARITY_FIELDS:
        for value in form.getlist(name):
            granularities.add(_choice(name, str(value), GRANULARITIES))
    if granularities and response_format != "verbose_json":
        message = "Times are given with response_format=verbose_json only."
        raise bad_parameter(GRANULARITY_FIELDS[0], message)
    return granularities


def _language(form: FormData, languages: Collection[str]) -> str | None:
    value = _text(form, "language").lower()
    if value and value not in languages:
        message = "'language' must be the ISO 639-1 code of a language that the model knows"
        known = f": {', '.join(languages)}" if len(languages) < 4 else ""
        raise bad_parameter("language", f"{message}{known}.")
    return value or None


def _prompt(form: FormData) -> str | None:
    value = _text(form, "prompt").strip()
    if len(value) > MAX_PROMPT_CHARACTERS:
        raise bad_parameter("prompt", f"'prompt' is longer than {MAX_PROMPT_CHARACTERS} characters.")
    return value or None


def _temperature(form: FormData) -> float:
    value = _text(form, "temperature") or "0"
    try:
        temperature = float(value)
    except ValueError:
        temperature = -1.0
    if not 0 <= temperature <= 1:
        raise bad_parameter("temperature", "'temperature' must be a number from 0 to 1.")
    return temperature
