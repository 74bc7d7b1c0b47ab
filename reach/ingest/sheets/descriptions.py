"""What each sheet of the hub's template holds, said once: the importer reads it, and the template is made from it."""

import dataclasses
from collections.abc import Callable
from typing import Any

from reach.phases import PHASES
from reach.settings import Settings

FIRST_CHOICE = "(first choice)"
"""An example that is the first entry of the column's list, whatever the hub."""

EXAMPLE_MARK = "Example: "
"""What an example row's first cell begins with, so that the importer passes it over."""


@dataclasses.dataclass(frozen=True)
class Column:
    """A column of a sheet: name is ours, heading the usual one, also the further headings that are accepted.

    holds says what its cells are read as. Columns of one need stand in for each other: a row needs one of them; a
    column without a need may be left blank or out. choices names the list to choose from.
    """

    name: str
    heading: str
    meaning: str
    example: str = ""
    holds: str = "text"
    need: str = ""
    also: tuple[str, ...] = ()
    choices: str | None = None
    default: Any = None

    def example_for(self, settings: Settings) -> str:
        """Give the example as a hub's people would type it."""
        if self.example != FIRST_CHOICE:
            return self.example
        listed = LISTS[self.choices](settings) if self.choices else []
        return listed[0] if listed else ""


@dataclasses.dataclass(frozen=True)
class Sheet:
    """A sheet of the template. passed_over: headings that are known to stand there and are never read."""

    kind: str
    title: str
    purpose: str
    columns: tuple[Column, ...]
    passed_over: tuple[str, ...] = ()

    @property
    def needs(self) -> dict[str, tuple[Column, ...]]:
        """What must be there: each need with the columns that can meet it."""
        needs = dict.fromkeys(column.need for column in self.columns if column.need)
        return {need: tuple(column for column in self.columns if column.need == need) for need in needs}

    @property
    def school_prefixes(self) -> tuple[str, ...]:
        """What the names of each school's columns begin with: "" where the sheet has one school a row."""
        return tuple(column.name.removesuffix("school") for column in self.columns if column.holds == "school")


MODES: dict[str, tuple[str, ...]] = {
    "in person": ("face to face", "f2f"),
    "online": ("virtual", "remote"),
    "blended": ("hybrid", "mixed"),
}
ROUTES: dict[str, tuple[str, ...]] = {
    "initial teacher training": ("itt", "initial training"),
    "conversion": ("converting", "teacher conversion"),
}
STAGES: dict[str, tuple[str, ...]] = {
    "enquired": ("enquiry",),
    "applied": ("application",),
    "offered": ("offer",),
    "started": ("start", "in training"),
    "qualified": (),
    "teaching": ("in post", "employed"),
}
"""Words to choose from, each with others that mean the same."""

SCHOOL_PARTS = ("school", "urn", "dfe number", "postcode")
"""What the columns hold that together say which school is meant."""

CHOICES: dict[str, dict[str, tuple[str, ...]]] = {"Modes": MODES, "Routes": ROUTES, "Stages": STAGES}

LISTS: dict[str, Callable[[Settings], list[str]]] = {
    "Programmes": lambda settings: [programme.code for programme in settings.programmes],
    "Strands": lambda settings: [strand.name for strand in settings.strands],
    "Local authorities": lambda settings: list(settings.la_names),
    "Phases": lambda _: list(PHASES),
    "Academic years": lambda settings: settings.academic_year_names(),
    "Partners": lambda settings: [partner.name for partner in settings.partners],
    "Attendance": lambda _: ["Attended", "Absent", "Apologies", "Booked"],
    "Modes": lambda _: list(MODES),
    "Routes": lambda _: list(ROUTES),
    "Stages": lambda _: list(STAGES),
    "Kinds of partner": lambda _: [
        "School",
        "College",
        "University",
        "Teaching School Hub",
        "Trust",
        "CPD provider",
        "Other",
    ],
}
"""The lists that the template offers, by name."""


def _school(
    prefix: str = "", heading: str = "", need: str = "", name_heading: str = "School", whose: str = "the school"
) -> tuple[Column, ...]:
    """Describe the four columns that say which school is meant."""
    start = f"{heading} " if heading else ""
    return (
        Column(
            f"{prefix}school",
            name_heading,
            f"The name of {whose} as in the DfE's register. Its URN or DfE number may stand here, too.",
            "Cosine Park Primary School",
            "school",
            need,
            (f"{start}school name",),
        ),
        Column(
            f"{prefix}urn",
            f"{start}URN",
            f"The six-digit URN of {whose}: the surest way to say which one is meant.",
            "",
            "urn",
            need,
            (f"{start}school URN",),
        ),
        Column(
            f"{prefix}dfe_number",
            f"{start}DfE number",
            "Instead of the URN: local authority and establishment number, such as 344/3374.",
            "",
            "dfe number",
            need,
            (f"{start}school DfE number", f"{start}LAESTAB"),
        ),
        Column(
            f"{prefix}postcode",
            f"{start}postcode" if start else "Postcode",
            "Without a URN or DfE number, name and postcode together identify a school.",
            "CW1 2AB",
            "postcode",
            also=(f"{start}school postcode",),
        ),
    )


