"""What a pack shows against the last one by its recipe."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from reach import ingest
from reach.report import ChosenFilters, Part, Recipe, record
from reach.report.pack_changes import Comparison, compare_with_last
from reach.report.recipes import Audience
from reach.store import Store
from tests.builders import SETTINGS, attended, hub, imported, link, links, register, school
from tests.unit.report.conftest import pack_of


def recipe_of(audience: Audience = "internal", **chosen: object) -> Recipe:
    filters = ChosenFilters.model_validate({"academic_year": "2022/23", "period": "autumn", **chosen})
    parts = tuple(Part(section=section) for section in ("headlines", "reach", "trend", "attendance"))
    return Recipe.usual(filters, audience=audience).model_copy(update={"parts": parts})


@pytest.fixture(scope="module")
def recorded_once(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Four schools, one of them reached, and a pack on record that says so."""
    schools = [school(900001 + number) for number in range(4)]
    store = hub(tmp_path_factory.mktemp("changes") / "hub", schools, [attended(900001, "10/10/2022")])
    record.record_pack(store, pack_of(store, recipe_of()))
    return store


@pytest.fixture
def store(recorded_once: Store, tmp_path: Path) -> Store:
    return Store(shutil.copytree(recorded_once.folder, tmp_path / "hub"), SETTINGS)


def compared(store: Store, recipe: Recipe | None = None) -> Comparison:
    return compare_with_last(store, pack_of(store, recipe or recipe_of()))


def test_a_store_that_did_not_change_shows_the_same(store: Store) -> None:
    assert compared(store) == Comparison(1, [])


def test_what_changes_no_figure_of_the_pack_is_no_change(store: Store) -> None:
    imported(store, links([link(900002, "Successor", 900009)]))
    imported(store, register([attended(900002, "10/10/2023", person="bob")], "next_year.csv"))
    assert compared(store).is_same


def test_a_late_register_is_told_figure_by_figure_from_what_to_what(store: Store) -> None:
    imported(store, register([attended(900002, "11/10/2022", person="bob")], "late.csv"))
    comparison = compared(store)
    assert comparison.last_pack == 1 and not comparison.is_same
    lines = [change.in_words for change in comparison.changes or []]
    where = "Reach by local authority and phase, autumn term 2022/23: Halton, Primary"
    assert f"{where}, Schools reached: 1, now 2" in lines
    assert not any("nan" in line or "<NA>" in line for line in lines)


def test_a_note_on_a_chart_is_told_as_a_note(store: Store) -> None:
    ingest.add_chart_note(store, "Trial began", dated_on=dt.date(2022, 10, 3), recorded_by="alex")
    changes = compared(store).changes
    assert changes and {(change.what, change.then, change.now) for change in changes} == {
        ("Note", "–", "[1] Trial began")
    }


def test_another_recipe_has_no_last_pack(store: Store) -> None:
    assert compared(store, recipe_of(la_codes=["876"])).last_pack is None
    assert compared(store, recipe_of("public")).last_pack is None


def test_of_several_packs_by_a_recipe_the_last_one_counts(store: Store) -> None:
    imported(store, register([attended(900002, "11/10/2022", person="bob")], "late.csv"))
    record.record_pack(store, pack_of(store, recipe_of()))
    assert compared(store) == Comparison(2, [])


def test_numbers_that_the_public_sees_rounded_alike_are_the_same(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022", person=f"p{number}") for number in range(23)]
    store = hub(tmp_path / "hub", [school(900001 + number) for number in range(4)], rows)
    public, internal = recipe_of("public"), recipe_of()
    for recipe in (public, internal):
        record.record_pack(store, pack_of(store, recipe))
    imported(store, register([attended(900001, "10/10/2022", person="p24")], "late.csv"))
    assert compared(store, public).is_same
    assert not compared(store, internal).is_same


def test_a_pack_of_an_earlier_dashboard_cannot_be_compared(store: Store) -> None:
    whole = Recipe.usual(recipe_of().filters, audience="internal")
    record.record_pack(store, pack_of(store, whole))
    with store.write("A test") as connection:
        connection.execute("delete from figures where query = 'reach_by_la'")
    assert compared(store, whole) == Comparison(2, None)
