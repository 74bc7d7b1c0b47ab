"""All targets that stand, and where they were set."""

from pathlib import Path

from reach import queries
from reach.ingest import Scope, set_target
from tests.builders import filters, school
from tests.builders.targets import YEAR, target, targeted


def test_targets_of_all_years_stand_with_what_they_are_for(tmp_path: Path) -> None:
    store = targeted(
        tmp_path, target(0.6), target(0.7, phase="post-16", local_authority="876"), schools=[school(900001)], rows=[]
    )
    set_target(store, Scope("2026/27", strand="cpd"), share=0.5, source="Board", said_by="alex")
    set_target(store, Scope("2026/27", programme="CORE"), schools=5, source="Board", said_by="alex")
    frame = queries.run("target_list", filters(YEAR), store.read()).frame
    assert frame[["academic_year", "target", "set_in"]].to_numpy().tolist() == [
        ["2026/27", "Strand: CPD and school-to-school support", "screen"],
        ["2026/27", "Level 3 Core Maths", "screen"],
        [YEAR, "Whole hub", "hub.toml"],
        [YEAR, "Post-16, Halton", "hub.toml"],
    ]


def test_no_two_targets_of_a_year_have_one_name(demonstration) -> None:
    frame = queries.run("target_list", filters("2025/26"), demonstration.read()).frame
    assert not frame.duplicated(["academic_year", "target"]).any()
    assert set(frame["set_in"]) == {"hub.toml", "sheet"}
