"""What the engine hears of real speech."""

import httpx
import numpy as np
import openai
import pytest

from diarist_engine.aborting import Abort, Aborted
from diarist_engine.decoding import Decoder
from diarist_engine.options import DecodeOptions
from diarist_engine.recogniser import Recogniser
from diarist_engine.settings import Settings
from tests.sound import (
    AUSTEN,
    KNOWN_WORDS,
    compare,
    echoing,
    encode,
    load,
    plain_words,
    silence,
    to_wav,
    without_pauses,
)
from tests.sounds_without_words import WORDLESS, drone

MOST_WORD_ERRORS = 0.05


@pytest.fixture(scope="module")
def recogniser(model_folder) -> Recogniser:
    return Recogniser(Settings(model=model_folder))


@pytest.fixture(scope="module")
def gullible(model_folder, recogniser) -> Recogniser:
    """Takes any sound for a voice."""
    return Recogniser(Settings(model=model_folder, vad_threshold=0.01))


@pytest.fixture(scope="module")
def client(engine) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{engine.url}/v1", api_key="none", max_retries=0, http_client=httpx.Client())


@pytest.fixture(scope="module")
def model_name(client) -> str:
    (model,) = client.models.list().data
    return model.id


def hear(recogniser: Recogniser, audio: np.ndarray, language: str | None = None) -> list[str]:
    return plain_words(recogniser.transcribe(audio, DecodeOptions(language=language), Abort()).text)


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


@pytest.mark.parametrize("pause_seconds", [0.3, 0.5, 0.7, 1.1])
def test_no_sentence_is_passed_over_after_one_whose_beginning_was_cut_off(recogniser, speech, pause_seconds):
    """As every piece of a long recording may begin and end; the model would rather begin with a whole sentence."""
    cut_off, *whole, last = [name for name in KNOWN_WORDS if name != AUSTEN.format("0870")]
    parts = [load(speech / cut_off)[21_440:]]
    for name in whole:
        parts += [silence(pause_seconds), load(speech / name)]
    parts += [silence(pause_seconds), load(speech / last)[:26_880]]
    known = " ".join(KNOWN_WORDS[name] for name in whole).split()
    heard = hear(recogniser, np.concatenate(parts))
    assert compare(["young", "man", *known, "and", "so", "my", "fellow"], heard[-len(known) - 6 :]).words <= 2


def test_each_word_is_heard_once_where_a_speaker_makes_no_pause_at_which_to_end_a_window(recogniser, speech):
    order = ["0890", "0920", "0930", "0870", "0880", "0870", "0890", "0880", "0930", "0920", "0890", "0920", "0930"]
    names = [AUSTEN.format(number) for number in order]
    audio = np.concatenate([without_pauses(load(speech / name)) for name in names])
    known = " ".join(KNOWN_WORDS[name] for name in names).split()
    assert compare(known, hear(recogniser, audio)).words <= 1


def test_what_is_said_over_and_over_is_heard_as_often(recogniser, speech):
    """Though text that repeats itself is mostly invented."""
    sentence = load(speech / AUSTEN.format("0930"))
    heard = hear(recogniser, np.concatenate([part for _ in range(7) for part in (sentence, silence(0.4))]))
    assert compare(KNOWN_WORDS[AUSTEN.format("0930")].split() * 7, heard).words <= 2


def test_who_speaks_far_from_the_microphone_is_heard(recogniser, speech):
    """The room's echo, made louder in the pauses, would hide whole sentences from the voice detector."""
    parts, words = [silence(0.7)], []
    for index, (name, text) in enumerate([*KNOWN_WORDS.items()] * 2):
        parts += [load(speech / name), silence(0.4 + 0.3 * (index % 5))]
        words += text.split()
    errors = compare(words, hear(recogniser, echoing(np.concatenate(parts))))
    assert errors.lost / len(words) < MOST_WORD_ERRORS


def test_nothing_is_heard_where_nobody_speaks(recogniser):
    noise = np.random.default_rng(2).normal(0, 0.05, 16_000 * 40).astype(np.float32)
    for audio in (silence(40), noise, *(sound(40) for sound in WORDLESS.values())):
        transcript = recogniser.transcribe(audio, DecodeOptions(), Abort())
        assert (transcript.segments, transcript.unheard) == ([], [])


@pytest.mark.parametrize("name", WORDLESS)
def test_nothing_is_added_to_speech_between_other_sounds(recogniser, speech, name):
    sound = WORDLESS[name]
    heard = hear(recogniser, np.concatenate([sound(12), load(speech / "jfk.flac"), sound(12)]))
    known = KNOWN_WORDS["jfk.flac"].split()
    assert len(heard) == len(known)
    assert compare(known, heard).words / len(known) < 2 * MOST_WORD_ERRORS


