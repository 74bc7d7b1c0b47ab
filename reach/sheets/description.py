"""How a sheet of the hub's template is described: the importer reads it by that, and the template is made from it."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any

from reach.candidate_stages import STAGES
from reach.delivery_modes import MODES
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
    column without a need may be left blank or out. choices names the list to choose from. ignores_case: the same text
    in other letters says the same.
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
    ignores_case: bool = False

    def example_for(self, settings: Settings) -> str:
        """Give the example as a hub's people would type it."""
        if self.example != FIRST_CHOICE:
            return self.example
        listed = LISTS[self.choices](settings) if self.choices else []
        return listed[0] if listed else ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet of the template. passed_over: headings that are known to stand there and are never read.

    names_nobody: a table with a column of people's names is another one, whatever else it has.
    """

    kind: str
    title: str
    purpose: str
    columns: tuple[Column, ...]
    passed_over: tuple[str, ...] = ()
    names_nobody: bool = False

    @property
    def needs(self) -> dict[str, tuple[Column, ...]]:
        """What must be there: each need with the columns that can meet it."""
        needs = dict.fromkeys(column.need for column in self.columns if column.need)
        return {need: tuple(column for column in self.columns if column.need == need) for need in needs}

    @property
    def school_prefixes(self) -> tuple[str, ...]:
        """What the names of each school's columns begin with: "" where the sheet has one school a row."""
        return tuple(column.name.removesuffix("school") for column in self.columns if column.holds == "school")


Rule = Callable[[Mapping[str, Any], Set[str], dt.date], Iterator[str]]
"""Yields what is wrong with a row, from its values by column, the names of the columns that are filled in, and today's
date."""


def no_rule(values: Mapping[str, Any], filled: Set[str], today: dt.date) -> Iterator[str]:
    """Accept every row whose cells can be read."""
    del values, filled, today
    return iter(())


@dataclasses.dataclass(frozen=True, kw_only=True)
class TableSheet(Sheet):
    """A sheet whose rows the store keeps in a table of their own.

    place: its place among the sheets of the template. about: the table's columns that say what a row is about; what a
    later row says about the same replaces it. removed: what undoing an import of it removes, as singular and plural.
    is_before_attendance: registers build on it, so it is loaded before them. rule: what is asked of a row beyond its
    single cells.
    """

    place: int
    table: str
    about: tuple[str, ...]
    removed: tuple[str, str]
    is_before_attendance: bool = False
    rule: Rule = no_rule

    def __post_init__(self) -> None:
        """Raise ValueError for a sheet that would be loaded wrongly or not at all."""
        if not self.about or set(self.about) - set(self.stated):
            raise ValueError(f"Sheet “{self.kind}”: “about” must name some of {', '.join(self.stated)}")

    @property
    def facts(self) -> tuple[Column, ...]:
        """The columns that are columns of the table: all but those that say which school is meant."""
        return tuple(column for column in self.columns if column.holds not in SCHOOL_PARTS)

    @property
    def stated(self) -> tuple[str, ...]:
        """The table's columns that a row states: its facts, and the URN of each school."""
        return (*(column.name for column in self.facts), *(f"{prefix}urn" for prefix in self.school_prefixes))

    @property
    def table_columns(self) -> tuple[str, ...]:
        """All columns of the table."""
        evidence = (f"{prefix}evidence" for prefix in self.school_prefixes)
        return ("batch_id", "row_number", *self.stated, *evidence)


ROUTES: dict[str, tuple[str, ...]] = {
    "initial teacher training": ("itt", "initial training"),
    "conversion": ("converting", "teacher conversion"),
}
"""The routes into teaching, each with other words for it."""

SCHOOL_PARTS = ("school", "urn", "dfe number", "postcode")
"""What the columns hold that together say which school is meant."""

CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "Modes": MODES,
    "Routes": ROUTES,
    "Stages": {stage.name: stage.also for stage in STAGES.values()},
}

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


def one_of(words: Iterable[str]) -> str:
    """Return words to choose from as the meaning of a column: "In person, online or blended."."""
    *others, last = words
    return f"{', '.join(others).capitalize()} or {last}."


def school_columns(
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


ACTIVITY = Column(
    "activity",
    "Activity",
    "The work group, course or event, by a name of its own: the same name as in the register.",
    "Autumn work group 1",
    need="activity",
    ignores_case=True,
    also=("Activity name", "Work group"),
)
PROGRAMME = Column(
    "programme_code",
    "Programme",
    "The programme's code or name, as in the list.",
    FIRST_CHOICE,
    "programme",
    "programme",
    ("Programme code", "Programme name"),
    "Programmes",
)
LOCAL_AUTHORITY = Column(
    "la_code",
    "Local authority",
    "Name or three-digit code of one of the hub's local authorities.",
    FIRST_CHOICE,
    "local authority",
    also=("LA", "LA code", "LA name"),
    choices="Local authorities",
)
PHASE = Column(
    "phase",
    "Phase",
    "Early years, primary, secondary or post-16.",
    "primary",
    "phase",
    choices="Phases",
)
OPTIONAL_PROGRAMME = dataclasses.replace(PROGRAMME, need="", example="")
