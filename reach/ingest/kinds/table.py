"""Any other table of people and schools, once somebody has said which column is which."""

from reach.ingest.cells import text_of
from reach.ingest.details import Answers, Entries, entries_of_columns
from reach.ingest.kind import Attendance, cells_by_column
from reach.ingest.part import Part
from reach.ingest.tools.display_names import with_name
from reach.settings import Settings


class _Table(Attendance):
    def entries(self, part: Part, answers: Answers, settings: Settings) -> Entries:
        """Give a row a line. A name that stands in one column is parted, from its school's, too."""
        del answers
        rows = [(number, with_name(row, text_of(row.pop("full_name", "")))) for number, row in cells_by_column(part)]
        return entries_of_columns(rows, part.title, settings)


KIND = _Table(name="table", label="Other table", described="any other table of people and schools")
