"""The server from outside: real process, real model, real HTTP."""

import json
import signal
import sys

import numpy as np
import pytest

from tests.running_engine import PATIENCE_SECONDS, run_to_its_end, until
from tests.sound import load, to_wav

#: With batches of one window, work that nobody waits for ends soon.
SMALL = {"ENGINE_BATCH_SIZE": "1", "ENGINE_QUEUE": "1", "ENGINE_MODEL_NAME": "small-batches"}


@pytest.fixture(scope="module")
def minutes_of_speech(speech) -> bytes:
    return to_wav(np.tile(load(speech / "jfk.flac"), 60))


@pytest.fixture(scope="module")
def small(start_engine):
    return start_engine(**SMALL)


def error_of(response) -> tuple[int, str, str | None]:
    error = response.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    return response.status_code, error["code"], error["param"]


def test_health_tells_what_runs(small):
    assert small.health() == {
        "status": "ok",
        "ready": True,
        "model": "small-batches",
        "device": small.line("listening")["device"],
        "capacity": 1,
        "running": 0,
        "queued": 0,
    }


def test_the_served_model_is_listed_and_shown(small):
    listed = small.http.get("/v1/models").json()
    assert [model["id"] for model in listed["data"]] == ["small-batches"]
    assert small.http.get("/v1/models/small-batches").json() == listed["data"][0]
    assert error_of(small.http.get("/v1/models/x")) == (404, "model_not_found", "model")


def test_every_refusal_has_openais_shape(engine):
    sound = ("a.wav", b"not audio at all" * 100)
    assert error_of(engine.transcribe(sound)) == (400, "audio_unreadable", "file")
    assert error_of(engine.transcribe(("a.wav", b""))) == (400, "audio_unreadable", "file")
    assert error_of(engine.transcribe(sound, model="whisper-9")) == (404, "model_not_found", "model")
    assert error_of(engine.transcribe(sound, temperature="hot")) == (400, "invalid_value", "temperature")
    assert error_of(engine.transcribe(sound, best_of="3")) == (400, "unknown_parameter", "best_of")
    missing = engine.http.post("/v1/audio/transcriptions", files={"other": ("a.wav", b"x")})
    assert error_of(missing) == (400, "unknown_parameter", "other")
    no_file = engine.http.post("/v1/audio/transcriptions", files={"model": (None, "")})
    assert error_of(no_file) == (400, "missing_required_parameter", "file")
    assert error_of(engine.http.post("/v1/audio/transcriptions", json={})) == (400, "invalid_content_type", "file")
    cut = {"content": b"--x\r\nbroken", "headers": {"content-type": "multipart/form-data; boundary=x"}}
    assert engine.http.post("/v1/audio/transcriptions", **cut).status_code == 400
    assert error_of(engine.http.get("/v1/audio/transcriptions")) == (405, "method_not_allowed", None)
    assert error_of(engine.http.get("/v2")) == (404, "not_found", None)


def test_a_body_over_the_limit_is_refused_and_the_engine_goes_on(start_engine, speech):
    engine = start_engine(ENGINE_MAX_UPLOAD_BYTES="1000000")
    assert error_of(engine.transcribe(("a.wav", bytes(1_200_000)))) == (413, "upload_too_large", "file")
    assert engine.transcribe(speech / "sense_and_sensibility_01_austen_64kb-0880.wav").status_code == 200


def test_a_full_queue_answers_429_and_those_who_leave_free_their_places(small, minutes_of_speech):
    running = small.begin(minutes_of_speech, "running")
    until(lambda: small.health()["running"] == 1)
    waiting = small.begin(minutes_of_speech, "waiting")
    until(lambda: small.health()["queued"] == 1)

    refused = small.transcribe(("a.wav", minutes_of_speech))
    assert error_of(refused) == (429, "queue_full", None)
    assert int(refused.headers["retry-after"]) >= 1

    waiting.close()
    until(lambda: small.health()["queued"] == 0)
    assert small.health()["running"] == 1
    running.close()
    until(lambda: small.health()["running"] == 0)

    for request_id in ("waiting", "running"):
        assert small.line("transcription", requestId=request_id)["status"] == 499
    assert small.transcribe(("a.wav", minutes_of_speech[: 16_000 * 2 * 5])).status_code == 200


def test_the_request_log_is_a_witness_without_words(start_engine, speech, tmp_path):
    log = tmp_path / "requests.jsonl"
    engine = start_engine(ENGINE_REQUEST_LOG=str(log))
    recording = speech / "jfk.flac"
    answer = engine.http.post(
        "/v1/audio/transcriptions",
        files={"file": ("jfk.flac", recording.read_bytes())},
        headers={"x-request-id": "witness-1"},
    )
    assert answer.headers["x-request-id"] == "witness-1"
    (line,) = [json.loads(text) for text in log.read_text(encoding="utf-8").splitlines()]
    assert line.pop("wallSeconds") > 0
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "info",
        "name": "engine",
        "msg": "transcription",
        "requestId": "witness-1",
        "sha256": "63a4b1e4c1dc655ac70961ffbf518acd249df237e5a0152faae9a4a836949715",
        "audioSeconds": 11.0,
        "status": 200,
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_sigterm_ends_it_while_it_decodes(start_engine, minutes_of_speech):
    engine = start_engine(ENGINE_SHUTDOWN_SECONDS="0")
    connection = engine.begin(minutes_of_speech, "unfinished")
    until(lambda: engine.health()["running"] == 1)
    engine.process.send_signal(signal.SIGTERM)
    assert engine.process.wait(PATIENCE_SECONDS) == 0
    connection.close()
    assert not [line for line in engine.lines if line.get("requestId") == "unfinished" and line["status"] == 200]


def test_it_ends_with_its_standard_input_when_told_to_watch_it(start_engine):
    engine = start_engine(ENGINE_WATCH_STDIN="1")
    engine.process.stdin.close()
    assert engine.process.wait(PATIENCE_SECONDS) == 0


def test_a_model_that_cannot_be_loaded_ends_it_with_a_failure(tmp_path):
    (tmp_path / "config.json").write_text("{}")
    ended = run_to_its_end(ENGINE_MODEL=str(tmp_path), ENGINE_PORT="0")
    assert ended.returncode == 1
    assert "the model cannot be loaded" in ended.stdout


def test_a_taken_port_is_named(engine):
    ended = run_to_its_end(ENGINE_PORT=str(engine.port))
    assert ended.returncode == 1
    assert "ENGINE_PORT" in ended.stdout
    assert str(engine.port) in ended.stdout


def test_a_wrong_variable_is_named():
    ended = run_to_its_end(ENGINE_QUEUE="long")
    assert ended.returncode == 1
    assert "ENGINE_QUEUE must be a whole number" in ended.stderr
