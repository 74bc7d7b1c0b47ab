"""Kinds of establishments: types, phases and ages as the DfE writes them, and how such schools are called."""

from typing import NamedTuple

MAINTAINED, ACADEMIES, FREE, SPECIAL = (
    "Local authority maintained schools",
    "Academies",
    "Free Schools",
    "Special schools",
)
INDEPENDENT, COLLEGES, OTHER, WELSH = "Independent schools", "Colleges", "Other types", "Welsh schools"
GROUP_CODES = {
    **{COLLEGES: "1", "Universities": "2", INDEPENDENT: "3", MAINTAINED: "4", SPECIAL: "5", WELSH: "6", OTHER: "9"},
    **{ACADEMIES: "10", FREE: "11"},
}
PHASE_CODES = {
    **{"Not applicable": "0", "Nursery": "1", "Primary": "2", "Middle deemed primary": "3", "Secondary": "4"},
    **{"Middle deemed secondary": "5", "16 plus": "6", "All-through": "7"},
}

PRIMARY = (
    "{village} Primary School",
    "{tree} Primary School",
    "{town} {tree} Primary School",
    "{village} Community School",
)
CHURCH = (
    *("{saint}'s Catholic Primary School", "{saint} Church of England Primary School", "{village} CofE Primary School"),
    *("{town} {saint} CofE (VA) Primary School", "{saint}'s RC Primary School, {town}"),
)
HIGH = ("{town} High School", "The {town} Academy", "{saint}'s Catholic High School", "{tree} School, {town}")
SPECIAL_NAMES = ("{tree} School", "{village} School", "{tree} Specialist Support Centre")


class Kind(NamedTuple):
    """What schools of a kind have in common; share: of every hundred that are open, in the hub and elsewhere."""

    share: tuple[float, float]
    code: str
    type: str
    group: str
    phase: str
    ages: tuple[str, str]
    pupils: tuple[int, int]
    names: tuple[str, ...]
    sixth_form: float = 0
    before: str = ""
    """Of which type it was before it became an academy, "" where it never was one."""


_P, _S, _N = ("4", "11"), ("11", "16"), "Not applicable"

