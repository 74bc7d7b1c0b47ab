"""The range of a projection holds about as many ends as it claims, on invented hubs."""

import random

from benchmarks.coverage import back_tests, lines
from benchmarks.generated_years import Kind

KINDS = [
    Kind("medium", "steady", "autumn", "usual", falls_back=False),
    Kind("large", "growing", "even", "wild", falls_back=False),
    Kind("small", "shrinking", "bursts", "calm", falls_back=False),
    Kind("large", "steady", "autumn", "usual", falls_back=True),
]


def test_a_range_for_four_in_five_holds_about_four_in_five() -> None:
    ends = back_tests(KINDS * 2, random.Random(2), weeks=(12, 24))
    assert len(ends) >= 200
    assert 0.7 <= ends["is_in_range"].mean() <= 0.9
    assert (ends["width"] > 0).all() and ends["width"].mean() < 0.4
    assert next(lines(ends)).startswith(f"| all | {len(ends):,} | ")
