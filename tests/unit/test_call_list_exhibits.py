"""The call list's exhibits: the reason for each school, what is drawn, and what is handed out."""

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import python_calamine

from reach import exports, queries
from reach.charts import call_list as charts
from reach.exhibit import Exhibit
from reach.exhibits import call_list
from reach.ingest import hold_back
from reach.report.answers import PackContext
from reach.sentences import call_list as sentences
from tests.builders import SETTINGS, attended, hub, query_context_of, school

CHOICES: dict[str, Any] = {"programme_code": None, "today": dt.date(2026, 11, 1)} | queries.WEIGHTS


@pytest.fixture
def context(tmp_path: Path) -> PackContext:
    schools = [
        school(900001),
        school(900002, "=Sine <b>School</b>", fsm=40, pupils=300),
        school(900003, "Tangent School", fsm="SUPP", pupils=""),
    ]
    rows = [attended(900001, "10/10/2022"), attended(900003, "11/10/2021", person="bob")]
    return query_context_of(hub(tmp_path, schools, rows), "2022/23")


def row(**facts: Any) -> pd.Series:
    usual = {
        "name": "Sine School",
        "la_name": "Halton",
        "rank": 1,
        "score": 89.25,
        "standing": "never",
        "fsm_quintile": 5,
        "pupils": 1200,
        "share_smaller": 0.8,
        "phase_behind": "post-16",
        "share_reached": 0.31,
        "share_aimed_at": 0.6,
        "aim": "target",
        "last_attended_on": pd.NaT,
        "last_programme": None,
    }
    return pd.Series(usual | facts)


def test_why_says_every_part_in_words() -> None:
    assert sentences.why_ring(row()) == (
        "Never reached; most disadvantaged fifth; 1,200 pupils, more than 80% of the other schools; "
        "31% of Halton's post-16 schools reached, against a target of 60%; nobody ever attended"
    )
    lapsed = row(standing="lapsed", fsm_quintile=2, pupils=1, aim="hub", phase_behind="all")
    lapsed["last_attended_on"], lapsed["last_programme"] = pd.Timestamp("2021-10-11"), "Core Maths"
    assert sentences.why_ring(lapsed) == (
        "Lapsed; disadvantage fifth 2 of 5; 1 pupil, more than 80% of the other schools; "
        "31% of Halton's schools reached, against the hub's 60%; last attended Core Maths on 11 October 2021"
    )
    unknown = sentences.why_ring(row(standing="new", fsm_quintile=pd.NA, pupils=pd.NA))
    assert "; 1,200 pupils, more than any other school; " in sentences.why_ring(row(share_smaller=1.0))
    assert "; 1,200 pupils, no school has fewer; " in sentences.why_ring(row(share_smaller=0.0))
    assert unknown.startswith("Not reached in this term; disadvantage not known; pupils not known; ")


def test_the_sentence_reads_well_for_none_one_and_many() -> None:
    def sentence_on(rows: list[pd.Series], held: int, programme: str | None = None) -> str:
        frame = pd.DataFrame(rows)
        is_over = frame.empty or "not yet back" not in set(frame["standing"])
        return sentences.on_call_list(frame, held, "2022/23", programme, is_year_over=is_over)

    assert sentence_on([], 0) == (
        "There is nobody to ring: no school is left that was not reached in 2022/23. No school is held back."
    )
    assert sentence_on([row()], 1, "Core Maths") == (
        "1 school to ring for Core Maths, not reached in 2022/23: 1 never reached, 0 lapsed. 1 school held back."
    )
    running = [row(), row(standing="not yet back")]
    assert "1 never reached, 1 not yet back this year. " in sentence_on(running, 2)
    many = [row(), row(standing="lapsed"), row(standing="new")]
    assert sentence_on(many, 2) == (
        "3 schools to ring, not reached in 2022/23: 1 never reached, 1 lapsed, 1 reached in another term. "
        "2 schools held back."
    )
    first = sentences.on_first_to_ring(pd.DataFrame([row(), row(rank=2, score=50)]), 20, "2022/23")
    assert first.startswith("Sine School in Halton comes first with 89.2 points: never reached; most")
    assert first.endswith("Number 2, Sine School, has 50.0 points.")


def test_a_bar_is_made_of_the_parts_and_ends_with_their_sum(context: PackContext) -> None:
    frame = context.ask("call_list").frame
    labels = {part: label for part, (label, _) in sentences.PARTS.items()}
    chart = charts.call_scores(frame, labels)
    assert [bar.name for bar in chart.series] == list(labels.values())
    for bar, part in zip(chart.series, labels, strict=True):
        assert list(bar.values) == frame[f"points_{part}"].tolist()
        assert [point.key for point in bar.points] == [(name,) for name in frame["name"]]
    assert [total.value for total in chart.totals] == frame["score"].tolist()


def test_the_first_schools_are_a_part_of_the_list(context: PackContext) -> None:
    first, whole = call_list.first_to_ring(context, **CHOICES), call_list.call_list(context, **CHOICES)
    assert first.result.frame["name"].tolist() == whole.result.frame["name"].tolist()
    assert ("For programme", "All") in whole.stamp
    weights = "never or lapsed 30, disadvantage 25, size 15, phase and LA behind 20, years since 10"
    assert ("Weights", weights) in whole.stamp and ("Held back on", "1 November 2026") in whole.stamp


def test_the_files_have_a_blank_column_for_notes_and_what_defends_the_list(context: PackContext) -> None:
    exhibit = call_list.call_list(context, **CHOICES | {"programme_code": "MNKS2"})
    text = exports.FORMATS["CSV"].make(exhibit).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["notes"] for row in rows] == ["", ""]
    assert "Weights: never or lapsed 30" in rows[0]["filters"] and "Mastering Number at KS2" in rows[0]["filters"]
    assert {row["name"] for row in rows} == {"'=Sine <b>School</b>", "Tangent School"}
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(exports.FORMATS["XLSX"].make(exhibit)))
    table = book.get_sheet_by_name("Figures").to_python()
    start = next(number for number, row in enumerate(table) if "Notes" in row)
    notes = table[start].index("Notes")
    assert [row[notes] for row in table[start + 1 : start + 3]] == ["", ""]
    assert len(exports.file_name(exhibit, exports.FORMATS["XLSX"])) < 130


def test_the_list_of_schools_held_back_can_be_handed_out(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002)], [attended(900001, "10/10/2022")])
    hold_back(store, 900002, "=Asked", by="alex")
    context = query_context_of(store, "2022/23")
    for programme in (None, "ENR"):
        choices = {"programme_code": programme, "today": dt.date(2026, 11, 1)}
        exhibit = Exhibit("Schools held back", context.ask("held_back_schools", **choices), None, "None.", SETTINGS)
        assert b",'=Asked," in exports.FORMATS["CSV"].make(exhibit)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(exports.FORMATS["XLSX"].make(exhibit)))
        assert any("=Asked" in row for row in book.get_sheet_by_name("Figures").to_python())
