"""The demonstration's files, read and counted in plain Python, without the dashboard's own definitions."""

import csv
import datetime as dt
import hashlib
import io
import os
import subprocess
import sys
from collections import Counter, defaultdict
from functools import cache
from typing import Any

import pytest

from reach.academic_years import academic_year_of, starting_year
from reach.candidate_stages import STAGES
from reach.delivery_modes import MODES
from reach.demo import demo_files, demo_sheets
from reach.demo.seeds import load_seeds
from reach.settings import PROJECT, LocalAuthority, demonstration_targets, load_settings
from reach.sheets import SHEETS
from reach.sheets.description import ROUTES
from reach.store import Store
from tests.builders import SETTINGS
from tests.national import DataSet
from tests.typed import present

HUB_DATE = dt.date(2026, 5, 15)
YEARS = ("2021/22", "2022/23", "2023/24", "2024/25", "2025/26")
EXPECTED_REACH = {"2021/22": 0.52, "2022/23": 0.55, "2023/24": 0.58, "2024/25": 0.62, "2025/26": 0.65}
MARKS = {"Attended", "Absent", "Apologies", "Booked"}

Row = dict[str, str]


@cache
def files() -> dict[str, bytes]:
    return {file.name: file.content for file in demo_files(SETTINGS)}


@cache
def table(name: str, encoding: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(files()[name].decode(encoding), newline="")))


def establishments() -> list[Row]:
    return table("edubasealldata20260515.csv", "cp1252")


def links() -> list[Row]:
    return table("links_edubasealldata20260515.csv", "cp1252")


def register() -> list[Row]:
    return table("register.csv", "utf-8")


@cache
def day(text: str) -> dt.date | None:
    return dt.datetime.strptime(text, "%d-%m-%Y").date() if text else None


def session_day(row: Row) -> dt.date | None:
    return _day_or_none(row["Session date"])


