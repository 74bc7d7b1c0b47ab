"""Charts of two periods."""

from typing import Any

import pandas as pd

from reach.charts import comparing as charts
from reach.charts.chart import CategoryChart
from tests.typed import present
from tests.unit.test_sentences_comparing import number, share


def drawn(
    rows: list[dict[str, Any]], *, is_share: bool = True, by: tuple[str, ...] = ("la_code",), **options: Any
) -> CategoryChart:
    return charts.then_and_now(
        pd.DataFrame(rows).astype({"count_change": "Int64"}),
        by=by,
        is_share=is_share,
        unit="Share of schools reached" if is_share else "Teachers reached",
        then_name="2021/22",
        now_name="2022/23",
        **options,
    )


def test_a_mark_for_then_one_for_now_and_the_change_in_words() -> None:
    chart = drawn([share("Halton", (30, 60), (45, 60)), share("Wirral", (30, 60), (30, 60))])
    then, now = chart.series
    assert then.values == (0.5, 0.5) and now.values == (0.75, 0.5) and chart.ties_points
    assert [each.text for each in chart.categories] == ["Halton\n+25 points", "Wirral\nas before"]
    assert now.points[0].key == ("Halton",) and now.points[0].hover == "2022/23: 75%, 45 of 60 schools"


def test_a_share_of_fewer_than_ten_is_hollow() -> None:
    then, now = drawn([share("Halton", (3, 9), (4, 12))]).series
    assert then.points[0].is_few and not now.points[0].is_few


def test_numbers_have_their_unit_and_a_place_known_on_one_side_only_one_mark() -> None:
    row = number("Halton", 1200, 1300) | {"count_then": None, "count_change": None}
    chart = drawn([row, number("Wirral", 100, 50)], is_share=False)
    then, now = chart.series
    assert now.points[0].hover == "2022/23: 1,300 teachers reached"
    assert then.values[0] is None and not then.labels[0]
    assert [each.text for each in chart.categories] == ["Halton", "Wirral\n-50"]


def test_places_are_named_by_local_authority_and_phase() -> None:
    row = share("A<b>", (3, 10), (4, 10), phase="post-16")
    (both,) = drawn([row], by=("la_code", "phase")).categories
    assert both.name == "A<b>\nPost-16" and both.note.bold == "+10 points" and both.is_note_beside
    (phase,) = drawn([share("all", (3, 10), (4, 10), phase="primary") | {"la_name": None}], by=("phase",)).categories
    assert phase.text == "Primary\n+10 points" and not phase.is_note_beside


def test_what_reach_lost_stands_left_of_the_middle_and_what_it_won_right() -> None:
    frame = pd.DataFrame(
        {
            "la_code": "876",
            "la_name": "Halton",
            "phase": "all",
            "moved": ["gained", "opened", "lost", "closed", "kept", "neither"],
            "schools_of_move": [12, 1, 9, 2, 30, 5],
            "reached_of_move": [12, 0, 0, 1, 30, 0],
        }
    )
    chart = charts.moves(frame, by=("la_code",))
    assert {bar.name: bar.values for bar in chart.series} == {
        "Gained": (12,),
        "Opened": (1,),
        "Lost": (-9,),
        "Closed": (-2,),
    }
    first = {bar.name: bar.points[0] for bar in chart.series}
    assert first["Closed"].key == ("876", "closed")
    assert first["Closed"].hover == "Closed: 2 schools, 1 of them had been reached"
    assert first["Opened"].hover == "Opened: 1 school, 0 of them reached"
    assert all(not tick.startswith("-") for tick in chart.axis.tick_texts)


def test_axes_have_round_numbers_at_any_size() -> None:
    assert charts._ticks(0, 1) == [0, 1]
    assert charts._ticks(0, 12_237) == [0, 5000, 10_000]
    assert charts._ticks(52, 83) == [60, 70, 80]
    nothing = charts._span(pd.DataFrame({"then": [None], "now": [None]}, dtype=float), "Share", is_share=True)
    first, last = present(nothing.ends)
    assert first < last


def test_a_phase_without_a_programme_has_no_marks_and_says_so() -> None:
    rows = [
        share("all", (0, 12), (0, 12), phase=phase) | {"la_name": None, "phase": phase}
        for phase in ("early years", "primary")
    ]
    chart = drawn(rows, by=("phase",), without_programme=["early years"])
    assert [each.note.text for each in chart.categories] == ["No programme", "as before"]
    assert [series.values for series in chart.series] == [(None, 0), (None, 0)]
