"""A transcript in each of OpenAI's response formats."""

from collections.abc import Callable

from .transcript import Segment, Span, Transcript, Word

#: Whisper's encoder counts its input in hundredths of a second; `seek` is given so.
FRAMES_PER_SECOND = 100


def to_text(transcript: Transcript) -> str:
    return transcript.text + "\n"


def to_json(transcript: Transcript) -> dict:
    return {"text": transcript.text}


def to_verbose_json(transcript: Transcript, with_words: bool) -> dict:
    answer = {
        "task": "transcribe",
        "language": transcript.language,
        "duration": round(transcript.duration_seconds, 3),
        "text": transcript.text,
        "segments": [_segment(segment, with_words) for segment in transcript.segments],
        "unheard": [_span(span) for span in transcript.unheard],
        "dismissed": [_span(span) for span in transcript.dismissed],
        "removed": transcript.removed,
    }
    if with_words:
        answer["words"] = [_word(word, word.word.strip()) for word in transcript.words]
    return answer


def _segment(segment: Segment, with_words: bool) -> dict:
    window = segment.window
    answer = {
        "id": segment.id,
        "seek": round(window.start * FRAMES_PER_SECOND),
        "start": segment.start,
        "end": segment.end,
        "text": segment.text,
        "tokens": segment.tokens,
        "temperature": window.temperature,
        "avg_logprob": round(window.avg_logprob, 4),
        "compression_ratio": round(window.compression_ratio, 4),
        "no_speech_prob": round(window.no_speech_prob, 4),
        "language": window.language,
    }
    if with_words:
        answer["words"] = [_word(word, word.word) for word in segment.words]
    return answer


def _span(span: Span) -> dict:
    return {"start": round(span.start, 3), "end": round(span.end, 3)}


def _word(word: Word, text: str) -> dict:
    return {"word": text, "start": word.start, "end": word.end, "probability": round(word.probability, 4)}


def to_srt(transcript: Transcript) -> str:
    cues = (
        f"{number}\n{_times(segment, ',')}\n{_cue_text(segment)}\n"
        for number, segment in enumerate(transcript.segments, start=1)
    )
    return "\n".join(cues)


def to_vtt(transcript: Transcript) -> str:
    cues = (f"{_times(segment, '.')}\n{_escape_vtt(_cue_text(segment))}\n" for segment in transcript.segments)
    return "\n".join(["WEBVTT\n", *cues])


def _cue_text(segment: Segment) -> str:
    return segment.text.strip()


def _escape_vtt(text: str) -> str:
    # WebVTT reads tags and character references in cue text; SubRip has no way to escape.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _times(segment: Segment, mark: str) -> str:
    return f"{_clock(segment.start, mark)} --> {_clock(segment.end, mark)}"


def _clock(seconds: float, mark: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{mark}{milliseconds % 1000:03}"


#: The formats that are plain text, with their media types. json and verbose_json are the others.
TEXT_FORMATS: dict[str, tuple[Callable[[Transcript], str], str]] = {
    "text": (to_text, "text/plain"),
    "srt": (to_srt, "application/x-subrip"),
    "vtt": (to_vtt, "text/vtt"),
}
JSON_FORMATS = ("json", "verbose_json")
