"""How well schools are found: python -m benchmarks.matching [folder with gias/ and registers/] [file of names ...].

Precision is the share of automatic matches that are right, recall the share of rows that can be decided and are.
A school under an older or a newer URN of its own is right. A match of a row from elsewhere is wrong. Shares stand with
their 95% interval (Wilson's), and every failure is listed.

typed_names.csv holds names as teachers type them, with what is right against the register of 16 November 2023: a
match, a hold where several schools fit, or no school of the hub. Other files of the same columns can be named.
"""

import csv
import dataclasses
import datetime as dt
import io
import math
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.messy_names import KnownSchool, MessyRow, messy_rows, read_known_schools
from reach.ingest import Answers, Details, import_files, read_source
from reach.ingest.garbage import garbage_collection_paused
from reach.ingest.reading import unpack
from reach.matching import Clues, Directory, Match, name_key
from reach.settings import PROJECT, load_settings
from reach.store import Store, listing

DATA = PROJECT.parent / "shared" / "data"
TYPED_NAMES = Path(__file__).parent / "typed_names.csv"
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
    failures: list[str] = field(default_factory=list)

    def note(self, *, is_matched: bool, is_right: bool, is_decided: bool, what: str = "") -> None:
        """Count a row. is_decided: it names a school of the hub, and no other would fit as well."""
        if is_matched and not is_right:
            self.failures.append(f"wrong: {what}")
        elif is_decided and not is_matched:
            self.failures.append(f"held: {what}")
        self.right += is_matched and is_right
        self.wrong += is_matched and not is_right
        self.decided += is_decided
        self.decided_right += is_decided and is_matched and is_right

    def as_markdown(self, what: str) -> str:
        """Give a line of the table."""
        matched = self.right + self.wrong
        return (
            f"| {what} | {matched:,} | {self.wrong:,} | {share_with_interval(self.right, matched)} "
            f"| {share_with_interval(self.decided_right, self.decided)} |"
        )

    def add(self, other: "Score") -> None:
        """Count another's rows, too."""
        self.right += other.right
        self.wrong += other.wrong
        self.decided += other.decided
        self.decided_right += other.decided_right


