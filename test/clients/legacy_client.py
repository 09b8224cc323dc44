"""A client of the system that Diarist replaces, as its users wrote them.

    python legacy_client.py FILE... [--url http://127.0.0.1:8000] [--workers 5]

It knows three endpoints and nothing else. It uploads each file, polls its status, reads
its result, and prints one JSON list with an entry for each file. Exits with 1 when a job
did not complete.
"""

import argparse
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import requests

KNOWN_STATUSES = {
    "queued",
    "downloading",
    "transcribing",
    "generating_note",
    "completed",
    "error",
}
NOTE_SECTIONS = ("Date", "Mood", "Key Events", "Reflections")


def upload(url, path):
    with open(path, "rb") as audio:
        files = {"file": (os.path.basename(path), audio)}
        response = requests.post(f"{url}/upload-audio/", files=files, timeout=600)
    response.raise_for_status()
    answer = response.json()
    assert answer["status"] == "queued", answer
    return answer["job_id"]


def wait(url, job_id, timeout):
    deadline = time.monotonic() + timeout
    seen = []
    while time.monotonic() < deadline:
        response = requests.get(f"{url}/status/{job_id}", timeout=30)
        response.raise_for_status()
        answer = response.json()
        assert set(answer) == {"job_id", "status", "file_name"}, answer
        status = answer["status"]
        assert status in KNOWN_STATUSES, status
        if status not in seen:
            seen.append(status)
        if status in ("completed", "error"):
            return seen
        time.sleep(0.5)
    raise TimeoutError(
        f"{job_id} was still {seen[-1] if seen else 'unknown'} after {timeout} s"
    )


def transcribe(url, path, timeout):
    outcome = {"file": os.path.basename(path)}
    try:
        outcome["job_id"] = upload(url, path)
        outcome["statuses"] = wait(url, outcome["job_id"], timeout)
        outcome["status"] = outcome["statuses"][-1]
        response = requests.get(f"{url}/result/{outcome['job_id']}", timeout=30)
        response.raise_for_status()
        result = response.json()
        outcome["transcription"] = result.get("transcription")
        outcome["diary_note"] = result.get("diary_note")
        note = outcome["diary_note"] or ""
        outcome["note_sections"] = [
            section for section in NOTE_SECTIONS if section in note
        ]
    except (requests.RequestException, OSError, AssertionError, KeyError) as error:
        outcome["status"] = "failed"
        outcome["problem"] = f"{type(error).__name__}: {error}"
    return outcome


def main():
    parser = argparse.ArgumentParser(
        description="Uploads recordings and waits for their diary notes."
    )
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--workers", type=int, default=5)
    parser.add_argument(
        "--timeout", type=float, default=600, help="seconds for one job"
    )
    options = parser.parse_args()

    with ThreadPoolExecutor(max_workers=options.workers) as pool:
        outcomes = list(
            pool.map(
                lambda path: transcribe(options.url, path, options.timeout),
                options.files,
            )
        )
    print(json.dumps(outcomes, indent=2, ensure_ascii=False))
    return 0 if all(outcome["status"] == "completed" for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
