"""Charts of two periods."""

import pandas as pd

from reach import theme
from reach.charts import comparing as charts
from tests.builders import SETTINGS
from tests.unit.test_sentences_comparing import number, share


def drawn(rows: list[dict], *, is_share: bool = True, by: tuple[str, ...] = ("la_code",)):
    return charts.then_and_now(
        pd.DataFrame(rows).astype({"count_change": "Int64"}),
        by=by,
        is_share=is_share,
        unit="Share of schools reached" if is_share else "Teachers reached",
        then_name="2021/22",
        now_name="2022/23",
        colours=theme.la_colours(SETTINGS),
    )


def test_a_mark_for_then_one_for_now_and_the_change_in_words() -> None:
    lines, then, now = drawn([share("Halton", (30, 60), (45, 60)), share("Wirral", (30, 60), (30, 60))]).data
    assert list(then.x) == [0.5, 0.5] and list(now.x) == [0.75, 0.5]
    assert now.y[0] == "Halton<br><b>+25 points</b>" and now.y[1] == "Wirral<br><b>as before</b>"
    assert list(lines.x) == [0.5, 0.75, None, 0.5, 0.5, None]
    assert now.customdata[0][0] == "Halton" and now.customdata[0][1] == "75 %, 45 of 60 schools"
    assert (then.textposition[0], now.textposition[0]) == ("middle left", "middle right")


def test_a_share_of_fewer_than_ten_is_hollow() -> None:
    _, then, now = drawn([share("Halton", (3, 9), (4, 12))]).data
    assert then.marker.symbol[0].endswith("-open") and not now.marker.symbol[0].endswith("-open")


def test_numbers_have_their_unit_and_a_place_known_on_one_side_only_one_mark() -> None:
    row = number("Halton", 1200, 1300) | {"count_then": None, "count_change": None}
    _, then, now = drawn([row, number("Wirral", 100, 50)], is_share=False).data
    assert now.customdata[0][1] == "1,300 teachers reached"
    assert pd.isna(then.x[0]) and then.text[0].strip() == ""
    assert now.y[0] == "Halton"
    assert now.y[1] == "Wirral<br><b>-50</b>"


def test_places_are_named_by_local_authority_and_phase_and_nothing_is_taken_for_markup() -> None:
    row = share("A<b>", (3, 10), (4, 10), phase="post-16")
    figure = drawn([row], by=("la_code", "phase"))
    assert figure.data[2].y[0] == "A&lt;b&gt;<br>Post-16 <b>+10 points</b>"
    figure = drawn([share("all", (3, 10), (4, 10), phase="primary") | {"la_name": None}], by=("phase",))
    assert figure.data[2].y[0] == "Primary<br><b>+10 points</b>"


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
    figure = charts.moves(frame, by=("la_code",))
    assert {bar.name: list(bar.x) for bar in figure.data} == {
        "Gained": [12],
        "Opened": [1],
        "Lost": [-9],
        "Closed": [-2],
    }
    by_name = {bar.name: bar.customdata[0] for bar in figure.data}
    assert list(by_name["Closed"]) == ["876", "closed", "2 schools, 1 of them had been reached"]
    assert list(by_name["Opened"]) == ["876", "opened", "1 school, 0 of them reached"]
    assert all(not tick.startswith("-") for tick in figure.layout.xaxis.ticktext)


def test_axes_have_round_numbers_at_any_size() -> None:
    assert charts._ticks(0, 1) == [0, 1]
    assert charts._ticks(0, 12_237) == [0, 5000, 10_000]
    assert charts._ticks(52, 83) == [60, 70, 80]
    nothing = charts._span(pd.DataFrame({"then": [None], "now": [None]}, dtype=float), is_share=True)
    assert nothing["range"][0] < nothing["range"][1]
