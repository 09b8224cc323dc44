"""Work in a thread that stops when nobody waits for it any more."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar

Result = TypeVar("Result")


class Aborted(Exception):
    """Nobody waits for this work any more."""


class Abort:
    """Set from the event loop, looked at by the thread between its steps."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        self._event.set()

    def check(self) -> None:
        """Raises Aborted once set."""
        if self._event.is_set():
            raise Aborted


async def run_abortable(executor: Executor, work: Callable[[Abort], Result]) -> Result:
    """Runs `work` in the executor. Cancelling this sets the abort and still waits for the thread: what the caller
    holds for it, a slot say, is free only when the thread is."""
    abort = Abort()
    future = asyncio.get_running_loop().run_in_executor(executor, work, abort)
    try:
        return await asyncio.shield(future)
    except asyncio.CancelledError:
        abort.set()
        await asyncio.wait([future])
        # Looked at, so that asyncio does not report it as an error that nobody took.
        if not future.cancelled():
            future.exception()
        raise
