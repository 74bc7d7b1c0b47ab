"""Bars in order: rows move with all that is marked on them."""

import dataclasses
from collections.abc import Callable

import pandas as pd

from reach.exhibit import Exhibit
from reach.exhibits import attendance, strands
from reach.exhibits.ranked import ranked
from reach.report.answers import ForPublic, FromStore, PackContext
from reach.store import Store
from tests.builders import query_context_of


def test_rows_are_ordered_and_their_marks_move_with_them(demonstration: Store) -> None:
    answer = query_context_of(demonstration, "2024/25").ask("strand_panels")
    frame = pd.DataFrame({"strand": ["a", "b", "c"], "people": [2.0, None, 7.0]})
    marked = dataclasses.replace(answer, frame=frame, low=frozenset({(1, "people")}), hidden=frozenset({(0, "hours")}))
    now = ranked(marked, "people")
    assert list(now.frame["strand"]) == ["c", "a", "b"]
    assert (now.low, now.hidden) == (frozenset({(2, "people")}), frozenset({(1, "hours")}))


def test_bars_in_packs_stand_in_order_and_say_the_same(demonstration: Store) -> None:
    with FromStore(demonstration.read()).up_to(query_context_of(demonstration, "2024/25").today) as answers:
        context = query_context_of(demonstration, "2024/25")
        public = PackContext(
            demonstration.settings, context.filters, ForPublic(answers, demonstration.settings), context.today
        )
        makes: tuple[tuple[Callable[..., Exhibit], dict[str, str], str], ...] = (
            (strands.strand_bars, {"measure": "reached"}, "reached"),
            (attendance.attendance_rate, {"breakdown": "programme"}, "share_attended"),
        )
        for make, options, column in makes:
            usual, in_order = make(public, **options), make(public, **options, is_ranked=True)
            shown = in_order.result.frame[column].dropna().tolist()
            assert shown == sorted(shown, reverse=True) and len(shown) > 1
            assert sorted(in_order.finding) == sorted(usual.finding)
            name = usual.result.frame.columns[0]
            hidden = [
                {each.result.frame[name].iloc[row] for row, _ in each.result.hidden} for each in (usual, in_order)
            ]
            assert hidden[0] == hidden[1]
