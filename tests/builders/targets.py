"""A hub with a target: what the tests of targets share."""

from pathlib import Path
from typing import Any

from reach.settings import Target
from reach.store import Store
from tests.builders import SETTINGS, attended, establishments, imported, register, school

YEAR = "2022/23"


def targeted(
    folder: Path, *targets: Target, schools: list[dict[str, Any]], rows: list[dict[str, Any]], on: str = "20231116"
) -> Store:
    """Give a store with targets of the settings, schools and a register."""
    store = Store(folder, SETTINGS.model_copy(update={"targets": targets}))
    imported(store, establishments(schools, on), *([register(rows)] if rows else []))
    return store


def target(share: float, **scope: Any) -> Target:
    """Give a target of 2022/23."""
    return Target(academic_year=YEAR, share=share, source="Plan", **scope)


def three_years(
    reached: dict[int, tuple[int, int]], *, schools: int = 40
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Give schools, and a register: for each starting year how many come in October, and how many more in May.

    October is the last day of week 5. Every year has a session in its second week, too.
    """
    rows = []
    for year, (autumn, summer) in reached.items():
        for urn in range(900001, 900001 + autumn):
            rows.append(attended(urn, f"05/10/{year}", person=f"p{urn}", activity=f"Autumn {year}"))
        rows.append(attended(900001, f"10/09/{year}", person="p900001", activity=f"First {year}"))
        for urn in range(900001 + autumn, 900001 + autumn + summer):
            rows.append(attended(urn, f"20/05/{year + 1}", person=f"p{urn}", activity=f"Summer {year}"))
    return [school(900001 + number) for number in range(schools)], rows
