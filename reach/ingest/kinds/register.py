"""A register in the hub's template: a row a person and session."""

from typing import Any

from reach.ingest.date_order import date_order
from reach.ingest.details import Answers, Entries, entries_of_columns
from reach.ingest.headings import Headings
from reach.ingest.kind import Attendance, rows_by_column
from reach.ingest.part import Part
from reach.ingest.tools.display_names import rows_with_names
from reach.settings import Settings
from reach.sheets import Column, Sheet
from reach.sheets.description import FIRST_CHOICE

HEADINGS = Headings(
    {
        "activity": ("Activity", "Activity name", "Work group"),
        "programme": ("Programme", "Programme code"),
        "held_on": ("Session date", "Date"),
        "session_number": ("Session", "Session number"),
        "hours": ("Hours",),
        "school": ("School", "School name"),
        "urn": ("URN", "School URN"),
        "la_code": ("LA code",),
        "establishment_number": ("Establishment number",),
        "dfe_number": ("DfE number", "LAESTAB"),
        "postcode": ("Postcode", "School postcode"),
        "first_name": ("First name", "Forename"),
        "last_name": ("Last name", "Surname"),
        "full_name": ("Name", "Full name", "Participant", "Delegate"),
        "email": ("Email", "E-mail", "Email address"),
        "role": ("Role", "Job title"),
        "attendance": ("Attendance", "Attendance status"),
        "pupils": ("Pupils",),
        "lead_partner": ("Lead partner",),
    }
)
NEEDS = ("activity", "programme", "held_on", "school", "attendance")
"""A table is taken for a register when most of these are there. What it lacks of them is asked."""


def _register_column(name: str, meaning: str, example: str = "", holds: str = "text", **facts: Any) -> Column:
    return Column(name, HEADINGS.usual(name), meaning, example, holds, **facts)


REGISTER = Sheet(
    kind="register",
    title="Register",
    purpose="One row for each person and session: who attended, was absent, sent apologies or is booked.",
    columns=(
        _register_column(
            "activity",
            "The work group, course or event, by a name of its own.",
            "Autumn work group 1",
            need="activity",
        ),
        _register_column(
            "programme",
            "The programme's code or name, as in the list.",
            FIRST_CHOICE,
            "programme",
            need="programme",
            choices="Programmes",
        ),
        _register_column("held_on", "The day of the session, day first.", "14/10/2026", "day", need="held_on"),
        _register_column(
            "session_number",
            "1 for the activity's first session, 2 for its second, and so on. Blank is 1.",
            "1",
            "session number",
        ),
        _register_column("hours", "How long the session lasts, in hours. May be left blank.", "2.0", "hours"),
        _register_column(
            "school", "The school's name as in the DfE's register.", "Cosine Park Primary School", need="school"
        ),
        _register_column(
            "urn", "The school's six-digit URN: the surest way to say which school is meant.", need="school"
        ),
        _register_column(
            "dfe_number",
            "Instead of the URN: local authority and establishment number, such as 344/3374.",
            need="school",
        ),
        _register_column(
            "postcode", "Without a URN or DfE number, name and postcode together identify a school.", "CW1 2AB"
        ),
        _register_column("first_name", "Not stored: it only distinguishes people.", "Alex", need="person"),
        _register_column("last_name", "Not stored.", "Example", need="person"),
        _register_column(
            "email",
            "Not stored. The same address is the same person.",
            "alex@school.example",
            need="person",
        ),
        _register_column("role", "May be left blank.", "Teacher"),
        _register_column(
            "attendance",
            "Attended, Absent, Apologies, or Booked for a session still to come. Blank is Booked.",
            FIRST_CHOICE,
            "choice",
            choices="Attendance",
        ),
        _register_column(
            "pupils",
            "Enrichment only: how many pupils the school brought, on any one of its rows.",
            "",
            "head count",
        ),
        _register_column(
            "lead_partner",
            "The strategic partner that leads the activity. May be left blank.",
            choices="Partners",
        ),
    ),
)
"""The register, described as the other sheets are; its headings are those that the importer of registers knows."""


class _Register(Attendance):
    def entries(self, part: Part, answers: Answers, settings: Settings) -> Entries:
        """Give a row a line."""
        rows = rows_with_names(rows_by_column(part))
        order = date_order(rows.column("held_on"), answered=answers.month_first, usual=False, by_people=True)
        return entries_of_columns(rows, part.title, settings, columns=part.columns, date_order=order)


KIND = _Register(name="register", label="Register in the template", described="a register in the hub's template")
