"""The engine as users run it: a process of its own on a free port."""

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

ENGINE_FOLDER = Path(__file__).resolve().parents[1]
#: For conditions that come about in a moment, on the busiest of machines.
PATIENCE_SECONDS = 120
COMMAND = [sys.executable, "-m", "diarist_engine"]


def run_to_its_end(**variables: str) -> "subprocess.CompletedProcess[str]":
    """For an engine that does not come up."""
    env = _environment(variables)
    return subprocess.run(COMMAND, cwd=ENGINE_FOLDER, env=env, capture_output=True, text=True, timeout=PATIENCE_SECONDS)


def _environment(variables: dict[str, str]) -> dict[str, str]:
    """Without the ENGINE_* variables of whoever runs the tests."""
    return {**{name: value for name, value in os.environ.items() if not name.startswith("ENGINE_")}, **variables}


class RunningEngine:
    def __init__(self, model_folder: str, variables: dict[str, str]) -> None:
        self.lines: list[dict[str, Any]] = []
        self.process = subprocess.Popen(
            COMMAND,
            cwd=ENGINE_FOLDER,
            env=_environment({"ENGINE_MODEL": model_folder, "ENGINE_PORT": "0", **variables}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        threading.Thread(target=self._read_lines, daemon=True).start()
        try:
            self.port: int = self.line("listening")["port"]
            self.url = f"http://127.0.0.1:{self.port}"
            self.http = httpx.Client(base_url=self.url, timeout=PATIENCE_SECONDS)
            until(lambda: self.health()["ready"])
        except BaseException:
            self._end()
            raise

    def __enter__(self) -> "RunningEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()
        self._end()

    def _end(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE_SECONDS)

    def _read_lines(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(json.loads(line))

    def line(self, message: str, **fields: Any) -> dict[str, Any]:
        """The first logged line of that message which has those fields, once there is one."""
        wanted = {"msg": message, **fields}
        found: list[dict[str, Any]] = []

        def look() -> bool:
            found.extend(line for line in list(self.lines) if wanted.items() <= line.items())
            return bool(found)

        until(look)
        return found[0]

    def health(self) -> dict[str, Any]:
        return self.http.get("/health").raise_for_status().json()

    def transcribe(self, file: Path | tuple[str, bytes], **fields: Any) -> httpx.Response:
        name, content = (file.name, file.read_bytes()) if isinstance(file, Path) else file
        return self.http.post("/v1/audio/transcriptions", files={"file": (name, content)}, data=fields)

    def begin(self, content: bytes, request_id: str) -> http.client.HTTPConnection:
        """Sends a request and does not wait for the answer; closing what comes back is leaving."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        request = self.http.build_request("POST", "/v1/audio/transcriptions", files={"file": ("a.wav", content)})
        headers = {"content-type": request.headers["content-type"], "x-request-id": request_id}
        connection.request("POST", request.url.path, body=request.read(), headers=headers)
        return connection


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come about"
        time.sleep(0.02)