_ACTIVITY = Column(
    "activity",
    "Activity",
    "The work group, course or event, by a name of its own: the same name as in the register.",
    "Autumn work group 1",
    need="activity",
    also=("Activity name", "Work group"),
)
_PROGRAMME = Column(
    "programme_code",
    "Programme",
    "The programme's code or name, as in the list.",
    FIRST_CHOICE,
    "programme",
    "programme",
    ("Programme code", "Programme name"),
    "Programmes",
)
_LOCAL_AUTHORITY = Column(
    "la_code",
    "Local authority",
    "Name or three-digit code of one of the hub's local authorities.",
    FIRST_CHOICE,
    "local authority",
    also=("LA", "LA code", "LA name"),
    choices="Local authorities",
)
_PHASE = Column(
    "phase",
    "Phase",
    "Early years, primary, secondary or post-16.",
    "primary",
    "phase",
    choices="Phases",
)
_optional_programme = dataclasses.replace(_PROGRAMME, need="", example="")

_ACTIVITIES = Sheet(
    "activities",
    "Activities",
    "One row for each work group, course or event: what a register does not say of it. "
    "A blank says nothing; what a later import gives takes the place of what was there.",
    (
        _ACTIVITY,
        _PROGRAMME,
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
            "In person, online or blended.",
            FIRST_CHOICE,
            "choice",
            also=("Delivery", "Delivery mode", "Mode of delivery"),
            choices="Modes",
        ),
        dataclasses.replace(
            _PHASE,
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

_TARGETS = Sheet(
    "targets",
    "Targets",
    "One row for each target. Leave strand, programme, local authority or phase blank where it is for all of them. "
    "For the same of these, what a later import says takes the place of what was there, hub.toml included.",
    (
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
        _optional_programme,
        _LOCAL_AUTHORITY,
        _PHASE,
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

_CANDIDATE_STAGES = Sheet(
    "candidate_stages",
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
        _LOCAL_AUTHORITY,
        dataclasses.replace(_PHASE, example="secondary"),
        *_school(whose="the school where the candidate trains or teaches, if known"),
    ),
)

_SUPPORTS = Sheet(
    "supports",
    "School-to-school support",
    "One row for each support: who supported whom, from when, for how many days, in what.",
    (
        *_school("supporting_", "Supporting", "supporting school", "Supporting school", "the school that supports"),
        *_school("supported_", "Supported", "supported school", "Supported school", "the school that is supported"),
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
        Column("focus", "Focus", "What the support is about. No names of people.", "Curriculum planning", need="focus"),
        _optional_programme,
    ),
)

_PUPIL_COUNTS = Sheet(
    "pupil_counts",
    "Pupil counts",
    "One row for each school and session held: how many pupils came. Given more than once, the largest count stands.",
    (
        dataclasses.replace(_ACTIVITY, example="Maths enrichment day"),
        _PROGRAMME,
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
        *_school(need="school", whose="the school that brought the pupils"),
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
)

_PARTNERS = Sheet(
    "partners",
    "Partners",
    "One row for each strategic partner, beside those in the hub's settings. Contacts are not read.",
    (
        Column(
            "partner",
            "Partner",
            "The partner's name.",
            "Tangent University",
            need="partner",
            also=("Partner name", "Name of partner", "Strategic partner"),
        ),
        Column(
            "kind",
            "Kind",
            "What the partner is, such as a school or a university.",
            "University",
            also=("Kind of partner", "Type", "Partner type"),
            choices="Kinds of partner",
        ),
    ),
    (
        "Lead contact",
        "Contact",
        "Contact name",
        "Contact email",
        "Email",
        "Email address",
        "Telephone",
        "Phone",
        "Address",
        "Postcode",
        "Website",
        "Notes",
    ),
)

_HOLD_BACKS = Sheet(
    "hold_backs",
    "Schools held back",
    "One row for each school that is not to be approached, such as a trial's control or one that has asked not to be, "
    "and programme. It stays off call lists. What is said later, here or on screen, takes the place of what was there.",
    (
        *_school(need="school", whose="the school that is held back"),
        dataclasses.replace(_optional_programme, meaning=f"{_PROGRAMME.meaning} Blank holds it back for all of them."),
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
)

SHEETS: dict[str, Sheet] = {
    sheet.kind: sheet
    for sheet in (_ACTIVITIES, _TARGETS, _CANDIDATE_STAGES, _SUPPORTS, _PUPIL_COUNTS, _PARTNERS, _HOLD_BACKS)
}
"""The sheets by kind, in the template's order."""
