"""Tiles say what the queries answer or the marks add up to, so far, and against the same date."""

import datetime as dt
import json
import re
from typing import Any

import pytest

from reach.filters import Filters
from reach.store import Store, last_looks
from tests import effort
from tests.golden.answers import AnswersOnItsDay
from tests.golden.fixed_hub import CONVERTED, SETTINGS, YEAR_OVER, YEAR_RUNNING
from tests.golden.pages import run_page
from tests.golden.test_queries import activity_id
from tests.sentences.claims import Faults, View
from tests.sentences.reading import Text, check

LAST_DAY = dt.date(2024, 2, 16)
VIEWS = [
    ("overview", YEAR_RUNNING, "year"),
    ("attendance", YEAR_RUNNING, "spring"),
    ("strands", YEAR_RUNNING, "year"),
    ("overview", YEAR_OVER, "autumn"),
    ("overview", "2018/19", "year"),
    ("attendance", YEAR_OVER, "year"),
    ("strands", YEAR_OVER, "summer"),
    ("compare", YEAR_RUNNING, "year"),
    ("compare", YEAR_OVER, "autumn"),
    ("activity", YEAR_RUNNING, "year"),
    ("activity", YEAR_OVER, "year"),
]
SCHOOLS = {CONVERTED: (CONVERTED, 900101), 900107: (900107,), 900134: (900134,)}
"""Schools, each with its former numbers."""
ACTIVITIES = {
    YEAR_OVER: (activity_id("MNRKS1", "Number 2022"), activity_id("ENR", "Fun 2022")),
    YEAR_RUNNING: (activity_id("MNRKS1", "Number 2023"),),
}
_BEGINNING = re.compile(
    r": people came in |: nobody from this school has come|"
    r"^(?:Not reached|Signed up|Attended|On course|Completed)[^:]* in "
)
"""A school's status with the years in which people came, and how far it came in the period."""
PERIODS = {"year": "Whole year", "autumn": "Autumn term", "spring": "Spring term", "summer": "Summer term"}


@pytest.fixture(scope="module")
def answers(fixed_store: Store) -> Any:
    """The fixed hub, and its answers on its day."""
    return fixed_store, AnswersOnItsDay(fixed_store.read())


@pytest.mark.parametrize(("page", "year", "period"), effort.some_of(VIEWS, 6, name="tiles"))
def test_tiles_are_true(page: str, year: str, period: str, answers: Any) -> None:
    for address in _addresses(page, year):
        _check_tiles(page, year, period, answers, address)


def _addresses(page: str, year: str) -> list[dict[str, str]]:
    return [{"activity": each} for each in ACTIVITIES[year]] if page == "activity" else [{}]


def _check_tiles(page: str, year: str, period: str, answers: Any, address: dict[str, str]) -> None:
    store, on_its_day = answers
    app = run_page(page, store, on_its_day, year=year, period=PERIODS[period], **address).app
    view, faults = View(store.read(), Filters.choose(SETTINGS, year, period=period), LAST_DAY), Faults()
    assert app.metric
    for tile, strand in zip(app.metric, SETTINGS.strands if page == "strands" else [None] * 9, strict=False):
        against = f", {tile.delta} {tile.proto.delta_description}".rstrip() if tile.delta else ""
        options: dict[str, Any] = {"strand": strand.code} if strand else dict(address)
        said = f"{tile.label}: {tile.value}{against}".replace("\\", "").replace("\u00a0", " ")
        check(Text(f"tile:{page}", said, options), view, faults, {})
    assert not faults.found, "\n".join(faults.found)


@pytest.mark.parametrize(("year", "period"), [(YEAR_RUNNING, "spring"), (YEAR_OVER, "year")])
@pytest.mark.parametrize("urn", SCHOOLS)
def test_what_a_schools_page_begins_with_is_true(urn: int, year: str, period: str, answers: Any) -> None:
    store, on_its_day = answers
    app = run_page("school", store, on_its_day, year=year, period=PERIODS[period], urn=str(urn)).app
    view, faults = View(store.read(), Filters.choose(SETTINGS, year, period=period), LAST_DAY), Faults()
    begins = [each.value for each in app.markdown if _BEGINNING.search(each.value)]
    assert len(begins) >= 1
    for each in begins:
        text = each.replace("\\", "").replace("\u00a0", " ")
        check(Text("school", text, {"urn": urn, "urns": SCHOOLS[urn]}), view, faults, {})
    assert not faults.found, "\n".join(faults.found)


def test_what_is_new_since_somebody_last_looked_is_true(answers: Any) -> None:
    store, on_its_day = answers
    run_page("overview", store, on_its_day, year=YEAR_OVER)
    file = store.folder / last_looks.FILE
    looks = json.loads(file.read_text(encoding="utf-8"))
    since = dt.datetime.now() - dt.timedelta(days=3)
    looks[""] = {"before": None, "current": {"at": since.isoformat(), "years": {YEAR_OVER: "another"}}}
    file.write_text(json.dumps(looks), encoding="utf-8")
    app = run_page("overview", store, on_its_day, year=YEAR_OVER).app
    (said,) = (each.value for each in app.markdown if each.value.startswith("Since you last looked"))
    view, faults = View(store.read(), Filters.choose(SETTINGS, YEAR_OVER), LAST_DAY), Faults()
    check(Text("news", said.replace("\\", ""), {"since": since}), view, faults, {})
    assert f"figures of {YEAR_OVER} revised" in said
    assert not faults.found, "\n".join(faults.found)
