"""Targets for reach."""

import datetime as dt
from collections.abc import Iterator, Mapping, Set
from typing import Any

from reach.sheets.description import LOCAL_AUTHORITY, OPTIONAL_PROGRAMME, PHASE, Column, TableSheet


def _rule(values: Mapping[str, Any], filled: Set[str], today: dt.date) -> Iterator[str]:
    del values, today
    if {"strand", "programme_code"} <= filled:
        yield "A target is for a strand or for a programme, not for both"
    if ("share" in filled) == ("schools" in filled):
        yield "A target is a share or a number of schools: give one of them"


SHEET = TableSheet(
    kind="targets",
    place=2,
    table="target_rows",
    title="Targets",
    purpose=(
        "One row for each target. Leave strand, programme, local authority or phase blank where it is for all "
        "of them. For the same of these, what a later import says takes the place of what was there, hub.toml "
        "included."
    ),
    about=("academic_year", "strand", "programme_code", "la_code", "phase"),
    removed=("target", "targets"),
    rule=_rule,
    columns=(
        Column(
            "academic_year",
            "Academic year",
            "The academic year, such as 2026/27.",
            "2026/27",
            "academic year",
            "academic year",
            ("Year",),
            "Academic years",
        ),
        Column(
            "strand",
            "Strand",
            "The strand of work, or a programme in the next column, or neither; not both.",
            "",
            "strand",
            also=("Strand of work",),
            choices="Strands",
        ),
        OPTIONAL_PROGRAMME,
        LOCAL_AUTHORITY,
        PHASE,
        Column(
            "share",
            "Target share",
            "The share of schools to be reached, in per cent, such as 70; or a number of schools in the next column.",
            "70%",
            "share",
            "target",
            ("Target %", "Target (%)", "Target share (%)", "Target share of schools"),
        ),
        Column(
            "schools",
            "Target schools",
            "The number of schools to be reached, where the target is not a share.",
            "",
            "whole number",
            "target",
            ("Number of schools", "Target number", "Target number of schools"),
        ),
        Column(
            "source",
            "Source",
            "Where the target stands: document and section.",
            "Delivery plan 2026/27, section 3",
            need="source",
        ),
    ),
)
