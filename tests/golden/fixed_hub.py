"""A small hub that never changes: what every golden file is made from.

Its figures differ enough from each other that what is swapped, reversed, dropped or counted twice changes a file: every
local authority, phase, year, partner, programme and mark has numbers of its own. Change it only to show something that
it lacks, and read all golden files again after it.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from reach.ingest import SourceFile
from reach.settings import Settings, load_settings
from reach.store import Store
from tests.builders import attended, establishments, imported, link, links, new_store, register, school, table

SETTINGS = load_settings(Path(__file__).parent / "hub.toml")

REGISTER_DATE = "20240216"
TODAY = dt.date(2024, 2, 20)
"""A few days after the date of the establishment register: in the spring term of the fourth year."""

YEAR_OVER, YEAR_RUNNING = "2022/23", "2023/24"
CONVERTED = 900121
"""A school that was another URN before it became an academy, and that came to something under both."""

_MARKS = {"x": "Attended", "-": "Absent", "a": "Apologies", "b": "Booked"}


def build(folder: Path, settings: Settings = SETTINGS) -> Store:
    """Give a store with the fixed hub in it."""
    store = new_store(folder, settings)
    fill(store)
    return store


def fill(store: Store) -> None:
    """Import the fixed hub into a new store."""
    sources = [
        establishments(_schools(), REGISTER_DATE),
        links([link(CONVERTED, "Predecessor", 900101, "01-04-2022"), link(900101, "Successor", CONVERTED)]),
        _outline_of_halton(),
        table(_ACTIVITIES, "activities.csv"),
        register(_register_rows()),
        table(_PUPIL_COUNTS, "pupil_counts.csv"),
        table(_candidate_stages(), "candidates.csv"),
        table(_SUPPORTS, "supports.csv"),
        table(_HOLD_BACKS, "hold_backs.csv"),
        table(_TARGETS, "targets.csv"),
    ]
    for batch in imported(store, *sources):
        assert batch.held == 0, f"{batch}: rows of the fixed hub were held"


# Schools: number, name, phase, share on free school meals, pupils, easting and northing in hundreds of metres, town.
_CHESHIRE_EAST = """
01 Acute Primary School          | Primary                |  4.1 | 210 | 3790 3560 | Acton
02 Bisector Primary School       | Primary                |  7.5 | 315 | 3801 3572 | Acton
03 Chord Primary School          | Primary                | 11.2 |  95 | 3822 3591 | Brook
04 Diameter Primary School       | Primary                | 15.9 | 412 | 3835 3604 | Brook
05 Ellipse Primary School        | Primary                | 22.4 | 188 | 3860 3622 | Crag
06 Factor Primary School         | Primary                | 31.0 | 240 | 3871 3655 | Crag
07 Gradient High School          | Secondary              |  9.8 | 905 | 3812 3580 | Brook
08 Helix High School             | Secondary              | 19.3 |1210 | 3868 3640 | Crag
09 Integer Nursery School        | Nursery                |  SUPP|  61 | 3795 3565 | Acton
10 Joint Sixth Form College      | 16 plus                |      |1650 | 3815 3585 | Brook
11 Kite Special School           | Not applicable         | 44.2 |  83 | 3840 3611 | Brook
12 Lemma Primary School          | Primary                | 13.3 | 156 | 3901 3702 | Dale
13 Median Primary School         | Primary                | 17.0 | 267 | 3899 3689 | Dale
14 Obtuse Primary School         | Primary                | 37.2 | 199 | 3912 3710 | Dale
15 Polygon Primary School        | Primary                | 19.7 | 226 | 3890 3695 | Dale
16 Quarter High School           | Secondary              | 15.1 | 730 | 3905 3699 | Dale
"""
_CHESHIRE_WEST = """
31 Normal Primary School         | Primary                |  5.6 | 198 | 3402 3661 | Eddis
32 Octant Primary School         | Primary                |  9.1 | 333 | 3415 3670 | Eddis
33 Parabola Primary School       | Primary                | 14.4 | 121 | 3440 3688 | Ford
34 Quotient Primary School       | Primary                | 25.8 | 420 | 3480 3645 | Glen
35 Radius High School            | Secondary              | 12.7 |1102 | 3420 3675 | Eddis
36 Sector High School            | Secondary              | 28.9 | 780 | 3455 3705 | Ford
37 Tangent All-through School    | All-through            | 20.5 |1430 | 3470 3655 | Glen
38 Unit Middle School            | Middle deemed primary  | 10.2 | 388 | 3490 3640 | Glen
39 Vertex Special School         | Not applicable         | 51.3 | 102 | 3500 3650 | Glen
40 Whole Primary School          | Primary                | 33.7 | 175 | 3510 3630 | Glen
41 Xenon Primary School          | Primary                | 48.0 | 243 | 3505 3625 | Glen
42 Yard Primary School           | Primary                | 26.1 | 162 | 3495 3618 | Glen
43 Zenith Primary School         | Primary                |  8.3 | 271 | 3485 3610 | Glen
44 Angle Primary School          | Primary                | 31.9 | 184 | 3498 3609 | Glen
45 Arc Primary School            | Primary                | 16.0 | 308 | 3488 3655 | Glen
46 Area High School              | Secondary              | 36.5 | 812 | 3513 3641 | Glen
"""
_HALTON = """
51 Axis Primary School           | Primary                | 35.1 | 233 | 3511 3821 | Holt
52 Binary Primary School         | Primary                | 41.6 | 301 | 3520 3830 | Holt
53 Cosine Primary School         | Primary                | 18.2 | 144 | 3535 3842 | Holt
54 Decimal High School           | Secondary              | 38.4 | 960 | 3540 3850 | Ince
55 Equation Academy              | Secondary              | 24.7 |1015 | 3551 3833 | Ince
56 Fraction Nursery School       | Nursery                | 29.9 |  48 | 3515 3826 | Holt
57 Function Primary School       | Primary                | 45.2 | 318 | 3530 3829 | Holt
58 Fold Primary School           | Primary                | 28.3 | 137 | 3546 3845 | Ince
"""
_WIRRAL = """
71 Graph Primary School          | Primary                |  6.4 | 220 | 3231 3891 | Jay
72 Hexagon Primary School        | Primary                | 12.1 | 351 | 3244 3880 | Jay
73 Index Primary School          | Primary                | 21.9 | 132 | 3260 3869 | Knoll
74 Kernel Primary School         | Primary                | 30.3 | 290 | 3275 3902 | Knoll
75 Linear Primary School         | Primary                | 46.8 | 410 | 3290 3915 | Lund
76 Matrix Primary School         | Primary                | 16.5 | 177 | 3251 3875 | Jay
77 Nought High School            | Secondary              |  8.7 |1290 | 3239 3885 | Jay
78 Ordinal High School           | Secondary              | 34.6 | 845 | 3281 3908 | Knoll
79 Power Middle School           | Middle deemed secondary| 23.0 | 510 | 3295 3890 | Lund
80 Quadrant Special School       | Not applicable         | 39.5 |  77 | 3265 3872 | Knoll
81 Ratio Primary School          | Primary                | 27.4 | 205 | 3310 3862 | Lund
84 Surd Primary School           | Primary                | 43.9 | 365 | 3302 3870 | Lund
85 Theta Primary School          | Primary                | 10.8 | 149 | 3224 3898 | Jay
86 Umbra High School             | Secondary              | 42.7 | 690 | 3299 3866 | Lund
"""

_FURTHER: dict[int, dict[str, Any]] = {
    1: {"closed": "31-03-2022"},
    4: {"UrbanRural (name)": "Rural town and fringe"},
    5: {"UrbanRural (name)": "Rural village"},
    7: {"sixth_form": "Has a sixth form"},
    11: {"low": "4", "high": "16"},
    12: {"opened": "01-09-2022", "group": "Free Schools", "type": "Free schools"},
    13: {"status": "Proposed to open", "opened": "01-09-2024"},
    33: {"UrbanRural (name)": "Rural village"},
    35: {"sixth_form": "Has a sixth form"},
    39: {"low": "", "high": ""},
    40: {"status": "Closed", "closed": "31-08-2021"},
    53: {"group": "Academies", "type": "Academy converter"},
    77: {"sixth_form": "Has a sixth form"},
    80: {"low": "11", "high": "19"},
}
_TRUSTS = {
    "Bright Angle Trust": ("5001", (2, 6, 31, 42, 54)),
    "Golden Mean Trust": ("5002", (55, 72, 78)),
    "Zero Trust": ("5003", (41, 84)),
    "Lone Trust": ("5004", (53,)),
}


def _schools() -> list[dict[str, Any]]:
    listed = {"895": _CHESHIRE_EAST, "896": _CHESHIRE_WEST, "876": _HALTON, "344": _WIRRAL}
    rows = [_school(line, la) for la, lines in listed.items() for line in lines.strip().splitlines()]
    independent = {"group": "Independent schools", "type": "Other independent school", "phase": "Not applicable"}
    rows += [
        _described(CONVERTED, "Acute Academy", "895", "Primary", "4.4", "214", "3790 3560", "Acton")
        | _cells(group="Academies", type="Academy converter", opened="01-04-2022", number="0101"),
        _described(900122, "Scalene Hall", "895", "Not applicable", "", "540", "3830 3600", "Brook")
        | _cells(**independent, low="3", high="18"),
        _described(900182, "Rhombus House", "344", "Not applicable", "", "64", "3270 3880", "Knoll")
        | _cells(group="Special schools", type="Other independent special school", low="8", high="19"),
        _described(900183, "Prism College", "344", "Not applicable", "", "310", "3300 3901", "Lund")
        | _cells(**independent, low="11", high="16"),
    ]
    return rows


def _school(line: str, la: str) -> dict[str, Any]:
    named, phase, fsm, pupils, place, town = (part.strip() for part in line.split("|"))
    number, _, name = named.partition(" ")
    row = _described(900100 + int(number), name, la, phase, fsm, pupils, place, town)
    return row | _cells(**_FURTHER.get(int(number), {})) | _trust_of(int(number))


def _described(
    urn: int, name: str, la: str, phase: str, fsm: str, pupils: str, place: str, town: str
) -> dict[str, Any]:
    ages = {"Secondary": ("11", "16"), "16 plus": ("16", "19"), "All-through": ("4", "18"), "Nursery": ("2", "5")}
    low, high = ages.get(phase, ("4", "11"))
    groups = {
        "16 plus": ("Colleges", "Sixth form centres"),
        "Not applicable": ("Special schools", "Community special school"),
    }
    group, kind = groups.get(phase, ("Local authority maintained schools", "Community school"))
    easting, northing = (f"{hundreds}00" for hundreds in place.split())
    return school(
        urn,
        name,
        la=la,
        phase=phase,
        fsm=fsm,
        pupils=pupils,
        low=low,
        high=high,
        group=group,
        type=kind,
        opened="",
        **{
            "Easting": easting,
            "Northing": northing,
            "Town": town,
            "SchoolWebsite": f"www.s{urn}.example",
            "Postcode": f"QX{urn % 9 + 1} {urn % 7 + 1}A{'BDEFG'[urn % 5]}",
            "UrbanRural (name)": "Urban city and town",
        },
    ) | {"LA (name)": dict(zip(SETTINGS.la_codes, SETTINGS.la_names, strict=True))[la]}


def _cells(**cells: Any) -> dict[str, Any]:
    """Give cells of a school under their headings in the register of establishments."""
    usual = school(0)
    return {heading: cell for heading, cell in school(0, **cells).items() if cell != usual[heading]}


def _trust_of(number: int) -> dict[str, Any]:
    for name, (code, members) in _TRUSTS.items():
        if number in members:
            return _cells(group="Academies", type="Academy converter") | {
                "Trusts (code)": code,
                "Trusts (name)": name,
                "TrustSchoolFlag (name)": "Supported by a multi-academy trust",
            }
    return {}


def _register_rows() -> list[dict[str, Any]]:
    """Give the registers of registers.txt, row by row."""
    written = (Path(__file__).parent / "registers.txt").read_text(encoding="utf-8")
    lines = [line for line in written.splitlines() if line and not line.startswith("#")]
    return [row for line in lines for row in _activity_rows(line)]


def _activity_rows(line: str) -> list[dict[str, Any]]:
    activity, programme, lead, days, people = (part.strip() for part in line.split("|"))
    held_on = [f"{day[:6]}20{day[6:]}" for day in days.split()]
    words = people.split()
    rows = []
    for who, marks in zip(words[::2], words[1::2], strict=True):
        place, _, same_as = who.partition("=")
        number, letter, pupils = place[:2], place[2], place[3:]
        urn = 900100 + int(number)
        for session, mark in enumerate(marks, start=1):
            if mark != ".":
                rows.append(
                    attended(
                        urn,
                        held_on[session - 1],
                        person=f"p{same_as or number + letter}",
                        programme=programme,
                        activity=activity,
                        session=session,
                        attendance=_MARKS[mark],
                        Hours="3.5" if programme in ("LEAD", "ENR") else "2.0",
                        Pupils=pupils,
                        **{"Lead partner": lead},
                    )
                )
    return rows


def _activity(name: str, programme: str, places: str, mode: str) -> dict[str, str]:
    return {
        "Activity": name,
        "Programme": programme,
        "Places": places,
        "Mode": mode,
        "Lead partner": "",
        "Starts on": "",
    }


_ACTIVITIES = [
    _activity("Number 2021", "MNRKS1", "12", "Online"),
    _activity("Second 2021", "STFM-D", "10", "In person"),
    _activity("Number 2022", "MNRKS1", "14", "Online"),
    _activity("Number B", "MNRKS1", "20", "Online"),
    _activity("Ready 2022", "PTFM-R", "8", "In person"),
    _activity("Develop 2022", "PTFM-D", "9", "In person"),
    _activity("Second 2022", "STFM-D", "12", "Blended"),
    _activity("Second E 22", "STFM-E", "6", "Blended"),
    _activity("Heads 2022", "LEAD", "7", "In person"),
    _activity("Lead P 2022", "LEAD-P", "6", "Online"),
    _activity("Number 2023", "MNRKS1", "10", "Online"),
    _activity("Number 2023B", "MNRKS1", "16", "In person"),
    _activity("Ready 2023", "PTFM-R", "15", "In person"),
    _activity("Second E 23", "STFM-E", "5", "Blended"),
    _activity("Lead P 2023", "LEAD-P", "9", "Online"),
]

_PUPIL_COUNTS = [
    {
        "Activity": "Fun 2022",
        "Programme": "ENR",
        "Session date": "07/06/2023",
        "Session": "1",
        "URN": urn,
        "Pupils": pupils,
    }
    for urn, pupils in ((900106, 22), (900104, 26), (900178, 45))
]


def _stages(candidate: str, route: str, where: tuple[str, str, str], *days: str) -> list[dict[str, Any]]:
    """Give a candidate's stages, one a day, in their order; a stage that was left out has a dot for its day."""
    la, phase, urn = where
    stages = ("Enquired", "Applied", "Offered", "Started", "Qualified", "Teaching")
    return [
        {
            "Reference": candidate,
            "Route": route,
            "Stage": stage,
            "Stage date": day,
            "Local authority": la,
            "Phase": phase,
            "URN": urn,
        }
        for stage, day in zip(stages, days, strict=False)
        if day != "."
    ]


