"""A table in a file."""

import dataclasses
import hashlib
from collections.abc import Collection, Mapping, Sequence

import pyarrow as pa

from reach.ingest.cells import Line, text_of
from reach.ingest.finding import Found
from reach.ingest.reading import SourceFile
from reach.matching import plain_words


@dataclasses.dataclass(frozen=True)
class Part:
    """A table in a file: the file's only one, or a sheet of several.

    lines are all of the table's lines, header being the place of its headings among them, and body those under the
    headings that say anything; the template's examples and totals are left out. national is set
    instead for the DfE's large files; outlines have neither. columns gives the positions of our columns where the
    headings are ours. title is the sheet's name where it may say what the sheet is about. doubtful are those of our
    columns that were guessed, and that another column of the table fits as well. found is where a table of no known
    kind stands among its lines. passed_over are the names of the file's sheets that are no tables of any kind; hidden
    those of sheets that nobody sees, which are not read; hidden_lines are the numbers of such lines, which are.
    """

    source: SourceFile
    sheet: str
    kind: str
    lines: Sequence[Line] = dataclasses.field(default=(), repr=False)
    header: int = 0
    body: Sequence[Line] = dataclasses.field(default=(), repr=False)
    columns: Mapping[str, int] = dataclasses.field(default_factory=dict)
    national: pa.Table | None = dataclasses.field(default=None, repr=False)
    title: str = ""
    doubtful: frozenset[str] = frozenset()
    found: Found | None = dataclasses.field(default=None, repr=False)
    passed_over: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    hidden_lines: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        """The name of the file as the user gave it, with the sheet's where it is one of several."""
        return f"{self.source.original_name}: {self.sheet}" if self.sheet else self.source.original_name

    @property
    def key(self) -> str:
        """What tells this table from every other, by content. It is never kept: see `keyed_hash`."""
        return f"{self.source.content_hash} {self.sheet}"

    @property
    def headings(self) -> list[str]:
        """The headings of its columns, as they stand there: those of two lines together."""
        if self.found:
            return list(self.found.headings)
        return [text_of(cell) for cell in self.lines[self.header][1]]

    def without_rows(self) -> "Part":
        """Give the table with nothing but its headings, once its rows have been read."""
        found = self.found and dataclasses.replace(self.found, body=())
        return dataclasses.replace(self, lines=self.lines[: self.header + 1], body=(), found=found)

    @property
    def sessions(self) -> Collection[int]:
        """The places of columns that stand for a session each."""
        return self.found.sessions.keys() if self.found else ()

    @property
    def totals(self) -> Sequence[int]:
        """The numbers of lines that are totals."""
        return self.found.totals if self.found else []

    @property
    def notes(self) -> Sequence[int]:
        """The numbers of lines that say something about the others."""
        return self.found.notes if self.found else []

    @property
    def signature(self) -> str:
        """What tables with the same headings share; it is never kept as it is, as headings may be anything."""
        if not self.lines:
            return ""
        return hashlib.sha256("|".join(map(plain_words, self.headings)).encode()).hexdigest()
