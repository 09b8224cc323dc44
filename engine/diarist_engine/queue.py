"""Who may be worked on, who waits, and who is turned away. Everything here belongs to the event loop's thread."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from .errors import queue_full

#: Until something was measured: seconds of audio in a second, below what one CPU core does with a small model.
ASSUMED_SPEED = 5.0
#: How much the newest job weighs in the measured speed.
NEWEST_WEIGHT = 0.3


class Place:
    """One admitted job: first it waits, then it runs."""

    def __init__(self) -> None:
        self.audio_seconds = 0.0
        self.started_at: float | None = None


class WorkQueue:
    """At most `capacity` jobs run and `waiting` more wait, first come, first served."""

    def __init__(self, capacity: int, waiting: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.capacity = capacity
        self._most = capacity + waiting
        self._places: set[Place] = set()
        self._slots = asyncio.Semaphore(capacity)
        self._clock = clock
        self._speed = ASSUMED_SPEED

    @property
    def running(self) -> int:
        return sum(place.started_at is not None for place in self._places)

    @property
    def queued(self) -> int:
        return len(self._places) - self.running

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Place]:
        """Raises ApiError 429 when every place is taken. The place is free again when the block ends, however so."""
        if len(self._places) >= self._most:
            raise queue_full(self._seconds_until_free())
        place = Place()
        self._places.add(place)
        try:
            yield place
        finally:
            self._places.remove(place)

    @asynccontextmanager
    async def turn(self, place: Place) -> AsyncIterator[None]:
        """Waits until the place may run."""
        async with self._slots:
            place.started_at = self._clock()
            yield
            self._learn(place.audio_seconds, self._clock() - place.started_at)

    def _learn(self, audio_seconds: float, wall_seconds: float) -> None:
        if audio_seconds > 0 and wall_seconds > 0:
            self._speed += NEWEST_WEIGHT * (audio_seconds / wall_seconds - self._speed)

    def _seconds_until_free(self) -> float:
        """When the next place is likely to come free: all work ahead, shared by the jobs that it belongs to."""
        ahead = sum(self._seconds_left(place) for place in self._places)
        return ahead / len(self._places) / self.capacity

    def _seconds_left(self, place: Place) -> float:
        spent = 0.0 if place.started_at is None else self._clock() - place.started_at
        return max(0.0, place.audio_seconds / self._speed - spent)
