"""The routes."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .engine import Engine, Heard
from .errors import ApiError, bad_parameter, model_not_found
from .formats import TEXT_FORMATS, to_json, to_verbose_json
from .logs import log_request
from .middleware import BodyLimit, RequestId
from .options import TranscriptionRequest, read_request
from .transcript import Transcript

#: nginx's status for a client that left; nobody sees it but the log.
CLIENT_GONE = 499
Result = TypeVar("Result")


def create_app(engine: Engine) -> Starlette:
    settings = engine.settings
    loaded_at = int(time.time())
    model = {"id": settings.served_name, "object": "model", "created": loaded_at, "owned_by": "diarist-engine"}

    async def health(_: Request) -> Response:
        return JSONResponse(
            {
                "status": "ok",
                "ready": engine.ready,
                "model": settings.served_name,
                "device": engine.device,
                "capacity": settings.capacity,
                "running": engine.queue.running,
                "queued": engine.queue.queued,
            }
        )

    async def list_models(_: Request) -> Response:
        return JSONResponse({"object": "list", "data": [model]})

    async def show_model(request: Request) -> Response:
        name = request.path_params["name"]
        if name != settings.served_name:
            raise model_not_found(name, settings.served_name)
        return JSONResponse(model)

    async def transcriptions(request: Request) -> Response:
        started, heard, status = time.monotonic(), Heard(), 500
        try:
            response = await _transcribe(engine, request, heard)
            status = response.status_code
            return response
        except ApiError as error:
            status = error.status
            raise
        except ClientDisconnect:
            status = CLIENT_GONE
            return Response(status_code=CLIENT_GONE)
        finally:
            log_request(
                requestId=request.state.request_id,
                sha256=heard.sha256,
                audioSeconds=heard.audio_seconds,
                wallSeconds=round(time.monotonic() - started, 3),
                status=status,
            )

    return Starlette(
        routes=[
            Route("/health", health),
            Route("/v1/models", list_models),
            Route("/v1/models/{name:path}", show_model),
            Route("/v1/audio/transcriptions", transcriptions, methods=["POST"]),
        ],
        middleware=[Middleware(RequestId), Middleware(BodyLimit, most_bytes=settings.max_upload_bytes)],
        exception_handlers={ApiError: _on_api_error, HTTPException: _on_http_exception, Exception: _on_defect},
    )


async def _transcribe(engine: Engine, request: Request, heard: Heard) -> Response:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise bad_parameter("file", "The body must be multipart/form-data.", "invalid_content_type")
    async with _form(request) as form:
        asked = read_request(form, engine.settings.served_name, engine.languages)
        work = engine.transcribe(asked.file.file, asked.decode, heard)
        return _answer(await _unless_gone(request, work), asked)


def _form(request: Request) -> Any:
    return request.form(max_files=2, max_fields=20, max_part_size=64 * 1024)


async def _unless_gone(request: Request, work: Coroutine[Any, Any, Result]) -> Result:
    """Raises ClientDisconnect, with the work ended, when the client leaves before it is done."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_disconnection(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise ClientDisconnect
    finally:
        leaving.cancel()
        if not working.done():
            working.cancel()
            await asyncio.wait({working})


async def _disconnection(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _answer(transcript: Transcript, asked: TranscriptionRequest) -> Response:
    if asked.response_format in TEXT_FORMATS:
        render, media_type = TEXT_FORMATS[asked.response_format]
        return Response(render(transcript), media_type=f"{media_type}; charset=utf-8")
    if asked.response_format == "verbose_json":
        return JSONResponse(to_verbose_json(transcript, asked.with_words))
    return JSONResponse(to_json(transcript))


async def _on_api_error(_: Request, error: ApiError) -> Response:
    return JSONResponse(error.body, error.status, error.headers)


async def _on_http_exception(request: Request, error: HTTPException) -> Response:
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "invalid_request")
    message = error.detail
    if error.status_code in (404, 405):
        message = f"{request.method} {request.url.path} is not served here."
    return JSONResponse(ApiError(error.status_code, code, message).body, error.status_code, error.headers)


async def _on_defect(request: Request, error: Exception) -> Response:
    return JSONResponse(ApiError(500, "internal_error", "The engine failed; its log says why.").body, 500)
