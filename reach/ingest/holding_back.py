"""Schools held back, or put back on the list, on screen: what is said last stands, here or in a sheet."""

import datetime as dt

import duckdb

from reach.errors import ReachError
from reach.ingest.cells import text_of
from reach.ingest.contact_details import has_contact_details
from reach.settings import Settings
from reach.store import Store
from reach.store.checks import refuse_breaches
from reach.store.history import Kind
from reach.store.upkeep import work_out

LONGEST_REASON = 200
"""Letters."""


class HoldBackError(ReachError):
    """A school cannot be held back, or put back, like this. Nothing has been changed."""


def hold_back(
    store: Store,
    urn: int,
    reason: str,
    *,
    programme: str | None = None,
    until: dt.date | None = None,
    by: str,
    today: dt.date | None = None,
) -> None:
    """Hold a school back for a programme, or for all of them, until a day or until it is put back.

    programme is a code or a name. What was said of the school and programme before is replaced. today is a parameter
    for tests. Raises HoldBackError for a URN or programme that is not known, for a reason that is none, and for a day
    that has passed.
    """
    programme_code = _programme_code(store.settings, programme)
    reason = _reason(reason)
    _refuse_day(store.settings, until, today or dt.date.today())
    with store.write("Held a school back", kind=Kind.EDIT) as connection:
        if connection.execute("select 1 from establishments where urn = $urn", {"urn": urn}).fetchone() is None:
            raise HoldBackError(
                f"URN {urn} is not known",
                "It is not in the establishment register that is loaded. Nothing was changed. "
                "Look the school up on the Schools page, or load a newer register.",
            )
        _write(connection, urn, programme_code, reason, until, by)


def release(store: Store, urn: int, *, programme: str | None = None, by: str) -> None:
    """Put a school back on call lists that was held back for a programme, or for all of them, under this very URN.

    Raises HoldBackError where it is not held back, saying what does hold it back.
    """
    programme_code = _programme_code(store.settings, programme)
    with store.write("Put a school back on the list", kind=Kind.EDIT) as connection:
        of_school = {"urn": urn, "programme": programme_code}
        is_held_back = "select 1 from hold_backs where urn = $urn and programme_code is not distinct from $programme"
        if connection.execute(is_held_back, of_school).fetchone() is None:
            raise HoldBackError(
                f"URN {urn} is not held back for {_programme_name(store.settings, programme_code)}",
                f"{_what_holds_back(connection, store.settings, urn)} Nothing was changed.",
            )
        _write(connection, urn, programme_code, "Put back on the list", None, by, is_let_go=True)


def _write(
    connection: duckdb.DuckDBPyConnection,
    urn: int,
    programme_code: str | None,
    reason: str,
    until: dt.date | None,
    by: str,
    *,
    is_let_go: bool = False,
) -> None:
    connection.execute(
        """
        insert into hold_backs_on_screen by name
        select
            $urn as urn,
            $programme_code as programme_code,
            $reason as reason,
            $until_on as until_on,
            $is_let_go as is_let_go,
            $said_at as said_at,
            $said_by as said_by
        """,
        {
            "urn": urn,
            "programme_code": programme_code,
            "reason": reason,
            "until_on": until,
            "is_let_go": is_let_go,
            "said_at": dt.datetime.now(),
            "said_by": by,
        },
    )
    work_out(connection, [])
    refuse_breaches(connection, "That would break the store", HoldBackError, batches=[])


def _programme_code(settings: Settings, programme: str | None) -> str | None:
    if not programme:
        return None
    for each in settings.programmes:
        if programme.strip().casefold() in (each.code.casefold(), each.name.casefold()):
            return each.code
    raise HoldBackError(
        f"There is no programme “{programme}”",
        f"It may be {', '.join(each.code for each in settings.programmes)}. Nothing was changed.",
    )


def _programme_name(settings: Settings, programme_code: str | None) -> str:
    names = {each.code: each.name for each in settings.programmes}
    return names.get(programme_code, programme_code) if programme_code else "all programmes"


def _reason(text: str) -> str:
    reason = text_of(text)
    if not reason:
        raise HoldBackError("No reason was given", "Say in a few words why the school is held back.")
    if has_contact_details(reason):
        raise HoldBackError(
            "The reason has an e-mail address or telephone number in it", "Say why without naming people."
        )
    if len(reason) > LONGEST_REASON:
        raise HoldBackError("The reason is too long", f"Say it in {LONGEST_REASON} letters or fewer.")
    return reason


def _refuse_day(settings: Settings, until: dt.date | None, today: dt.date) -> None:
    if until is None:
        return
    if until < today:
        raise HoldBackError(
            f"{until:%d/%m/%Y} has passed",
            "A school is held back until a day to come, today included. Nothing was changed. "
            "To end it sooner, put the school back on the list.",
        )
    last = max(period.ends_on for period in settings.periods())
    if until > last:
        raise HoldBackError(
            f"{until:%d/%m/%Y} is in no academic year of the dashboard",
            f"The last day it knows is {last:%d/%m/%Y}. Leave the day out where no end is known.",
        )


def _what_holds_back(connection: duckdb.DuckDBPyConnection, settings: Settings, urn: int) -> str:
    """Say under which URNs and for which programmes a school is held back, its earlier and later URNs included."""
    found = connection.execute(
        """
        select distinct urn, programme_code
        from hold_backs
        where
            urn = $urn
            or urn in (select urn from lineages where counts_for_urn = $urn)
            or urn in (select counts_for_urn from lineages where urn = $urn)
        order by all
        """,
        {"urn": urn},
    ).fetchall()
    if not found:
        return "Nothing holds it back."
    held = "; ".join(f"URN {held_urn} for {_programme_name(settings, code)}" for held_urn, code in found)
    return f"Held back: {held}."
