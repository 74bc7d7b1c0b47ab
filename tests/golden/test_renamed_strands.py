"""A hub may call its strands what it likes: nothing that is asked, said or shown depends on their codes."""

import dataclasses
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reach import queries
from reach.demo import demo_sheets
from reach.filters import Filters
from reach.ingest import Scope, set_target, withdraw_target
from reach.phases import ALL_PHASES
from reach.report.answers import PackContext
from reach.settings import HUB_FILE, Settings, load_settings
from reach.store import Store, listing
from reach.store.checks import breaches
from tests import effort
from tests.golden import fixed_hub, test_exhibits, test_queries
from tests.golden.answers import AnswersOnItsDay
from tests.golden.as_text import exhibit_text
from tests.golden.fixed_hub import SETTINGS, TODAY
from tests.golden.pages import run_page, words_of
from tests.golden.test_pages import RUNS
from tests.known_answers import keep_answers_of

CODES = {
    # As long as they were and in the same order, so that tables stand as they stood.
    "cpd": "bqz",
    "enrichment": "cqzcqzcqzc",
    "leadership": "dqzdqzdqzd",
    "recruitment": "eqzeqzeqzeq",
    "training": "fqzfqzfq",
}
"""What each strand is called here, by what the fixed hub calls it."""

YEAR = "A year that is over"
"""The view that all is asked under."""


def renamed(value: Any) -> Any:
    """Give what was chosen, with strands by their codes here."""
    if isinstance(value, list | tuple):
        return type(value)(CODES.get(each, each) for each in value)
    return value


def renamed_back(text: str) -> str:
    """Give a text with strands by the codes of the fixed hub."""
    for code, here in CODES.items():
        text = re.sub(rf"(?<![a-z]){here}(?![a-z])", code, text)
    return text


def renamed_settings(file: Path) -> str:
    """Give a hub's settings with its strands called as here."""
    text = file.read_text(encoding="utf-8")
    for code, here in CODES.items():
        text = re.sub(rf'^(code|strand) = "{code}"', rf'\1 = "{here}"', text, flags=re.MULTILINE)
    return text


