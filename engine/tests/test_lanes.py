import threading
import time

import pytest

from diarist_engine.lanes import fair_batches, side_by_side
from diarist_engine.transcript import Span


def spans(*lengths: float) -> list[Span]:
    return [Span(0.0, float(seconds)) for seconds in lengths]


def sizes(count: int, most: int, lanes: int) -> list[int]:
    return [len(batch) for batch in fair_batches(spans(*range(1, count + 1)), most, lanes)]


@pytest.mark.parametrize(
    ("count", "most", "lanes", "expected"),
    [
        (0, 4, 2, []),
        (1, 4, 2, [1]),
        (5, 4, 1, [3, 2]),
        (4, 4, 2, [2, 2]),
        (11, 4, 2, [3, 3, 3, 2]),
        (11, 4, 16, [1] * 11),
    ],
)
def test_each_lane_gets_as_many_batches(count: int, most: int, lanes: int, expected: list[int]):
    assert sizes(count, most, lanes) == expected


def test_windows_of_like_length_share_a_batch_the_longest_first():
    assert fair_batches(spans(1, 9, 2, 8), 4, 2) == [spans(9, 8), spans(2, 1)]


@pytest.mark.parametrize("lanes", [1, 2, 5])
def test_results_come_in_the_order_of_what_was_asked(lanes: int):
    assert side_by_side(lambda number: number * 2, list(range(9)), lanes) == list(range(0, 18, 2))


def test_lanes_work_at_the_same_time():
    both = threading.Barrier(2, timeout=30)
    assert side_by_side(lambda _: both.wait() >= 0, [1, 2], 2) == [True, True]


def test_an_error_is_raised_when_no_lane_works_any_more():
    both, ended = threading.Barrier(2, timeout=30), threading.Event()

    def work(name: str) -> None:
        both.wait()
        if name == "bad":
            raise ValueError("bad")
        time.sleep(0.1)
        ended.set()

    with pytest.raises(ValueError, match="bad"):
        side_by_side(work, ["bad", "slow"], 2)
    assert ended.is_set()
