"""Groups in the columns that people know."""

import pytest

from reach import queries
from reach.exhibits import attendance, reaching
from reach.exhibits.broken_down import with_known_columns
from reach.store import Store
from tests.builders import filters, query_context_of


@pytest.mark.parametrize(
    ("breakdown", "known"),
    [
        ("la", ["la_code", "la_name"]),
        ("phase", ["phase"]),
        ("term", []),
        ("mode", ["delivery_mode"]),
        ("programme", ["programme_code", "programme_name", "strand_name"]),
        (None, []),
    ],
)
def test_a_group_has_the_heading_of_what_it_is(demonstration: Store, breakdown: str | None, known: list[str]) -> None:
    result = queries.run("attendance_by_group", filters("2024/25"), demonstration.read(), {"breakdown": breakdown})
    shown = with_known_columns(result, breakdown).frame
    assert shown.columns.tolist()[: 3 + len(known)] == ["academic_year", "period", *known, "activities"]
    codes = "period" if breakdown == "term" else known[0] if known else None
    assert codes is None or shown[codes].tolist() == result.frame["group_code"].tolist()


def test_an_answer_without_groups_stays_as_it_is(demonstration: Store) -> None:
    result = queries.run("fairness_schools", filters("2024/25"), demonstration.read(), {"breakdown": "fifth"})
    assert with_known_columns(result, "fifth") is result


def test_files_of_one_query_broken_down_by_several_things_have_names_of_their_own(demonstration: Store) -> None:
    context = query_context_of(demonstration)
    made = [attendance.attendance_rate(context, breakdown=each) for each in attendance.BREAKDOWNS]
    made += [make(context) for make in (reaching.ladder_by_la, reaching.ladder_by_phase)]
    assert len({exhibit.file_stem for exhibit in made}) == len(made)
    assert dict(made[1].stamp)["Broken down by"] == "local authority"
