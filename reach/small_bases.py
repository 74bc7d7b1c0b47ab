"""The rules for small numbers: shares of fewer than ten are drawn pale and no finding, nor is what two schools make."""

import itertools
from collections.abc import Sequence
from typing import Any

import pandas as pd

FEW = 10
"""A share of fewer than this is moved by more than ten points by one school or person."""

SCHOOLS_OF_CHANCE = 2
"""A change or gap that so many schools make is chance, not news."""


def is_few(*bases: Any) -> bool:
    """Return whether any of what shares are of is fewer than ten; one that is not known, as for the public, is not."""
    return any(not pd.isna(base) and base < FEW for base in bases)


def enough(frame: pd.DataFrame, *bases: str) -> pd.DataFrame:
    """Return the rows whose shares may be a finding: in none of these columns are they of few."""
    known = [base for base in bases if base in frame.columns]
    return frame[~(frame[known] < FEW).any(axis=1)]


def is_chance(schools: float) -> bool:
    """Return whether a change of so many schools, for better or worse, is chance."""
    return abs(schools) <= SCHOOLS_OF_CHANCE


def are_gaps_of_chance(shares: Sequence[float], bases: Sequence[int]) -> bool:
    """Return whether two schools would close every gap between some shares: of the smaller base of each two."""
    each = zip(shares, bases, strict=True)
    return all(
        is_chance(round(abs(one - other) * min(schools, others), 6))
        for (one, schools), (other, others) in itertools.combinations(each, 2)
    )
