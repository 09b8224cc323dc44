import asyncio
from collections.abc import Awaitable, Callable

import pytest

from diarist_engine.errors import ApiError
from diarist_engine.queue import ASSUMED_SPEED, WorkQueue


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def job(queue: WorkQueue, audio_seconds: float, end: Callable[[], Awaitable[object]]) -> None:
    async with queue.place() as place:
        place.audio_seconds = audio_seconds
        async with queue.turn(place):
            await end()


async def settle() -> None:
    """Lets every task run until it waits for something."""
    for _ in range(10):
        await asyncio.sleep(0)


async def retry_after(queue: WorkQueue) -> float:
    with pytest.raises(ApiError) as caught:
        async with queue.place():
            pass
    assert caught.value.status == 429
    return caught.value.retry_after_seconds


def test_so_many_run_so_many_wait_and_the_next_is_turned_away():
    async def story() -> None:
        queue, end = WorkQueue(2, 1), asyncio.Event()
        tasks = [asyncio.create_task(job(queue, 10, end.wait)) for _ in range(3)]
        await settle()
        assert (queue.running, queue.queued) == (2, 1)
        await retry_after(queue)
        end.set()
        await asyncio.gather(*tasks)
        assert (queue.running, queue.queued) == (0, 0)

    asyncio.run(story())


def test_those_who_wait_run_in_the_order_of_their_coming():
    async def story() -> None:
        queue, order = WorkQueue(1, 3), []

        async def note(number: int) -> None:
            order.append(number)

        await asyncio.gather(*(job(queue, 1, lambda number=number: note(number)) for number in range(4)))
        assert order == [0, 1, 2, 3]

    asyncio.run(story())


def test_a_waiting_job_that_is_cancelled_gives_its_place_back():
    async def story() -> None:
        queue, end = WorkQueue(1, 1), asyncio.Event()
        running = asyncio.create_task(job(queue, 10, end.wait))
        waiting = asyncio.create_task(job(queue, 10, end.wait))
        await settle()
        waiting.cancel()
        await settle()
        assert (queue.running, queue.queued) == (1, 0)
        end.set()
        await running

    asyncio.run(story())


def test_a_job_that_fails_frees_its_slot():
    async def story() -> None:
        queue = WorkQueue(1, 0)

        async def fail() -> None:
            raise RuntimeError("broken")

        with pytest.raises(RuntimeError, match="broken"):
            await job(queue, 1, fail)
        assert queue.running == 0
        await job(queue, 1, settle)

    asyncio.run(story())


def test_the_wait_that_is_asked_for_is_that_of_the_audio_ahead_at_the_speed_that_was_measured():
    async def story() -> None:
        clock, end = Clock(), asyncio.Event()
        queue = WorkQueue(1, 1, clock)
        tasks = [asyncio.create_task(job(queue, 300, end.wait)) for _ in range(2)]
        await settle()
        assert await retry_after(queue) == pytest.approx(300 / ASSUMED_SPEED)
        clock.now = 30.0
        assert await retry_after(queue) == pytest.approx(300 / ASSUMED_SPEED - 15)
        end.set()
        await asyncio.gather(*tasks)

        async def slow_job() -> None:
            clock.now += 100

        for _ in range(50):
            await job(queue, 100, slow_job)
        end.clear()
        tasks = [asyncio.create_task(job(queue, 300, end.wait)) for _ in range(2)]
        await settle()
        assert await retry_after(queue) == pytest.approx(300, rel=0.01)
        end.set()
        await asyncio.gather(*tasks)

    asyncio.run(story())
