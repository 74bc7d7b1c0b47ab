"""Headlines: what should be known first, written from the figures by rules, each with the row that it stands on."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from reach import formats, sentences
from reach.exhibits import Asker
from reach.queries import Result


@dataclasses.dataclass(frozen=True)
class Headline:
    """A sentence, and where its numbers stand: the answer, and what tells its rows apart there."""

    text: str
    result: Result
    row: Mapping[str, Any]


def headlines(asker: Asker) -> list[Headline]:
    """Give the headlines of a period."""
    total, before = asker.ask("reach_total"), asker.ask_last_year("reach_total")
    by_la, by_la_before = asker.ask("reach_by_la"), asker.ask_last_year("reach_by_la")
    said = sentences.headlines(
        total.frame,
        before.frame,
        by_la.frame,
        by_la_before.frame,
        asker.ask("standing_total").frame,
        asker.filters,
        asker.last_year,
    )
    return [Headline(text, total, {}) for text in said]


def next_steps(asker: Asker) -> list[str]:
    """Suggest what the hub does next, from what is furthest behind; people put it into their own words."""
    by_la = asker.ask("reach_by_la").frame
    if by_la.empty:
        return []
    least = by_la.sort_values("reach", kind="stable").iloc[0]
    missing = int(least["schools"] - least["reached"])
    return [f"Begin with {least['la_name']}: {formats.count_of(missing, 'school')} there not yet reached."]
