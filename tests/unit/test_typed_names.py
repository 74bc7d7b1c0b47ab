"""The names with which matching is measured are whole, and so are the intervals of the measures."""

import csv
import datetime as dt

import pytest

from benchmarks.matching import TYPED_NAMES, Score, names_as_typed, share_with_interval, wilson_interval
from reach.matching import Directory, Establishment


def test_every_name_has_one_verdict_and_a_match_its_schools() -> None:
    with TYPED_NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    asked = [(row["school_text"], row["postcode"], row["day"]) for row in rows]
    assert len(rows) >= 100 and len(set(asked)) == len(rows)
    for row in rows:
        assert row["verdict"] in ("match", "hold", "not ours") and row["kind"]
        assert bool(row["right_urns"]) == (row["verdict"] == "match"), row
        assert all(urn.isdigit() and len(urn) == 6 for urn in row["right_urns"].split())
        assert not row["day"] or dt.date.fromisoformat(row["day"])


@pytest.mark.parametrize(
    ("count", "of", "low", "high"), [(0, 0, 0, 1), (0, 115, 0, 0.0323), (81, 81, 0.9547, 1), (5, 10, 0.2366, 0.7634)]
)
def test_a_share_has_wilsons_interval(count: int, of: int, low: float, high: float) -> None:
    assert wilson_interval(count, of) == pytest.approx((low, high), abs=0.0001)
    assert share_with_interval(81, 81) == "100.00% (95.47% to 100.00%)"


def test_a_failure_is_counted_and_listed() -> None:
    school = Establishment(123456, "Sine Park School", "876", "Halton", "2001", "Open", None, None, "QX1 1AA", True)
    directory = Directory([school], [])
    lines, failures = names_as_typed(directory, TYPED_NAMES)
    assert any("typed_names.csv: match |" in line for line in lines)
    assert "held: Halton Lodge |  | none" in failures
    score = Score()
    score.note(is_matched=True, is_right=False, is_decided=True, what="one")
    score.note(is_matched=False, is_right=False, is_decided=True, what="two")
    assert score.failures == ["wrong: one", "held: two"]
