"""Batches of one job, decoded side by side.

The cores of a CPU wait for each other over every small step of a batch that they share: on a virtual machine with two,
30 s of speech took longer on both than on one. A lane is one core with a batch of its own.
"""

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from .transcript import Span

Item = TypeVar("Item")
Result = TypeVar("Result")


def fair_batches(spans: Sequence[Span], most: int, lanes: int) -> list[list[Span]]:
    """Batches of at most `most` spans: as few as give each lane as many as the others, the longest together, and first.

    Whatever is in a batch costs what its longest window costs.
    """
    if not spans:
        return []
    rounds = math.ceil(len(spans) / (most * lanes))
    size = math.ceil(len(spans) / (rounds * lanes))
    longest_first = sorted(spans, key=lambda span: -span.seconds)
    return [longest_first[start : start + size] for start in range(0, len(spans), size)]


def side_by_side(work: Callable[[Item], Result], items: Sequence[Item], lanes: int) -> list[Result]:
    """Results in the order of `items`. An error is raised when no lane works any more; what has not begun is left."""
    if min(lanes, len(items)) <= 1:
        return [work(item) for item in items]
    with ThreadPoolExecutor(min(lanes, len(items)), thread_name_prefix="lane") as pool:
        return list(pool.map(work, items))
