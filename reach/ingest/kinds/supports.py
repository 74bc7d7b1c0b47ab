"""Which school supported which, and for how long."""

from reach.ingest.kind import TemplateSheet, Turn
from reach.ingest.sheets.descriptions import OPTIONAL_PROGRAMME, Column, Sheet, school_columns

KIND = TemplateSheet(
    name="supports",
    label="School-to-school support",
    described="school-to-school support in the hub's template",
    turn=Turn.AFTER_ATTENDANCE,
    place=4,
    sheet=Sheet(
        "supports",
        "support_rows",
        "School-to-school support",
        "One row for each support: who supported whom, from when, for how many days, in what.",
        (
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
                "focus", "Focus", "What the support is about. No names of people.", "Curriculum planning", need="focus"
            ),
            OPTIONAL_PROGRAMME,
        ),
    ),
)
