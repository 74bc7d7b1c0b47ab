"""Sentences on two periods: they read well for none, one and many, and say what worsened."""

import datetime as dt
from typing import Any

import pandas as pd

from reach.sentences import comparing as sentences
from reach.sentences.comparing import Side

NOW = Side("2022/23", "year", None, dt.date(2023, 8, 31))
THEN = Side("2021/22", "year", None, dt.date(2022, 8, 31))


def share(
    la_name: str, then: tuple[int, int], now: tuple[int, int], measure: str = "reach", phase: str = "all"
) -> dict[str, Any]:
    def of(pair: tuple[int, int]) -> float | None:
        return pair[0] / pair[1] if pair[1] else None

    before, after = of(then), of(now)
    return {
        "la_code": la_name,
        "la_name": la_name,
        "phase": phase,
        "measure": measure,
        "share_then": before,
        "share_now": after,
        "change_points": None if before is None or after is None else 100 * (after - before),
        "count_then": then[0],
        "count_now": now[0],
        "count_change": now[0] - then[0],
        "of_then": then[1],
        "of_now": now[1],
    }


def number(la_name: str, then: int, now: int, measure: str = "teachers") -> dict[str, Any]:
    row = share(la_name, (then, 1), (now, 1), measure)
    return row | {"share_then": None, "share_now": None, "change_points": None, "of_then": None, "of_now": None}


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(rows)


def total(**measures: tuple[int, int]) -> pd.DataFrame:
    rows = [share("all", (50, 100), (60, 100))]
    rows += [number("all", *pair, measure=measure) for measure, pair in measures.items()]
    rows += [share("all", (90, 100), (80, 100), "attendance_rate")]
    return frame(*rows)


def change(**figures: float | None) -> pd.DataFrame:
    usual = {
        "schools_in_both": 98,
        "like_for_like_points": 9.0,
        "opened_closed_points": 1.0,
        "gained": 12,
        "lost": 3,
        "opened": 1,
        "opened_reached": 1,
        "closed": 2,
        "closed_reached": 0,
    }
    return pd.DataFrame([usual | figures])


COUNTS = {
    "reached": (50, 60),
    "teachers": (10, 12),
    "sessions_held": (5, 4),
    "hours": (30, 30),
    "pupils_reached": (0, 40),
}


def test_what_is_better_worse_and_as_before_is_said_of_the_hub() -> None:
    assert sentences.on_change(total(**COUNTS), change(), NOW, THEN) == [
        "Reach rose from 50% (50 of 100 schools) in 2021/22 to 60% (60 of 100 schools) in 2022/23, +10 points.",
        "Among the 98 schools that count in both periods, reach changed by +9.0 points; "
        "schools that opened or closed added 1.0 point.",
        "Better: teachers reached (2 more) and pupils reached (40 more).",
        "Worse: sessions held (1 fewer) and the attendance rate (-10 points).",
        "As before: teachers' hours.",
    ]
    assert sentences.on_change(pd.DataFrame(), change(), NOW, THEN) == []


def test_what_is_counted_is_not_called_worse_while_a_period_is_under_way() -> None:
    running = Side("2022/23", "year", dt.date(2023, 3, 1), dt.date(2023, 3, 1))
    said = sentences.on_change(total(**COUNTS), change(), running, THEN)
    assert "to 60% (60 of 100 schools) in 2022/23 so far, +10 points" in said[0]
    assert said[3:5] == ["Fewer so far: sessions held (1 fewer).", "Worse: the attendance rate (-10 points)."]


def test_where_no_school_opened_or_closed_nothing_is_said_of_them() -> None:
    same = change(opened=0, closed=0, opened_closed_points=0.0)
    assert sentences.on_like_for_like(same) == ""
    assert "make no difference" in sentences.on_like_for_like(change(opened_closed_points=0.01))
    assert "took away 0.3 points" in sentences.on_like_for_like(change(opened_closed_points=-0.3))
    assert sentences.on_like_for_like(change(like_for_like_points=None)) == ""


def test_where_a_measure_rose_most_and_everywhere_that_it_fell() -> None:
    rows = frame(
        share("Halton", (30, 60), (45, 60)),
        share("Wirral", (30, 60), (33, 60)),
        share("Cheshire East", (40, 60), (30, 60)),
    )
    said = sentences.on_measure(rows, total(**COUNTS), "reach", NOW, THEN)
    assert said.endswith("It rose most in Halton (+25 points) and fell in Cheshire East (-17 points).")
    rows = frame(number("Halton", 5, 9), number("Wirral", 5, 6))
    said = sentences.on_measure(rows, total(**COUNTS), "teachers", NOW, THEN)
    assert said.endswith("to 12 in 2022/23, 2 more. They rose everywhere, most in Halton (4 more).")


def test_falling_everywhere_and_nowhere_read_well() -> None:
    names = ("Halton", "Wirral", "Cheshire East", "Elsewhere")
    rows = frame(*(number(name, 10, 9 - place) for place, name in enumerate(names)))
    said = sentences.on_measure(rows, total(**COUNTS), "teachers", NOW, THEN)
    assert said.endswith("They fell in Elsewhere (4 fewer), Cheshire East (3 fewer), Wirral (2 fewer) and 1 more.")
    rows = frame(number("Halton", 5, 5), number("Wirral", 5, 5))
    assert sentences.on_measure(rows, total(**COUNTS), "teachers", NOW, THEN).endswith("They are as before everywhere.")
    rows = frame(share("Halton", (30, 60), (30, 60)), share("Wirral", (30, 60), (30, 60)))
    assert sentences.on_measure(rows, total(**COUNTS), "reach", NOW, THEN).endswith("It is as before everywhere.")


