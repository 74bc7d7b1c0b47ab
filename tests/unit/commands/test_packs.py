"""Packs from the command line: files, the record, recipes, and one line for what went wrong."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from reach.errors import StoreError
from reach.report import ChosenFilters, Part, Recipe, record
from reach.store import Store
from tests.builders import SETTINGS, attended, hub, imported, register, school
from tests.command_line import reach

TERM = ("--year", "2022/23", "--period", "autumn")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small hub with one pack of a few sections on record and its recipe, and the files of the pack."""
    folder = tmp_path_factory.mktemp("packs")
    parts = tuple(Part(section=section) for section in ("headlines", "reach", "counted"))
    recipe = Recipe.usual(ChosenFilters(academic_year="2022/23")).model_copy(update={"parts": parts})
    (folder / "short.json").write_text(recipe.model_dump_json(), encoding="utf-8")
    hub(folder / "hub", [school(900001 + number) for number in range(4)], [attended(900001, "10/10/2022")])
    done = reach(
        folder / "hub", "report", *TERM, "--formats", "pptx,html,xlsx", "--out", str(folder / "out"),
        "--recipe", str(folder / "short.json"), "--save-recipe", "Termly", "--la", "876",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "On record as pack 1." in done.stdout
    return folder


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    """The same hub, to be written to."""
    return Path(shutil.copytree(made / "hub", tmp_path / "hub"))


def test_files_are_named_for_what_they_are(made: Path) -> None:
    names = sorted(file.name for file in (made / "out").iterdir())
    stem = "reach-forum-2022-23-autumn-halton-as-at-2022-12-31-public"
    assert names == [f"{stem}.html", f"{stem}.pptx", f"{stem}.xlsx"]


def test_next_term_is_made_by_the_recipe(store: Path, tmp_path: Path) -> None:
    again = ("--recipe", "Termly", "--year", "2022/23", "--period", "spring", "--audience", "public")
    other_filters = ("--counted-as", "signed_up", "--strand", "cpd", "--light-touch")
    imported(Store(store, SETTINGS), register([attended(900001, "10/01/2023")], "spring.csv"))
    done = reach(store, "report", *again, *other_filters, "--formats", "xlsx", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    (file,) = tmp_path.glob("reach-forum-2022-23-spring-*-as-at-2023-04-10-public.xlsx")
    assert all(word in file.name for word in ("halton", "cpd", "signed-up", "light-touch"))
    assert reach(store, "report", *again, *other_filters, "--formats", "xlsx", "--out", str(tmp_path)).returncode == 0
    assert (tmp_path / f"{file.stem}-2.xlsx").is_file(), "the first is not overwritten"
    kept = record.recorded_pack(Store(store, SETTINGS).read(), 2)
    assert (kept.recipe.audience, kept.recipe.filters.la_codes) == ("public", ("876",))
    filters = kept.recipe.filters
    assert (filters.counted_as, filters.strands, filters.light_touch) == ("signed_up", ("cpd",), True)


def test_a_deck_of_an_earlier_pack_is_refreshed_beside_it(made: Path, store: Path, tmp_path: Path) -> None:
    imported(Store(store, SETTINGS), register([attended(900002, "10/01/2023", person="bob")], "spring.csv"))
    (deck,) = (made / "out").glob("*.pptx")
    again = ("report", "--recipe", "Termly", "--year", "2022/23", "--period", "spring", "--no-keep")
    done = reach(store, *again, "--refresh", str(deck), "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "Renewed. Slide 1: " in done.stdout and "in the spring term 2022/23" in done.stdout
    assert [file.name for file in tmp_path.glob("*.pptx")] == [f"{deck.stem}-refreshed.pptx"]
    reach(store, *again, "--refresh", str(deck), "--out", str(tmp_path))
    assert (tmp_path / f"{deck.stem}-refreshed-2.pptx").is_file()


def test_a_recipe_is_printed_and_read_as_a_file(store: Path, tmp_path: Path) -> None:
    printed = reach(store, "recipes", "--show", "Termly").stdout
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(json.loads(printed) | {"reader": "board"}), encoding="utf-8")
    done = reach(store, "report", "--recipe", str(file), "--formats", "html", "--out", str(tmp_path), "--no-keep")
    assert done.returncode == 0, done.stderr
    assert "On record" not in done.stdout
    assert list(tmp_path.glob("reach-board-*.html"))
    assert "Termly" in reach(store, "recipes").stdout
    assert "forgotten" in reach(store, "recipes", "--forget", "Termly").stdout
    assert "none" in reach(store, "recipes").stdout


def test_the_record_is_listed_revised_and_made_again(store: Path, tmp_path: Path) -> None:
    imported(Store(store, SETTINGS), register([attended(900002, "11/10/2022", person="bob")], "late.csv"))
    (pack,) = json.loads(reach(store, "packs", "--format", "json").stdout)
    assert (pack["pack"], pack["reader"], pack["academic_year"]) == (1, "forum", "2022/23")
    revised = json.loads(reach(store, "packs", "--pack", "1", "--format", "json").stdout)
    reached = {(each["as_reported"], each["as_known_now"]) for each in revised if each["what"] == "Schools reached"}
    assert ("1", "2") in reached
    assert "late.csv" in reach(store, "packs", "--pack", "1").stdout
    done = reach(store, "report", "--from-record", "1", "--formats", "html", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    (page,) = tmp_path.glob("*.html")
    assert "We reached 1 of 4 schools" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("report",), "Give --year, --recipe or --from-record"),
        (("report", *TERM, "--formats", "doc"), "There is no format “doc”: There are pptx, pdf, html, xlsx, zip."),
        (("report", *TERM, "--reader", "everybody"), "everybody"),
        (("report", "--year", "1999/00"), "There is no academic year “1999/00”"),
        (("report", "--recipe", "Nope"), "There is no recipe “Nope”: There are Termly."),
        (("report", "--from-record", "9"), "There is no pack 9 on record"),
        (("report", *TERM, "--template", "nowhere.pptx"), "nowhere.pptx cannot be read"),
        (("packs", "--pack", "9"), "There is no pack 9 on record"),
        (("recipes", "--show", "Nope"), "There is no recipe “Nope”"),
    ],
)
def test_what_goes_wrong_is_said_in_words(made: Path, tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    out = ("--out", str(tmp_path)) if words[0] == "report" else ()
    done = reach(made / "hub", *words, *out)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr and not list(tmp_path.iterdir())


def test_without_a_browser_the_others_are_made_and_what_is_missing_is_said(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "BROWSER_PATH", str(tmp_path / "none"))
    done = reach(made / "hub", "report", *TERM, "--out", str(tmp_path / "out"), "--no-keep")
    assert done.returncode == 0, done.stderr
    assert "PDF is left out." in done.stdout and "Pictures is left out." in done.stdout
    assert sorted(file.suffix for file in (tmp_path / "out").iterdir()) == [".html", ".pptx", ".xlsx"]
    alone = reach(made / "hub", "report", *TERM, "--formats", "pdf", "--out", str(tmp_path / "pdf"))
    assert alone.returncode == 2 and "Nothing can be made" in alone.stderr


def test_files_that_are_written_are_said_to_be_where_the_record_cannot_be(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: Any) -> None:
        raise StoreError("The store's folder can only be read", "Nothing was changed.")

    monkeypatch.setattr(record, "record_pack", refuse)
    done = reach(store, "report", *TERM, "--formats", "xlsx", "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "The files are written, but the pack is not on record" in done.stderr
    assert "Nothing was changed" not in done.stderr and len(list((tmp_path / "out").iterdir())) == 1
