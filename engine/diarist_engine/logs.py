"""Structured logs: one JSON line an event on standard output. They never hold audio or transcript text."""

import json
import logging
import sys
from datetime import datetime, timezone
from typing import Any

logger = logging.getLogger("diarist_engine")
requests_logger = logging.getLogger("diarist_engine.requests")

#: Libraries whose finer logs tell of audio or of form fields.
TALKATIVE = ("faster_whisper", "python_multipart", "huggingface_hub", "httpx", "httpcore", "asyncio", "uvicorn")


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, timezone.utc)
        line = {
            "level": "warn" if record.levelname == "WARNING" else record.levelname.lower(),
            "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "name": "engine",
            "msg": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["err"] = self.formatException(record.exc_info)
        return json.dumps(line)


def set_up_logs(level: str, request_log: str) -> None:
    """`request_log` names a file that takes each request's line as well; empty for none."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # The witness speaks at every level.
    requests_logger.setLevel(logging.INFO)
    if request_log:
        file_handler = logging.FileHandler(request_log, encoding="utf-8")
        file_handler.setFormatter(JsonFormatter())
        requests_logger.addHandler(file_handler)


def log(level: int, message: str, **fields: Any) -> None:
    logger.log(level, message, extra={"fields": fields})


def log_request(**fields: Any) -> None:
    """The witness of what was asked of the engine: one line a transcription request."""
    requests_logger.info("transcription", extra={"fields": fields})
