"""How many pupils schools brought to enrichment."""

import dataclasses

from reach.ingest.kind import TemplateSheet, Turn
from reach.ingest.sheets.descriptions import ACTIVITY, PROGRAMME, Column, Sheet, school_columns

KIND = TemplateSheet(
    name="pupil_counts",
    label="Pupil counts",
    described="pupil counts in the hub's template",
    turn=Turn.AFTER_ATTENDANCE,
    place=5,
    sheet=Sheet(
        "pupil_counts",
        "pupil_count_rows",
        "Pupil counts",
        "One row for each school and session held: how many pupils came. Given more than once, the largest count "
        "stands.",
        (
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
    ),
)