@cache
def _day_or_none(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        return None


def is_open(row: Row, on: dt.date) -> bool:
    opened_on, closed_on = day(row["OpenDate"]), day(row["CloseDate"])
    is_proposed = row["EstablishmentStatus (name)"] == "Proposed to open"
    return not is_proposed and (opened_on or on) <= on <= (closed_on or on)


def is_independent(row: Row) -> bool:
    scope = load_settings().scope
    is_type = row["TypeOfEstablishment (name)"] in scope.independent_types
    return is_type or row["EstablishmentTypeGroup (name)"] in scope.independent_type_groups


@cache
def in_scope(on: dt.date, *, independent: bool = False) -> list[Row]:
    settings = load_settings()
    return [
        row
        for row in establishments()
        if row["LA (code)"] in settings.la_codes
        and is_open(row, on)
        and is_independent(row) == independent
        and (independent or row["EstablishmentTypeGroup (name)"] in settings.scope.type_groups)
    ]


@cache
def families() -> dict[str, str]:
    """Give each URN the lowest URN that it is tied to, directly or over others."""
    root = {row["URN"]: row["URN"] for row in establishments()}

    def find(urn: str) -> str:
        while root[urn] != urn:
            urn = root[urn]
        return urn

    for link in links():
        if link["LinkType"].startswith(("Predecessor", "Successor")):
            first, second = sorted((find(link["URN"]), find(link["LinkURN"])))
            root[second] = first
    return {urn: find(urn) for urn in root}


@cache
def urn_of_place() -> dict[tuple[str, str], str]:
    return {(row["EstablishmentName"], row["Postcode"]): row["URN"] for row in establishments()}


def urn_of(row: Row) -> str | None:
    return row["URN"] or urn_of_place().get((row["School"], row["Postcode"]))


@cache
def programmes() -> dict[str, tuple[str, bool]]:
    return {each.code: (each.strand, each.light_touch) for each in load_settings().programmes}


def is_held_on_purpose(row: Row) -> bool:
    return (
        row["Programme"] not in programmes()
        or session_day(row) is None
        or row["Attendance"] not in MARKS
        or urn_of(row) is None
    )


@cache
def attended() -> list[Row]:
    return [row for row in register() if row["Attendance"] == "Attended" and not is_held_on_purpose(row)]


@cache
def families_reached() -> dict[str, set[str]]:
    reached: dict[str, set[str]] = defaultdict(set)
    for row in attended():
        held_on, urn = session_day(row), urn_of(row)
        if held_on and urn and not programmes()[row["Programme"]][1]:
            reached[academic_year_of(held_on)].add(families()[urn])
    return reached


def as_at(academic_year: str) -> dt.date:
    return min(dt.date(starting_year(academic_year) + 1, 8, 31), HUB_DATE)


def reach(academic_year: str, schools: list[Row]) -> float:
    reached = families_reached()[academic_year]
    return sum(families()[row["URN"]] in reached for row in schools) / len(schools)


DIGEST = (
    "import hashlib; from reach.demo import demo_files, demo_sheets; from reach.settings import load_settings; "
    "settings = load_settings(); content = b''.join(file.content for file in demo_files(settings)); "
    "content += repr(demo_sheets(settings)).encode(); "
    "print(hashlib.sha256(content).hexdigest())"
)


def digest_elsewhere() -> str:
    """Give a short text of all files and sheets, made by a Python that orders sets otherwise than this one."""
    hash_seed = "0" if os.environ.get("PYTHONHASHSEED") != "0" else "4711"
    made = subprocess.run(
        [sys.executable, "-c", DIGEST],
        cwd=PROJECT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.strip()


def digest_here() -> str:
    content = b"".join(files().values()) + repr(sheets()).encode()
    return hashlib.sha256(content).hexdigest()


@cache
def sheets() -> dict[str, list[dict[str, Any]]]:
    return demo_sheets(SETTINGS)


def sheet(kind: str) -> list[dict[str, Any]]:
    return sheets()[kind]


@cache
def school_on(urn: int | None, name: str, postcode: str | None, on: dt.date) -> Row:
    """Give the establishment that a row of a sheet names, which is open on the day."""
    found = [
        row
        for row in establishments()
        if row["EstablishmentName"] == name
        and (row["URN"] == str(urn) if urn else row["Postcode"] == postcode)
        and is_open(row, on)
    ]
    assert len(found) == 1
    return found[0]


def test_files_are_named_and_encoded_as_the_imports_expect() -> None:
    assert list(files()) == ["edubasealldata20260515.csv", "links_edubasealldata20260515.csv", "register.csv"]
    for name in list(files())[:2]:
        assert b"\r\n" in files()[name]
        assert b"\n" not in files()[name].replace(b"\r\n", b"")
    names = " ".join(row["EstablishmentName"] for row in establishments())
    assert "’" in names
    assert "é" in names


def test_files_and_sheets_are_the_same_each_time() -> None:
    assert digest_here() == digest_elsewhere()


def test_about_550_schools_are_open_and_in_scope() -> None:
    schools, independent = in_scope(HUB_DATE), in_scope(HUB_DATE, independent=True)
    assert 530 <= len(schools) + len(independent) <= 570
    assert 20 <= len(independent) <= 30
    by_area = Counter(row["LA (name)"] for row in schools)
    assert set(by_area) == set(load_settings().la_names)
    assert min(by_area, key=lambda name: by_area[name]) == "Halton"
    phases = Counter(row["PhaseOfEducation (name)"] for row in schools)
    assert set(phases) == {"Nursery", "Primary", "Secondary", "All-through", "16 plus", "Not applicable"}
    assert phases["Primary"] > 5 * phases["Secondary"]
    assert any(row["OfficialSixthForm (name)"] == "Has a sixth form" for row in schools)


def test_the_register_has_the_quirks_of_a_real_one() -> None:
    rows = establishments()
    statuses = Counter(row["EstablishmentStatus (name)"] for row in rows)
    assert statuses["Proposed to open"] == 2
    assert statuses["Open, but proposed to close"] == 3
    assert statuses["Closed"] > 80
    assert sum(row["PercentageFSM"] == "SUPP" for row in rows) >= 5
    assert sum(row["OpenDate"] == "" for row in rows) > 50
    assert sum(row["LA (code)"] not in load_settings().la_codes for row in rows) >= 40
    conversions = [row for row in rows if (day(row["OpenDate"]) or dt.date.min) >= dt.date(2021, 9, 1)]
    assert len(conversions) > 50


def test_urns_and_numbers_are_sound() -> None:
    urns = [int(row["URN"]) for row in establishments()]
    assert min(urns) >= 900_000
    assert len(set(urns)) == len(urns)
    numbers = Counter(
        (row["LA (code)"], row["EstablishmentNumber"]) for row in establishments() if is_open(row, HUB_DATE)
    )
    assert all(count == 1 for (_, number), count in numbers.items() if number)
    known = {row["URN"] for row in establishments()}
    assert all(link["URN"] in known and link["LinkURN"] in known for link in links())
    assert all(int(row["URN"]) >= 900_000 for row in register() if row["URN"])


def test_links_are_of_every_kind_and_incomplete_as_real_ones_are() -> None:
    kinds = {link["LinkType"] for link in links()}
    assert {"Predecessor", "Successor", "Predecessor - merged", "Successor - merged"} < kinds
    assert {"Successor - Split School", "Sixth Form Centre Link", "Other"} < kinds
    pairs = {(link["URN"], link["LinkURN"]) for link in links()}
    assert any((other, urn) not in pairs for urn, other in pairs)
    assert any(not link["LinkEstablishedDate"] for link in links())


def test_a_conversion_closes_one_urn_the_day_before_it_opens_another() -> None:
    by_urn = {row["URN"]: row for row in establishments()}
    for link in links():
        if link["LinkType"] == "Successor":
            old, new = by_urn[link["URN"]], by_urn[link["LinkURN"]]
            assert day(old["CloseDate"]) == present(day(new["OpenDate"])) - dt.timedelta(days=1)
            for column in ("LA (code)", "EstablishmentNumber", "Postcode"):
                assert old[column] == new[column]


def test_it_is_laid_out_as_the_dfes_register_is(national_data: DataSet) -> None:
    """Every heading is one of theirs, in their order, and every word in a column of choices is one of theirs."""
    theirs = national_data.establishments
    assert [heading for heading in theirs[0] if heading in establishments()[0]] == list(establishments()[0])
    for heading in ("EstablishmentTypeGroup (name)", "EstablishmentStatus (name)", "PhaseOfEducation (name)"):
        assert {row[heading] for row in establishments()} <= {row[heading] for row in theirs}, heading
    assert {link["LinkType"] for link in links()} <= {link["LinkType"] for link in national_data.links}
    assert list(links()[0]) == list(national_data.links[0])


def test_nothing_is_called_what_a_school_of_the_national_register_is_called(national_data: DataSet) -> None:
    theirs = national_data.establishments
    their_names = {_key(row["EstablishmentName"]) for row in theirs}
    their_places = {_key(row[column]) for row in theirs for column in ("Town", "Locality")} - {""}
    assert not [row["EstablishmentName"] for row in establishments() if _key(row["EstablishmentName"]) in their_names]
    assert not [row["Town"] for row in establishments() if {_key(row["Town"]), _key(row["Locality"])} & their_places]
    their_postcode_areas = {row["Postcode"][:2] for row in theirs}
    assert not {row["Postcode"][:2] for row in establishments()} & their_postcode_areas


def _key(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def test_web_and_e_mail_addresses_are_in_the_domain_for_examples() -> None:
    websites = [row["SchoolWebsite"].rstrip("/") for row in establishments() if row["SchoolWebsite"]]
    assert all(website.endswith(".example") for website in websites)
    assert all(row["Email"].endswith(".example") for row in register())


def test_the_register_is_of_five_years_and_of_plausible_size() -> None:
    assert 25_000 <= len(register()) <= 40_000
    days = [held_on for row in register() if (held_on := session_day(row))]
    assert {academic_year_of(held_on) for held_on in days} == set(YEARS)
    assert all(held_on.weekday() < 5 for held_on in days)
    for row in register():
        held_on = session_day(row)
        if held_on and held_on > HUB_DATE and row["Attendance"] in MARKS:
            assert row["Attendance"] == "Booked"


def test_marks_come_in_plausible_shares_and_fewer_attend_later_sessions() -> None:
    held = [row for row in register() if (held_on := session_day(row)) and held_on <= HUB_DATE]
    marks = Counter(row["Attendance"] for row in held)
    assert 0.76 <= marks["Attended"] / len(held) <= 0.84
    assert 0.06 <= marks["Absent"] / len(held) <= 0.12
    assert 0.05 <= marks["Apologies"] / len(held) <= 0.09
    shares = []
    for session in ("1", "3", "6"):
        of_session = [row["Attendance"] for row in held if row["Session"] == session]
        shares.append(of_session.count("Attended") / len(of_session))
    assert shares == sorted(shares, reverse=True)


def test_all_strands_and_partners_are_at_work() -> None:
    assert {programmes()[row["Programme"]][0] for row in attended()} == set(load_settings().strand_codes)
    assert {partner.name for partner in load_settings().partners} | {""} == {row["Lead partner"] for row in register()}
    offered = {code for offer in load_seeds(SETTINGS.local_authorities).offers for code in offer.codes}
    assert offered <= set(programmes())
    assert offered == {row["Programme"] for row in attended()}


def test_activities_are_groups_of_6_to_14_schools_with_up_to_7_sessions() -> None:
    schools: dict[str, set[str]] = defaultdict(set)
    sessions: dict[str, set[str]] = defaultdict(set)
    for row in register():
        if not is_held_on_purpose(row):
            schools[row["Activity"]].add(families()[present(urn_of(row))])
            sessions[row["Activity"]].add(row["Session"])
    assert all(6 <= len(found) <= 14 for found in schools.values())
    assert all(1 <= len(found) <= 7 for found in sessions.values())


def test_schools_move_along_a_journey_year_by_year() -> None:
    stages: dict[str, dict[str, str]] = defaultdict(dict)
    for row in attended():
        if row["Programme"].startswith("PTFM-"):
            stages[families()[present(urn_of(row))]][academic_year_of(present(session_day(row)))] = row["Programme"][-1]
    order = "RDES"
    journeys = [[order.index(years[year]) for year in sorted(years)] for years in stages.values()]
    assert all(journey == sorted(journey) for journey in journeys)
    assert sum(len(set(journey)) >= 3 for journey in journeys) >= 10


def test_head_counts_are_repeated_on_the_rows_of_a_school() -> None:
    counts: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in attended():
        if row["Programme"] == "ENR":
            counts[row["Activity"], row["Session"], row["School"]].add(row["Pupils"])
        else:
            assert row["Pupils"] == ""
    assert counts
    assert all(len(found) == 1 and "" not in found for found in counts.values())


@pytest.mark.parametrize("academic_year", YEARS)
def test_reach_is_what_it_is_meant_to_be(academic_year: str) -> None:
    assert reach(academic_year, in_scope(as_at(academic_year))) == pytest.approx(
        EXPECTED_REACH[academic_year], abs=0.01
    )


def test_reach_differs_by_local_authority_and_phase() -> None:
    schools = in_scope(HUB_DATE)

    def of(phase: str, la_name: str | None = None) -> float:
        chosen = [
            row for row in schools if row["PhaseOfEducation (name)"] == phase and la_name in (None, row["LA (name)"])
        ]
        return sum(reach(academic_year, chosen) for academic_year in YEARS) / len(YEARS)

    assert of("Primary", "Halton") > of("Primary") + 0.05
    assert of("Secondary", "Wirral") < of("Secondary") - 0.05
    assert of("Not applicable") < of("Secondary") < of("Primary")


def test_disadvantaged_schools_are_reached_less_and_the_gap_closes() -> None:
    schools = [row for row in in_scope(HUB_DATE) if row["PercentageFSM"] not in ("", "SUPP")]
    schools.sort(key=lambda row: float(row["PercentageFSM"]))
    third = len(schools) // 3
    gaps = [reach(year, schools[:third]) - reach(year, schools[-third:]) for year in YEARS]
    assert gaps[0] > gaps[-1] > 0


def test_some_schools_have_never_come_some_have_lapsed_and_some_only_sign_up() -> None:
    schools = {families()[row["URN"]] for row in in_scope(HUB_DATE)}
    ever = set().union(*families_reached().values())
    assert 0.12 <= len(schools - ever) / len(schools) <= 0.19
    assert len(schools & ever - families_reached()[YEARS[-1]]) > 40
    signed_up = {families()[urn] for row in register() if (urn := urn_of(row)) and urn in families()}
    assert len(schools & signed_up - ever) > 15


def test_registers_carry_urns_of_other_days_and_rows_without_any() -> None:
    by_urn = {row["URN"]: row for row in establishments()}
    named = [(by_urn[row["URN"]], held_on) for row in register() if row["URN"] and (held_on := session_day(row))]
    assert any((day(school["CloseDate"]) or held_on) < held_on for school, held_on in named)
    assert any((day(school["OpenDate"]) or held_on) > held_on for school, held_on in named)
    without = [row for row in register() if not row["URN"] and not is_held_on_purpose(row)]
    assert 0.08 <= len(without) / len(register()) <= 0.12
    assert all((row["School"], row["Postcode"]) in urn_of_place() for row in without)


def test_a_few_rows_are_held_on_purpose() -> None:
    held = [row for row in register() if is_held_on_purpose(row)]
    assert len(held) == len(load_seeds(SETTINGS.local_authorities).held_rows) == 9
    assert sum(row["Programme"] not in programmes() for row in held) == 2
    assert sum(session_day(row) is None for row in held) == 2
    assert sum(row["Attendance"] not in MARKS for row in held) == 2
    assert sum(urn_of(row) is None for row in held) == 3


def test_people_keep_name_and_address() -> None:
    names: dict[str, set[tuple[str, str]]] = defaultdict(set)
    years: dict[str, set[str]] = defaultdict(set)
    for row in attended():
        names[row["Email"]].add((row["First name"], row["Last name"]))
        years[row["Email"]].add(academic_year_of(present(session_day(row))))
    assert all(len(found) == 1 for found in names.values())
    assert sum(len(found) > 1 for found in years.values()) > 300


def test_targets_are_valid_for_this_hub() -> None:
    settings = load_settings()
    targets = demonstration_targets(SETTINGS.local_authorities)
    assert {target.academic_year for target in targets} == set(YEARS)
    assert {target.source for target in targets} == {"Demonstration target"}
    assert {target.local_authority for target in targets} == {None, *settings.la_codes}
    assert {target.phase for target in targets} == {None, "early years", "primary", "secondary", "post-16"}
    settings.model_validate({**settings.model_dump(), "targets": [target.model_dump() for target in targets]})


def test_the_demonstration_stands_in_the_hubs_local_authorities() -> None:
    areas = {area.code: area.name for area in load_seeds(SETTINGS.local_authorities).areas if not area.outside}
    assert areas == dict(zip(load_settings().la_codes, load_settings().la_names, strict=True))


def test_sheets_have_the_templates_columns_and_no_other() -> None:
    assert set(sheets()) == set(SHEETS)
    for kind, rows in sheets().items():
        columns = SHEETS[kind].columns
        assert rows
        assert {name for row in rows for name in row} <= {column.name for column in columns}
        needed = [able[0].name for able in SHEETS[kind].needs.values() if len(able) == 1]
        assert all(row.get(name) is not None for row in rows for name in needed)


def test_every_row_of_every_sheet_is_loaded(demonstration: Store) -> None:
    batches = demonstration.read().rows(
        "select kind, rows_read, rows_loaded, rows_held from import_batches where list_contains($kinds, kind)",
        {"kinds": list(SHEETS)},
    )
    assert sorted(batches) == sorted((kind, len(rows), len(rows), 0) for kind, rows in sheets().items())


def people_by_activity() -> dict[tuple[str, str], set[str]]:
    people: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in register():
        people[row["Activity"], row["Programme"]].add(row["Email"])
    return people


def test_schools_that_are_held_back_never_came() -> None:
    held_back = {row["urn"] for row in sheet("hold_backs")}
    came = {row["URN"] for row in register() if row["Attendance"] == "Attended"}
    assert held_back and not {str(urn) for urn in held_back} & {str(urn) for urn in came}


def test_most_activities_have_places_and_some_too_few_or_too_many() -> None:
    people = people_by_activity()
    known = [row for row in sheet("activities") if (row["activity"], row["programme_code"]) in people]
    of_programmes = {key for key in people if key[1] in programmes()}
    assert 0.94 <= len(known) / len(of_programmes) < 1
    fills = [len(people[row["activity"], row["programme_code"]]) / row["places"] for row in known if "places" in row]
    assert 0.9 < len(fills) / len(known) < 1
    assert 0.15 <= sum(fill > 1 for fill in fills) / len(fills) <= 0.35
    assert 0.1 <= sum(fill < 0.7 for fill in fills) / len(fills) <= 0.3
    first_days: dict[str, set[dt.date]] = defaultdict(set)
    for each in register():
        first_days[each["Activity"]].add(session_day(each) or dt.date.max)
    assert all(row["starts_on"] == min(first_days[row["activity"]]) for row in known)


def test_activities_are_less_and_less_online() -> None:
    shares = []
    for academic_year in YEARS:
        modes = [row["delivery_mode"] for row in sheet("activities") if academic_year in row["activity"]]
        assert set(modes) == set(MODES)
        shares.append(modes.count("online") / len(modes))
    assert shares[0] > shares[-1] + 0.1


def test_people_come_less_often_to_what_is_online() -> None:
    modes = {row["activity"]: row["delivery_mode"] for row in sheet("activities")}
    light_touch = {code for code, (_, is_light_touch) in programmes().items() if is_light_touch}
    marks: dict[str, Counter[str]] = defaultdict(Counter)
    for row in register():
        if row["Activity"] in modes and row["Programme"] not in light_touch and row["Attendance"] != "Booked":
            marks[modes[row["Activity"]]][row["Attendance"]] += 1
    rates = {mode: counts["Attended"] / counts.total() for mode, counts in marks.items()}
    assert rates["online"] + 0.02 < rates["in person"]


def test_a_phase_focus_is_one_of_the_programmes_and_only_where_it_has_several() -> None:
    phases = {programme.code: programme.phases for programme in load_settings().programmes}
    focused = [row for row in sheet("activities") if "phase_focus" in row]
    assert all(row["phase_focus"] in phases[row["programme_code"]] for row in focused)
    assert all(len(phases[row["programme_code"]]) > 1 for row in focused)
    assert len({row["phase_focus"] for row in focused}) >= 3


def test_some_activities_are_planned_and_have_no_register_yet() -> None:
    registers = {row["Activity"] for row in register()} | {row["activity"] for row in sheet("pupil_counts")}
    planned = [row for row in sheet("activities") if row["activity"] not in registers]
    assert len(planned) >= 10
    assert all(row["starts_on"] > HUB_DATE and row["places"] > 0 and row["starts_on"].weekday() < 5 for row in planned)
    assert {academic_year_of(row["starts_on"]) for row in planned} == {"2026/27"}


def candidates() -> dict[str, list[dict[str, Any]]]:
    by_candidate: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sheet("candidate_stages"):
        by_candidate[row["candidate"]].append(row)
    return by_candidate


def test_candidates_go_forward_through_the_stages_and_become_fewer() -> None:
    assert len(candidates()) == 160
    order = list(STAGES)
    for rows in candidates().values():
        assert len({row["route"] for row in rows}) == 1
        stages = [order.index(row["stage"]) for row in rows]
        assert stages == sorted(set(stages)) and stages[0] == 0
        days = [row["reached_on"] for row in rows]
        assert days == sorted(days) and days[-1] <= HUB_DATE
    for route in ROUTES:
        counts = Counter(row["stage"] for row in sheet("candidate_stages") if row["route"] == route)
        reached = [counts[stage] for stage in STAGES]
        assert all(reached) and reached[0] > 1.5 * reached[2] > 2 * reached[5]


def test_candidates_of_the_last_year_are_still_under_way() -> None:
    late = {"2021/22": 0, "2025/26": 0}
    for rows in candidates().values():
        academic_year = academic_year_of(rows[0]["reached_on"])
        if academic_year in late:
            late[academic_year] += rows[-1]["stage"] in ("qualified", "teaching")
    assert late["2021/22"] > 3 and late["2025/26"] == 0


def test_candidates_in_training_or_teaching_are_at_a_school_that_is_open() -> None:
    for row in sheet("candidate_stages"):
        if "school" in row:
            assert row["stage"] in ("started", "qualified", "teaching")
            school_on(row["urn"], row["school"], None, row["reached_on"])
    assert sum("school" in row for row in sheet("candidate_stages")) > 80


def test_strong_schools_support_others_often_across_local_authorities() -> None:
    supports = sheet("supports")
    assert 80 <= len(supports) <= 100
    across, supporting = 0, set()
    for row in supports:
        pair = [
            school_on(row.get(f"{which}_urn"), row[f"{which}_school"], row.get(f"{which}_postcode"), row["started_on"])
            for which in ("supporting", "supported")
        ]
        assert families()[pair[0]["URN"]] != families()[pair[1]["URN"]]
        supporting.add(families()[pair[0]["URN"]])
        across += pair[0]["LA (code)"] != pair[1]["LA (code)"]
        assert row["days"] > 0 and 2 * row["days"] == int(2 * row["days"])
        assert row["started_on"] <= row.get("ended_on", HUB_DATE) <= HUB_DATE
    assert 0.3 <= across / len(supports) <= 0.7
    for root in supporting:
        assert sum(root in families_reached()[academic_year] for academic_year in YEARS) >= 4
    assert 5 <= sum("ended_on" not in row for row in supports) <= 25
    assert 0.4 <= sum("programme_code" in row for row in supports) / len(supports) <= 0.8


def test_pupils_are_counted_at_competitions_that_have_no_register() -> None:
    registers = {row["Activity"] for row in register()}
    counts = sheet("pupil_counts")
    assert {academic_year_of(row["held_on"]) for row in counts} == set(YEARS)
    for row in counts:
        assert programmes()[row["programme_code"]][0] == "enrichment"
        assert row["activity"] not in registers and row["held_on"] <= HUB_DATE and row["pupils"] > 0
        school_on(row["urn"], row["school"], None, row["held_on"])


def test_the_sheets_targets_are_for_strands_programmes_and_numbers_of_schools() -> None:
    settings = load_settings()
    targets = sheet("targets")
    assert {target.get("strand") for target in targets} == {None, *settings.strand_codes}
    assert {target.get("programme_code") for target in targets} - {None} <= set(programmes())
    assert all(("share" in target) != ("schools" in target) for target in targets)
    assert any("schools" in target for target in targets)
    assert {target["source"] for target in targets} == {"Demonstration target"}


def test_every_partner_has_a_kind() -> None:
    kinds = {row["partner"]: row["kind"] for row in sheet("partners")}
    assert {partner.name for partner in load_settings().partners} < set(kinds)
    assert len(set(kinds.values())) >= 4


def test_another_hub_has_a_demonstration_of_its_own_local_authorities() -> None:
    own = [LocalAuthority(code="301", name="Barking"), LocalAuthority(code="344", name="Wirral")]
    own += [LocalAuthority(code=code, name=f"LA {code}") for code in ("302", "303", "304")]
    another = SETTINGS.model_copy(update={"local_authorities": tuple(own)})
    content = demo_files(another)[0].content.decode("cp1252")
    schools = Counter((row["LA (code)"], row["LA (name)"]) for row in csv.DictReader(io.StringIO(content)))
    assert all(schools[la.code, la.name] > 20 for la in own[:4]), schools
    assert not schools.keys() & {("895", "Cheshire East"), ("896", "Cheshire West and Chester"), ("876", "Halton")}
    named = {target.local_authority for target in demonstration_targets(another.local_authorities)}
    assert named <= {None, *(la.code for la in own)}
    smaller = SETTINGS.model_copy(update={"local_authorities": tuple(own[:1])})
    assert {target.local_authority for target in demonstration_targets(smaller.local_authorities)} <= {None, "301"}
