"""What each page says on the fixed hub, and which schools stand behind each mark: a golden file a page."""

from collections.abc import Callable
from typing import Any

import pytest

from reach.filters import COUNTED_AS, RUNG_LABELS
from reach.settings import PROJECT
from reach.store import Store
from tests.golden.answers import AnswersOnItsDay
from tests.golden.clicks import Clicked, click_every_mark
from tests.golden.files import GoldenFiles
from tests.golden.fixed_hub import CONVERTED, YEAR_OVER, YEAR_RUNNING
from tests.golden.pages import PageRun, as_on_its_day, places_of_drill_throughs, run_page, words_of
from tests.golden.test_queries import activity_id

PAGES = sorted(file.stem for file in (PROJECT / "pages").glob("*.py"))

_RUNGS = list(RUNG_LABELS)

RUNS: dict[str, dict[str, Any]] = {page: {"year": YEAR_OVER} for page in PAGES} | {
    "activity": {"year": YEAR_OVER, "activity": activity_id("MNRKS1", "Number 2022")},
    "attendance.mode": {"year": YEAR_OVER, "by": "Mode"},
    "fairness.trusts": {"year": YEAR_OVER, "groups": "Trusts"},
    "overview.running": {"year": YEAR_RUNNING, "la": ["Halton", "Wirral"]},
    "partners": {"year": YEAR_OVER, "folds": ("leadless", "idle")},
    "school": {"year": YEAR_OVER, "urn": str(CONVERTED)},
    "strands.enrichment": {"year": YEAR_OVER, "look": "Enrichment", "count": "Pupils"},
    "strands.leadership": {"year": YEAR_OVER, "look": "Leadership"},
    "strands.recruitment": {"year": YEAR_OVER, "look": "Recruitment and training"},
}
"""How each page is run; after a dot, what is chosen on it."""

COUNTS: dict[str, tuple[str, ...]] = {
    "by_la": ("reached", "schools_at_place"),
    "by_phase": ("reached", "schools_at_place"),
    "crossed": ("not_yet_reached", "reached"),
    "ever_by_la": ("schools",),
    "ever_by_phase": ("schools",),
    "fifth": ("reached",),
    "governance": ("reached",),
    "ladder": ("schools_at_least",),
    "ladder_by_phase": ("schools_at_least",),
    "las": ("reached",),
    "leaders": ("schools_with_leader",),
    "moves": ("schools_of_move",),
    "moves_la": ("schools_of_move",),
    "need": ("not_yet_reached",),
    "schools": ("reached",),
    "standing": ("schools_of_standing",),
    "strands": ("reached",),
}
"""Cards whose marks are numbers of schools, and which column says the number that the list begins with."""

Runs = Callable[[str], PageRun]


@pytest.fixture(scope="module")
def run(fixed_store: Store, answers: AnswersOnItsDay) -> Runs:
    """Run a page, once for all that is asked of it."""
    done: dict[str, PageRun] = {}

    def run_it(name: str) -> PageRun:
        if name not in done:
            done[name] = run_page(name.partition(".")[0], fixed_store, answers, **RUNS[name])
        return done[name]

    return run_it


@pytest.fixture(scope="module")
def clicked(run: Runs, fixed_store: Store, answers: AnswersOnItsDay) -> Callable[[str], list[Clicked]]:
    """Click the marks of a page, once for all that is asked of them."""
    done: dict[str, list[Clicked]] = {}

    def click_it(name: str) -> list[Clicked]:
        if name not in done:
            cards = run(name).cards
            with as_on_its_day(fixed_store, answers):
                done[name] = click_every_mark(cards)
        return done[name]

    return click_it


@pytest.mark.parametrize("name", RUNS)
def test_a_page_says_what_it_said(
    name: str, run: Runs, clicked: Callable[[str], list[Clicked]], golden_files: GoldenFiles
) -> None:
    drill_through = "\n".join(_click_text(click) for click in clicked(name))
    parts = [words_of(run(name)), f"Schools behind the marks\n{drill_through}" if drill_through else ""]
    golden_files.check("pages", name, "\n\n".join(parts))


