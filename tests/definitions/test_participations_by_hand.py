"""Who took part in what: the one table that figures of people, sign-ups and completion are made from, by hand."""

import re
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from reach import queries
from reach.settings import PROJECT
from reach.store import Store
from tests.builders import attended, filters, hub, link, school
from tests.builders.attendance import course, one_course

COLUMNS = ["attended_urn", "urn", "sessions_held", "expected", "attended", "has_completed", "has_ever_come"]


def participations(store: Store, period: str = "year", academic_year: str = "2022/23") -> pd.DataFrame:
    with store.read().cursor() as cursor:
        return cursor.execute(
            "from participations where academic_year = $academic_year and period = $period "
            "order by activity_id, attendee, attended_urn",
            {"academic_year": academic_year, "period": period},
        ).df()


def converted(folder: Path, attendance: str = "Attended") -> Store:
    """A school that becomes another in February, whose teacher comes to two sessions before and two after it."""
    return hub(
        folder,
        [school(900001, closed="31-01-2023", number="2001"), school(900002, opened="01-02-2023", number="2001")],
        [
            attended(900001, "10/10/2022", session=1),
            attended(900001, "10/11/2022", session=2),
            attended(900002, "10/03/2023", session=3),
            attended(900002, "20/03/2023", session=4, attendance=attendance),
        ],
        [link(900002, "Predecessor", 900001, "01-02-2023")],
    )


def test_who_came_under_two_urns_of_one_school_completes_with_both_together(tmp_path: Path) -> None:
    store = converted(tmp_path)
    assert participations(store)[COLUMNS].to_numpy().tolist() == [
        [900001, 900002, 4, 2, 2, True, True],
        [900002, 900002, 4, 2, 2, True, True],
    ]
    assert participations(store, "autumn")[COLUMNS].to_numpy().tolist() == [[900001, 900001, 2, 2, 2, True, True]]
    total = queries.run("attendance_total", filters(), store.read()).frame.iloc[0]
    assert (total["signed_up"], total["stayed"], total["times_attended"]) == (1, 1, 4)
    assert queries.run("people_total", filters(), store.read()).frame["people"].tolist() == [1]
    partner = queries.run("partner_schools", filters(counted_as="completed"), store.read()).frame.iloc[0]
    assert (partner["urn"], partner["rung"], partner["people"]) == (900002, "completed", 1)
    with_three = converted(tmp_path / "three", "Absent")
    assert participations(with_three)["has_completed"].tolist() == [True, True]  # three of four


def test_a_completion_in_a_term_is_judged_on_the_year_so_far(tmp_path: Path) -> None:
    """Three sessions in the autumn, two in the spring, one in the summer: ada comes only in the autumn."""
    store = one_course(tmp_path, {"ada": "xxx---", "bob": "xxxxx-", "cy": "----xx", "dot": "xx-xx-"})

    def completed(period: str) -> dict[int, bool]:
        found = participations(store, period).sort_values("attended_so_far")
        return dict(zip(found["attended_so_far"], found["has_completed"], strict=True))

    assert set(participations(store, "spring")["sessions_held"]) == {2}
    assert set(participations(store, "spring")["sessions_so_far"]) == {5}
    assert completed("spring") == {1: False, 3: False, 4: True, 5: True}
    assert completed("year") == {2: False, 3: False, 4: False, 5: True}
    spring = participations(store, "spring")
    assert (
        spring["has_completed"].sum()
        == queries.run("attendance_total", filters(period="spring"), store.read()).frame["stayed"].iloc[0]
    )


def test_who_came_in_another_term_is_no_no_show(tmp_path: Path) -> None:
    store = one_course(tmp_path, {"ada": "xxx---", "bob": "------"})
    spring = participations(store, "spring")
    assert sorted(spring["has_ever_come"].tolist()) == [False, True]
    assert spring["attended"].tolist() == [0, 0]
    total = queries.run("attendance_total", filters(period="spring"), store.read()).frame.iloc[0]
    assert (total["signed_up"], total["no_shows"]) == (2, 1)


def test_who_comes_from_nowhere_that_counts_takes_a_place_and_is_in_no_figure(tmp_path: Path) -> None:
    schools = [school(900001), school(900002, closed="31-08-2020")]
    store = hub(tmp_path, schools, [*course(900001, {"ada": "xx"}), *course(900002, {"bob": "xx"})])
    found = participations(store)
    assert found["urn"].isna().tolist().count(True) == 1
    with store.read().cursor() as cursor:
        taken = cursor.execute("select signed_up from places_taken where academic_year = '2022/23' and period = 'year'")
        assert taken.fetchall() == [(2,)]
    assert queries.run("people_total", filters(), store.read()).frame["people"].tolist() == [1]


def test_an_activity_can_be_worked_out_anew_by_itself(tmp_path: Path) -> None:
    """Nothing that a row says follows from another activity, so an import need touch only its own."""
    rows = [*course(900001, {"ada": "xx-", "bob": "---"}), *course(900001, {"ada": "x-"}, activity="Group 2")]
    store = hub(tmp_path, [school(900001)], rows)
    with duckdb.connect() as copy:
        everything = participations_of(copy, store)
        (activity,) = copy.execute("select min(activity_id) from participations").fetchone() or ()
        copy.execute("delete from participations where activity_id = $activity", {"activity": activity})
        assert len(everything) > copy.execute("from participations").df().shape[0] > 0
        copy.execute("insert into participations from anew where activity_id = $activity", {"activity": activity})
        again = copy.execute("from participations order by all").df()
    pd.testing.assert_frame_equal(everything, again)


def participations_of(copy: duckdb.DuckDBPyConnection, store: Store) -> pd.DataFrame:
    """Copy the table, and what is worked out anew, to a store of its own; give the table."""
    with store.read().cursor() as cursor:
        for table, source in (("participations", "participations"), ("anew", "computed_participations()")):
            frame = cursor.execute(f"from {source}").df()
            copy.register("frame", frame)
            copy.execute(f"create table {table} as from frame")
    return copy.execute("from participations order by all").df()


def test_one_macro_holds_the_completion_rule() -> None:
    rule: dict[str, Any] = {
        file.name: len(re.findall(r"0\.75 \*|\* 0\.75|>= 3 / 4", file.read_text(encoding="utf-8")))
        for file in (PROJECT / "queries").rglob("*.sql")
    }
    assert {name: times for name, times in rule.items() if times} == {"01_rules.sql": 1}


def test_figures_of_people_are_asked_of_the_table_and_not_of_registers() -> None:
    """Registers are asked only where it matters who was at which session, and by one view."""
    assert _files_that_ask("attendances") == {
        # What registers say, put together, and what follows from it; in 05 also by a week or day, for targets and
        # projections.
        "04_attendances.sql",
        "05_lineages.sql",
        "06_engagement.sql",
    }
    assert _files_that_ask("session_marks", "attendance_facts") == {
        "04_attendances.sql",
        # Turn by turn.
        "13_attendance.sql",
        "activity_register.sql",
        "retention.sql",
        # The sessions that a school was at, or sat in together with others.
        "12_school.sql",
        "19_compare.sql",
        "schools_alongside.sql",
        "strand_panels.sql",
    }


def _files_that_ask(*relations: str) -> set[str]:
    asks = re.compile(rf"(from|join) ({'|'.join(relations)})\b")
    return {file.name for file in (PROJECT / "queries").rglob("*.sql") if asks.search(file.read_text(encoding="utf-8"))}
