"""How often the range of a projection holds the year's end: python -m benchmarks.coverage [hubs].

Hubs of many kinds are invented (generated_years.py). Each year of theirs with two or more behind it is projected at the
end of several weeks, from the years before it alone, by the definition that the page Targets uses. The range should
hold four ends in five, for the hub as a whole and for each local authority.
"""

import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from benchmarks.generated_years import LAST, Kind, fill, kinds, settings_of
from benchmarks.matching import wilson_interval
from reach.filters import Filters
from reach.settings import load_settings
from reach.store import Store

WEEKS = (8, 12, 20, 30)

_ENDS = """
    select
        outlooks.target = '' as is_hub,
        outlooks.years_behind,
        outlooks.is_own_shape,
        outlooks.reached between outlooks.expected_least and outlooks.expected_most as is_in_range,
        (outlooks.expected_most - outlooks.expected_least) / outlooks.schools as width
    from projections($year, $week, $rung, false, $schools) as outlooks
    where outlooks.outlook = 'projected' and outlooks.target <> 'Whole hub'
"""


def back_tests(chosen: Sequence[Kind], chance: random.Random, weeks: Sequence[int] = WEEKS) -> pd.DataFrame:
    """Return one row per projection: what it was of, whether its range held the end, and its width as a share."""
    hub = settings_of(load_settings())
    schools = Filters.choose(hub, LAST).parameters()["schools"]
    frames = []
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Store(Path(folder), hub).write("A benchmark", dry_run=True) as connection,
    ):
        for kind in chosen:
            fill(connection, hub, kind, chance)
            for week in weeks:
                rung = "completed" if kind.falls_back else "attended"
                values = {"year": LAST, "week": week, "rung": rung, "schools": schools}
                found = connection.execute(_ENDS, values).df()
                frames.append(found.assign(week=week, **vars(kind)))
    return pd.concat(frames, ignore_index=True)


def lines(ends: pd.DataFrame) -> Iterator[str]:
    """Give a line of the table for all projections and for each part of them."""
    yield _line("all", ends)
    parts: dict[str, Callable[[object], str]] = {
        "falls_back": lambda value: "completed" if value else "attended",
        "is_own_shape": lambda value: "own shape" if value else "the hub's shape",
        "is_hub": lambda value: "hubs" if value else "local authorities",
        "years_behind": lambda value: f"{value} years before",
        "week": lambda value: f"week {value}",
        "size": str,
        "growth": str,
        "shape": str,
        "noise": str,
    }
    for name, say in parts.items():
        for value, rows in ends.groupby(name, sort=name in ("years_behind", "week")):
            yield _line(say(value), rows)


def _line(what: str, rows: pd.DataFrame) -> str:
    held = int(rows["is_in_range"].sum())
    least, most = wilson_interval(held, len(rows))
    return (
        f"| {what} | {len(rows):,} | {100 * held / len(rows):.1f}% ({100 * least:.1f}% to {100 * most:.1f}%) | "
        f"{100 * rows['width'].mean():.1f} |"
    )


def main() -> None:
    """Print the table."""
    hubs = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    chance = random.Random(1)
    ends = back_tests(chance.sample(kinds(), hubs), chance)
    print("| of | ends | within the range | range, mean width in points |")
    print("| --- | --- | --- | --- |")
    for line in lines(ends):
        print(line)


if __name__ == "__main__":
    main()
