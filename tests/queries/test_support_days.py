"""Days of school-to-school support given and received."""

from pathlib import Path
from typing import Any

from tests.builders.supports import ask, with_supports
from tests.rows import rows_of


def days(frame) -> dict[str, Any]:
    return {(row.support_group, row.direction): row.days for row in rows_of(frame) if row.days}


def test_days_count_for_each_side_in_the_period_in_which_support_began(tmp_path: Path) -> None:
    store = with_supports(tmp_path)
    assert days(ask(store, "support_days")) == {
        ("Halton", "given"): 2,
        ("Wirral", "given"): 1.5,
        ("Wirral", "received"): 7.5,
    }
    assert days(ask(store, "support_days", period="autumn")) == {("Halton", "given"): 2, ("Wirral", "received"): 2}
    assert days(ask(store, "support_days", strands=["leadership"])) == {}


def test_a_school_of_several_phases_counts_in_each(tmp_path: Path) -> None:
    found = days(ask(with_supports(tmp_path), "support_days", "phase"))
    assert found["primary", "given"] == 3.5 and found["secondary", "given"] == 1.5
    assert found["primary", "received"] == 7.5 and found["secondary", "received"] == 2
