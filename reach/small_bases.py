"""The rule for small bases: a share of fewer than ten schools or people is drawn pale, and is no sentence's finding."""

from typing import Any

import pandas as pd

FEW = 10
"""A share of fewer than this is moved by more than ten points by one school or person."""


def is_few(*bases: Any) -> bool:
    """Return whether any of what shares are of is fewer than ten; one that is not known, as for the public, is not."""
    return any(not pd.isna(base) and base < FEW for base in bases)


def enough(frame: pd.DataFrame, *bases: str) -> pd.DataFrame:
    """Return the rows whose shares may be a finding: in none of these columns are they of few."""
    known = [base for base in bases if base in frame.columns]
    return frame[~(frame[known] < FEW).any(axis=1)]
