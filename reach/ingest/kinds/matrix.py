"""A register with a row a person, or a school, and a column a session."""

from typing import Any

from reach.ingest.cells import number_of, text_of
from reach.ingest.details import Answers, Entries
from reach.ingest.kind import Attendance, cells_by_column
from reach.ingest.kinds.table import entries_of_table
from reach.ingest.part import Part
from reach.ingest.tools.display_names import with_name
from reach.settings import Settings


class _Matrix(Attendance):
    def entries(self, part: Part, answers: Answers, settings: Settings) -> Entries:
        """Give a row a person and session that has a mark. Who has none for a session was not expected there."""
        cells = dict(part.body)
        rows: list[tuple[int, dict[str, Any]]] = []
        hours = {place for place in part.sessions if _are_hours(part, place)}
        for number, row in cells_by_column(part):
            person = with_name(row, text_of(row.pop("full_name", "")))
            for place, session in part.sessions.items():
                mark = cells[number][place] if place < len(cells[number]) else None
                if not text_of(mark):
                    continue
                of_session: dict[str, Any] = {
                    "held_on": session.day or session.text,
                    "session_number": session.number or "",
                    "attendance": mark,
                }
                if place in hours and number_of(mark):
                    of_session |= {"attendance": "attended", "hours": mark}
                rows.append((number, person | of_session))
        return entries_of_table(part, rows, answers, settings)


def _are_hours(part: Part, place: int) -> bool:
    """Whether a session's column has hours in it: numbers, one of them other than 0 and 1."""
    held = [text_of(cells[place]) for _, cells in part.body if place < len(cells) and text_of(cells[place])]
    numbers = [number_of(text) for text in held]
    return any(number is not None and number not in (0, 1) for number in numbers) and all(
        number is None or 0 <= number <= 24 for number in numbers
    )


KIND = _Matrix(
    name="matrix",
    label="Register with a column a session",
    described="a register with a row a person and a column a session",
)
