"""Schools that are not to be approached."""

import dataclasses

from reach.ingest.kind import TemplateSheet, Turn
from reach.ingest.sheets.descriptions import OPTIONAL_PROGRAMME, PROGRAMME, Column, Sheet, school_columns

KIND = TemplateSheet(
    name="hold_backs",
    label="Schools held back",
    described="schools held back in the hub's template",
    turn=Turn.AFTER_ATTENDANCE,
    place=7,
    sheet=Sheet(
        "hold_backs",
        "hold_back_rows",
        "Schools held back",
        "One row for each school that is not to be approached, such as a trial's control or one that has asked not to "
        "be, and programme. It stays off call lists. What is said later, here or on screen, takes the place of what "
        "was there.",
        (
            *school_columns(need="school", whose="the school that is held back"),
            dataclasses.replace(
                OPTIONAL_PROGRAMME, meaning=f"{PROGRAMME.meaning} Blank holds it back for all of them."
            ),
            Column(
                "reason",
                "Reason",
                "Why it is held back. No names of people.",
                "Control school of a trial",
                "reason",
                "reason",
                ("Why", "Reason for holding back", "Held back because"),
            ),
            Column(
                "until_on",
                "Until",
                "The last day on which it is held back, day first. Blank where no end is known.",
                "31/08/2027",
                "day",
                also=("Until when", "Held back until", "End date", "Ends on"),
            ),
        ),
    ),
)