KINDS = (
    Kind((26, 24), "01", "Community school", MAINTAINED, "Primary", _P, (60, 480), PRIMARY),
    Kind(
        (3, 2), "01", "Community school", MAINTAINED, "Primary", ("4", "7"), (80, 270), ("{town} {tree} Infant School",)
    ),
    Kind(
        (3, 2),
        "01",
        "Community school",
        MAINTAINED,
        "Primary",
        ("7", "11"),
        (90, 360),
        ("{town} {tree} Junior School",),
    ),
    Kind((13, 9), "02", "Voluntary aided school", MAINTAINED, "Primary", _P, (60, 420), CHURCH),
    Kind((6, 5), "03", "Voluntary controlled school", MAINTAINED, "Primary", _P, (40, 210), CHURCH[1:4]),
    Kind((2, 2), "05", "Foundation school", MAINTAINED, "Primary", _P, (100, 420), PRIMARY),
    Kind((13, 12), "34", "Academy converter", ACADEMIES, "Primary", _P, (90, 480), PRIMARY, 0, "Community school"),
    Kind((5, 5), "34", "Academy converter", ACADEMIES, "Primary", _P, (90, 420), CHURCH, 0, "Voluntary aided school"),
    Kind((4, 5), "28", "Academy sponsor led", ACADEMIES, "Primary", _P, (90, 420), PRIMARY, 0, "Community school"),
    Kind((1.5, 1), "01", "Community school", MAINTAINED, "Secondary", _S, (500, 1500), HIGH, 0.4),
    Kind((1, 1), "02", "Voluntary aided school", MAINTAINED, "Secondary", ("11", "18"), (600, 1300), HIGH[2:3], 0.7),
    Kind((1, 1), "05", "Foundation school", MAINTAINED, "Secondary", _S, (500, 1400), HIGH, 0.4),
    Kind(
        (7, 7),
        "34",
        "Academy converter",
        ACADEMIES,
        "Secondary",
        ("11", "18"),
        (600, 1800),
        HIGH,
        0.6,
        "Foundation school",
    ),
    Kind((2, 3), "28", "Academy sponsor led", ACADEMIES, "Secondary", _S, (400, 1200), HIGH, 0.3, "Community school"),
    Kind((0.7, 1), "35", "Free schools", FREE, "Secondary", ("11", "18"), (200, 900), HIGH, 0.5),
    Kind(
        (0.4, 0.4),
        "40",
        "University technical college",
        FREE,
        "Secondary",
        ("14", "19"),
        (150, 500),
        ("{town} UTC",),
        1,
    ),
    Kind(
        (0.7, 0.4),
        "28",
        "Academy sponsor led",
        ACADEMIES,
        "All-through",
        ("4", "18"),
        (800, 1900),
        ("{town} Academy",),
        1,
    ),
    Kind((4, 3), "07", "Community special school", SPECIAL, _N, ("5", "16"), (30, 180), SPECIAL_NAMES),
    Kind(
        (1, 1),
        "33",
        "Academy special converter",
        ACADEMIES,
        _N,
        ("11", "19"),
        (40, 160),
        SPECIAL_NAMES,
        0.5,
        "Community special school",
    ),
    Kind((0.5, 0.3), "08", "Non-maintained special school", SPECIAL, _N, ("5", "19"), (20, 90), SPECIAL_NAMES, 0.5),
    Kind((0.8, 1), "14", "Pupil referral unit", MAINTAINED, _N, ("5", "16"), (0, 60), ("{town} Pupil Referral Unit",)),
    Kind(
        (1.4, 1),
        "15",
        "Local authority nursery school",
        MAINTAINED,
        "Nursery",
        ("3", "5"),
        (40, 130),
        ("{village} Nursery School",),
    ),
    Kind((1, 1), "18", "Further education", COLLEGES, "16 plus", ("16", "99"), (0, 0), ("{town} College",), 0),
    Kind(
        (0.8, 0.4),
        "39",
        "Academy 16-19 converter",
        ACADEMIES,
        "16 plus",
        ("16", "19"),
        (900, 2500),
        ("{town} Sixth Form College",),
        1,
    ),
    Kind(
        (4.5, 8),
        "11",
        "Other independent school",
        INDEPENDENT,
        _N,
        ("3", "18"),
        (50, 800),
        ("{town} Prep", "{tree} House School"),
        0.4,
    ),
    Kind((3, 3), "10", "Other independent special school", INDEPENDENT, _N, ("7", "19"), (5, 70), SPECIAL_NAMES, 0.4),
    Kind(
        (0.4, 0.3),
        "29",
        "Higher education institutions",
        "Universities",
        _N,
        ("", ""),
        (0, 0),
        ("University of {town}",),
    ),
    Kind(
        (0, 1),
        "02",
        "Voluntary aided school",
        MAINTAINED,
        "Middle deemed secondary",
        ("9", "13"),
        (200, 600),
        ("{town} Middle School",),
    ),
    Kind(
        (0, 0.6),
        "03",
        "Voluntary controlled school",
        MAINTAINED,
        "Middle deemed primary",
        ("5", "12"),
        (200, 500),
        CHURCH[1:3],
    ),
    Kind((0.3, 0.6), "27", "Miscellaneous", OTHER, _N, ("", ""), (0, 0), ("{tree} House",)),
)

MAINTAINED_PRIMARY = KINDS[:6]
COMMUNITY_PRIMARY, INFANT, JUNIOR, AIDED_PRIMARY = KINDS[:4]


def _first(type_name: str, phase: str) -> Kind:
    return next(kind for kind in KINDS if (kind.type, kind.phase) == (type_name, phase))


ACADEMY_PRIMARY = _first("Academy converter", "Primary")
COMMUNITY_SECONDARY = _first("Community school", "Secondary")
FREE_SECONDARY = _first("Free schools", "Secondary")
INDEPENDENT_SCHOOL = _first("Other independent school", _N)
WELSH_SCHOOL = Kind(
    (0, 0), "30", "Welsh establishment", WELSH, "Primary", _P, (40, 300), ("Ysgol {town}", "{village} C.P. School")
)
