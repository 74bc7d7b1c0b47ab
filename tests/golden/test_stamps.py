"""What a stamp says was narrowed, was narrowed: it names the filters that the query's file names, and no others."""

import csv
import dataclasses
import io
import re
from typing import Any

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from reach import queries
from reach.exhibit import Exhibit
from reach.exports.tables import exhibit_csv
from reach.exports.workbooks import ABOUT, exhibit_xlsx
from reach.filters import FILTERS, Filters
from reach.queries import FOLDER, NOT_APPLIED
from reach.report.answers import PackContext
from tests.golden.answers import AnswersOnItsDay
from tests.golden.fixed_hub import SETTINGS, TODAY, YEAR_OVER
from tests.golden.test_exhibits import FUNCTIONS, MADE, as_on_page

CHOSEN: dict[str, Any] = {
    "period": "spring",
    "la_codes": ["876", "344"],
    "phases": ["primary", "secondary"],
    "strands": ["cpd", "leadership"],
    "counted_as": "completed",
    "independent": True,
    "light_touch": True,
}
"""Another value than the usual one of every filter."""
LABELS = {each.name: each.stamp_label for each in FILTERS if not each.of_period}
ONE_TARGET = "targets.target_weeks"
FINDS_THE_TARGET = ("la_codes", "phases", "strands", "counted_as")
"""What this one exhibit, of a single target, needs as it is: its target is found by them."""
ONE_OF_EACH = {place: options for place, position, options in MADE.values() if position == 0}


def _named(query: str) -> set[str]:
    """Give the names that follow a $ in a query's file, and those within $schools: found without the loader."""
    sql = (FOLDER / f"{query}.sql").read_text(encoding="utf-8")
    named = set(re.findall(r"\$(\w+)", re.sub(r"--.*", "", sql)))
    return named | ({each.name for each in FILTERS if each.of_schools} if "schools" in named else set())


def _labels_of(named: set[str]) -> set[str]:
    time = {"Period"} if "academic_year" in named else set()
    return time | {label for name, label in LABELS.items() if name in named}


def _exhibit(place: str, answers: AnswersOnItsDay, **chosen: Any) -> Exhibit:
    if place == ONE_TARGET:
        chosen = {name: value for name, value in chosen.items() if name not in FINDS_THE_TARGET}
    context = PackContext(SETTINGS, Filters.choose(SETTINGS, YEAR_OVER, **chosen), answers, TODAY)
    return FUNCTIONS[place](context, **as_on_page(context, place, ONE_OF_EACH[place]))


def test_every_filter_is_chosen_here() -> None:
    chosen = Filters.choose(SETTINGS, YEAR_OVER, **CHOSEN)
    usual = Filters.choose(SETTINGS, YEAR_OVER)
    assert [each.name for each in FILTERS if getattr(chosen, each.name) == getattr(usual, each.name)] == [
        "academic_year"
    ]


@pytest.mark.parametrize("query", queries.names())
def test_an_answer_names_the_filters_that_its_query_names(query: str) -> None:
    chosen, named = Filters.choose(SETTINGS, YEAR_OVER, **CHOSEN), _named(query)
    result = queries.Result(queries.load(query), chosen, pd.DataFrame(), None, None, is_demonstration=False)
    said = dict(result.filters_in_words(SETTINGS))
    not_applied = said.pop(NOT_APPLIED, "")
    assert said.keys() == _labels_of(named)
    labels = {each.name: each.stamp_label for each in FILTERS if each.name != "academic_year"}
    assert set(filter(None, not_applied.split(", "))) == {labels[name] for name in labels.keys() - named}
    whole, part = YEAR_OVER, f"spring term {YEAR_OVER}"
    assert said.get("Period") == ((part if "period" in named else whole) if "academic_year" in named else None)


@pytest.mark.parametrize("place", ONE_OF_EACH)
def test_an_exhibit_names_the_filters_that_its_query_names(place: str, answers: AnswersOnItsDay) -> None:
    exhibit = _exhibit(place, answers, **CHOSEN)
    named, filters = _named(exhibit.result.query.name), exhibit.result.filters
    usual = Filters.choose(SETTINGS, YEAR_OVER)
    ignored = [
        each.stamp_label
        for each in FILTERS
        if each.name in CHOSEN
        and not (place == ONE_TARGET and each.name in FINDS_THE_TARGET)
        and (each.name not in named or getattr(filters, each.name) == getattr(usual, each.name))
    ]
    said = [what for what, _ in exhibit.stamp[: len(exhibit.stamp) - len(exhibit.chosen) - 4]]
    assert set(said) - {NOT_APPLIED} == _labels_of(named)
    assert len(said) == len(set(said))
    assert dict(exhibit.stamp).get(NOT_APPLIED) == (", ".join(ignored) or None)
    assert exhibit.not_applied == (f"{NOT_APPLIED}: {', '.join(ignored)}." if ignored else "")
    assert exhibit.not_applied in exhibit.short_stamp[0]


@pytest.mark.parametrize("place", ONE_OF_EACH)
def test_under_the_usual_filters_an_exhibit_ignores_none(place: str, answers: AnswersOnItsDay) -> None:
    exhibit = _exhibit(place, answers)
    assert exhibit.not_applied == "" and NOT_APPLIED not in dict(exhibit.stamp)


def test_files_of_figures_say_which_chosen_filters_they_ignore(answers: AnswersOnItsDay) -> None:
    exhibit = _exhibit("attendance.attendance_funnel", answers, counted_as="completed", la_codes=["876"])
    row = next(csv.DictReader(io.StringIO(exhibit_csv(exhibit).decode("utf-8-sig"))))
    assert row["counted_as"] == "" and row["for_period"] == YEAR_OVER
    assert "Local authorities: Halton" in row["filters"]
    assert f"{NOT_APPLIED}: Counted as reached" in row["filters"] and "Completed" not in row["filters"]
    about = CalamineWorkbook.from_filelike(io.BytesIO(exhibit_xlsx(exhibit))).get_sheet_by_name(ABOUT).to_python()
    assert f"{NOT_APPLIED}: Counted as reached" in [str(line[0]) for line in about]
    assert not any("Completed" in str(line[0]) for line in about)


def test_a_filter_that_a_page_widens_is_not_said_to_be_applied(answers: AnswersOnItsDay) -> None:
    exhibit = _exhibit("targets.targets_and_reach", answers, period="spring")
    assert dict(exhibit.stamp)["Period"] == YEAR_OVER
    assert exhibit.not_applied == f"{NOT_APPLIED}: Period."
    narrower = dataclasses.replace(exhibit.result, chosen=None)
    assert narrower.filters_not_applied(SETTINGS) == []
