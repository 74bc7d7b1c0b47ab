"""The demonstration's files, read and counted in plain Python, without the dashboard's own definitions."""

import csv
import datetime as dt
import hashlib
import io
import os
import subprocess
import sys
import time
import zipfile
from collections import Counter, defaultdict
from functools import cache

import pytest

from reach.academic_years import academic_year_of, starting_year
from reach.demo import demo_files
from reach.demo.seeds import load_seeds
from reach.settings import PROJECT, demonstration_targets, load_settings

HUB_DATE = dt.date(2026, 5, 15)
YEARS = ("2021/22", "2022/23", "2023/24", "2024/25", "2025/26")
EXPECTED_REACH = {"2021/22": 0.52, "2022/23": 0.55, "2023/24": 0.58, "2024/25": 0.62, "2025/26": 0.65}
REAL_REGISTER = PROJECT.parent / "shared" / "data" / "gias" / "edubasealldata20231116.zip"
MARKS = {"Attended", "Absent", "Apologies", "Booked"}

Row = dict[str, str]


@cache
def files() -> dict[str, bytes]:
    return {file.name: file.content for file in demo_files()}


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


def digest() -> str:
    return hashlib.sha256(b"".join(file.content for file in demo_files())).hexdigest()


def test_files_are_named_and_encoded_as_the_imports_expect():
    assert list(files()) == ["edubasealldata20260515.csv", "links_edubasealldata20260515.csv", "register.csv"]
    for name in list(files())[:2]:
        assert b"\r\n" in files()[name]
        assert b"\n" not in files()[name].replace(b"\r\n", b"")
    names = " ".join(row["EstablishmentName"] for row in establishments())
    assert "’" in names
    assert "é" in names


