"""The rows of a frame, for tests that look at each."""

from typing import Any

import pandas as pd


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """Give each row as a tuple whose values go by the columns' names. Of what type they are, only the query knows."""
    return list(frame.itertuples())
