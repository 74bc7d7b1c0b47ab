"""The full-size establishment register, its links and three years of attendance, end to end."""

import csv
from pathlib import Path

import pytest

from reach import ingest, queries
from reach.ingest import import_files, read_source
from reach.store import Store, listing
from reach.store.checks import breaches
from tests.builders import SETTINGS, SHARED_DATA, filters
from tests.unit.ingest.test_import import contents


def test_every_row_is_accounted_for(real_store: Store) -> None:
    batches = {batch["kind"]: batch for batch in listing.batches(real_store.read())}
    assert {kind: batch["read"] for kind, batch in batches.items()} == {
        "establishments": 50515,
        "links": 32197,
        "register": 14627,
    }
    for batch in batches.values():
        assert batch["read"] == batch["loaded"] + batch["unchanged"] + batch["held"] + batch["outside"]
    with real_store.read().cursor() as cursor:
        assert breaches(cursor) == []


def test_as_many_schools_are_open_as_the_register_says(real_store: Store) -> None:
    found = real_store.read().rows(
        """
        select la_code, count(*)
        from schools
        where is_open(status, opened_on, closed_on, date '2023-11-16')
        group by all
        """
    )
    assert dict(found) == {"895": 178, "896": 175, "876": 70, "344": 136}


def test_no_row_is_matched_to_a_wrong_school(real_store: Store) -> None:
    """A school's URN of the time and its URN of today are the same school, whichever a row is matched to."""
    with (SHARED_DATA / "registers" / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {int(row["row"]): row for row in csv.DictReader(file) if row["file"] == "register.csv"}
    version = real_store.read()
    tied = {frozenset(pair) for pair in version.rows("select old_urn, new_urn from conversions")}
    batch = next(batch["batch"] for batch in listing.batches(version) if batch["kind"] == "register")
    matched = listing.matches(version, batch)
    wrong = [
        row
        for row in matched
        if str(row["urn"]) != (right := truth[row["row"]]["expected_urn"])
        and frozenset((row["urn"], int(right))) not in tied
    ]
    assert len(matched) == len(truth) == 14627
    assert wrong == []


def test_importing_again_changes_nothing_and_undo_restores_every_row(tmp_path: Path, real_files: list[Path]) -> None:
    store = Store(tmp_path, SETTINGS)
    sources = [read_source(file) for file in real_files]
    import_files(store, sources[:2], imported_by="test")
    before = contents(store)
    (_, _, batch) = import_files(store, sources, imported_by="test")
    after, name = contents(store), store.read().name
    again = import_files(store, sources, imported_by="test")
    assert [(each.batch_id, each.loaded, each.held) for each in again] == [(None, 0, 0)] * 3
    assert contents(store) == after and store.read().name == name
    ingest.undo(store, batch.batch_id)
    assert contents(store) == before


@pytest.mark.parametrize("year", ["2020/21", "2021/22", "2022/23", "2023/24"])
@pytest.mark.parametrize("period", ["year", "autumn", "spring", "summer"])
def test_parts_never_exceed_the_whole(real_store: Store, year: str, period: str) -> None:
    version, view = real_store.read(), filters(year, period=period)
    total = queries.run("reach_total", view, version).frame.iloc[0]
    by_la = queries.run("reach_by_la", view, version).frame
    crossed = queries.run("reach_by_la_phase", view, version).frame
    assert by_la["schools"].sum() == total["schools"] and by_la["reached"].sum() == total["reached"]
    assert (crossed["reached"] <= crossed["schools"]).all()
    by_phase = queries.run("reach_by_phase", view, version).frame.set_index("phase")
    assert crossed.groupby("phase")["reached"].sum().to_dict() == by_phase["reached"].to_dict()
