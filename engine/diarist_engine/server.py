"""Starting and ending. Decoding cannot be interrupted in the middle of a batch, so the process ends without it."""

import asyncio
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from .app import create_app
from .engine import Engine
from .logs import log, logger
from .settings import Settings

#: An event loop that no longer gets round to ending is not waited for longer than this.
HANG_SECONDS = 3
#: Longer than clients keep idle connections, so that none is closed while a request is on its way.
KEEP_ALIVE_SECONDS = 75


class Server(uvicorn.Server):
    """uvicorn's, but a signal ends it like any other reason, with status 0 and within a bounded time."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        yield

    def _on_signal(self, number: int, _: FrameType | None) -> None:
        self.end(signal.Signals(number).name)

    def end(self, reason: str) -> None:
        if self.should_exit:
            return
        log(logging.INFO, "ending", reason=reason)
        self.should_exit = True
        threading.Thread(target=self._end_hard, daemon=True).start()

    def _end_hard(self) -> None:
        time.sleep((self.config.timeout_graceful_shutdown or 0) + HANG_SECONDS)
        os._exit(1)


async def serve(settings: Settings) -> int:
    """Runs until told to end; gives back the process's exit status."""
    try:
        listener = _listen(settings)
    except OSError as error:
        log(logging.ERROR, "cannot listen on ENGINE_HOST and ENGINE_PORT", port=settings.port, why=str(error))
        return 1
    host, port = listener.getsockname()[:2]
    engine = Engine(settings)
    server = Server(
        uvicorn.Config(
            create_app(engine),
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=settings.shutdown_seconds,
        )
    )
    if settings.watch_stdin:
        threading.Thread(target=_watch_stdin, args=(server,), daemon=True).start()
    log(logging.INFO, "listening", host=host, port=port, model=settings.served_name, device=engine.device)
    loading = asyncio.create_task(_load(engine, server))
    await server.serve(sockets=[listener])
    return 1 if loading.done() and not loading.result() else 0


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    return socket.create_server((settings.host, settings.port), family=family)


async def _load(engine: Engine, server: Server) -> bool:
    started = time.monotonic()
    try:
        await engine.load()
    except Exception:
        logger.exception("the model cannot be loaded")
        server.end("no model")
        return False
    log(logging.INFO, "ready", loadSeconds=round(time.monotonic() - started, 3))
    return True


def _watch_stdin(server: Server) -> None:
    try:
        while os.read(sys.stdin.fileno(), 4096):
            pass
    except OSError:
        pass  # As good as its end.
    server.end("standard input ended")


def run(settings: Settings) -> None:
    async def run_to_the_end() -> None:
        status = await serve(settings)
        logging.shutdown()
        # Ending the usual way would wait for the threads, and so for a whole batch.
        os._exit(status)

    asyncio.run(run_to_the_end())
