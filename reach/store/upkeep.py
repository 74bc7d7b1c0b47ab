"""Keeps the tables that follow from the facts: all of them worked out, or the part that some batches touched.

What follows from an activity's rows is found by the activity, and what follows from a school's attendance by the school
and academic year: an import of a thousand rows costs much the same however many the store has. Both ways lead to the
same rows, and `check` compares what stands with what would be worked out.
"""

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

import duckdb

from reach.progress import OnProgress, ignored

WORKED_OUT = {
    "named_activities": 0.02,
    "activities": 0.02,
    "sessions": 0.04,
    "periods_to_date": 0.0,
    "attendances": 0.22,
    "pupil_counts": 0.02,
    "expected_pupils": 0.0,
    "lineages": 0.02,
    "school_phases": 0.01,
    "schools_open": 0.01,
    "participations": 0.35,
    "engagement": 0.11,
    "rung_weeks": 0.18,
}
"""Tables that follow from the facts, in the order in which they depend on each other, and the share of the time that
each takes with a million rows."""

_LIE_BY = {
    "attendances": "activity_id",
    "participations": "activity_id",
    "lineages": "academic_year, period",
    "schools_open": "academic_year, period",
    "engagement": "as_at_year, as_at_period, academic_year, period",
    "rung_weeks": "academic_year",
}
"""Tables whose rows lie in an order: DuckDB passes over most of them where an activity or a year is asked for."""

_CALENDAR = "worked out on the calendar"
"""The fact of a store that says on which calendar its tables rest."""

_ROWS_AT_A_TIME = 100_000
_OF_ACTIVITIES = "select activity_id, count(*) from {} group by all order by activity_id"
_OF_SCHOOLS = """
    select lineages.counts_for_urn, max(attended.number_of_rows)
    from lineages
    inner join (
        select urn, count(*) as number_of_rows
        from attendances
        group by urn
    ) as attended on lineages.urn = attended.urn
    group by all
    order by all
"""
_IN_PARTS = {
    "attendances": ("chosen_activities", _OF_ACTIVITIES.format("register_sessions")),
    "participations": ("chosen_activities", _OF_ACTIVITIES.format("attendances")),
    "engagement": ("chosen_urns", _OF_SCHOOLS),
    "rung_weeks": ("chosen_urns", _OF_SCHOOLS),
}
"""Tables that are filled in parts where there is much to do, as the memory for it has a limit: what the parts are
chosen by, and how many rows of attendance each value stands for."""


def work_out(
    connection: duckdb.DuckDBPyConnection, batches: Collection[int] | None = None, on_progress: OnProgress = ignored
) -> None:
    """Fill the tables that follow from the facts, engagement last.

    batches: those whose rows were added, taken out or settled since the tables were filled, where nothing else was
    changed of what figures follow from: establishments, their links, settings. None: everything is worked out.
    """
    if batches is None or not _Touched(connection, on_progress).work_out(batches):
        for table in WORKED_OUT:
            _report(on_progress, table)
            _replace_all(connection, table)
        connection.execute("delete from store_facts where fact = $fact", {"fact": _CALENDAR})
        connection.execute(
            "insert into store_facts values ($fact, $value)", {"fact": _CALENDAR, "value": _calendar(connection)}
        )


def _report(on_progress: OnProgress, table: str) -> None:
    tables = list(WORKED_OUT)
    on_progress("Working out the figures", sum(WORKED_OUT[each] for each in tables[: tables.index(table)]))


def _replace_all(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    _delete(connection, table, {})
    name, weights = _IN_PARTS.get(table, ("", ""))
    parts: list[list[Any]] = [[]]
    rows = 0
    for value, number in connection.execute(weights).fetchall() if weights else ():
        if rows + number > _ROWS_AT_A_TIME and parts[-1]:
            parts.append([])
            rows = 0
        parts[-1].append(value)
        rows += number
    for part in parts:
        _insert(connection, table, {name: part} if len(parts) > 1 else {})


def _replace(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    keys: Mapping[str, Collection[Any]],
    **chosen: Collection[Any],
) -> None:
    """Work out some of a table's rows anew: those of the keys, by column or expression, from what is chosen."""
    if all(keys.values()):
        _delete(connection, table, keys)
        _insert(connection, table, chosen)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, chosen: Mapping[str, Collection[Any]]) -> None:
    names = ", ".join(f"{name} := ${name}" for name in chosen)
    order = f" order by {_LIE_BY[table]}" if table in _LIE_BY else ""
    connection.execute(
        f"insert into {table} by name select * from computed_{table}({names}){order}",  # noqa: S608 - names of ours
        {name: list(values) for name, values in chosen.items()},
    )


def _delete(connection: duckdb.DuckDBPyConnection, table: str, keys: Mapping[str, Collection[Any]]) -> None:
    conditions = [f"{column} in (select unnest($key_{number}))" for number, column in enumerate(keys)]
    where = f" where {' and '.join(conditions)}" if conditions else ""
    values = {f"key_{number}": list(values) for number, values in enumerate(keys.values())}
    connection.execute(f"delete from {table}{where}", values)  # noqa: S608 - names of ours


def _calendar(connection: duckdb.DuckDBPyConnection) -> str:
    """Return what all figures rest on, as a text: the periods that are counted, each as at its date; the last year."""
    periods = connection.execute(
        "select academic_year, period, as_at from counted_periods where not is_to_date(period) order by all"
    )
    return repr([*periods.fetchall(), *connection.execute("from last_counted_years").fetchall()])


