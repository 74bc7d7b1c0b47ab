"""How many pupils schools brought to enrichment."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Set
from typing import Any

from reach.sheets.description import ACTIVITY, PROGRAMME, Column, TableSheet, school_columns


def _rule(values: Mapping[str, Any], filled: Set[str], today: dt.date) -> Iterator[str]:
    del filled
    if values["held_on"] and values["held_on"] > today:
        yield "The session is still to come: pupils are counted when it has been held"


SHEET = TableSheet(
    kind="pupil_counts",
    place=5,
    table="pupil_count_rows",
    title="Pupil counts",
    purpose="One row for each school and session held: how many pupils came. Given more than once, the largest count "
    "stands.",
    about=("activity", "programme_code", "held_on", "session_number", "urn"),
    removed=("count of pupils", "counts of pupils"),
    rule=_rule,
    columns=(
        dataclasses.replace(ACTIVITY, example="Maths enrichment day"),
        PROGRAMME,
        Column(
            "held_on",
            "Session date",
            "The day of the session, day first. It must have taken place.",
            "14/10/2025",
            "day",
            "date",
            ("Date",),
        ),
        Column(
            "session_number",
            "Session",
            "1 for the activity's first session, 2 for its second, and so on. Blank is 1.",
            "1",
            "session number",
            also=("Session number",),
            default=1,
        ),
        *school_columns(need="school", whose="the school that brought the pupils"),
        Column(
            "pupils",
            "Pupils",
            "How many pupils the school brought to the session.",
            "30",
            "head count",
            "pupils",
            ("Head count", "Number of pupils", "Pupils attended"),
        ),
    ),
)
