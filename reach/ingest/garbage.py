"""Python's search for objects that nobody needs, paused where millions of objects are made that are needed."""

import contextlib
import gc
import threading
from collections.abc import Iterator

_lock = threading.Lock()
_paused = 0
_was_enabled = True


@contextlib.contextmanager
def garbage_collection_paused() -> Iterator[None]:
    """Pause it until the last of those that paused it is done, in any thread.

    All establishments of England and their names are a million objects, which each search goes through: a quarter of
    the time in which names are matched. What matching makes is freed without a search.
    """
    global _paused, _was_enabled
    with _lock:
        if _paused == 0:
            _was_enabled = gc.isenabled()
            gc.disable()
        _paused += 1
    try:
        yield
    finally:
        with _lock:
            _paused -= 1
            if _paused == 0 and _was_enabled:
                gc.enable()
