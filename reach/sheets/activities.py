"""What a register does not say of its activities."""

import dataclasses

from reach.delivery_modes import MODES
from reach.sheets.description import ACTIVITY, FIRST_CHOICE, PHASE, PROGRAMME, Column, TableSheet, one_of

SHEET = TableSheet(
    kind="activities",
    place=1,
    table="activity_rows",
    title="Activities",
    purpose="One row for each work group, course or event: what a register does not say of it. "
    "A blank says nothing; what a later import gives takes the place of what was there.",
    is_before_attendance=True,
    about=("activity", "programme_code"),
    removed=("activity's details", "activities' details"),
    columns=(
        ACTIVITY,
        PROGRAMME,
        Column(
            "lead_partner",
            "Lead partner",
            "The strategic partner that leads the activity.",
            FIRST_CHOICE,
            also=("Led by",),
            choices="Partners",
        ),
        Column(
            "places",
            "Places",
            "How many people can take part.",
            "24",
            "whole number",
            also=("Number of places", "Capacity"),
        ),
        Column(
            "delivery_mode",
            "Mode",
            one_of(MODES),
            FIRST_CHOICE,
            "choice",
            also=("Delivery", "Delivery mode", "Mode of delivery"),
            choices="Modes",
        ),
        dataclasses.replace(
            PHASE,
            name="phase_focus",
            heading="Phase focus",
            meaning="The phase that it is above all for, where it is narrower than its programme.",
            also=("Phase",),
        ),
        Column(
            "starts_on",
            "Starts on",
            "The day of its first session, day first.",
            "14/10/2026",
            "day",
            also=("Start date", "Starts"),
        ),
    ),
)
