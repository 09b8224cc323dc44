"""The configuration: every environment variable that the engine reads, its default and its meaning.

The variable of a field is ENGINE_ and the field's name in capitals. An empty variable counts as unset.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import PurePath
from typing import Any


class SettingsError(ValueError):
    """An environment variable that cannot be used; the message names it."""


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError("must be 0 or 1")
    return text == "1"


def _one_of(*choices: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return text

    return parse


def _number(kind: type, least: float, most: float) -> Callable[[str], Any]:
    def parse(text: str) -> Any:
        try:
            value = kind(text)
        except ValueError:
            raise ValueError("must be a whole number" if kind is int else "must be a number") from None
        if not least <= value <= most:
            raise ValueError(f"must be from {least:g} to {most:g}")
        return value

    return parse


def _whole(least: int, most: int = 2**40) -> Callable[[str], int]:
    return _number(int, least, most)


def _real(least: float, most: float) -> Callable[[str], float]:
    return _number(float, least, most)


def _setting(default: Any, parse: Callable[[str], Any], meaning: str) -> Any:
    return field(default=default, metadata={"parse": parse, "meaning": meaning})


@dataclass(frozen=True)
class Settings:
    # The model.
    model: str = _setting("base", str, "CTranslate2 folder, or a model's name on the hub")
    model_name: str = _setting("", str, "name that /v1/models reports; else the last part of ENGINE_MODEL")
    model_cache: str = _setting("", str, "folder for models fetched by name; else the hub's own cache")
    device: str = _setting("auto", _one_of("auto", "cpu", "cuda"), "auto takes CUDA where there is one")
    compute_type: str = _setting("auto", str, "CTranslate2's name; auto is int8 on CPU, float16 with CUDA")
    threads: int = _setting(0, _whole(0), "cores of a CPU for one job, a batch each; 0 shares all among the jobs")

    # Decoding.
    beam_size: int = _setting(5, _whole(1, 64), "most beams; 1 is greedy")
    first_beam_size: int = _setting(3, _whole(1, 64), "beams that a window gets at first")
    first_log_prob_threshold: float = _setting(
        -0.25, _real(-10, 0), "a window whose words then average less is decoded again, with ENGINE_BEAM_SIZE beams"
    )
    batch_size: int = _setting(4, _whole(1, 256), "most windows decoded together")
    window_seconds: float = _setting(29.0, _real(5, 30), "longest stretch that is decoded in one go")
    language_threshold: float = _setting(
        0.6, _real(0, 1), "a window has a language of its own where the model is as sure as this"
    )
    no_speech_threshold: float = _setting(
        0.6, _real(0, 1), "above it, with a poor log probability, a window is taken as silence"
    )
    log_prob_threshold: float = _setting(
        -1.0, _real(-10, 0), "a window whose words average less is decoded again, warmer"
    )
    compression_ratio_threshold: float = _setting(
        2.4, _real(1, 100), "a window that repeats itself more than this is decoded again, warmer"
    )

    # Finding speech.
    vad_threshold: float = _setting(0.2, _real(0.01, 0.99), "speech probability from which sound is decoded")
    vad_min_silence_ms: int = _setting(160, _whole(32, 10_000), "shorter pauses do not part two utterances")
    vad_pad_ms: int = _setting(400, _whole(0, 5_000), "kept before and after an utterance")
    vad_max_pause_ms: int = _setting(5000, _whole(0, 30_000), "longer pauses part two windows; shorter stay in one")

    # The server.
    host: str = _setting("127.0.0.1", str, "address to listen on")
    port: int = _setting(8002, _whole(0, 65_535), "port to listen on; 0 takes a free one, which the log names")
    capacity: int = _setting(1, _whole(1, 64), "jobs decoded at once")
    queue: int = _setting(4, _whole(0, 10_000), "jobs that may wait; one more is answered with 429")
    max_upload_bytes: int = _setting(256 * 1024**2, _whole(1), "longest body that is read; more is answered with 413")
    max_audio_seconds: float = _setting(
        4 * 3600.0, _real(1, 10**6), "longest recording; decoded audio takes 64 kB a second of memory"
    )
    shutdown_seconds: int = _setting(2, _whole(0, 3600), "what running requests get to finish on SIGTERM")
    watch_stdin: bool = _setting(False, _flag, "1: end when standard input ends, as it does when the parent dies")
    request_log: str = _setting("", str, "file to which each request's line is appended as well")
    log_level: str = _setting("info", _one_of("debug", "info", "warning", "error"), "least level that is logged")

    @property
    def utterance_seconds(self) -> float:
        """The longest that fits into a window with its padding; a second at least, however much of that there is."""
        return max(1.0, self.window_seconds - 2 * self.vad_pad_ms / 1000)

    @property
    def served_name(self) -> str:
        return self.model_name or PurePath(self.model).name


def variable(name: str) -> str:
    """The environment variable of a field."""
    return f"ENGINE_{name.upper()}"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Raises SettingsError with a line for each variable that cannot be used."""
    values, wrong = {}, []
    for each in fields(Settings):
        text = environment.get(variable(each.name), "")
        if text == "":
            continue
        try:
            values[each.name] = each.metadata["parse"](text)
        except ValueError as error:
            wrong.append(f"{variable(each.name)} {error}, not {text!r}")
    if wrong:
        raise SettingsError("\n".join(wrong))
    return Settings(**values)
