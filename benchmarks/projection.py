"""How well a year's end is projected: python -m benchmarks.projection [folder with gias/ and registers/].

Each whole year with two whole years before it is projected at the end of several weeks, as if nothing later was known,
by the very query that the page Targets shows. Error is in percentage points of the schools; the range should hold
four in five. Of the hub as a whole, and of every part that has a target.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from reach import demo_store, queries
from reach.filters import Filters
from reach.ingest import Answers, import_files, read_source
from reach.settings import PROJECT
from reach.store import Store

DATA = PROJECT.parent / "shared" / "data"
FILES = (
    "gias/edubasealldata20231116.zip",
    "gias/links_edubasealldata20240129.csv",
    "registers/register.csv",
)
WEEKS = (5, 8, 10, 14, 18, 22, 26, 30)


def measure(store: Store, academic_year: str, what: str) -> Iterator[str]:
    """Give a line of the table for each week, of the hub and of its parts."""
    filters = Filters.choose(store.settings, academic_year)
    version = store.read()
    for week in WEEKS:
        frame = queries.run("outlook_in_earlier_years", filters, version, {"week": week}).frame
        of_hub = frame["target"] == "Whole hub"
        for part, rows in (("the hub", frame[of_hub]), ("its parts", frame[~of_hub])):
            if len(rows):
                yield _line(f"{what}, {part}", week, rows)


def _line(what: str, week: int, rows: pd.DataFrame) -> str:
    off = rows["error_points"].abs()
    wide = 100 * (rows["expected_most"] - rows["expected_least"]) / rows["schools"]
    return (
        f"| {what} | {week} | {len(rows)} | {off.mean():.1f} | {off.max():.1f} | {wide.mean():.1f} | "
        f"{rows['is_in_range'].sum()} of {len(rows)} |"
    )


def main() -> None:
    """Print the table as it is measured."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    print("| of | week | ends | error, mean | error, largest | range, mean width | within the range |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        demonstration = Store(Path(folder) / "demonstration")
        demo_store.build(demonstration)
        for line in measure(demonstration, "2025/26", "demonstration"):
            print(line, flush=True)
        if all((data / file).exists() for file in FILES):
            sample = Store(Path(folder) / "sample")
            import_files(
                sample,
                [read_source(data / file) for file in FILES],
                imported_by="benchmark",
                answers=Answers(holds_unclear=True),
            )
            for line in measure(sample, "2023/24", "sample"):
                print(line, flush=True)


if __name__ == "__main__":
    main()
