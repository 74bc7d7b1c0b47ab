"""Parts that add up to more than their total say why; parts that add up do not."""

from pathlib import Path

import pandas as pd
import pytest

from reach.exhibit import Exhibit
from reach.exhibits import attendance, comparing, partners, reaching, strands
from reach.report.answers import CachedAnswers, ForPublic, FromStore, PackContext
from reach.sentences.sums import with_sum
from reach.store import Store
from tests.builders import attended, hub, query_context_of, school

WHY = "A teacher from schools of several local authorities counts in each"


def teachers_by_la(context: PackContext) -> Exhibit:
    return comparing.measure_by_place(
        context, measure="teachers", breakdown="la", other_year="2021/22", other_period="year"
    )


def two_las(folder: Path, *, second_person: str) -> Store:
    """Give Ada at a school of Halton, and somebody at one of Wirral."""
    schools = [school(900001), school(900002, la="344")]
    there = attended(900002, "10/11/2022", session=2, person=second_person)
    return hub(folder, schools, [attended(900001, "10/10/2022"), there])


def test_a_teacher_at_schools_of_two_las_is_why_they_add_up_to_more(tmp_path: Path) -> None:
    store = two_las(tmp_path, second_person="ada")
    sentence = teachers_by_la(query_context_of(store, "2022/23")).sentence
    assert sentence.endswith(f" {WHY}, so the parts add up to 2 teachers, not 1.")


def test_where_everybody_is_at_schools_of_one_la_nothing_is_said_of_sums(tmp_path: Path) -> None:
    store = two_las(tmp_path, second_person="bob")
    sentence = teachers_by_la(query_context_of(store, "2022/23")).sentence
    assert "counts in each" not in sentence
    assert "add up" not in sentence


@pytest.mark.parametrize("second_person", ["ada", "bob"])
def test_the_public_reads_only_why_whether_or_not_anybody_counts_twice(second_person: str, tmp_path: Path) -> None:
    inside = query_context_of(two_las(tmp_path, second_person=second_person), "2022/23")
    answers = ForPublic(CachedAnswers(FromStore(inside.answers.version)), inside.settings)  # type: ignore[attr-defined]
    sentence = teachers_by_la(PackContext(inside.settings, inside.filters, answers, inside.today)).sentence
    assert sentence.endswith(f" {WHY}.")
    assert "add up" not in sentence


def test_schools_of_several_phases_are_why_phases_add_up_to_more(tmp_path: Path) -> None:
    through = school(900001, phase="All-through", low="4", high="16")
    context = query_context_of(hub(tmp_path, [through, school(900002)], [attended(900001, "10/10/2022")]), "2022/23")
    why = "A school of several phases counts in each"
    for exhibit in (
        reaching.reach_by_phase(context),
        reaching.reach_by_la_phase(context),
        reaching.ladder_by_phase(context),
    ):
        assert exhibit.sentence.endswith(f" {why}, so the parts add up to 3 schools, not 2."), exhibit.title
    alone = query_context_of(hub(tmp_path / "alone", [school(900002)]), "2022/23")
    assert "counts in each" not in reaching.reach_by_phase(alone).sentence


def test_strands_programmes_and_partners_say_why(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2022", **{"Lead partner": "Ash"}),
        attended(900001, "10/11/2022", programme="MNKS2", activity="Group 2", **{"Lead partner": "Oak"}),
        attended(900001, "10/12/2022", programme="LEAD-P", activity="Group 3"),
    ]
    context = query_context_of(hub(tmp_path, [school(900001)], rows), "2022/23")
    said = [
        (
            partners.partner_reach(context, measure="reached"),
            "A school reached through several partners, or also without a lead, counts for each, so the parts add "
            "up to 3 schools, not 1.",
        ),
        (
            partners.partner_strands(context, measure="people"),
            "A person who came through several partners or strands, or also without a lead, counts for each, so "
            "the parts add up to 3 people, not 1.",
        ),
        (
            strands.strand_bars(context, measure="reached"),
            "A school reached by several strands counts in each, so the parts add up to 2 schools, not 1.",
        ),
        (
            strands.strand_bars(context, measure="people"),
            "A person who came to several strands counts in each, so the parts add up to 2 people, not 1.",
        ),
        (
            strands.programme_reach(context, strands=("cpd",)),
            "A school reached by several programmes counts in each, so the parts add up to 2 schools, not 1.",
        ),
    ]
    for exhibit, why in said:
        assert exhibit.sentence.endswith(f" {why}"), exhibit.sentence
    leadership = strands.programme_reach(context, strands=("leadership",))
    assert "add up" not in leadership.sentence


def test_sign_ups_of_a_school_of_several_phases_say_why(tmp_path: Path) -> None:
    through = school(900001, phase="All-through", low="4", high="16")
    rows = [attended(900001, "10/10/2022", programme="ENR", person=person) for person in ("ada", "bob")]
    context = query_context_of(hub(tmp_path, [through], rows), "2022/23")
    why = "A school of several phases counts in each with its sign-ups, so the parts add up to 4 sign-ups, not 2."
    for make in (attendance.attendance_rate, attendance.attendance_outcomes):
        assert make(context, breakdown="phase").sentence.endswith(f" {why}")
        assert "add up" not in make(context, breakdown="la").sentence


def test_the_parts_are_summed_as_they_are_shown() -> None:
    assert with_sum("Most.", pd.Series([1034, 3]), 1034, "people", "Why") == (
        "Most. Why, so the parts add up to 1,037 people, not 1,034."
    )
    assert with_sum("Most.", pd.Series([3, 2]), 5, "people", "Why") == "Most."
    assert with_sum("Most.", pd.Series([3, 0]), None, "people", "Why") == "Most."
    assert with_sum("Most.", pd.Series([3, None]), None, "people", "Why") == "Most. Why."
    assert with_sum("", pd.Series([3, 3]), 5, "people", "Why") == ""