def test_what_goes_in_a_circle_ends_and_is_not_decoded_twice_in_the_same_way(gullible, monkeypatch):
    generate, ways = Decoder._generate, []

    def watched(decoder, heard, members, words, search):
        guesses = generate(decoder, heard, members, words, search)
        language = heard.tokenizer.language_code
        for member, guess in zip(members, guesses, strict=True):
            window = heard.windows[member]
            assert len(guess.tokens) <= 40 + 30 * max(each.seconds for each in heard.windows) + 1
            if guess.loops:
                ways.append((window, language, search, heard.encoded.shape))
        return guesses

    monkeypatch.setattr(Decoder, "_generate", watched)
    transcript = gullible.transcribe(np.concatenate([silence(1), drone(3), silence(1)]), DecodeOptions(), Abort())
    assert ways
    assert len(ways) == len(set(map(str, ways)))
    assert transcript.text == ""


@pytest.mark.parametrize("name", WORDLESS)
def test_what_the_voice_detector_passes_wrongly_the_measures_throw_out(gullible, name):
    transcript = gullible.transcribe(WORDLESS[name](20), DecodeOptions(), Abort())
    assert transcript.text == ""


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
    text = {"en": "", "de": ""}
    for segment in answer["segments"]:
        text[segment["language"]] += segment["text"]
    languages = [segment["language"] for segment in answer["segments"]]
    assert languages == sorted(languages, reverse=True)
    assert "Permission is hereby granted" in text["en"]
    assert "Genehmigung" in text["de"]
    english, german = plain_words(text["en"]), plain_words(text["de"])
    assert {"the", "software", "without"} <= set(english)
    assert {"die", "und", "der", "software"} <= set(german)
    assert not {"und", "die", "der"} & set(english)
    assert not {"the", "and", "of"} & set(german)


def test_a_sentence_in_another_language_keeps_it_between_sentences_of_one(recogniser, speech):
    if recogniser.languages == ["en"]:
        pytest.skip("the model knows English alone")
    english = load(speech / "jfk.flac")
    german = load(speech / "multilingual.mp3")[39 * 16_000 : int(41.9 * 16_000)]
    pause = silence(1.2)
    audio = np.concatenate([english, pause, german, pause, english])
    segments = recogniser.transcribe(audio, DecodeOptions(), Abort()).segments
    text = {"en": "", "de": ""}
    for segment in segments:
        text[segment.window.language] += segment.text
    assert {"mit", "der", "software"} <= set(plain_words(text["de"]))
    assert plain_words(text["en"]).count("americans") == 2


def test_a_short_sentence_keeps_its_language_in_a_window_of_another_that_the_model_is_sure_of(recogniser, speech):
    if recogniser.languages == ["en"]:
        pytest.skip("the model knows English alone")
    both = load(speech / "multilingual.mp3")
    english, short, german, more = (
        both[int(start * 16_000) : int(end * 16_000)]
        for start, end in [(0.05, 22.8), (21.1, 22.8), (42.3, 49.9), (50.0, 59.7)]
    )
    pause = silence(0.4)
    # The first is a window by itself, the others share one.
    parts = [english, german, more, short, german]
    audio = np.concatenate([sound for part in parts for sound in (part, pause)])
    segments = recogniser.transcribe(audio, DecodeOptions(), Abort()).segments
    sentence = [segment for segment in segments if "conditions" in segment.text][-1]
    assert plain_words(sentence.text) == plain_words("Subject to the following conditions.")
    assert sentence.window.language == "en"


def test_work_that_nobody_waits_for_ends_between_two_steps_of_a_batch(recogniser, speech, monkeypatch):
    audio = np.tile(load(speech / "jfk.flac"), 12)
    abort, encoded = Abort(), []
    encode = recogniser._model.encode

    def encode_and_leave(features: np.ndarray):
        encoded.append(len(features))
        abort.set()
        return encode(features)

    monkeypatch.setattr(recogniser._model, "encode", encode_and_leave)
    with pytest.raises(Aborted):
        recogniser.transcribe(audio, DecodeOptions(), abort)
    assert encoded == [1]


def test_a_window_costs_what_is_in_it_and_not_thirty_seconds(recogniser, speech, monkeypatch):
    lengths = []
    encode = recogniser._model.encode

    def note_and_encode(features: np.ndarray):
        lengths.append(features.shape[-1] / 100)
        return encode(features)

    monkeypatch.setattr(recogniser._model, "encode", note_and_encode)
    jfk = load(speech / "jfk.flac")
    assert len(hear(recogniser, jfk)) == len(KNOWN_WORDS["jfk.flac"].split())
    assert lengths
    assert max(lengths) <= len(jfk) / 16_000 + 2


def test_a_doubtful_window_gets_all_of_the_context(model_folder, speech, monkeypatch):
    doubting = Recogniser(Settings(model=model_folder, first_log_prob_threshold=0.0))
    lengths = []
    encode = doubting._model.encode

    def note_and_encode(features: np.ndarray):
        lengths.append(features.shape[-1] / 100)
        return encode(features)

    monkeypatch.setattr(doubting._model, "encode", note_and_encode)
    assert len(hear(doubting, load(speech / "jfk.flac"), "en")) == len(KNOWN_WORDS["jfk.flac"].split())
    assert lengths == [pytest.approx(12, abs=1), 30]


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