def test_a_share_of_few_is_not_judged() -> None:
    rows = frame(
        share("Halton", (30, 60), (33, 60)),
        share("Wirral", (30, 60), (36, 60)),
        share("Elsewhere", (0, 2), (2, 2), phase="post-16"),
    )
    said = sentences.on_measure(rows, total(**COUNTS), "reach", NOW, THEN)
    assert "most in Wirral" in said
    assert said.endswith("Not judged, with fewer than ten schools: Elsewhere post-16.")


def test_one_place_is_said_once_and_none_is_said() -> None:
    rows = frame(share("Halton", (50, 100), (60, 100)))
    said = sentences.on_measure(rows, total(**COUNTS), "reach", NOW, THEN)
    assert said.count("+10 points") == 1
    assert sentences.on_measure(frame(), total(**COUNTS), "reach", NOW, THEN) == "There are no schools to show."


def test_what_cannot_be_compared_is_said_to_be_so() -> None:
    row = share("Halton", (0, 0), (9, 10), "attendance_rate")
    said = sentences.on_measure(frame(row), frame(row, number("all", 5, 9)), "attendance_rate", NOW, THEN)
    assert said.startswith("The attendance rate cannot be compared: 2022/23: 90% (9 of 10 marks).")
    assert said.endswith("Not judged, with fewer than ten marks: Halton.")


def test_moves_are_said_for_none_one_and_many() -> None:
    rows = pd.DataFrame({"moved": ["gained"]})
    assert sentences.on_moves(rows, change(), NOW, THEN).startswith(
        "12 schools were reached in 2022/23 that were not reached in 2021/22. "
        "3 schools were reached in 2021/22 and not in 2022/23. "
        "In between, 1 school opened (1 reached) and 2 schools closed or joined another (0 had been reached)."
    )
    said = sentences.on_moves(rows, change(gained=1, lost=0, opened=0, closed=0), NOW, THEN)
    assert said == (
        "1 school was reached in 2022/23 that was not reached in 2021/22. "
        "No school was reached in 2021/22 and not in 2022/23. The same schools count in both."
    )
    assert sentences.on_moves(pd.DataFrame(), change(), NOW, THEN) == "There are no schools to show."


def test_periods_that_are_unlike_are_called_so() -> None:
    assert sentences.on_unlike(NOW, THEN) == ""
    assert "same period" in sentences.on_unlike(NOW, NOW)
    term = Side("2021/22", "autumn", None, dt.date(2021, 12, 31))
    spring = Side("2021/22", "spring", None, dt.date(2022, 4, 18))
    assert "whole year is set against a single term" in sentences.on_unlike(NOW, term)
    assert "Two different terms" in sentences.on_unlike(spring, term)
    running = Side("2022/23", "year", dt.date(2023, 3, 1), dt.date(2023, 3, 1))
    assert "2022/23 is not over" in sentences.on_unlike(running, THEN)
    assert sentences.on_sides(running, THEN) == (
        "2022/23 so far, as at 1 March 2023, against 2021/22, as at 31 August 2022."
    )


def test_the_same_date_a_year_before_is_like_with_like() -> None:
    running = Side("2022/23", "year", dt.date(2023, 3, 1), dt.date(2023, 3, 1))
    same_date = Side("2021/22", "year_to_date", dt.date(2022, 3, 1), dt.date(2022, 3, 1))
    assert sentences.on_unlike(running, same_date) == ""
    said = sentences.on_change(total(**COUNTS), change(), running, same_date)
    assert "in 2021/22 to 1 March to 60% (60 of 100 schools) in 2022/23 so far" in said[0]
    assert "Worse: sessions held (1 fewer) and the attendance rate (-10 points)." in said
    term = Side("2021/22", "autumn")
    assert "whole year is set against a single term" in sentences.on_unlike(running, term)
    assert "2022/23 is not over, and autumn term 2021/22 is whole" in sentences.on_unlike(running, term)


def test_a_change_that_rounding_alone_may_make_is_none() -> None:
    rows = frame(number("Halton", 45, 55), number("Wirral", 100, 150), number("Cheshire East", 20, 10))
    said = sentences.on_measure(rows, frame(number("all", 45, 55)), "teachers", NOW, THEN, is_rounded=True)
    assert said.startswith("Teachers reached are about as before: about 55 in 2022/23, about 45 in 2021/22.")
    assert "They rose in Wirral (about 50 more)." in said and "fell in" not in said
    assert "5 more" in sentences.on_measure(rows[:1], frame(number("all", 5, 10)), "teachers", NOW, THEN)


def test_against_nothing_nothing_is_compared() -> None:
    nothing = frame(share("all", (0, 100), (60, 100)), number("all", 0, 9))
    words = "Nothing is recorded of 2021/22 for what is chosen, so nothing is compared."
    assert sentences.on_change(nothing, change(), NOW, THEN) == [words]
    said = sentences.on_measure(frame(share("Halton", (0, 60), (33, 60))), nothing, "reach", NOW, THEN)
    assert said == f"Reach: 60% (60 of 100 schools) in 2022/23. {words}"


def test_what_one_or_two_schools_make_is_as_before() -> None:
    rows = frame(share("Halton", (8, 15), (10, 15)), share("Wirral", (8, 15), (6, 15)))
    said = sentences.on_measure(rows, frame(share("all", (16, 30), (17, 30))), "reach", NOW, THEN)
    assert said == (
        "Reach is about as before: 57% (17 of 30 schools) in 2022/23, 53% (16 of 30 schools) in 2021/22. "
        "No place changed by more than two schools."
    )
