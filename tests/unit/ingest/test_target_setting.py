"""Targets set, changed and withdrawn on screen, and what stands against sheets and the settings."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from reach.ingest import LONGEST_SOURCE, Scope, SourceFile, TargetError, set_target, undo, withdraw_target
from reach.settings import Target
from reach.store import Store
from reach.store.checks import breaches
from tests.builders import SETTINGS, establishments, imported, new_store, school, table
from tests.typed import present

YEAR = "2026/27"
HALTON = Scope(YEAR, local_authority="876")
OF_SETTINGS = Target(academic_year=YEAR, share=0.5, local_authority="876", source="Settings")


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of one school whose settings have a target, to be read only."""
    made = tmp_path_factory.mktemp("targets") / "hub"
    store = new_store(made, SETTINGS.model_copy(update={"targets": (OF_SETTINGS,)}))
    imported(store, establishments([school(900001)]))
    return store


@pytest.fixture
def store(made_once: Store, tmp_path: Path) -> Store:
    """A copy of it."""
    shutil.copytree(made_once.folder, tmp_path / "hub")
    return Store(tmp_path / "hub", made_once.settings)


def sheet(share: str, source: str) -> SourceFile:
    row = {"Academic year": YEAR, "Local authority": "Halton", "Target share": share, "Source": source}
    return table([row | {"Strand": "", "Programme": "", "Phase": "", "Target schools": ""}], "targets.csv")


def standing(store: Store) -> list[tuple[Any, ...]]:
    return store.read().rows("select share, schools, source, set_in, said_by from all_targets order by all")


def test_a_target_is_set_changed_and_withdrawn_and_says_who(store: Store) -> None:
    assert standing(store) == [(0.5, None, "Settings", "hub.toml", None)]
    set_target(store, HALTON, share=0.7, source=" Delivery  plan ", by="alex")
    assert standing(store) == [(0.7, None, "Delivery plan", "screen", "alex")]
    set_target(store, HALTON, schools=40, source="Board", by="sam")
    assert standing(store) == [(None, 40, "Board", "screen", "sam")]
    withdraw_target(store, HALTON, by="sam")
    assert standing(store) == []
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []


def test_of_sheet_and_screen_whichever_was_said_later_stands(store: Store) -> None:
    batch = imported(store, sheet("60%", "Sheet"))[0]
    assert standing(store)[0][2:4] == ("Sheet", "sheet")
    set_target(store, HALTON, share=0.7, source="Screen", by="alex")
    assert standing(store)[0][2:4] == ("Screen", "screen")
    imported(store, sheet("60%", "Sheet"))
    assert standing(store)[0][2] == "Screen", "said again, the same says nothing new"
    later = imported(store, sheet("65%", "New sheet"))[0]
    assert standing(store)[0][2:4] == ("New sheet", "sheet")
    undo(store, present(later.batch_id))
    assert standing(store)[0][2] == "Screen"
    withdraw_target(store, HALTON, by="alex")
    undo(store, present(batch.batch_id))
    assert standing(store) == [], "withdrawn is withdrawn, of the settings, too"


def test_the_list_says_where_a_target_of_a_sheet_comes_from(store: Store) -> None:
    imported(store, sheet("60%", "Plan"))
    rows = store.read().rows("select set_in, file_name, said_by from all_targets")
    assert rows == [("sheet", "targets.csv", "test")]


def test_one_for_a_strand_leaves_that_for_the_local_authority(store: Store) -> None:
    set_target(store, Scope(YEAR, strand="cpd", local_authority="876"), share=0.7, source="Plan", by="alex")
    assert len(standing(store)) == 2


@pytest.mark.parametrize(
    ("scope", "asked", "says"),
    [
        (HALTON, {"source": "x"}, "share or a number"),
        (HALTON, {"share": 0.5, "schools": 3, "source": "x"}, "share or a number"),
        (HALTON, {"share": 1.2, "source": "x"}, "That share"),
        (HALTON, {"share": 0.0, "source": "x"}, "That share"),
        (HALTON, {"schools": 0, "source": "x"}, "That number"),
        (HALTON, {"share": 0.5, "source": " "}, "No source"),
        (HALTON, {"share": 0.5, "source": "ask head@school.example"}, "e-mail"),
        (HALTON, {"share": 0.5, "source": "x" * (LONGEST_SOURCE + 1)}, "too long"),
        (Scope("1999/00"), {"share": 0.5, "source": "x"}, "no academic year"),
        (Scope(YEAR, strand="x"), {"share": 0.5, "source": "x"}, "no strand"),
        (Scope(YEAR, programme="x"), {"share": 0.5, "source": "x"}, "no programme"),
        (Scope(YEAR, local_authority="1"), {"share": 0.5, "source": "x"}, "no local authority"),
        (Scope(YEAR, phase="x"), {"share": 0.5, "source": "x"}, "no phase"),
        (Scope(YEAR, strand="cpd", programme="CORE"), {"share": 0.5, "source": "x"}, "or for a programme"),
    ],
)
def test_what_cannot_be_a_target_changes_nothing(
    made_once: Store, scope: Scope, asked: dict[str, Any], says: str
) -> None:
    before = made_once.read().name
    with pytest.raises(TargetError) as error:
        set_target(made_once, scope, **asked, by="alex")
    assert says in f"{error.value.title} {error.value.message}"
    assert made_once.read().name == before


def test_what_is_not_set_cannot_be_withdrawn(store: Store) -> None:
    with pytest.raises(TargetError, match="no such target"):
        withdraw_target(store, Scope(YEAR), by="alex")
