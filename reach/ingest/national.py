"""The DfE's files: the establishment register (GIAS) and its links."""

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Collection, Sequence
from typing import Any, ClassVar

import duckdb
import pyarrow as pa

from reach import formats
from reach.errors import ImportFileError
from reach.ingest.details import Answers
from reach.ingest.headings import Headings
from reach.ingest.kind import Contents, Kind
from reach.ingest.part import Part
from reach.ingest.people import PeopleNamed
from reach.ingest.readings import TAKE_IT, Meaning, Reading
from reach.ingest.scripts import PREVIEW_ROWS, ask_script, run_script
from reach.store import Store

FEWEST_TO_COMPARE = 50
_LEAST_SHARE = 0.9
"""A newer register has nearly all that an older one has: closed schools stay in it."""

Ask = Callable[[str], Sequence[tuple[Any, ...]]]
"""Gives the rows that a SELECT finds in a store, or in one that is being written."""

_PREVIEWED_AS = {
    "row_number": "Row",
    "urn": "URN",
    "la_name": "Local authority",
    "linked_urn": "Linked URN",
    "linked_school": "Linked school",
}
"""How a preview's columns are called where that is not their own name."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationalFile(Kind):
    """One of the DfE's files. mark is a word that only its headings have; needs are columns that must be there.

    known_urns asks for the URNs of what is loaded of its kind; consequence says what taking a part for the whole does;
    later what taking a file with a day that is still to come does.
    """

    mark: bytes
    headings: Headings
    needs: tuple[str, ...]
    known_urns: str = ""
    consequence: str = ""
    later: str = ""

    contents: ClassVar[Contents] = Contents.SCHOOLS
    is_public: ClassVar[bool] = True
    needs_the_one_before: ClassVar[bool] = True

    def read(self, part: Part, store: Store, people: PeopleNamed) -> pa.Table:
        """Give the rows as they were read with the file: all of them text."""
        del store, people
        if part.national is None:
            raise ValueError("One of the DfE's files is read whole, not line by line")
        return part.national

    def reading(self, part: Part, store: Store, answers: Answers) -> Reading:
        """Ask whether a file is to be taken that may not be the newest and whole one, and say what it would change."""
        if part.national is None or answers.takes_as_it_is:
            return Reading()
        day = self.day_of(part.source.name, part.national)
        is_to_come = day is not None and day > dt.date.today()
        doubts = [f"It is of {formats.day(day)}, which is still to come. {self.later}"] if day and is_to_come else []
        doubts += self.doubts(part.national, day, store)
        return Reading([_asked(part, doubts)] if doubts else [])

    def day_of(self, name: str, rows: pa.Table) -> dt.date | None:
        """Give the day that a file is of, None where it does not say it."""
        del rows
        return date_in_name(name)

    def doubts(self, rows: pa.Table, day: dt.date | None, store: Store) -> list[str]:
        """Say why a file may not be the whole one, and what taking it would change; nothing where it may be."""
        del day
        version = store.read()
        if version.is_demonstration:
            return []
        if self.is_whole(rows, version.rows):
            return []
        known, of_hub = self.urns_loaded(version.rows)
        listed = urns_in(rows)
        return [
            f"It has {len(listed):,} establishments, and {len(known - listed):,} of the {len(known):,} that are loaded "
            f"are not in it, {len(of_hub - listed):,} of them the hub's own. {self.consequence}"
        ]

    def is_whole(self, rows: pa.Table, ask: Ask) -> bool:
        """Whether a file has nearly all that is loaded of its kind, and of the hub's, where enough is loaded to say."""
        listed = urns_in(rows)
        return all(
            len(those) < FEWEST_TO_COMPARE or len(those & listed) >= _LEAST_SHARE * len(those)
            for those in self.urns_loaded(ask)
        )

    def urns_loaded(self, ask: Ask) -> tuple[set[int], set[int]]:
        """Give the URNs of what is loaded of its kind, and those of the hub's own schools among them."""
        known = {urn for (urn,) in ask(self.known_urns)}
        return known, known & {urn for (urn,) in ask("select urn from schools")}

    def refuse_older(self, connection: duckdb.DuckDBPyConnection, file_name: str, day: dt.date | None) -> None:
        """Raise ImportFileError where the store has a file of this kind that is of a later day."""
        (newest,) = connection.execute(
            "select max(as_at) from import_batches where kind = $kind and undone_at is null", {"kind": self.name}
        ).fetchone() or (None,)
        if day and newest and newest > day:
            raise ImportFileError(
                f"{file_name} is older than what is loaded",
                f"It is of {day:%d/%m/%Y}; a file of {newest:%d/%m/%Y} is loaded. Nothing was changed. "
                "To go back to the older one, undo the newer import first.",
            )

    def require_columns(self, name: str, columns: Collection[str]) -> None:
        """Check that every needed column is there.

        Raises ImportFileError naming the missing columns by the heading that people know.
        """
        missing = [column for column in self.needs if column not in columns]
        if missing:
            headings = ", ".join(f"“{self.headings.usual(column)}”" for column in missing)
            raise ImportFileError(
                f"{name} lacks {'a column' if len(missing) == 1 else 'columns'}",
                f"It looks like {self.described}, but {headings} is not among the headings in line 1. "
                "Nothing was changed. Add what is missing, or download the file again with all its columns.",
            )

    def written(
        self, connection: duckdb.DuckDBPyConnection, table: pa.Table, batch_id: int, **parameters: Any
    ) -> dict[str, Any]:
        """Write a file's rows into the store by the script of its name, and give the counts that it ends with."""
        blank = pa.array([""] * table.num_rows)
        for column in self.headings.columns:
            if column not in table.column_names:
                table = table.append_column(column, blank)
        connection.register("read_rows", table)
        found = run_script(connection, self.name, batch_id=batch_id, **parameters)
        connection.unregister("read_rows")
        return found

    def preview(self, connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
        """Give the first rows about the hub's schools in the file that has just been loaded."""
        rows = ask_script(connection, f"{self.name}_preview", rows=PREVIEW_ROWS)
        return [{_PREVIEWED_AS.get(name, name.capitalize()): cell for name, cell in row.items()} for row in rows]


def urns_in(rows: pa.Table) -> set[int]:
    """Give the URNs that a file is about."""
    return {int(text) for text in rows.column("urn").to_pylist() if text.isdecimal()}


def _asked(part: Part, doubts: Sequence[str]) -> Meaning:
    return Meaning(
        "register",
        "Is this the newest file, and the whole of it?",
        "",
        "",
        True,
        text=part.name,
        why=" ".join(doubts),
        options={TAKE_IT: "Yes, take it as the newest"},
        answer_with="--whole-register",
    )


def date_in_name(name: str) -> dt.date | None:
    """Give the date in a file's name such as edubasealldata20231116.csv, None where there is none."""
    for digits in re.findall(r"(?<!\d)(20\d{6})(?!\d)", name):
        try:
            return dt.datetime.strptime(digits, "%Y%m%d").date()
        except ValueError:
            continue
    return None
