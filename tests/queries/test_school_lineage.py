"""What a school was before, and what it has become."""

from pathlib import Path

from tests.builders import attended, hub, link, school
from tests.builders.one_school import ask, converted, days


def test_a_chain_is_listed_from_the_oldest_on_with_dates_and_link_types(tmp_path: Path) -> None:
    schools = [school(900000, "Sine School", closed="31-08-2015", number="1999"), *converted(opened="01-09-2015")]
    linked = [
        link(900001, "Predecessor - amalgamated", 900000),
        link(900001, "Successor", 900002, "01-04-2022"),
        link(900002, "Predecessor", 900001, "01-04-2022"),
    ]
    store = hub(tmp_path, schools, [attended(900001, "10/10/2021")], linked)
    frame = ask(store, "school_lineage", 900002)
    assert list(zip(frame["old_urn"], frame["new_urn"], strict=True)) == [(900000, 900001), (900001, 900002)]
    # Where a link has no day, it is the one on which the later school opened.
    assert days(frame["linked_on"]) == ["01/09/2015", "01/04/2022"]
    assert frame["link_types"].tolist() == ["Predecessor - amalgamated", "Predecessor, Successor"]
    assert frame["is_counted_here"].tolist() == [True, True]


def test_what_ties_nothing_and_siblings_are_not_listed(tmp_path: Path) -> None:
    schools = [school(900001, closed="31-03-2022"), *[school(urn, opened="01-04-2022") for urn in (900002, 900003)]]
    linked = [
        link(900001, "Successor - Split School", 900002, "01-04-2022"),
        link(900001, "Successor - Split School", 900003, "01-04-2022"),
        link(900002, "Sixth Form Centre Link", 900003),
    ]
    store = hub(tmp_path, schools, [attended(900001, "10/10/2021")], linked)
    first, second = ask(store, "school_lineage", 900002), ask(store, "school_lineage", 900003)
    assert first["old_urn"].tolist() == second["old_urn"].tolist() == [900001]
    # What was attended before a split counts for one of the two.
    assert (first["is_counted_here"].tolist(), second["is_counted_here"].tolist()) == ([True], [False])


def test_a_circle_of_links_comes_to_an_end(tmp_path: Path) -> None:
    schools = [school(900001), school(900002)]
    linked = [link(900001, "Successor", 900002), link(900002, "Successor", 900001)]
    frame = ask(hub(tmp_path, schools, [attended(900001, "10/10/2022")], linked), "school_lineage", 900001)
    assert set(zip(frame["old_urn"], frame["new_urn"], strict=True)) == {(900001, 900002), (900002, 900001)}
    assert not frame["is_counted_here"].any()
