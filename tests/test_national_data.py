"""A national-sized establishment register, its links and three years of attendance, end to end."""

import collections
import dataclasses
import datetime as dt
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reach import ingest, queries
from reach.ingest import Answers, Details, SourceFile, import_files, tables_in
from reach.matching import Directory
from reach.settings import PROJECT
from reach.store import Store, Version, listing
from reach.store.checks import breaches
from tests.builders import SETTINGS, filters, new_store
from tests.national import GENERATED, DataSet, Row, layout
from tests.typed import present
from tests.unit.ingest.test_import import contents

HELD = Answers(holds_unclear=True, takes_as_it_is=True)
"""Rows of which something is unclear are held, rather than asked about."""


def day(written: str) -> dt.date | None:
    return dt.datetime.strptime(written, "%d-%m-%Y").date() if written else None


def is_open(row: Row, on: dt.date) -> bool:
    opened, closed = day(row["OpenDate"]), day(row["CloseDate"])
    is_there = row["EstablishmentStatus (name)"] != "Proposed to open"
    return is_there and (opened is None or opened <= on) and (closed is None or on <= closed)


def of_hub(data: DataSet) -> list[Row]:
    return [row for row in data.establishments if row["LA (code)"] in SETTINGS.la_codes]


def test_every_row_is_accounted_for(national_data: DataSet, national_store: Store) -> None:
    batches = {batch["kind"]: batch for batch in listing.batches(national_store.read())}
    assert {kind: batch["read"] for kind, batch in batches.items()} == {
        "establishments": len(national_data.establishments),
        "links": len(national_data.links),
        "register": len(national_data.attendance),
    }
    for batch in batches.values():
        assert batch["read"] == batch["loaded"] + batch["unchanged"] + batch["held"] + batch["outside"]
    assert batches["establishments"]["loaded"] == len(of_hub(national_data))
    with national_store.read().cursor() as cursor:
        assert breaches(cursor) == []


def test_as_many_schools_are_open_as_the_register_says(national_data: DataSet, national_store: Store) -> None:
    found = national_store.read().rows(
        "select la_code, count(*) from schools where is_open(status, opened_on, closed_on, $day) group by all",
        {"day": national_data.register_date},
    )
    on = national_data.register_date
    assert dict(found) == collections.Counter(row["LA (code)"] for row in of_hub(national_data) if is_open(row, on))


def test_no_row_is_matched_to_a_wrong_school_and_what_is_decided_is_found(
    national_data: DataSet, national_store: Store
) -> None:
    """A school's URN of the time and its URN of today are the same school, whichever a row is matched to."""
    truth = national_data.truth("register.csv")
    version = national_store.read()
    tied = {frozenset(pair) for pair in version.rows("select old_urn, new_urn from conversions")}
    batch = next(batch["batch"] for batch in listing.batches(version) if batch["kind"] == "register")
    matched = {row["row"]: row["urn"] for row in listing.matches(version, batch)}
    wrong = [
        (line, urn, truth[line].urn)
        for line, urn in matched.items()
        if urn != truth[line].urn and frozenset((urn, truth[line].urn)) not in tied
    ]
    assert wrong == []
    assert len(truth) == len(national_data.attendance)
    assert not [line for line, said in truth.items() if said.urn and said.is_decided and line not in matched]


def test_what_people_type_into_other_tools_is_never_matched_to_a_wrong_school(
    national_data: DataSet, national_store: Store, tmp_path: Path
) -> None:
    shutil.copytree(national_store.folder, tmp_path / "hub")
    store = Store(tmp_path / "hub", SETTINGS)
    files = ["eventbrite.csv", "forms.xlsx", "teams.csv", "zoom.csv"]
    sources = [national_data.read(f"registers/{file}") for file in files]
    held = Answers(Details("Meeting", "CORE", dt.date(2023, 11, 14)), holds_unclear=True, takes_as_it_is=True)
    # Nothing in Zoom's file decides whether 11/09/2023 is in November.
    answers = {part.key: held for part in tables_in(sources)}
    answers |= {part.key: dataclasses.replace(held, month_first=True) for part in tables_in(sources[-1:])}
    batches = import_files(store, sources, imported_by="test", answers=answers)
    version = store.read()
    with version.cursor() as cursor:
        directory = Directory.from_store(cursor)
    found = decided = 0
    for file, batch in zip(files, batches, strict=True):
        assert batch.read == batch.loaded + batch.unchanged + batch.held + batch.outside
        truth = national_data.truth(file)
        matched = {row["row"]: row["urn"] for row in listing.matches(version, batch.batch_id or 0)}
        for line, urn in matched.items():
            right = truth[line].urn
            assert right and directory.is_same_school(urn, right), (file, line)
        expected = [line for line, said in truth.items() if said.urn and said.is_decided]
        decided += len(expected)
        found += sum(line in matched for line in expected)
    assert decided > 100 and found >= 0.95 * decided


