from diarist_engine.errors import audio_unreadable, model_not_found, not_ready, queue_full


def test_the_body_has_the_four_fields_of_openais_errors():
    assert audio_unreadable("it is a picture").body == {
        "error": {
            "message": "The file cannot be decoded as audio: it is a picture.",
            "type": "invalid_request_error",
            "param": "file",
            "code": "audio_unreadable",
        }
    }


def test_each_kind_has_openais_status_and_type():
    kinds = {
        error.code: (error.status, error.body["error"]["type"])
        for error in (model_not_found("a", "b"), queue_full(1), not_ready())
    }
    assert kinds == {
        "model_not_found": (404, "invalid_request_error"),
        "queue_full": (429, "rate_limit_error"),
        "model_loading": (503, "server_error"),
    }


def test_retry_after_is_whole_seconds_and_never_none_at_all():
    assert queue_full(12.1).headers == {"Retry-After": "13"}
    assert queue_full(0.0).headers == {"Retry-After": "1"}
    assert model_not_found("a", "b").headers == {}
