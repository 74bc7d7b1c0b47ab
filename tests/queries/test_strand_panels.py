"""What each strand did."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reach import queries
from reach.ingest import SourceFile
from reach.store import Store
from tests.builders import SETTINGS, attended, filters, hub, imported, register, school, table


def panel(store: Store, strand: str, year: str = "2022/23", **chosen: Any) -> "pd.Series[Any]":
    frame = queries.run("strand_panels", filters(year, **chosen), store.read()).frame
    return frame.set_index("strand").transpose()[strand]


def test_a_panel_counts_activities_sessions_schools_people_and_pupils(tmp_path: Path) -> None:
    schools = [school(900001), school(900002), school(900003, la="344")]
    rows = [
        attended(900001, "10/10/2022", activity="A"),
        attended(900001, "17/10/2022", activity="A", session=2),
        attended(900002, "10/10/2022", activity="A", person="bob", attendance="Absent"),
        attended(900003, "10/10/2022", activity="B", person="cy"),
        attended(900001, "10/10/2022", activity="Net", programme="NET", person="di"),
        attended(900001, "11/10/2022", activity="Day", programme="ENR", Pupils="12"),
        attended(900002, "12/12/2023", activity="Later", person="bob", attendance="Booked"),
    ]
    store = hub(tmp_path, schools, rows)
    columns = ["activities", "sessions_held", "reached", "schools", "people"]
    assert panel(store, "cpd")[columns].tolist() == [2, 3, 2, 3, 2]
    assert panel(store, "cpd", light_touch=True)[columns].tolist() == [3, 4, 2, 3, 3]
    assert panel(store, "cpd", la_codes=["344"])[columns].tolist() == [1, 1, 1, 1, 1]
    assert panel(store, "cpd", phases=["secondary"])["activities"] == 0
    assert panel(store, "enrichment")["pupils"] == 12
    assert panel(store, "leadership")[columns].tolist() == [0, 0, 0, 3, 0]


def test_a_strands_own_target_is_a_number_of_schools(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002), school(900003, la="344")], [attended(900001, "10/10/2022")])
    target = {"Academic year": "2022/23", "Source": "Board"}
    imported(
        store,
        table(
            [
                target | {"Strand": "cpd", "Target share": "40%", "Target schools": "", "Local authority": ""},
                target | {"Strand": "leadership", "Target share": "", "Target schools": "2", "Local authority": ""},
                target | {"Strand": "cpd", "Target share": "", "Target schools": "1", "Local authority": "Halton"},
            ],
            "targets.csv",
        ),
    )
    assert panel(store, "cpd")[["target_schools", "still_needed"]].tolist() == [2, 1]
    assert panel(store, "leadership")["still_needed"] == 2
    assert panel(store, "cpd", la_codes=["876"])[["target_schools", "still_needed"]].tolist() == [1, 0]
    assert panel(store, "enrichment").isna()["target_schools"]
    assert panel(store, "cpd", period="autumn").isna()["target_schools"]


@pytest.mark.parametrize("chosen", [{}, {"period": "autumn"}, {"phases": ["secondary"]}, {"la_codes": ["876"]}])
def test_it_says_what_the_page_compare_says_of_one_strand(demonstration: Store, chosen: dict[str, Any]) -> None:
    for strand in SETTINGS.strand_codes:
        view = filters("2024/25", strands=[strand], **chosen)
        choices = {"breakdown": "total", "other_year": "2023/24", "other_period": "year"}
        compared = queries.run("compare_measures", view, demonstration.read(), choices).frame.set_index("measure")
        row = panel(demonstration, strand, "2024/25", **chosen)
        now = compared["count_now"]
        assert (row["reached"], row["people"], row["sessions_held"]) == (
            now["reached"],
            now["teachers"],
            now["sessions_held"],
        )
        assert (0 if row.isna()["pupils"] else row["pupils"]) == now["pupils_reached"]


def test_pupils_are_of_rows_marked_attended_and_those_of_booked_rows_are_expected(tmp_path: Path) -> None:
    def day(on: str, mark: str, pupils: int) -> dict[str, Any]:
        return attended(900001, on, programme="ENR", person=mark, attendance=mark, Pupils=pupils)

    rows = [
        day("10/10/2022", "Attended", 10),
        day("10/10/2022", "Absent", 20),
        day("10/10/2022", "Booked", 30),
        day("10/11/2022", "Booked", 40),
    ]
    row = panel(hub(tmp_path, [school(900001)], rows), "enrichment")
    assert (row["pupils"], row["pupils_expected"]) == (10, 40), "what was booked for a session that was held is over"


def test_pupils_go_with_a_correction_and_a_later_count_stands(tmp_path: Path) -> None:
    def said(mark: str, pupils: int | str) -> SourceFile:
        return register([attended(900001, "10/10/2022", programme="ENR", attendance=mark, Pupils=pupils)], f"{pupils}")

    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022", programme="ENR", Pupils=30)])
    imported(store, said("Attended", 25))
    assert panel(store, "enrichment")["pupils"] == 25
    imported(store, said("Absent", ""))
    assert pd.isna(panel(store, "enrichment")["pupils"])
