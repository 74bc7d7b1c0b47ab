"""What the tests of candidates ask and build."""

from pathlib import Path
from typing import Any

import pandas as pd

from reach import queries
from reach.store import Store
from tests.builders import filters, hub, imported, school, table

SCHOOLS = (school(900001), school(900002, phase="Secondary", la="344"))


def stage(candidate: str, stage: str, on: str, **cells: Any) -> dict[str, Any]:
    """Give a row of the sheet of recruitment and training, on a day written dd/mm/yyyy."""
    return {
        "Reference": candidate,
        "Route": "Conversion",
        "Stage": stage,
        "Stage date": on,
        "Local authority": "Halton",
        "Phase": "secondary",
        "URN": "",
    } | cells


def with_candidates(folder: Path, *rows: dict[str, Any]) -> Store:
    """Give a store with two schools and the rows of a sheet of candidates."""
    store = hub(folder, SCHOOLS)
    imported(store, table(rows, "candidates.csv"))
    return store


def ask(store: Store, name: str, breakdown: str = "total", year: str = "2022/23", **chosen: Any) -> pd.DataFrame:
    """Ask a query about candidates."""
    return queries.run(name, filters(year, **chosen), store.read(), {"breakdown": breakdown}).frame


def by_stage(frame: pd.DataFrame) -> dict[str, int]:
    """Give the number of candidates at each stage that has any."""
    found = dict(zip(frame["stage"], frame["candidates"], strict=True))
    return {stage: count for stage, count in found.items() if count}
