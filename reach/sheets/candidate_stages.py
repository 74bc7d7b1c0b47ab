"""Candidates for teaching, and the stages that they have come to."""

import dataclasses

from reach.candidate_stages import STAGES
from reach.sheets.description import FIRST_CHOICE, LOCAL_AUTHORITY, PHASE, Column, TableSheet, one_of, school_columns

SHEET = TableSheet(
    kind="candidate_stages",
    place=3,
    table="candidate_stage_rows",
    title="Recruitment and training",
    purpose=(
        "One row for each stage that a candidate has come to. The reference is not stored: it only "
        "distinguishes candidates, so use the same reference for the same candidate."
    ),
    about=("candidate", "route", "stage"),
    removed=("stage of a candidate", "stages of candidates"),
    columns=(
        Column(
            "candidate",
            "Reference",
            "Your own reference for the candidate, not a name. Not stored: it only distinguishes candidates.",
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
            one_of(STAGES),
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
)