@dataclasses.dataclass(frozen=True)
class _Touched:
    """Works out what some batches touched."""

    connection: duckdb.DuckDBPyConnection
    on_progress: OnProgress

    def work_out(self, batches: Collection[int]) -> bool:
        """Return whether that was enough. It is not where the calendar moved, on which every figure rests."""
        ends_before = self._ends_to_date()
        activities = self._activities(batches)
        self._renew_sessions(activities)
        _replace_all(self.connection, "periods_to_date")
        ends = self._ends_to_date()
        rested_on = self.connection.execute("select value from store_facts where fact = $fact", {"fact": _CALENDAR})
        if rested_on.fetchall() != [(_calendar(self.connection),)] or ends.keys() != ends_before.keys():
            return False
        moved = {period: (ends_before[period], ends[period]) for period in ends if ends[period] != ends_before[period]}
        for days in moved.values():
            activities |= self._activities_between(*sorted(days))
        _report(self.on_progress, "lineages")
        _replace(self.connection, "schools_open", {"period_key(academic_year, period)": moved}, chosen_periods=moved)
        moved_urns, moved_schools = self._trace_lineages(moved)
        activities |= self._values("activity_id", "attendances where urn in (select unnest($chosen))", moved_urns)
        _report(self.on_progress, "participations")
        attended_urns, academic_years = self._renew_participations(activities)
        schools = self._values("counts_for_urn", "lineages where urn in (select unnest($chosen))", attended_urns)
        self._renew_engagement(schools - moved_schools, academic_years)
        self._renew_engagement(moved_schools, self._values("academic_year", "calendar_periods"))
        return True

    def _activities(self, batches: Collection[int]) -> set[str]:
        """Return the activities that the batches speak of, or did, and bring their names up to date."""
        named = "named_activities where batch_id in (select unnest($chosen))"
        before = self._values("activity_id", named, batches)
        _replace(self.connection, "named_activities", {"batch_id": batches}, chosen_batches=batches)
        return before | self._values("activity_id", named, batches)

    def _renew_sessions(self, activities: set[str]) -> None:
        _report(self.on_progress, "sessions")
        sessions = self._values("session_id", "sessions where activity_id in (select unnest($chosen))", activities)
        for table in ("activities", "sessions"):
            _replace(self.connection, table, {"activity_id": activities}, chosen_activities=activities)
        _report(self.on_progress, "attendances")
        _replace(self.connection, "attendances", {"activity_id": activities}, chosen_activities=activities)
        for table in ("pupil_counts", "expected_pupils"):
            _delete(self.connection, table, {"session_id": sessions})
            _insert(self.connection, table, {"chosen_activities": activities})

    def _trace_lineages(self, periods: Collection[str]) -> tuple[set[int], set[int]]:
        """Renew the lineages of some periods, and of URNs that are newly named, or no longer.

        Return the URNs that count for another establishment now, and the establishments that they count for or did.
        """
        urns = self._values(
            "urn",
            """(
                from (select urn from named_urns except select urn from lineages)
                union all
                from (select urn from lineages except select urn from named_urns)
            )""",
        )
        moved: set[tuple[Any, ...]] = set()
        scopes: list[tuple[str, str, Collection[Any]]] = [
            ("period_key(academic_year, period)", "chosen_periods", periods),
            ("urn", "chosen_urns", urns),
        ]
        for column, name, chosen in scopes:
            standing = f"lineages where {column} in (select unnest($chosen))"
            whole = "(academic_year, period, urn, counts_for_urn)"
            before = self._values(whole, standing, chosen)
            _replace(self.connection, "lineages", {column: chosen}, **{name: chosen})
            moved |= before ^ self._values(whole, standing, chosen)
        return {urn for _, _, urn, _ in moved}, {counts_for for _, _, _, counts_for in moved}

    def _renew_participations(self, activities: set[str]) -> tuple[set[int], set[str]]:
        """Return the URNs that take part in the activities, or did, and the academic years in which they do."""
        of_activities = "participations where activity_id in (select unnest($chosen))"
        urns, years = (self._values(each, of_activities, activities) for each in ("attended_urn", "academic_year"))
        _replace(self.connection, "participations", {"activity_id": activities}, chosen_activities=activities)
        urns |= self._values("attended_urn", of_activities, activities)
        return urns, years | self._values("academic_year", of_activities, activities)

    def _renew_engagement(self, urns: set[int], academic_years: set[str]) -> None:
        for table in ("engagement", "rung_weeks"):
            _report(self.on_progress, table)
            _replace(
                self.connection,
                table,
                {"urn": urns, "academic_year": academic_years},
                chosen_urns=urns,
                chosen_academic_years=academic_years,
            )

    def _ends_to_date(self) -> dict[str, dt.date]:
        """Return the last day of each period that is looked at up to a date."""
        ends = self.connection.execute("select period_key(academic_year, period), ends_on from periods_to_date")
        return dict(ends.fetchall())

    def _activities_between(self, after: dt.date, until: dt.date) -> set[str]:
        found = self.connection.execute(
            "select distinct activity_id from sessions where held_on > $after and held_on <= $until",
            {"after": after, "until": until},
        )
        return {activity_id for (activity_id,) in found.fetchall()}

    def _values(self, column: str, source: str, chosen: Collection[Any] | None = None) -> set[Any]:
        """Return the values of a column, once each."""
        parameters = {} if chosen is None else {"chosen": list(chosen)}
        found = self.connection.execute(f"select distinct {column} from {source}", parameters)  # noqa: S608 - ours
        return {value for (value,) in found.fetchall()}
