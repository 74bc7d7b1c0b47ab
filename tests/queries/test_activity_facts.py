"""One activity as a whole."""

from pathlib import Path
from typing import Any

from reach import queries
from reach.store import Store
from tests.builders import filters, hub, imported, link, school, table
from tests.builders.attendance import course, one_course, with_activities
from tests.rows import record_of


def activity_id(store: Store) -> str:
    return str(queries.run("activity_list", filters(), store.read()).frame["activity_id"].iloc[0])


def facts(store: Store, **chosen: Any) -> dict[str, Any]:
    answer = queries.run("activity_facts", filters(**chosen), store.read(), {"activity_id": activity_id(store)})
    return record_of(answer.frame)


def test_it_says_what_the_activity_is_and_what_became_of_everybody(tmp_path: Path) -> None:
    rows = [
        *course(
            900001, {"ada": "xxxx", "bob": "xx--", "cy": "a---", "di": "----"}, **{"Lead partner": "Alsager School"}
        ),
        *course(900002, {"visitor": "xxxx"}),
    ]
    store = with_activities(
        hub(tmp_path, [school(900001), school(900002, la="999")], rows), {"Places": 20, "Mode": "Blended"}
    )
    row = facts(store)
    assert (row["programme_name"], row["strand_name"]) == (
        "Mastering Number at Reception and KS1",
        "CPD and school-to-school support",
    )
    assert (row["lead_partner"], row["delivery_mode"], row["places"]) == ("Alsager School", "blended", 20)
    assert (f"{row['first_on']:%d/%m/%Y}", f"{row['last_on']:%d/%m/%Y}") == ("10/10/2022", "10/02/2023")
    assert (row["schools"], row["signed_up"], row["came"], row["stayed"]) == (2, 5, 3, 2)
    assert (row["sent_apologies"], row["no_shows"]) == (1, 1)
    assert row["share_attended"] == 10 / 20


def test_neither_period_nor_schools_narrow_it(tmp_path: Path) -> None:
    store = one_course(tmp_path, {"ada": "xxxxx", "bob": "x----"})
    assert facts(store, period="summer", la_codes=["344"]) == facts(store)


def test_sessions_to_come_are_separate_from_registers_not_marked(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xb"}), *course(900001, {"ada": "..b"})]
    rows[-1]["Session date"] = "10/10/2030"
    row = facts(hub(tmp_path, [school(900001)], rows))
    assert (row["sessions_held"], row["sessions_not_marked"], row["sessions_to_come"]) == (1, 1, 1)


def test_pupils_are_summed(tmp_path: Path) -> None:
    store = one_course(tmp_path, {"ada": "x"})
    counts = {"Activity": "Group 1", "Programme": "MNRKS1", "Session": 1, "School": "", "URN": 900001, "Postcode": ""}
    days = [counts | {"Session date": day, "Pupils": 30} for day in ("10/10/2022", "11/10/2022")]
    imported(store, table(days, "pupils.csv"))
    assert facts(store)["pupils"] == 60 and facts(store)["sessions_held"] == 2


def test_an_activity_that_is_not_there_has_no_row(tmp_path: Path) -> None:
    store = one_course(tmp_path, {"ada": "x"})
    assert queries.run("activity_facts", filters(), store.read(), {"activity_id": "none"}).frame.empty


def test_a_school_that_became_another_is_counted_as_at_the_period(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "x"}), *course(900002, {"bob": "x"})]
    schools = [school(900001, closed="31-12-2022"), school(900002)]
    store = hub(tmp_path, schools, rows, [link(900001, "Successor", 900002)])
    assert (facts(store, period="autumn")["schools"], facts(store)["schools"]) == (2, 1)


def test_only_sessions_held_are_stayed_for_and_missed(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xxbb", "bob": "aabb"})]
    row = facts(hub(tmp_path, [school(900001)], rows))
    assert (row["stayed"], row["sent_apologies"]) == (1, 1)
