import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.running_engine import RunningEngine

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def model_folder() -> str:
    folder = os.environ.get("ENGINE_TEST_MODEL", "")
    if not folder:
        pytest.skip("ENGINE_TEST_MODEL names no model folder")
    return folder


@pytest.fixture(scope="session")
def speech() -> Path:
    """The folder of recordings whose words are known."""
    shared = Path(os.environ.get("DIARIST_SHARED") or REPOSITORY.parent / "shared")
    folder = shared / "speech"
    if not folder.is_dir():
        pytest.skip(f"there are no recordings in {folder}; DIARIST_SHARED names the folder above")
    return folder


@pytest.fixture(scope="session")
def start_engine(model_folder: str) -> Iterator[Callable[..., RunningEngine]]:
    """Starts a server of its own with the given ENGINE_* variables; it ends with the tests."""
    with ExitStack() as running:
        yield lambda **variables: running.enter_context(RunningEngine(model_folder, variables))


@pytest.fixture(scope="session")
def engine(start_engine: Callable[..., RunningEngine]) -> RunningEngine:
    return start_engine()