def test_files_are_the_same_each_time():
    before = time.process_time()
    first = digest()
    assert time.process_time() - before < 3
    assert digest() == first
    for seed in ("0", "4711"):
        again = subprocess.run(
            [
                sys.executable,
                "-c",
                "import hashlib; from reach.demo import demo_files; "
                "print(hashlib.sha256(b''.join(file.content for file in demo_files())).hexdigest())",
            ],
            cwd=PROJECT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert again.stdout.strip() == first


def test_about_550_schools_are_open_and_in_scope():
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


def test_the_register_has_the_quirks_of_a_real_one():
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


def test_urns_and_numbers_are_sound():
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


def test_links_are_of_every_kind_and_incomplete_as_real_ones_are():
    kinds = {link["LinkType"] for link in links()}
    assert {"Predecessor", "Successor", "Predecessor - merged", "Successor - merged"} < kinds
    assert {"Successor - Split School", "Sixth Form Centre Link", "Other"} < kinds
    pairs = {(link["URN"], link["LinkURN"]) for link in links()}
    assert any((other, urn) not in pairs for urn, other in pairs)
    assert any(not link["LinkEstablishedDate"] for link in links())


def test_a_conversion_closes_one_urn_the_day_before_it_opens_another():
    by_urn = {row["URN"]: row for row in establishments()}
    for link in links():
        if link["LinkType"] == "Successor":
            old, new = by_urn[link["URN"]], by_urn[link["LinkURN"]]
            assert day(old["CloseDate"]) == day(new["OpenDate"]) - dt.timedelta(days=1)
            for column in ("LA (code)", "EstablishmentNumber", "Postcode"):
                assert old[column] == new[column]


def test_nothing_is_called_what_a_real_school_is_called():
    if not REAL_REGISTER.exists():
        pytest.skip("the real establishment register is not there to compare with")
    with zipfile.ZipFile(REAL_REGISTER) as archive:
        text = archive.read(archive.namelist()[0]).decode("cp1252")
    real = list(csv.DictReader(io.StringIO(text, newline="")))
    real_names = {_key(row["EstablishmentName"]) for row in real}
    real_places = {_key(row[column]) for row in real for column in ("Town", "Locality")} - {""}
    assert not [row["EstablishmentName"] for row in establishments() if _key(row["EstablishmentName"]) in real_names]
    assert not [row["Town"] for row in establishments() if {_key(row["Town"]), _key(row["Locality"])} & real_places]
    real_postcode_areas = {row["Postcode"][:2] for row in real}
    assert not {row["Postcode"][:2] for row in establishments()} & real_postcode_areas


def _key(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def test_web_and_e_mail_addresses_are_in_the_domain_for_examples():
    websites = [row["SchoolWebsite"].rstrip("/") for row in establishments() if row["SchoolWebsite"]]
    assert all(website.endswith(".example") for website in websites)
    assert all(row["Email"].endswith(".example") for row in register())


def test_the_register_is_of_five_years_and_of_plausible_size():
    assert 25_000 <= len(register()) <= 40_000
    days = [held_on for row in register() if (held_on := session_day(row))]
    assert {academic_year_of(held_on) for held_on in days} == set(YEARS)
    assert all(held_on.weekday() < 5 for held_on in days)
    for row in register():
        held_on = session_day(row)
        if held_on and held_on > HUB_DATE and row["Attendance"] in MARKS:
            assert row["Attendance"] == "Booked"


def test_marks_come_in_plausible_shares_and_fewer_attend_later_sessions():
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


def test_all_strands_and_partners_are_at_work():
    assert {programmes()[row["Programme"]][0] for row in attended()} == set(load_settings().strand_codes)
    assert {partner.name for partner in load_settings().partners} | {""} == {row["Lead partner"] for row in register()}
    offered = {code for offer in load_seeds().offers for code in offer.codes}
    assert offered <= set(programmes())
    assert offered == {row["Programme"] for row in attended()}


def test_activities_are_groups_of_6_to_14_schools_with_up_to_7_sessions():
    schools: dict[str, set[str]] = defaultdict(set)
    sessions: dict[str, set[str]] = defaultdict(set)
    for row in register():
        if not is_held_on_purpose(row):
            schools[row["Activity"]].add(families()[urn_of(row)])
            sessions[row["Activity"]].add(row["Session"])
    assert all(6 <= len(found) <= 14 for found in schools.values())
    assert all(1 <= len(found) <= 7 for found in sessions.values())


def test_schools_move_along_a_journey_year_by_year():
    stages: dict[str, dict[str, str]] = defaultdict(dict)
    for row in attended():
        if row["Programme"].startswith("PTFM-"):
            stages[families()[urn_of(row)]][academic_year_of(session_day(row))] = row["Programme"][-1]
    order = "RDES"
    journeys = [[order.index(years[year]) for year in sorted(years)] for years in stages.values()]
    assert all(journey == sorted(journey) for journey in journeys)
    assert sum(len(set(journey)) >= 3 for journey in journeys) >= 10


def test_head_counts_are_repeated_on_the_rows_of_a_school():
    counts: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in attended():
        if row["Programme"] == "ENR":
            counts[row["Activity"], row["Session"], row["School"]].add(row["Pupils"])
        else:
            assert row["Pupils"] == ""
    assert counts
    assert all(len(found) == 1 and "" not in found for found in counts.values())


@pytest.mark.parametrize("academic_year", YEARS)
def test_reach_is_what_it_is_meant_to_be(academic_year):
    assert reach(academic_year, in_scope(as_at(academic_year))) == pytest.approx(
        EXPECTED_REACH[academic_year], abs=0.01
    )


def test_reach_differs_by_local_authority_and_phase():
    schools = in_scope(HUB_DATE)

    def of(phase: str, la_name: str | None = None) -> float:
        chosen = [
            row for row in schools if row["PhaseOfEducation (name)"] == phase and la_name in (None, row["LA (name)"])
        ]
        return sum(reach(academic_year, chosen) for academic_year in YEARS) / len(YEARS)

    assert of("Primary", "Halton") > of("Primary") + 0.05
    assert of("Secondary", "Wirral") < of("Secondary") - 0.05
    assert of("Not applicable") < of("Secondary") < of("Primary")


def test_disadvantaged_schools_are_reached_less_and_the_gap_closes():
    schools = [row for row in in_scope(HUB_DATE) if row["PercentageFSM"] not in ("", "SUPP")]
    schools.sort(key=lambda row: float(row["PercentageFSM"]))
    third = len(schools) // 3
    gaps = [reach(year, schools[:third]) - reach(year, schools[-third:]) for year in YEARS]
    assert gaps[0] > gaps[-1] > 0


def test_some_schools_have_never_come_some_have_lapsed_and_some_only_sign_up():
    schools = {families()[row["URN"]] for row in in_scope(HUB_DATE)}
    ever = set().union(*families_reached().values())
    assert 0.12 <= len(schools - ever) / len(schools) <= 0.19
    assert len(schools & ever - families_reached()[YEARS[-1]]) > 40
    signed_up = {families()[urn] for row in register() if (urn := urn_of(row)) and urn in families()}
    assert len(schools & signed_up - ever) > 15


def test_registers_carry_urns_of_other_days_and_rows_without_any():
    by_urn = {row["URN"]: row for row in establishments()}
    named = [(by_urn[row["URN"]], held_on) for row in register() if row["URN"] and (held_on := session_day(row))]
    assert any((day(school["CloseDate"]) or held_on) < held_on for school, held_on in named)
    assert any((day(school["OpenDate"]) or held_on) > held_on for school, held_on in named)
    without = [row for row in register() if not row["URN"] and not is_held_on_purpose(row)]
    assert 0.08 <= len(without) / len(register()) <= 0.12
    assert all((row["School"], row["Postcode"]) in urn_of_place() for row in without)


def test_a_few_rows_are_held_on_purpose():
    held = [row for row in register() if is_held_on_purpose(row)]
    assert len(held) == len(load_seeds().held_rows) == 9
    assert sum(row["Programme"] not in programmes() for row in held) == 2
    assert sum(session_day(row) is None for row in held) == 2
    assert sum(row["Attendance"] not in MARKS for row in held) == 2
    assert sum(urn_of(row) is None for row in held) == 3


def test_people_keep_name_and_address():
    names: dict[str, set[tuple[str, str]]] = defaultdict(set)
    years: dict[str, set[str]] = defaultdict(set)
    for row in attended():
        names[row["Email"]].add((row["First name"], row["Last name"]))
        years[row["Email"]].add(academic_year_of(session_day(row)))
    assert all(len(found) == 1 for found in names.values())
    assert sum(len(found) > 1 for found in years.values()) > 300


def test_targets_are_valid_for_this_hub():
    settings = load_settings()
    targets = demonstration_targets()
    assert {target.academic_year for target in targets} == set(YEARS)
    assert {target.source for target in targets} == {"Demonstration target"}
    assert {target.local_authority for target in targets} == {None, *settings.la_codes}
    assert {target.phase for target in targets} == {None, "early years", "primary", "secondary", "post-16"}
    settings.model_validate({**settings.model_dump(), "targets": [target.model_dump() for target in targets]})


def test_the_demonstration_stands_in_the_hubs_local_authorities():
    areas = {area.code: area.name for area in load_seeds().areas if not area.outside}
    assert areas == dict(zip(load_settings().la_codes, load_settings().la_names, strict=True))
