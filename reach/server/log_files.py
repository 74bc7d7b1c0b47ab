"""Log files that turn over, and log lines without personal data, in files and in the terminal or journal alike.

What an error says may quote a cell of somebody's file. So a line has the number and the kind of an error and where in
the program it happened, and not its words.
"""

import logging
import logging.handlers
import os
import re
import traceback
from pathlib import Path
from typing import Any

FILE = "dashboard.log"
SIZE = 1_000_000
"""Bytes of a file at most."""
KEPT = 5
"""Older files."""

_ADDRESS = re.compile(r"[^\s@<>\"'(),;:=\[\]]+@[^\s@<>\"'(),;:=\[\]]+")
_WITHOUT_ADDRESS = "[e-mail address]"


def folder(store: Path) -> Path:
    """Return the folder of the log files: REACH_LOGS, else one beside the store's."""
    named = os.environ.get("REACH_LOGS")
    return Path(named) if named else store.parent / f"{store.name}-logs"


def install(logs: Path) -> None:
    """Write warnings and errors of the whole program into log files, and no personal data anywhere, from now on.

    Where the files cannot be written, lines go to the terminal only, and the first says so.
    """
    logging.setLogRecordFactory(record_without_personal_data)
    terminal = logging.StreamHandler()
    _add(terminal, [logging.getLogger()])
    try:
        file = rotating_file(logs)
    except OSError as error:
        why = error.strerror or type(error).__name__
        logging.getLogger("reach").warning("No log files are written, as their folder cannot be used: %s", why)
        return
    known = [each for each in logging.Logger.manager.loggerDict.values() if isinstance(each, logging.Logger)]
    # Streamlit's loggers hand nothing on to the one at the top.
    _add(file, [logging.getLogger(), *(each for each in known if not each.propagate)])


def rotating_file(logs: Path) -> logging.handlers.RotatingFileHandler:
    """Return a handler that writes files of at most SIZE bytes, for their owner alone, and keeps KEPT older ones.

    Raises OSError where they cannot be written.
    """
    logs.mkdir(parents=True, exist_ok=True, mode=0o700)
    newest = logs / FILE
    newest.touch(mode=0o600)
    return logging.handlers.RotatingFileHandler(newest, maxBytes=SIZE, backupCount=KEPT, encoding="utf-8")


def record_without_personal_data(*arguments: Any, **more: Any) -> logging.LogRecord:
    """Return a log record as Python makes it, without e-mail addresses, and of an error without its words."""
    record = logging.LogRecord(*arguments, **more)
    try:
        message = record.getMessage()
    except (TypeError, ValueError):
        message = str(record.msg)
    record.msg, record.args = _ADDRESS.sub(_WITHOUT_ADDRESS, message), ()
    if record.exc_info and record.exc_info[1]:
        record.exc_text = _kinds_and_places(record.exc_info[1])
    record.exc_info = None
    return record


def _add(handler: logging.Handler, loggers: list[logging.Logger]) -> None:
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for logger in loggers:
        logger.addHandler(handler)


def _kinds_and_places(error: BaseException) -> str:
    """Return the kind of an error and of those that it came from, and where each happened."""
    lines = []
    found: BaseException | None = error
    while found is not None:
        lines.append(type(found).__qualname__)
        lines += [f"  {at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(found.__traceback__)]
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    return "\n".join(lines)