def test_other_years_columns_and_a_round_trip_through_excel_say_the_same(
    national_data: DataSet, national_store: Store
) -> None:
    rows = of_hub(national_data)
    files = [layout.as_csv(rows, columns) for columns in layout.VINTAGES.values()]
    files += [layout.as_csv(layout.after_excel(rows))]
    for content in files:
        source = SourceFile(f"edubasealldata{national_data.register_date:%Y%m%d}.csv", content)
        (batch,) = import_files(
            national_store, [source], imported_by="test", dry_run=True, answers=Answers(takes_as_it_is=True)
        )
        assert (batch.read, batch.unchanged, batch.changed) == (len(rows), len(rows), 0)


def test_importing_again_changes_nothing_and_undo_restores_every_row(tmp_path: Path, national_data: DataSet) -> None:
    store = new_store(tmp_path)
    sources = national_data.sources
    import_files(store, sources[:2], imported_by="test", answers=HELD)
    before = contents(store)
    (_, _, batch) = import_files(store, sources, imported_by="test", answers=HELD)
    after, name = contents(store), store.read().name
    again = import_files(store, sources, imported_by="test", answers=HELD)
    assert [(each.batch_id, each.loaded) for each in again] == [(None, 0)] * 3
    assert [each.held for each in again] == [0, 0, batch.held], "what is held is held again"
    assert contents(store) == after and store.read().name == name
    ingest.undo(store, present(batch.batch_id))
    assert contents(store) == before


@pytest.mark.parametrize("year", ["2020/21", "2021/22", "2022/23", "2023/24"])
@pytest.mark.parametrize("period", ["year", "autumn", "spring", "summer"])
def test_parts_never_exceed_the_whole(national_store: Store, year: str, period: str) -> None:
    version, view = national_store.read(), filters(year, period=period)
    total = queries.run("reach_total", view, version).frame.iloc[0]
    by_la = queries.run("reach_by_la", view, version).frame
    crossed = queries.run("reach_by_la_phase", view, version).frame
    assert by_la["schools"].sum() == total["schools"] and by_la["reached"].sum() == total["reached"]
    assert (crossed["reached"] <= crossed["schools"]).all()
    by_phase = queries.run("reach_by_phase", view, version).frame.set_index("phase")
    assert crossed.groupby("phase")["reached"].sum().to_dict() == by_phase["reached"].to_dict()


YEAR, FIRST_DAY, LAST_DAY = "2022/23", dt.date(2022, 9, 1), dt.date(2023, 8, 31)
STRENGTH = ("Booked", "Absent", "Apologies", "Attended")


@pytest.mark.parametrize("rung", ["signed_up", "attended", "completed"])
def test_each_partners_schools_stand_on_the_rung_that_the_files_say(
    national_data: DataSet, national_store: Store, rung: str
) -> None:
    """Counted in plain Python, without the dashboard's definitions."""
    version = national_store.read()
    schools = open_row_of_each_urn(national_data)
    wanted = ["signed_up", "attended", "completed"].index(rung)
    expected = {
        (partner, school)
        for partner, school, reached in rungs_by_partner(national_data, version, schools)
        if reached >= wanted
    }
    frame = queries.run("partner_schools", filters(YEAR, counted_as=rung), version).frame
    found = set(frame.loc[frame["is_reached"], ["partner", "urn"]].itertuples(index=False, name=None))
    assert {(partner, urn) for partner, urn in found if urn in set(schools.values())} == expected
    assert len(expected) > 30


def rungs_by_partner(data: DataSet, version: Version, schools: dict[int, int]) -> Iterator[tuple[str, int, int]]:
    """Give partner, school and 0, 1 or 2 for who signed up, attended or completed: for each person and activity."""
    batch = next(batch["batch"] for batch in listing.batches(version) if batch["kind"] == "register")
    matched = {row["row"]: row["urn"] for row in listing.matches(version, batch)}
    best: dict[tuple[Any, ...], int] = {}
    leads: dict[tuple[Any, ...], str] = {}
    for line, row in enumerate(data.attendance, start=2):
        held_on = dt.datetime.strptime(row["Session date"], "%d/%m/%Y").date()
        if line not in matched or not FIRST_DAY <= held_on <= LAST_DAY:
            continue
        urn = matched[line]
        activity = (row["Programme"], row["Activity"].casefold())
        # Without an address, people are known by their name at a school, whichever URN it had.
        name = (row["First name"].casefold(), row["Last name"].casefold(), schools.get(urn, urn))
        key = ((*activity, held_on, row["Session"]), row["Email"].casefold() or name, schools.get(urn))
        best[key] = max(best.get(key, 0), STRENGTH.index(row["Attendance"]))
        leads[activity] = row["Lead partner"] or leads.get(activity, "No lead given")
    held = collections.Counter(session[:2] for session in {session for (session, *_), mark in best.items() if mark})
    came: collections.Counter[tuple[Any, ...]] = collections.Counter()
    for (session, person, school), mark in best.items():
        came[session[:2], person, school] += mark == STRENGTH.index("Attended")
    for (activity, _, school), times in came.items():
        has_completed = held[activity] >= 2 and 4 * times >= 3 * held[activity]
        if school:
            yield leads[activity], school, 2 if has_completed else 1 if times else 0


