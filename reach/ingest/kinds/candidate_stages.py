"""Candidates for teaching, and the stages that they have come to."""

import dataclasses

from reach.ingest.kind import TemplateSheet, Turn
from reach.ingest.sheets.descriptions import FIRST_CHOICE, LOCAL_AUTHORITY, PHASE, Column, Sheet, school_columns

KIND = TemplateSheet(
    name="candidate_stages",
    label="Recruitment and training",
    described="stages of recruitment and training in the hub's template",
    turn=Turn.AFTER_ATTENDANCE,
    place=3,
    sheet=Sheet(
        "candidate_stages",
        "candidate_stage_rows",
        "Recruitment and training",
        "One row for each stage that a candidate has come to. The reference is kept nowhere: candidates are only told "
        "apart, so use the same reference for the same candidate.",
        (
            Column(
                "candidate",
                "Reference",
                "Your own reference for the candidate, not a name. Kept nowhere: candidates are only told apart.",
                "A-001",
                "reference",
                "candidate",
                ("Candidate", "Candidate reference", "Candidate ID"),
            ),
            Column(
                "route",
                "Route",
                "Initial teacher training, or conversion of an existing teacher to maths.",
                FIRST_CHOICE,
                "choice",
                "route",
                choices="Routes",
            ),
            Column(
                "stage",
                "Stage",
                "Enquired, applied, offered, started, qualified or teaching.",
                FIRST_CHOICE,
                "choice",
                "stage",
                choices="Stages",
            ),
            Column(
                "reached_on",
                "Stage date",
                "The day on which the candidate came to this stage, day first.",
                "14/10/2026",
                "day",
                "date",
                ("Date", "Date of stage", "Reached on"),
            ),
            LOCAL_AUTHORITY,
            dataclasses.replace(PHASE, example="secondary"),
            *school_columns(whose="the school where the candidate trains or teaches, if known"),
        ),
    ),
)
