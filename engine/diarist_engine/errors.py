"""What can be wrong with a request, in the shape in which OpenAI's clients expect to be told."""

import math


class ApiError(Exception):
    """An answer other than the one asked for. The message is for people and never holds transcript text."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        param: str | None = None,
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.param = param
        self.retry_after_seconds = retry_after_seconds

    @property
    def body(self) -> dict:
        return {
            "error": {
                "message": self.message,
                "type": _type_of(self.status),
                "param": self.param,
                "code": self.code,
            }
        }

    @property
    def headers(self) -> dict[str, str]:
        if self.retry_after_seconds is None:
            return {}
        return {"Retry-After": str(max(1, math.ceil(self.retry_after_seconds)))}


def _type_of(status: int) -> str:
    if status == 429:
        return "rate_limit_error"
    return "server_error" if status >= 500 else "invalid_request_error"


def bad_parameter(param: str, message: str, code: str = "invalid_value") -> ApiError:
    return ApiError(400, code, message, param=param)


def missing_parameter(param: str) -> ApiError:
    return bad_parameter(param, f"'{param}' is missing.", "missing_required_parameter")


def audio_unreadable(why: str) -> ApiError:
    return ApiError(400, "audio_unreadable", f"The file cannot be decoded as audio: {why}.", param="file")


def audio_too_long(most_seconds: float) -> ApiError:
    message = f"The recording is longer than {most_seconds:g} seconds."
    return ApiError(400, "audio_too_long", message, param="file")


def upload_too_large(most_bytes: int) -> ApiError:
    return ApiError(413, "upload_too_large", f"The request is larger than {most_bytes} bytes.", param="file")


def model_not_found(asked: str, served: str) -> ApiError:
    message = f"The model '{asked}' is not served here; '{served}' is."
    return ApiError(404, "model_not_found", message, param="model")


def queue_full(retry_after_seconds: float) -> ApiError:
    message = "All places are taken; try again later."
    return ApiError(429, "queue_full", message, retry_after_seconds=retry_after_seconds)


def not_ready() -> ApiError:
    return ApiError(503, "model_loading", "The model is still being loaded.", retry_after_seconds=2)