@pytest.fixture(scope="module")
def renamed_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The fixed hub, with other codes for all strands, in its settings and wherever else they stand."""
    folder = tmp_path_factory.mktemp("renamed")
    (folder / "hub.toml").write_text(renamed_settings(Path(__file__).parent / "hub.toml"), encoding="utf-8")
    return keep_answers_of(fixed_hub.build(folder / "hub", load_settings(folder / "hub.toml")))


@pytest.fixture(scope="module")
def renamed_answers(renamed_store: Store) -> AnswersOnItsDay:
    """Its answers."""
    return AnswersOnItsDay(renamed_store.read())


def contexts(
    renamed_store: Store, renamed_answers: AnswersOnItsDay, answers: AnswersOnItsDay, chosen: dict[str, Any]
) -> Iterator[PackContext]:
    """Give who asks here, and who asks the fixed hub, under the same filters."""
    for settings, there, filters in (
        (renamed_store.settings, renamed_answers, {name: renamed(value) for name, value in chosen.items()}),
        (SETTINGS, answers, chosen),
    ):
        yield PackContext(settings, Filters.choose(settings, **filters), there, TODAY)


def as_chosen(filters: Filters, settings: Settings) -> dict[str, Any]:
    """Give what some filters were chosen by."""
    values = dataclasses.asdict(filters)
    return values | {"phases": [] if ALL_PHASES in filters.phases else values["phases"]}


def test_every_code_is_another(renamed_store: Store) -> None:
    assert not set(renamed_store.settings.strand_codes) & set(SETTINGS.strand_codes)
    assert [strand.role for strand in renamed_store.settings.strands] == [strand.role for strand in SETTINGS.strands]
    assert not set(CODES) & {code for (code,) in renamed_store.read().rows("select strand from strands")}


@pytest.mark.parametrize("name", queries.names())
def test_a_query_gives_the_same(
    name: str, renamed_store: Store, renamed_answers: AnswersOnItsDay, answers: AnswersOnItsDay
) -> None:
    for view, filters, choices in test_queries.asked(name):
        if view != YEAR and not effort.is_thorough():
            continue
        chosen = as_chosen(filters, SETTINGS)
        here, there = (
            context.ask(name, **choices).frame for context in contexts(renamed_store, renamed_answers, answers, chosen)
        )
        if "strand" in here:
            back = {code: old for old, code in CODES.items()}
            here = here.assign(strand=here["strand"].map(lambda code, back=back: back.get(code, code)))
        times = [column for column in here if column in ("said_at", "imported_at", "answered_at")]
        pd.testing.assert_frame_equal(here.drop(columns=times), there.drop(columns=times))


EXHIBITS_OF_STRANDS = [name for name in test_exhibits.MADE if name.startswith(("strands.", "candidates.", "targets."))]
OTHER_EXHIBITS = [name for name in test_exhibits.MADE if name not in EXHIBITS_OF_STRANDS]


@pytest.mark.parametrize(
    "name", [*EXHIBITS_OF_STRANDS, *effort.some_of(OTHER_EXHIBITS, 12, name="exhibits of renamed strands")]
)
def test_an_exhibit_says_and_draws_the_same(
    name: str, renamed_store: Store, renamed_answers: AnswersOnItsDay, answers: AnswersOnItsDay
) -> None:
    place, _, options = test_exhibits.MADE[name]
    chosen = test_queries.VIEWS[YEAR]
    here, there = (
        exhibit_text(test_exhibits.FUNCTIONS[place](context, **test_exhibits.as_on_page(context, place, given)))
        for context, given in zip(
            contexts(renamed_store, renamed_answers, answers, chosen),
            ({option: renamed(value) for option, value in options.items()}, options),
            strict=True,
        )
    )
    assert renamed_back(here) == there


PAGES_OF_STRANDS = [name for name in RUNS if name.startswith("strands")]
OTHER_PAGES = [name for name in RUNS if name not in PAGES_OF_STRANDS]


@pytest.mark.parametrize("name", [*PAGES_OF_STRANDS, *effort.some_of(OTHER_PAGES, 1, name="pages of renamed strands")])
def test_a_page_says_the_same(
    name: str, renamed_store: Store, renamed_answers: AnswersOnItsDay, fixed_store: Store, answers: AnswersOnItsDay
) -> None:
    page = name.partition(".")[0]
    here = words_of(run_page(page, renamed_store, renamed_answers, **RUNS[name]))
    assert renamed_back(here) == words_of(run_page(page, fixed_store, answers, **RUNS[name]))


SCOPE = Scope("2022/23", strand="cpd")


@pytest.fixture
def store_before(fixed_store: Store, tmp_path: Path) -> Store:
    """The fixed hub as it was built, with a target for a strand, opened with other codes of strands in its settings."""
    (tmp_path / "hub.toml").write_text(renamed_settings(Path(__file__).parent / "hub.toml"), encoding="utf-8")
    folder = Path(shutil.copytree(fixed_store.folder, tmp_path / "hub"))
    set_target(Store(folder, SETTINGS), SCOPE, share=0.6, source="Plan", by="test")
    return Store(folder, load_settings(tmp_path / "hub.toml"))


def test_targets_of_a_store_built_before_a_strand_is_renamed_are_named(store_before: Store) -> None:
    lost = {"academic_year": "2022/23", "not_in_settings": "strand “cpd”", "targets": 1}
    assert listing.targets_not_known(store_before.read()) == [lost]
    (found,) = (row for row in listing.quality(store_before.read(), TODAY) if row["finding"] == "targets_not_known")
    assert found["examples"] == ["2022/23, strand “cpd”"]
    filters = Filters.choose(store_before.settings, "2022/23")
    panels = queries.run("strand_panels", filters, store_before.read()).frame.set_index("strand")
    assert panels.loc[CODES["cpd"], ["target_schools", "still_needed"]].isna().all()
    shown = queries.run("targets_and_reach", filters, store_before.read()).frame["target"]
    assert shown.is_unique and not shown.str.contains("cpd").any()


def test_a_store_built_before_a_strand_is_renamed_can_be_changed(store_before: Store) -> None:
    """Only `check` finds what hub.toml has lost: it must not stop imports, or the withdrawal that puts it right."""
    with store_before.read().cursor() as cursor:
        assert breaches(cursor) == []
        assert [each.partition(":")[0] for each in breaches(cursor, with_settings=True)] == ["targets_in_settings"]
    set_target(store_before, Scope("2022/23", strand=CODES["cpd"]), share=0.6, source="Plan", by="test")
    withdraw_target(store_before, SCOPE, by="test")
    with store_before.read().cursor() as cursor:
        assert breaches(cursor, with_settings=True) == []


def test_the_demonstration_sets_its_targets_for_the_roles_of_strands(tmp_path: Path) -> None:
    (tmp_path / "hub.toml").write_text(renamed_settings(HUB_FILE), encoding="utf-8")
    here, there = (demo_sheets(load_settings(file))["targets"] for file in (tmp_path / "hub.toml", HUB_FILE))
    assert {row.get("strand") for row in here} == {None, *CODES.values()}
    assert renamed_back(json.dumps(here)) == json.dumps(there)
