"""Every chart with time on an axis shows notes: whoever adds one is told here that it does not yet."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from reach.filters import Filters
from reach.ingest import add_chart_note
from reach.report.answers import PackContext
from reach.store import Store
from tests.golden.answers import AnswersOnItsDay
from tests.golden.fixed_hub import SETTINGS, TODAY, YEAR_RUNNING
from tests.golden.test_exhibits import FUNCTIONS, MADE, as_on_page

TIMES = ("academic_year", "period", "held_on", "week")
"""Columns that say when."""

NOT_OVER_TIME = ("reaching.reach_by_", "fairness.reach_by_group")
"""Charts of one period with England's row beside it, which is of another year."""


@pytest.fixture(scope="module")
def noted(fixed_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The fixed hub with a note in each month of two years."""
    store = Store(shutil.copytree(fixed_store.folder, tmp_path_factory.mktemp("noted") / "hub"), SETTINGS)
    for year, month in [(2022, 10), (2022, 11), (2023, 1), (2023, 3), (2023, 10), (2023, 11), (2024, 1)]:
        add_chart_note(store, "It snowed", dated_on=dt.date(year, month, 14), recorded_by="alex")
    return store


@pytest.mark.parametrize("name", MADE)
def test_a_chart_with_several_times_shows_notes_and_no_other_does(name: str, noted: Store) -> None:
    place, _, options = MADE[name]
    answers = AnswersOnItsDay(noted.read())
    context = PackContext(SETTINGS, Filters.choose(SETTINGS, YEAR_RUNNING), answers, TODAY)
    exhibit = FUNCTIONS[place](context, **as_on_page(context, place, options))
    frame = exhibit.result.frame
    is_over_time = any(column in frame and frame[column].nunique() > 1 for column in TIMES)
    is_marked = exhibit.chart is not None and is_over_time and not place.startswith(NOT_OVER_TIME)
    assert bool(exhibit.notes) == is_marked
    assert exhibit.chart is None or exhibit.figure is not None


def test_the_fixed_hub_is_not_changed_by_this(fixed_store: Store, noted: Store) -> None:
    assert Path(fixed_store.folder) != Path(noted.folder)
    assert fixed_store.read().rows("select count(*) from chart_notes") == [(0,)]
