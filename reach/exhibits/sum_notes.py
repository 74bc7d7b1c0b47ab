"""Notes on sums: why the parts of a chart add up to more than a total, which another query has."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from reach.exhibits.query_context import QueryContext
from reach.sentences.sums import with_sum


def with_sum_against(
    context: QueryContext,
    sentence: str,
    parts: pd.Series,
    total: Callable[[pd.DataFrame], float],
    unit: str,
    why: str,
    *,
    query: str,
    is_rounded: bool = False,
    **changes: Any,
) -> str:
    """Return a sentence on a chart, and where its parts add up to more than the total that a query has, why.

    total: takes it from the query's answer. Packs that were recorded before these notes have no such answer: there the
    sentence stays as it is. unit: what is counted, in the plural. is_rounded: whether the parts are rounded, so that
    only the reason is given.
    """
    if is_rounded:
        return with_sum(sentence, parts, None, unit, why)
    answer = context.ask_if_recorded(query, **changes)
    return sentence if answer is None else with_sum(sentence, parts, total(answer.frame), unit, why)
