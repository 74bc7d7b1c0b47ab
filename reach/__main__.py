"""The command line: python -m reach [--store PATH] COMMAND."""

import sys

try:
    from reach.commands import app
except ModuleNotFoundError as error:
    if (error.name or "").startswith("reach"):
        raise
    sys.exit("This Python lacks the dashboard's parts. Say “python3 start.py reach”, on Windows “py start.py reach”.")

from reach.errors import ReachError
from reach.store.system_errors import as_store_error


def run() -> int:
    """Run a command. What a user can act on is one line on standard error and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        app(prog_name="python -m reach", standalone_mode=True)
    except ReachError as error:
        return _refused(error)
    except (OSError, MemoryError) as error:
        return _refused(as_store_error(error))
    return 0


def _refused(error: ReachError) -> int:
    detail = f" ({error.detail})" if error.detail else ""
    sys.stderr.write(f"{error.title}: {' '.join((error.message + detail).split())}\n")
    return 2


if __name__ == "__main__":
    sys.exit(run())
