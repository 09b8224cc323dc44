"""What the engine hears of real speech."""

import httpx
import numpy as np
import openai
import pytest

from diarist_engine.aborting import Abort, Aborted
from diarist_engine.levelling import level
from diarist_engine.options import DecodeOptions
from diarist_engine.recogniser import Recogniser
from diarist_engine.settings import Settings
from diarist_engine.windows import find_utterances, plan_windows
from tests.sound import AUSTEN, KNOWN_WORDS, compare, encode, load, plain_words, silence, to_wav

MOST_WORD_ERRORS = 0.05


@pytest.fixture(scope="module")
def recogniser(model_folder) -> Recogniser:
    return Recogniser(Settings(model=model_folder))


@pytest.fixture(scope="module")
def client(engine) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{engine.url}/v1", api_key="none", max_retries=0, http_client=httpx.Client())


@pytest.fixture(scope="module")
def model_name(client) -> str:
    (model,) = client.models.list().data
    return model.id


def hear(recogniser: Recogniser, audio: np.ndarray) -> list[str]:
    return plain_words(recogniser.transcribe(audio, DecodeOptions(), Abort()).text)


def test_the_six_recordings_are_heard_with_few_words_wrong(engine, speech):
    errors = total = 0
    for name, words in KNOWN_WORDS.items():
        heard = engine.transcribe(speech / name).raise_for_status().json()["text"]
        errors += compare(words.split(), plain_words(heard)).words
        total += len(words.split())
    assert errors / total < MOST_WORD_ERRORS


@pytest.mark.parametrize(
    ("name", "container", "codec"),
    [
        ("a.m4a", "ipod", "aac"),
        ("a.mp3", "mp3", "mp3"),
        ("a.webm", "webm", "libopus"),
        ("a.ogg", "ogg", "libopus"),
        ("a.flac", "flac", "flac"),
        ("no-extension", "mp3", "mp3"),
    ],
)
def test_an_upload_of_any_usual_format_is_heard(engine, speech, name, container, codec):
    content = encode(load(speech / AUSTEN.format("0930")), container, codec)
    heard = engine.transcribe((name, content), response_format="text").raise_for_status()
    assert plain_words(heard.text) == ["he", "might", "even", "have", "been", "made", "amiable", "himself"]


def test_quiet_starts_and_short_utterances_after_pauses_are_heard(recogniser, speech):
    """What the library's own batching loses: each stands far below the loud speech around it."""
    jfk = load(speech / "jfk.flac")
    loud, quiet = load(speech / AUSTEN.format("0920")), load(speech / AUSTEN.format("0880"))
    short = jfk[: int(2.2 * 16_000)]
    fade_in = load(speech / AUSTEN.format("0890")).copy()
    fade_in[:8_000] *= np.linspace(0.1, 1, 8_000, dtype=np.float32)
    faint = np.float32(10 ** (-26 / 20))
    parts, words = [], []
    for pause_seconds in (0.5, 0.9, 2.0):
        for audio, text in (
            (loud, KNOWN_WORDS[AUSTEN.format("0920")]),
            (quiet * faint, KNOWN_WORDS[AUSTEN.format("0880")]),
            (loud, KNOWN_WORDS[AUSTEN.format("0920")]),
            (short * faint, "and so my fellow americans"),
            (fade_in, KNOWN_WORDS[AUSTEN.format("0890")]),
        ):
            parts += [silence(pause_seconds), audio]
            words += text.split()
    hiss = np.random.default_rng(1).normal(0, 10 ** (-70 / 20), sum(map(len, parts))).astype(np.float32)
    heard = hear(recogniser, np.concatenate(parts) + hiss)
    errors = compare(words, heard)
    assert errors.lost == 0
    # Words as faint as these may be heard wrongly.
    assert errors.words / len(words) < 2 * MOST_WORD_ERRORS


def test_nothing_is_heard_where_nobody_speaks(recogniser):
    noise = np.random.default_rng(2).normal(0, 0.05, 16_000 * 40).astype(np.float32)
    hum = (0.2 * np.sin(2 * np.pi * 50 * np.arange(16_000 * 40) / 16_000)).astype(np.float32)
    for audio in (silence(40), noise, hum):
        assert recogniser.transcribe(audio, DecodeOptions(), Abort()).segments == []


