"""National-sized data to test with: an invented England, always, and the real files where they are beside the project.

    @pytest.fixture(scope="session", params=DATA_SETS, ids=str)
    def national_data(request) -> DataSet: ...

    national_data.read("registers/register.csv")

Both are laid out alike, so a test reads either and counts for itself what it expects; none knows a number of one of
them. The invented one has the oddities of the real one, and is the same byte for byte each time.
"""

import csv
import datetime as dt
import functools
import io
import re
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

from reach.ingest import SourceFile, read_source
from reach.ingest.reading import unpack
from tests.builders import SHARED_DATA
from tests.national import layout
from tests.national.attendance import Truth, attendance_csv, make_attendance
from tests.national.boundaries import boundaries_geojson
from tests.national.establishments import REGISTER_DATE, make_register
from tests.national.exports import LARGE, SAMPLES

Row = dict[str, str]


class DataSet:
    """An establishment register, its links, registers with their truth, samples of exports, and outlines."""

    def __init__(self, name: str, paths: list[str], read: Callable[[str], SourceFile]) -> None:
        self.name = name
        self._paths = paths
        self._read = read

    def __str__(self) -> str:
        return self.name

    def paths(self, pattern: str) -> list[str]:
        """Give the files that fit, in the order of their names."""
        return sorted(path for path in self._paths if fnmatch(path, pattern))

    @functools.cache  # noqa: B019 - there are two, and they live as long as the tests
    def read(self, pattern: str) -> SourceFile:
        """Give the one file that fits."""
        (path,) = self.paths(pattern)
        return self._read(path)

    @property
    def sources(self) -> list[SourceFile]:
        """The establishment register, its links and the attendance, to be imported in this order."""
        return [self.read(pattern) for pattern in ("gias/edubasealldata*", "gias/links*", "registers/register.csv")]

    @functools.cached_property
    def register_date(self) -> dt.date:
        """The day that the establishment register is of."""
        digits = re.sub(r"\D", "", self.sources[0].name)
        return dt.datetime.strptime(digits, "%Y%m%d").date()

    @functools.cached_property
    def establishments(self) -> list[Row]:
        """The rows of the establishment register, read in plain Python."""
        (file,) = unpack(self.sources[0])
        return _rows(file.content.decode(layout.ENCODING))

    @functools.cached_property
    def links(self) -> list[Row]:
        """The rows of the links file."""
        return _rows(self.sources[1].content.decode(layout.ENCODING))

    @functools.cached_property
    def attendance(self) -> list[Row]:
        """The rows of the register in the hub's template."""
        return _rows(self.sources[2].content.decode("utf-8-sig"))

    def truth(self, file: str) -> dict[int, Truth]:
        """Give which school each line of a register is of; line 1 is the file's first, or the sheet's first row."""
        rows = _rows(self.read("registers/truth.csv").content.decode())
        return {
            int(row["row"]): Truth(
                None if row["expected_urn"] == "outside" else int(row["expected_urn"]), row["decided"] == "yes"
            )
            for row in rows
            if row["file"] == file
        }


def _truth_csv() -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["file", "row", "expected_urn", "decided"])
    lines = {name: made()[1] for name, made in LARGE.items()}
    lines["register.csv"] = dict(enumerate(make_attendance()[1], start=2))
    for name, truth in sorted(lines.items()):
        writer.writerows(
            [name, line, said.urn or "outside", "yes" if said.is_decided else "no"] for line, said in truth.items()
        )
    return text.getvalue().encode()


def _establishments_zip() -> bytes:
    content = layout.as_csv(each.as_row() for each in make_register().establishments)
    return layout.as_zip(content, f"edubasealldata{REGISTER_DATE:%Y%m%d}.csv")


def _links_csv() -> bytes:
    return layout.as_csv((link.as_row() for link in make_register().links), layout.LINK_COLUMNS)


def _first_of(made: Callable[[], tuple[bytes, object]]) -> Callable[[], bytes]:
    return lambda: made()[0]


_GENERATED: dict[str, Callable[[], bytes]] = {
    f"gias/edubasealldata{REGISTER_DATE:%Y%m%d}.zip": _establishments_zip,
    f"gias/links_edubasealldata{REGISTER_DATE:%Y%m%d}.csv": _links_csv,
    "registers/register.csv": attendance_csv,
    **{f"registers/{name}": _first_of(made) for name, made in LARGE.items()},
    "registers/truth.csv": _truth_csv,
    **{f"formats/{name}": made for name, made in SAMPLES.items()},
    "boundaries/local_authorities.geojson": boundaries_geojson,
}
GENERATED = DataSet("generated", list(_GENERATED), lambda path: SourceFile(path.rpartition("/")[2], _GENERATED[path]()))


def _real() -> list[DataSet]:
    """Give the real files, or nothing where some are not there: their tests are extra runs of the same ones."""
    paths = [path.relative_to(SHARED_DATA).as_posix() for path in SHARED_DATA.glob("*/*")]
    real = DataSet("real", paths, lambda path: read_source(Path(SHARED_DATA, path)))
    wanted = ("gias/edubasealldata*", "gias/links*", "registers/register.csv", "registers/truth.csv", "boundaries/*")
    return [real] if all(len(real.paths(pattern)) == 1 for pattern in wanted) else []


DATA_SETS = (GENERATED, *_real())


def _rows(text: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(text, newline="")))
