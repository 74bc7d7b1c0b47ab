"""What the tests of a school's page ask and build."""

from typing import Any

import pandas as pd

from reach import queries
from reach.store import Store
from tests.builders import attended, filters, school


def ask(
    store: Store, name: str, urn: int, year: str = "2022/23", programme_code: str | None = None, **chosen: Any
) -> pd.DataFrame:
    """Ask a query about one school."""
    choices = {"urn": urn, "programme_code": programme_code}
    return queries.run(name, filters(year, **chosen), store.read(), choices).frame


def converted(**old: Any) -> list[dict[str, Any]]:
    """Give a school that became an academy on 1 April 2022."""
    return [
        school(900001, "Sine Hill School", closed="31-03-2022", number="2001", **old),
        school(900002, "Sine Hill Academy", opened="01-04-2022", number="2001"),
    ]


def both_years(urn: int, programme: str, year: int = 2021) -> list[dict[str, Any]]:
    """Give the rows of one person at one session of a programme in a year and in the next."""
    return [
        attended(urn, f"10/10/{each}", programme=programme, activity=f"{programme} {each}", person=f"p{urn}")
        for each in (year, year + 1)
    ]


def days(column: pd.Series) -> list[str]:
    """Give dates as people write them."""
    return [f"{each:%d/%m/%Y}" for each in column]