@pytest.mark.parametrize("name", RUNS)
def test_a_click_lists_no_school_that_its_mark_is_not_about(name: str, clicked: Callable[[str], list[Clicked]]) -> None:
    for click in clicked(name):
        rows = click.rows
        for column, value in zip(click.card.drill_through.by, click.mark, strict=False):
            where = f"{click.card.key} {click.mark}: {column}"
            if value in (None, "all"):
                continue
            if column == "phase" and "phases" in rows:
                assert all(value in str(taught).lower() for taught in rows["phases"]), where
            elif column == "rung" and "rung" in rows:
                assert all(_RUNGS.index(rung) >= _RUNGS.index(value) for rung in rows["rung"]), where
            elif column in rows and column not in ("academic_year", "period", "rung"):
                assert set(rows[column]) <= {value}, where


@pytest.mark.parametrize("name", RUNS)
def test_a_click_lists_as_many_schools_as_its_mark_says(name: str, clicked: Callable[[str], list[Clicked]]) -> None:
    for click in clicked(name):
        card, frame = click.card, click.card.exhibit.result.frame
        said = next((column for column in COUNTS.get(card.key, ()) if column in frame), None)
        if not click.mark or said is None or card.drill_through.query == "pupil_schools":
            continue
        of_mark = frame[(frame[list(card.drill_through.by)] == list(click.mark)).all(axis="columns")].iloc[0]
        # Schools that are held back stand in the list, saying so, and are counted apart.
        held_back = of_mark["schools_held_back"] if said == "not_yet_reached" else 0
        assert len(click.urns) == of_mark[said] + held_back, f"{card.key} {click.mark}"


@pytest.mark.parametrize("name", ["overview", "overview.running"])
def test_a_click_on_a_rung_lists_the_schools_of_the_place_that_came_so_far(
    name: str, run: Runs, clicked: Callable[[str], list[Clicked]]
) -> None:
    """Told from the whole list of schools, without asking for any rung."""
    (ladder,) = (card for card in run(name).cards if card.key == "ladder")
    everyone = ladder.view.ask("school_list").frame
    of_mark = {click.mark: set(click.urns) for click in clicked(name) if click.card.key == "ladder" and click.mark}
    assert len(of_mark) == len(ladder.view.filters.la_codes) * len(COUNTED_AS)
    for (la_code, rung), listed in of_mark.items():
        so_far = everyone["rung"].map(_RUNGS.index) >= _RUNGS.index(rung)
        assert listed == set(everyone[so_far & (everyone["la_code"] == la_code)]["urn"])


@pytest.mark.parametrize("name", ["overview", "overview.running", "reach", "map"])
def test_different_marks_list_different_schools(name: str, run: Runs, clicked: Callable[[str], list[Clicked]]) -> None:
    """Otherwise a click would narrow nothing."""
    for card in run(name).cards:
        lists = [tuple(click.urns) for click in clicked(name) if click.card.key == card.key and click.urns]
        assert len(set(lists)) > 1 or not card.drill_through.by, card.key


def test_every_card_that_leads_to_schools_is_clicked(run: Runs) -> None:
    clicked_places = {place for name in RUNS for place in run(name).places}
    assert places_of_drill_throughs() - clicked_places == set()


def test_every_golden_file_is_of_a_page(golden_files: GoldenFiles) -> None:
    golden_files.check_no_others("pages", RUNS)


def _click_text(click: Clicked) -> str:
    mark = " · ".join(map(str, click.mark)) or "(the whole card)"
    listed = " ".join(str(urn) for urn in click.urns) or "none"
    return f"  {click.card.key}, {mark}: {click.title}\n    {listed}"
