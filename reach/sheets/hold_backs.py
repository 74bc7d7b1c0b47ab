"""Schools that are not to be approached."""

import dataclasses

from reach.sheets.description import OPTIONAL_PROGRAMME, PROGRAMME, Column, TableSheet, school_columns

SHEET = TableSheet(
    kind="hold_backs",
    place=7,
    table="hold_back_rows",
    title="Schools held back",
    purpose=(
        "One row for each school that is not to be approached, such as a trial's control or one that has "
        "asked not to be, and programme. It stays off call lists. What is said later, here or on screen, "
        "takes the place of what was there."
    ),
    about=("urn", "programme_code"),
    # A school and a reason stand in lists of apologies, too.
    names_nobody=True,
    removed=("hold-back of a school", "hold-backs of schools"),
    columns=(
        *school_columns(need="school", whose="the school that is held back"),
        dataclasses.replace(OPTIONAL_PROGRAMME, meaning=f"{PROGRAMME.meaning} Blank holds it back for all of them."),
        Column(
            "reason",
            "Reason",
            "Why it is held back. No names of people.",
            "Control school of a trial",
            "reason",
            "reason",
            ("Why", "Reason for holding back", "Held back because"),
            ignores_case=True,
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
)
