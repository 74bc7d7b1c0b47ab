"""What the screen shows when something goes wrong: what to do, or for an unexpected error its number in the log.

Streamlit shows a text of its own, or a traceback with the paths of this machine. Its public interface has no way to
replace that for pages run by “streamlit run”, so the two functions that it calls are replaced here.
"""

import logging
import secrets
from collections.abc import Callable

import streamlit as st
from streamlit import error_util

from reach.errors import ReachError
from reach.store.system_errors import as_store_error, is_system_error
from reach.ui.escape import escape

_LOG = logging.getLogger("reach")
_NUMBER = "__reach_number__"
_STREAMLITS: dict[str, Callable[[BaseException], None]] = {
    name: getattr(error_util, name) for name in ("_log_uncaught_app_exception", "show_uncaught_app_exception")
}


def show_error(error: ReachError) -> None:
    """Show an error that a user can act on, under its heading."""
    st.error(f"**{escape(error.title)}.** {escape(error.message)}", icon=":material/error:")


def install() -> None:
    """Log and show unexpected errors in our own words from now on."""
    for name, function in zip(_STREAMLITS, (_log, _show), strict=True):
        setattr(error_util, name, function)


def uninstall() -> None:
    """Leave unexpected errors to Streamlit again."""
    for name, function in _STREAMLITS.items():
        setattr(error_util, name, function)


def _log(error: BaseException) -> None:
    setattr(error, _NUMBER, secrets.token_hex(3).upper())
    _LOG.error("Error %s", getattr(error, _NUMBER), exc_info=error)


def _show(error: BaseException) -> None:
    if is_system_error(error):
        show_error(as_store_error(error))
    elif isinstance(error, ReachError):
        show_error(error)
    else:
        number = getattr(error, _NUMBER, "unknown")
        message = "Nothing was changed. Load the page again; if it happens again, give error number "
        show_error(
            ReachError("Something went wrong", f"{message}{number} to the person who looks after the dashboard.")
        )