def _candidate_stages() -> list[dict[str, Any]]:
    itt, conversion = "Initial teacher training", "Conversion"
    high, wirral, halton = (
        ("895", "secondary", "900107"),
        ("344", "secondary", "900178"),
        ("876", "secondary", "900154"),
    )
    west, unknown, college = ("896", "primary", ""), ("", "", ""), ("895", "post-16", "900110")
    return [
        *_stages("C-01", itt, high, "03/10/2021", "12/11/2021", "05/01/2022", "01/09/2022", "30/06/2023", "01/09/2023"),
        *_stages("C-02", itt, wirral, "10/01/2022", "20/02/2022", "30/03/2022", "05/09/2022"),
        *_stages("C-03", conversion, wirral, "15/02/2022", ".", ".", "20/04/2022", "10/07/2023"),
        *_stages("C-04", itt, west, "04/10/2022", "01/11/2022"),
        *_stages("C-05", itt, high, "11/10/2022", "20/12/2022", "02/02/2023", "04/09/2023"),
        *_stages("C-06", conversion, halton, "14/11/2022", "21/11/2022", "15/12/2022", "10/01/2023"),
        *_stages("C-07", conversion, wirral, "02/12/2022", ".", ".", "22/02/2023"),
        *_stages("C-08", itt, unknown, "19/01/2023"),
        *_stages("C-09", itt, high, "03/03/2023", "17/04/2023", "30/06/2023"),
        *_stages("C-10", itt, college, "21/03/2023", "02/05/2023"),
        *_stages("C-11", itt, west, "09/10/2023", "30/11/2023"),
        *_stages("C-12", conversion, high, "05/12/2023", "15/01/2024", "01/02/2024"),
        *_stages("C-13", itt, wirral, "22/01/2024"),
    ]


