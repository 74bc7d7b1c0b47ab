"""Phases that no programme of the chosen strands is for: nobody can be reached there, so nothing is shown as zero."""

import dataclasses
from collections.abc import Collection

import pandas as pd

from reach.exhibits.query_context import QueryContext
from reach.queries import Result


def mark_without_programme(
    context: QueryContext, answer: Result, reached: pd.Series, columns: Collection[str]
) -> tuple[Result, list[str]]:
    """Return an answer whose columns read "No programme" in phases that none is for, and these phases.

    reached: how many schools each row has that came to anything. A phase with any is not among them: a programme that
    the hub no longer has can have reached schools in earlier years.
    """
    chosen = context.filters
    served = {
        phase
        for each in context.settings.programmes
        if each.strand in chosen.strands and (chosen.light_touch or not each.light_touch)
        for phase in each.phases
    }
    of_rows = answer.frame["phase"]
    counts = reached.groupby(of_rows, sort=False).sum()
    phases = [str(phase) for phase, count in counts.items() if not count and phase not in served]
    rows = [row for row, phase in enumerate(of_rows) if phase in phases]
    cells = frozenset((row, column) for row in rows for column in columns)
    return dataclasses.replace(answer, without_programme=cells), phases
