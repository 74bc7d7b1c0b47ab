"""Which school supported which, and for how long."""

import datetime as dt
from collections.abc import Iterator, Mapping, Set
from typing import Any

from reach.sheets.description import OPTIONAL_PROGRAMME, Column, TableSheet, school_columns


def _rule(values: Mapping[str, Any], filled: Set[str], today: dt.date) -> Iterator[str]:
    del filled, today
    started_on, ended_on = values["started_on"], values["ended_on"]
    if started_on and ended_on and ended_on < started_on:
        yield "“To” is before “From”"


SHEET = TableSheet(
    kind="supports",
    place=4,
    table="support_rows",
    title="School-to-school support",
    purpose="One row for each support: who supported whom, from when, for how many days, in what.",
    about=("supporting_urn", "supported_urn", "started_on", "focus"),
    removed=("support of one school by another", "supports of one school by another"),
    rule=_rule,
    columns=(
        *school_columns(
            "supporting_", "Supporting", "supporting school", "Supporting school", "the school that supports"
        ),
        *school_columns(
            "supported_", "Supported", "supported school", "Supported school", "the school that is supported"
        ),
        Column(
            "started_on",
            "From",
            "The first day of the support, day first.",
            "14/10/2026",
            "day",
            "from",
            ("Start date", "Starts on", "Started on"),
        ),
        Column(
            "ended_on",
            "To",
            "The last day of the support, day first. Blank while it goes on.",
            "18/12/2026",
            "day",
            also=("End date", "Ends on", "Ended on"),
        ),
        Column(
            "days",
            "Days",
            "How many days of support were given, in half days: 0.5, 1, 1.5 and so on.",
            "2.5",
            "days",
            "days",
            ("Days of support", "Number of days"),
        ),
        Column(
            "focus",
            "Focus",
            "What the support is about. No names of people.",
            "Curriculum planning",
            need="focus",
            ignores_case=True,
        ),
        OPTIONAL_PROGRAMME,
    ),
)
