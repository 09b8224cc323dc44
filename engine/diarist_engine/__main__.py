"""`python -m diarist_engine` runs the server; ENGINE_* variables configure it."""

import sys

from .logs import set_up_logs
from .server import run
from .settings import SettingsError, read_settings


def main() -> None:
    try:
        settings = read_settings()
    except SettingsError as error:
        sys.exit(f"The configuration is not valid:\n{error}")
    set_up_logs(settings.log_level, settings.request_log)
    run(settings)


if __name__ == "__main__":
    main()