def open_row_of_each_urn(data: DataSet) -> dict[int, int]:
    """Give for each URN the one of its school that is open on the year's last day and in scope; where one is, alone."""
    school = {int(row["URN"]): {int(row["URN"])} for row in data.establishments}
    for link in data.links:
        kind, urns = link["LinkType"], (int(link["URN"]), int(link["LinkURN"]))
        if kind.startswith(("Predecessor", "Successor")) or kind == "Result of Amalgamation":
            tied = school.get(urns[0], {urns[0]}) | school.get(urns[1], {urns[1]})
            school |= dict.fromkeys(tied, tied)
    open_rows = {int(row["URN"]): row for row in data.establishments if is_open(row, LAST_DAY)}
    found = {}
    for urn, tied in school.items():
        there = [each for each in tied if each in open_rows]
        if len(there) == 1 and is_in_scope(open_rows[there[0]]):
            found[urn] = there[0]
    return found


def is_in_scope(row: Row) -> bool:
    scope = SETTINGS.scope
    return (
        row["LA (code)"] in SETTINGS.la_codes
        and row["EstablishmentTypeGroup (name)"] in scope.type_groups
        and row["TypeOfEstablishment (name)"] not in scope.independent_types
    )


def test_the_register_has_what_is_odd_in_the_dfes(national_data: DataSet) -> None:
    """Else the tests of this data would prove less than they say."""
    rows, hub = national_data.establishments, of_hub(national_data)
    on = national_data.register_date
    assert len(national_data.establishments[0]) == len(layout.COLUMNS)
    assert tuple(national_data.establishments[0]) == layout.COLUMNS
    for heading, cells in {
        "EstablishmentStatus (name)": {"Open", "Closed", "Open, but proposed to close", "Proposed to open"},
        "TrustSchoolFlag (name)": {"Supported by a multi-academy trust", "Supported by a trust", "Not applicable"},
        "PhaseOfEducation (name)": {"Nursery", "Primary", "Secondary", "16 plus", "All-through", "Not applicable"},
        "OpenDate": {"", "01-01-1900"},
        "NumberOfPupils": {""},
        "PercentageFSM": {""},
    }.items():
        assert cells <= {row[heading] for row in hub}, heading
    assert {"Welsh schools", "Independent schools"} <= {row["EstablishmentTypeGroup (name)"] for row in rows}
    closing = [row for row in hub if row["EstablishmentStatus (name)"] == "Open, but proposed to close"]
    assert any(row["CloseDate"] and is_open(row, on) for row in closing)
    assert any("’" in row["LinkName"] for row in national_data.links), "a curly apostrophe"
    assert any(row["EstablishmentNumber"].startswith("0") for row in rows)
    foundation = [row for row in hub if row["TypeOfEstablishment (name)"] == "Foundation school"]
    assert any(row["Trusts (name)"] for row in foundation)
    open_ones = [row for row in hub if is_open(row, on)]
    names = collections.Counter(row["EstablishmentName"].replace("’", "'") for row in open_ones)
    assert max(names.values()) > 1
    assert {row["EstablishmentName"] for row in rows if row["LA (code)"] not in SETTINGS.la_codes} & set(names)
    numbers = collections.Counter((row["LA (code)"], row["EstablishmentNumber"]) for row in hub)
    assert sum(count > 1 for (_, number), count in numbers.items() if number) > 20


def test_the_links_are_as_incomplete_as_the_dfes(national_data: DataSet) -> None:
    links = national_data.links
    pairs = collections.defaultdict(set)
    for link in links:
        pairs[link["LinkType"].split(" ")[0]].add((link["URN"], link["LinkURN"]))
    old_and_new = pairs["Successor"] | {(other, urn) for urn, other in pairs["Predecessor"]}
    assert 0.15 < sum(not link["LinkEstablishedDate"] for link in links) / len(links) < 0.35
    assert {(other, urn) for urn, other in pairs["Successor"]} ^ pairs["Predecessor"], "known from one side"
    assert any((new, old) in old_and_new for old, new in old_and_new), "a circle"
    assert max(collections.Counter(urn for urn, _ in pairs["Successor"]).values()) > 1
    assert {"Other", "Sixth Form Centre Link", "Result of Amalgamation"} <= {link["LinkType"] for link in links}
    assert {"Predecessor - merged", "Successor - Split School"} <= {link["LinkType"] for link in links}


def test_the_invented_register_is_the_same_each_time() -> None:
    script = (
        "import hashlib; from tests.national import GENERATED;"
        "print(hashlib.sha256(b''.join(GENERATED.read(path).content for path in GENERATED.paths('*'))).hexdigest())"
    )
    ours = hashlib.sha256(b"".join(GENERATED.read(path).content for path in GENERATED.paths("*"))).hexdigest()
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT,
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ours