def wilson_interval(count: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Give the ends of the 95% interval of a share, both 0 to 1 (Wilson 1927); 0 to 1 where there is nothing."""
    if of == 0:
        return 0.0, 1.0
    share = count / of
    middle, spread = share + z * z / (2 * of), z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    whole = 1 + z * z / of
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def share_with_interval(count: int, of: int) -> str:
    """Give a share with its interval, as percentages."""
    low, high = wilson_interval(count, of)
    return f"{count / max(of, 1):.2%} ({low:.2%} to {high:.2%})"


def registers(store: Store, folder: Path, directory: Directory) -> Iterator[tuple[str, Score]]:
    """Import each register as an administrator would, and hold the matches against the truth beside it."""
    truth: dict[str, dict[int, dict[str, str]]] = {}
    with (folder / "registers" / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            truth.setdefault(row["file"], {})[int(row["row"])] = row
    for name in REGISTERS:
        # Zoom's dates are American, which nothing in its file tells: an administrator is asked.
        answers = dataclasses.replace(DETAILS, month_first=True) if name == "zoom.csv" else DETAILS
        (batch,) = import_files(
            store, [read_source(folder / "registers" / name)], imported_by="benchmark", answers=answers
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
                what=f"{name}, row {number}: {urn} for {row['expected_urn']}",
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
                what=f"{' '.join(row.school_text.split())} | {row.postcode} | {row.email_domain} | "
                f"{_named(directory, urn)} for {_named(directory, row.urn)} ({row.habit})",
            )
    return score


def names_as_typed(directory: Directory, file: Path) -> tuple[list[str], list[str]]:
    """Match the names of a file: a line of the table for each verdict, and every failure."""
    counts: dict[str, list[int]] = {}
    failures: list[str] = []
    wrong = 0
    with file.open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            day = dt.date.fromisoformat(row["day"]) if row.get("day") else DAY
            found = directory.match(Clues(school=row["school_text"], postcode=row["postcode"]), day)
            urn = found.urn if isinstance(found, Match) else None
            is_right = any(urn is not None and directory.is_same_school(urn, int(u)) for u in row["right_urns"].split())
            is_as_it_should_be = is_right if row["verdict"] == "match" else urn is None
            count = counts.setdefault(row["verdict"], [0, 0])
            count[0] += is_as_it_should_be
            count[1] += 1
            wrong += urn is not None and not is_right
            if not is_as_it_should_be:
                kind = "wrong" if urn is not None else "held"
                failures.append(f"{kind}: {row['school_text']} | {row['postcode']} | {_named(directory, urn)}")
    lines = [
        f"| {file.name}: {verdict} | {of} | {share_with_interval(count, of)} |"
        for verdict, (count, of) in counts.items()
    ]
    of = sum(each[1] for each in counts.values())
    return [*lines, f"| {file.name}: matched wrongly | {of} | {share_with_interval(wrong, of)} |"], failures


def names_in_links(directory: Directory, links: str, hub: set[int]) -> Score:
    """Match the names of the hub's schools as the links file writes them; decided, where the school has a URN open."""
    urns: dict[str, set[int]] = {}
    for row in csv.DictReader(io.StringIO(links)):
        urns.setdefault(row["LinkName"], set()).add(int(row["LinkURN"]))
    score = Score()
    for name, named in urns.items():
        if named & hub:
            found = directory.match(Clues(school=name), DAY)
            urn = found.urn if isinstance(found, Match) else None
            score.note(
                is_matched=urn is not None,
                is_right=urn is not None and any(directory.is_same_school(urn, each) for each in named),
                is_decided=any(directory.is_open_under_some_urn(each, DAY) for each in named & hub),
                what=f"{name} | {_named(directory, urn)}",
            )
    return score


def strangers(directory: Directory, known: Sequence[KnownSchool]) -> Score:
    """Match the names of all of England's open schools that no school of the hub has: every match is wrong."""
    ours = {name_key(school.name) for school in known if school.is_in_hub}
    score = Score()
    for name in dict.fromkeys(school.name for school in known if not school.is_in_hub):
        if name_key(name) in ours:
            continue
        found = directory.match(Clues(school=name), DAY)
        urn = found.urn if isinstance(found, Match) else None
        score.note(
            is_matched=urn is not None, is_right=False, is_decided=False, what=f"{name} | {_named(directory, urn)}"
        )
        score.right += urn is None
    return score


def _named(directory: Directory, urn: int | None) -> str:
    return directory.name_of(urn) if urn is not None else "none"


def seconds_for(known: Sequence[KnownSchool], store: Store, count: int) -> float:
    """Give the seconds that it takes to match so many rows, nearly all of them written differently."""
    rows = messy_rows(known, count, seed=99)
    with store.read().cursor() as cursor:
        directory = Directory.from_store(cursor, store.settings.meanings_of_nicknames)
    start = time.perf_counter()
    with garbage_collection_paused():  # as an import does
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
            directory = Directory.from_store(cursor, settings.meanings_of_nicknames)
        print("| rows of | matched | wrong | precision | recall of what is decided |\n| --- | --- | --- | --- | --- |")
        failures: list[str] = []
        overall = Score()
        for name, score in registers(store, folder, directory):
            print(score.as_markdown(name), flush=True)
            failures += score.failures
            if name != "register.csv":
                overall.add(score)
        print(overall.as_markdown("the four exports together"))
        hub = {school.urn for school in directory.establishments if school.is_in_hub}
        text = links[-1].read_text("cp1252") if links else "LinkURN,LinkName\n"
        for what, score in (
            ("names in the links file", names_in_links(directory, text, hub)),
            ("invented typing habits", typing_habits(known, directory)),
        ):
            print(score.as_markdown(what), flush=True)
            failures += score.failures
        print("\n| names | rows | as they should be |\n| --- | --- | --- |")
        for file in (TYPED_NAMES, *map(Path, sys.argv[2:])):
            lines, failed = names_as_typed(directory, file)
            print(*lines, sep="\n", flush=True)
            failures += failed
        score = strangers(directory, known)
        held = share_with_interval(score.right, score.right + score.wrong)
        print(f"| schools elsewhere by their names | {score.right + score.wrong:,} | {held} |", flush=True)
        failures += score.failures
        print("\nEvery failure:", *failures, sep="\n- ", flush=True)
        few, many = seconds_for(known, store, 25_000), seconds_for(known, store, 100_000)
        print(f"\n100,000 rows: {many:.0f} s, {many / few:.2f} times as long as 25,000 (linear is 4).")


if __name__ == "__main__":
    main()
