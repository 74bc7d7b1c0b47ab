"""The plain statements that queries are measured against give the same rows, or the measure compares two things."""

import subprocess
import sys

import pytest

from benchmarks.queries import both, plain_statements
from reach.settings import PROJECT
from reach.store import Store


@pytest.mark.parametrize("academic_year", ["2023/24", "2024/25"])
@pytest.mark.parametrize("name", plain_statements())
def test_a_query_and_its_plain_statement_give_the_same_rows(
    name: str, academic_year: str, demonstration: Store
) -> None:
    ours, plain = both(name, demonstration.read(), demonstration.settings, academic_year)
    rows = ours()
    assert rows
    assert rows == plain()


def test_a_plain_trend_of_the_year_that_runs_has_terms_up_to_a_date(demonstration: Store) -> None:
    ours, plain = both("reach_trend", demonstration.read(), demonstration.settings, "2025/26")
    assert any(period.endswith("_to_date") for _, period, *_ in ours())
    assert ours() == plain()


def test_help_measures_nothing() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--help"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert "usage: python -m benchmarks" in shown.stdout
    assert "medians" not in shown.stdout
