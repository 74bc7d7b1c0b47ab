"""All targets that stand, and where they were set."""

from pathlib import Path

from reach import queries
from reach.ingest import Scope, set_target
from reach.store import Store
from tests.builders import SETTINGS, filters, new_store, school
from tests.builders.targets import YEAR, target, targeted


def test_targets_of_all_years_stand_with_what_they_are_for(tmp_path: Path) -> None:
    store = targeted(
        tmp_path, target(0.6), target(0.7, phase="post-16", local_authority="876"), schools=[school(900001)], rows=[]
    )
    set_target(store, Scope("2026/27", strand="cpd"), share=0.5, source="Board", by="alex")
    set_target(store, Scope("2026/27", programme="CORE"), schools=5, source="Board", by="alex")
    frame = queries.run("target_list", filters(YEAR), store.read()).frame
    assert frame[["academic_year", "target", "set_in"]].to_numpy().tolist() == [
        ["2026/27", "Strand: CPD and school-to-school support", "screen"],
        ["2026/27", "Level 3 Core Maths", "screen"],
        [YEAR, "Whole hub", "hub.toml"],
        [YEAR, "Post-16, Halton", "hub.toml"],
    ]


def test_a_programme_whose_name_stands_for_something_else_too_has_its_code_beside_it(tmp_path: Path) -> None:
    names = {"CORE": "Level 3 maths", "NET": "LEVEL 3 Maths", "ENR": "Primary", "WEB": "halton"}
    programmes = tuple(
        each.model_copy(update={"name": names.get(each.code, each.name)}) for each in SETTINGS.programmes
    )
    store = new_store(tmp_path / "hub", SETTINGS.model_copy(update={"programmes": programmes}))
    for code in ("CORE", "ENR", "NET", "PTFM-R", "WEB"):
        set_target(store, Scope(YEAR, programme=code), schools=5, source="Board", by="alex")
    frame = queries.run("target_list", filters(YEAR), store.read()).frame
    assert set(frame["target"]) == {
        "Level 3 maths (CORE)",
        "LEVEL 3 Maths (NET)",
        "Primary (ENR)",
        "halton (WEB)",
        "Primary Teaching for Mastery: Readiness",
    }


def test_no_two_targets_of_a_year_have_one_name(demonstration: Store) -> None:
    frame = queries.run("target_list", filters("2025/26"), demonstration.read()).frame
    assert not frame.duplicated(["academic_year", "target"]).any()
    assert set(frame["set_in"]) == {"hub.toml", "sheet"}
