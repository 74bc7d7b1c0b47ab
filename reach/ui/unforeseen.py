"""What is shown when something goes wrong that nobody foresaw: a number, which stands in the log with all the rest.

Streamlit shows a text of its own, or a traceback with the paths of this machine. Nothing in its public interface
replaces that for pages that are run by “streamlit run”, so the two functions that it looks up at that moment are
replaced here.
"""

import logging
import secrets
from collections.abc import Callable

from streamlit import error_util

from reach.errors import ReachError
from reach.store.faults import explained, is_of_the_system

_LOG = logging.getLogger("reach")
_NUMBER = "__reach_number__"
_STREAMLITS: dict[str, Callable[[BaseException], None]] = {
    name: getattr(error_util, name) for name in ("_log_uncaught_app_exception", "show_uncaught_app_exception")
}


def install() -> None:
    """Show and log what nobody foresaw in our way, from now on."""
    for name, function in zip(_STREAMLITS, (_log, _show), strict=True):
        setattr(error_util, name, function)


def uninstall() -> None:
    """Leave it to Streamlit again."""
    for name, function in _STREAMLITS.items():
        setattr(error_util, name, function)


def _log(error: BaseException) -> None:
    setattr(error, _NUMBER, secrets.token_hex(3).upper())
    _LOG.error("Error %s", getattr(error, _NUMBER), exc_info=error)


def _show(error: BaseException) -> None:
    from reach.ui.view import show_error  # the view installs this

    if is_of_the_system(error):
        error_shown: ReachError = explained(error)
    elif isinstance(error, ReachError):
        error_shown = error
    else:
        error_shown = ReachError(
            "Something went wrong",
            f"Nothing was changed. Load the page again; if it happens again, give error number "
            f"{getattr(error, _NUMBER, 'unknown')} to whoever looks after the dashboard.",
        )
    show_error(error_shown)
