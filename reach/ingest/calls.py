"""Telephone calls to schools: what they came to, and when to call again."""

import datetime as dt

from reach.call_outcomes import OUTCOMES
from reach.errors import ReachError
from reach.store import Store
from reach.store.checks import refuse_breaches
from reach.store.history import Kind


class CallError(ReachError):
    """A call cannot be recorded like this. Nothing has been changed."""


def record_call(
    store: Store, urn: int, outcome: str, *, called_on: dt.date, call_again_on: dt.date | None = None, recorded_by: str
) -> None:
    """Record a call to a school. The latest call to a school is the one that its row on the call list shows.

    Raises CallError for a URN that is not known, an outcome that is none of OUTCOMES, a day that is still to come, and
    a day to call again that is before it.
    """
    if outcome not in OUTCOMES:
        raise CallError(f"“{outcome}” is no outcome of a call", f"Choose one of: {', '.join(OUTCOMES)}.")
    if called_on > dt.date.today():
        raise CallError(f"{called_on:%d/%m/%Y} is still to come", "Say on which day you called. Nothing was changed.")
    if call_again_on is not None and call_again_on < called_on:
        raise CallError(
            f"{call_again_on:%d/%m/%Y} is before the call",
            "Choose a later day to call again, or leave it out. Nothing was changed.",
        )
    with store.write("Recorded a call", kind=Kind.EDIT) as connection:
        if connection.execute("select 1 from establishments where urn = $urn", {"urn": urn}).fetchone() is None:
            raise CallError(
                f"URN {urn} is not known",
                "It is not in the establishment register that is loaded. Nothing was changed.",
            )
        connection.execute(
            """
            insert into calls by name
            select
                $urn as urn,
                $called_on as called_on,
                $outcome as outcome,
                $call_again_on as call_again_on,
                $recorded_at as recorded_at,
                $recorded_by as recorded_by
            """,
            {
                "urn": urn,
                "called_on": called_on,
                "outcome": outcome,
                "call_again_on": call_again_on,
                "recorded_at": dt.datetime.now(),
                "recorded_by": recorded_by,
            },
        )
        # No worked-out table follows from calls.
        refuse_breaches(connection, "That would break the store", CallError, batches=[])
