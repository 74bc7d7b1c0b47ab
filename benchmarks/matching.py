"""How well schools are found: python -m benchmarks.matching [folder with gias/ and registers/].

Precision is the share of automatic matches that are right, recall the share of rows that can be decided and are.
A school under an older or a newer URN of its own is right. A match of a row from elsewhere is wrong.
"""

import csv
import datetime as dt
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.messy_names import KnownSchool, MessyRow, messy_rows, read_known_schools
from reach.ingest import Answers, Details, import_files, read_source
from reach.ingest.reading import unpack
from reach.matching import Clues, Directory, Match
from reach.settings import PROJECT, load_settings
from reach.store import Store, listing

DATA = PROJECT.parent / "shared" / "data"
REGISTERS = ("eventbrite.csv", "forms.xlsx", "teams.csv", "zoom.csv", "register.csv")
SEEDS = range(3)
ROWS_A_SEED = 4000
DAY = dt.date(2023, 11, 14)
DETAILS = Answers(Details("Benchmark", "CORE", DAY))


@dataclass
class Score:
    """What became of some rows."""

    right: int = 0
    wrong: int = 0
    decided: int = 0
    decided_right: int = 0

    def note(self, *, is_matched: bool, is_right: bool, is_decided: bool) -> None:
        """Count a row. is_decided: it names a school of the hub, and no other would fit as well."""
        self.right += is_matched and is_right
        self.wrong += is_matched and not is_right
        self.decided += is_decided
        self.decided_right += is_decided and is_matched and is_right

    def as_markdown(self, what: str) -> str:
        """Give a line of the table."""
        precision = self.right / max(self.right + self.wrong, 1)
        recall = self.decided_right / max(self.decided, 1)
        return f"| {what} | {self.right + self.wrong:,} | {self.wrong:,} | {precision:.4f} | {recall:.4f} |"


def registers(store: Store, folder: Path, directory: Directory) -> Iterator[tuple[str, Score]]:
    """Import each register as an administrator would, and hold the matches against the truth beside it."""
    truth: dict[str, dict[int, dict[str, str]]] = {}
    with (folder / "registers" / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            truth.setdefault(row["file"], {})[int(row["row"])] = row
    for name in REGISTERS:
        (batch,) = import_files(
            store, [read_source(folder / "registers" / name)], imported_by="benchmark", answers=DETAILS
        )
        found = {row["row"]: row["urn"] for row in listing.matches(store.read(), batch.batch_id or 0)}
        score = Score()
        for number, row in truth[name].items():
            expected = None if row["expected_urn"] == "outside" else int(row["expected_urn"])
            urn = found.get(number)
            score.note(
                is_matched=urn is not None,
                is_right=urn is not None and expected is not None and directory.is_same_school(urn, expected),
                is_decided=expected is not None and row["decided"] == "yes",
            )
        yield name, score


def typing_habits(known: Sequence[KnownSchool], directory: Directory) -> Score:
    """Match rows invented with many other typing habits than those of the registers."""
    score = Score()
    for seed in SEEDS:
        for row in messy_rows(known, ROWS_A_SEED, seed):
            found = directory.match(_clues(row), DAY)
            urn = found.urn if isinstance(found, Match) else None
            score.note(
                is_matched=urn is not None,
                is_right=urn is not None and row.urn is not None and directory.is_same_school(urn, row.urn),
                is_decided=row.urn is not None and row.is_decided,
            )
    return score


def seconds_for(known: Sequence[KnownSchool], store: Store, count: int) -> float:
    """Give the seconds that it takes to match so many rows, nearly all of them written differently."""
    rows = messy_rows(known, count, seed=99)
    with store.read().cursor() as cursor:
        directory = Directory.from_store(cursor)
    start = time.perf_counter()
    for row in rows:
        directory.match(_clues(row), DAY)
    return time.perf_counter() - start


def _clues(row: MessyRow) -> Clues:
    return Clues(school=" ".join(row.school_text.split()), postcode=row.postcode, email_domain=row.email_domain)


def main() -> None:
    """Print the tables."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    gias = next(iter(sorted((folder / "gias").glob("edubasealldata*.zip"))), None)
    if gias is None:
        sys.exit(f"matching: there is no establishment register in {folder / 'gias'}")
    settings = load_settings()
    links = sorted((folder / "gias").glob("links*.csv"))
    known = read_known_schools(
        unpack(read_source(gias))[0].content.decode("cp1252"),
        settings.la_codes,
        links[-1].read_text("cp1252") if links else "",
    )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        store = Store(Path(temporary), settings)
        import_files(store, [read_source(path) for path in (gias, *links)], imported_by="benchmark")
        with store.read().cursor() as cursor:
            directory = Directory.from_store(cursor)
        print("| rows of | matched | wrong | precision | recall of what is decided |\n| --- | --- | --- | --- | --- |")
        overall = Score()
        for name, score in registers(store, folder, directory):
            print(score.as_markdown(name), flush=True)
            if name != "register.csv":
                for field in vars(overall):
                    setattr(overall, field, getattr(overall, field) + getattr(score, field))
        print(overall.as_markdown("the four exports together"))
        print(typing_habits(known, directory).as_markdown("invented typing habits"), flush=True)
        few, many = seconds_for(known, store, 25_000), seconds_for(known, store, 100_000)
        print(f"\n100,000 rows: {many:.0f} s, {many / few:.2f} times as long as 25,000 (linear is 4).")


if __name__ == "__main__":
    main()