def test_times_stay_true_across_silence_that_is_left_out(recogniser, speech):
    sentence = load(speech / AUSTEN.format("0880"))
    audio = np.concatenate([silence(20), sentence, silence(40), sentence])
    transcript = recogniser.transcribe(audio, DecodeOptions(), Abort())
    starts = [segment.start for segment in transcript.segments if segment.words[0].word.strip().lower() == "he"]
    assert starts == [pytest.approx(20.2, abs=0.5), pytest.approx(20.2 + len(sentence) / 16_000 + 40, abs=0.5)]
    times = [time for word in transcript.words for time in (word.start, word.end)]
    assert times == sorted(times)


def test_each_stretch_has_its_own_language(engine, recogniser, speech):
    if recogniser.languages == ["en"]:
        pytest.skip("the model knows English alone")
    answer = engine.transcribe(speech / "multilingual.mp3", response_format="verbose_json").raise_for_status().json()
    assert {segment["language"] for segment in answer["segments"]} == {"en", "de"}
    assert "Permission is hereby granted" in answer["text"]
    assert "Genehmigung" in answer["text"]


def test_work_that_nobody_waits_for_ends_between_two_batches(model_folder, speech):
    settings = Settings(model=model_folder, batch_size=1)
    recogniser = Recogniser(settings)
    audio = np.tile(load(speech / "jfk.flac"), 12)

    class AbortAfterTwoBatches(Abort):
        checks = 0

        def check(self) -> None:
            self.checks += 1
            # One check comes before the batches, one before each.
            if self.checks == 4:
                self.set()
            super().check()

    assert len(plan_windows(find_utterances(level(audio), settings), len(audio) / 16_000, settings)) > 2
    with pytest.raises(Aborted):
        recogniser.transcribe(audio, DecodeOptions(), AbortAfterTwoBatches())


def test_openais_client_reads_json(client, model_name, speech):
    with (speech / "jfk.flac").open("rb") as file:
        answer = client.audio.transcriptions.create(file=file, model=model_name, prompt="Kennedy", temperature=0.2)
    assert "ask not what your country can do for you" in answer.text


def test_openais_client_reads_verbose_json_with_words(client, model_name, speech):
    with (speech / "jfk.flac").open("rb") as file:
        answer = client.audio.transcriptions.create(
            file=file,
            model=model_name,
            language="en",
            response_format="verbose_json",
            timestamp_granularities=["word", "segment"],
        )
    assert (answer.language, float(answer.duration)) == ("en", pytest.approx(11.0, abs=0.01))
    assert [word.word for word in answer.words][:3] == ["And", "so", "my"]
    assert all(0 <= word.start <= word.end <= 11 for word in answer.words)
    for segment in answer.segments:
        assert segment.avg_logprob < 0
        assert 0 <= segment.no_speech_prob <= 1
        assert segment.compression_ratio > 0
    assert "".join(segment.text for segment in answer.segments).strip() == answer.text


def test_openais_client_reads_srt_and_vtt(client, model_name, speech):
    with (speech / "jfk.flac").open("rb") as file:
        srt = client.audio.transcriptions.create(file=file, model=model_name, response_format="srt")
        assert srt.startswith("1\n00:00:00,")
        file.seek(0)
        vtt = client.audio.transcriptions.create(file=file, model=model_name, response_format="vtt")
        assert vtt.startswith("WEBVTT\n\n00:00:00.")


def test_openais_client_raises_its_own_errors(client, model_name):
    with pytest.raises(openai.NotFoundError) as missing:
        client.audio.transcriptions.create(file=("a.wav", b"x"), model="gpt-9")
    assert missing.value.code == "model_not_found"
    with pytest.raises(openai.BadRequestError) as unreadable:
        client.audio.transcriptions.create(file=("a.wav", to_wav(silence(1))[:40]), model=model_name)
    assert (unreadable.value.code, unreadable.value.param) == ("audio_unreadable", "file")
