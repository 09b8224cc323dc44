"""Plain faster-whisper, one window after the other: what the service's engine is measured against.

sequential.py MODEL THREADS RECORDING prints {"seconds", "cpuSeconds", "text"}; loading the model is not counted.
"""

import json
import resource
import sys
import time

from faster_whisper import WhisperModel


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(model_path: str, threads: str, recording: str) -> None:
    model = WhisperModel(model_path, device="cpu", compute_type="int8", cpu_threads=int(threads))
    started, cpu_before = time.monotonic(), cpu_seconds()
    segments, _ = model.transcribe(recording, beam_size=5)
    text = " ".join(segment.text.strip() for segment in segments)
    result = {"seconds": time.monotonic() - started, "cpuSeconds": cpu_seconds() - cpu_before, "text": text}
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
