"""The address /health: whether the store's current version opens and answers a query."""

import logging
import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse

from reach.store import store_place
from reach.store.opening import connect
from reach.store.storage import storage_of

_LOG = logging.getLogger("reach")


class Health:
    """Answers 200, or 503 where no page could show a figure. Neither has a figure or a path.

    The reason stands in the log, under a number. It is not written again at each question while it stays the same.
    """

    def __init__(self) -> None:
        self._last_problem = ""

    def answer(self, _: Request) -> JSONResponse:
        """Ask the store. Starlette calls this in a thread, so a slow disk holds up no page."""
        try:
            _ask_the_store()
        except Exception as error:
            problem = type(error).__name__
            if problem != self._last_problem:
                _LOG.error("Error %s: the store does not answer", secrets.token_hex(3).upper(), exc_info=error)
            self._last_problem = problem
            return JSONResponse({"status": "unavailable"}, status_code=503)
        self._last_problem = ""
        return JSONResponse({"status": "ok"})


def _ask_the_store() -> None:
    """Open the current version and ask it for a number. Raises where that fails; makes and changes nothing.

    A page would make a store that is missing, and work out anew one of older settings: whoever only asks may not.
    """
    file = storage_of(store_place()).current()
    if file is None:
        raise FileNotFoundError("There is no store")
    with connect(file, read_only=True) as connection:
        connection.execute("select count(*) from schools").fetchone()