def _support(giver: int, taker: int, on: str, to: str, days: str, focus: str, programme: str = "") -> dict[str, Any]:
    return {
        "Supporting URN": giver,
        "Supported URN": taker,
        "From": on,
        "To": to,
        "Days": days,
        "Focus": focus,
        "Programme": programme,
    }


_SUPPORTS = [
    _support(900107, 900154, "11/10/2021", "20/12/2021", "4", "Curriculum", "STFM-D"),
    _support(900101, 900104, "08/02/2022", "", "1.5", "Number"),
    _support(900107, 900155, "03/10/2022", "16/12/2022", "6", "Curriculum", "STFM-D"),
    _support(900107, 900178, "09/01/2023", "31/03/2023", "3.5", "Assessment", "STFM-E"),
    _support(900172, 900175, "07/11/2022", "", "2", "Fractions"),
    _support(900172, 900133, "17/04/2023", "30/06/2023", "5", "Ratio", "PTFM-D"),
    _support(900137, 900136, "12/06/2023", "", "1", "Leadership"),
    _support(CONVERTED, 900105, "02/10/2023", "", "2.5", "Number", "MNRKS1"),
    _support(900131, 900134, "15/01/2024", "", "3", "Talk"),
]

_HOLD_BACKS = [
    {"URN": 900105, "Programme": "PTFM-E", "Reason": "Control school of a trial", "Until": ""},
    {"URN": 900139, "Programme": "", "Reason": "Asked not to be approached", "Until": ""},
    {"URN": 900173, "Programme": "MNRKS1", "Reason": "New head teacher", "Until": ""},
]

_TARGETS = [
    {
        "Academic year": year,
        "Strand": "",
        "Programme": programme,
        "Local authority": la,
        "Phase": "",
        "Target share": "",
        "Target schools": schools,
        "Source": source,
    }
    for year, programme, la, schools, source in (
        ("2022/23", "MNRKS1", "", "9", "Board, July 2022"),
        ("2023/24", "", "895", "8", "Board, July 2023"),
        ("2021/22", "", "", "20", "Board, July 2021"),
    )
]


def _outline_of_halton() -> SourceFile:
    """Give an outline for one local authority: those of the others are drawn around their schools."""
    corners = [[349000, 380000], [357000, 380500], [358000, 386500], [350500, 387000], [349000, 380000]]
    area = {
        "type": "Feature",
        "properties": {"LAD23CD": "E06000006", "LAD23NM": "Halton"},
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    return SourceFile(
        "outline.geojson", json.dumps({"type": "FeatureCollection", "features": [area], "crs": crs}).encode()
    )
