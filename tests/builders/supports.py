"""What the tests of school-to-school support ask and build."""

from pathlib import Path
from typing import Any

import pandas as pd

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, hub, imported, school, table

SCHOOLS = (
    school(900001),
    school(900002, la="344", phase="All-through"),
    school(900003, la="344"),
    school(900004, la="999"),
)


def with_supports(folder: Path) -> Store:
    """Give a store with support within Wirral, from Halton to it, and from elsewhere."""
    store = hub(folder, SCHOOLS, [attended(900001, "10/10/2022"), attended(900004, "10/10/2022", person="bob")])
    rows = [
        support(900001, 900002, "10/10/2022", Days="2"),
        support(900002, 900003, "10/02/2023", Days="1.5"),
        support(900004, 900003, "10/02/2023", Days="4", Focus="Ratio"),
        support(900001, 900003, "10/10/2021", Days="8"),
    ]
    imported(store, table(rows, "supports.csv"))
    return store


def ask(store: Store, name: str, breakdown: str = "la", **chosen: Any) -> pd.DataFrame:
    """Ask a query about support."""
    return queries.run(name, filters(**chosen), store.read(), {"breakdown": breakdown}).frame


def support(supporting: int, supported: int, on: str, **cells: Any) -> dict[str, Any]:
    """Give a row of the sheet of school-to-school support."""
    return {
        "Supporting URN": supporting,
        "Supported URN": supported,
        "From": on,
        "To": "",
        "Days": "2.5",
        "Focus": "Fractions",
        "Programme": "MNRKS1",
    } | cells
