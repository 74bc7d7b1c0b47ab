"""Answers with their rows in order of a value, the highest first, as bars stand in packs."""

import dataclasses

from reach.queries import Result


def ranked(answer: Result, column: str) -> Result:
    """Return an answer with its rows in order of a column, the highest first and those without a value last.

    Cells that are low, not shown or without a programme move with their rows.
    """
    frame = answer.frame.reset_index(drop=True)
    order = list(frame[column].sort_values(ascending=False, kind="stable", na_position="last").index)
    place_of = {before: now for now, before in enumerate(order)}

    def moved(cells: frozenset[tuple[int, str]]) -> frozenset[tuple[int, str]]:
        return frozenset((place_of[row], name) for row, name in cells)

    return dataclasses.replace(
        answer,
        frame=frame.iloc[order].reset_index(drop=True),
        low=moved(answer.low),
        hidden=moved(answer.hidden),
        without_programme=moved(answer.without_programme),
    )
