import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from diarist_engine.aborting import Abort, run_abortable


def test_cancelling_stops_the_thread_and_waits_for_it():
    started, ended = threading.Event(), threading.Event()

    def work(abort: Abort) -> None:
        started.set()
        try:
            while True:
                abort.check()
                time.sleep(0.001)
        finally:
            ended.set()

    async def story() -> None:
        with ThreadPoolExecutor(1) as executor:
            task = asyncio.create_task(run_abortable(executor, work))
            await asyncio.to_thread(started.wait)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert ended.is_set()

    asyncio.run(story())


def test_results_and_errors_come_through():
    def fail(_: Abort) -> None:
        raise KeyError("x")

    async def story() -> None:
        with ThreadPoolExecutor(1) as executor:
            assert await run_abortable(executor, lambda _: 7) == 7
            with pytest.raises(KeyError):
                await run_abortable(executor, fail)

    asyncio.run(story())
