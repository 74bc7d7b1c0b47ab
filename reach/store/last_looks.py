"""When each visitor last looked: a small file beside the versions, so that the Overview can say what is new.

A look begins where a session does. Sessions within an hour are one look: whoever loads the page again loses nothing.
"""

import dataclasses
import datetime as dt
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reach.errors import StoreError
from reach.store import json_file

FILE = "last-looks.json"

_ONE_LOOK = dt.timedelta(hours=1)
_FORGOTTEN_AFTER = dt.timedelta(days=400)
_LOG = logging.getLogger("reach")


@dataclasses.dataclass(frozen=True)
class Look:
    """A look at the dashboard: when it began, in the server's time, and a fingerprint of each academic year then."""

    at: dt.datetime
    years: Mapping[str, str]


def begin_look(folder: Path, name: str, now: Look) -> Look | None:
    """Record that somebody looks now, and return their look before this one; None where it is their first.

    Looks of 400 days ago are forgotten. Where they cannot be recorded the log says so: nothing else depends on them.
    """
    before: Look | None = None
    try:
        with json_file.changing(folder / FILE, replaces_damaged=True) as looks:
            known = looks.get(name)
            known = known if isinstance(known, dict) else {}
            before, current = (_look_of(known.get(which)) for which in ("before", "current"))
            if current is None or abs(now.at - current.at) >= _ONE_LOOK:
                before, current = current, now
                looks[name] = {"before": _entry_of(before), "current": _entry_of(now)}
            for other in [other for other, entry in looks.items() if _is_old(entry, now.at)]:
                del looks[other]
    except StoreError:
        _LOG.exception("It could not be recorded when somebody looked")
    return before


def _is_old(entry: Any, now: dt.datetime) -> bool:
    look = _look_of(entry.get("current")) if isinstance(entry, dict) else None
    return look is None or now - look.at > _FORGOTTEN_AFTER


def _look_of(entry: Any) -> Look | None:
    """Return the look that an entry of the file describes; None where it describes none."""
    try:
        return Look(
            dt.datetime.fromisoformat(entry["at"]), {str(year): str(hash_) for year, hash_ in entry["years"].items()}
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _entry_of(look: Look | None) -> dict[str, Any] | None:
    return None if look is None else {"at": look.at.isoformat(), "years": dict(look.years)}
