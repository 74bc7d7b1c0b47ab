"""The measure of what grows with a network goes through all its steps; its figures are not looked at."""

import subprocess
import sys

import pytest

from benchmarks.growth import Measured, table
from reach.settings import PROJECT


def test_the_table_sets_the_last_size_against_the_first() -> None:
    found: list[Measured] = [
        {"an import": (2.0, ""), "a query": (0.001, "")},
        {"an import": (5.0, "(fails)"), "a query": (0.9, "")},
    ]
    assert table((10, 2000), found).splitlines() == [
        "| processor seconds | 10 rows | 2,000 rows | times |",
        "| --- | ---: | ---: | ---: |",
        "| an import | 2.00 | 5.00 (fails) | **2.5** |",
        "| a query | 0.00 | 0.90 |  |",
    ]


@pytest.mark.thorough
def test_each_step_is_measured_at_a_small_size() -> None:
    asked = ["--rows", "60", "--schools", "60", "--las", "4", "--pages", "reach", "school"]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "growth", *asked], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    for row in ("Opening the store", "school: its queries", "reach: run again", "Import of 1,000", "Undo of it"):
        assert f"| {row}" in done.stdout
