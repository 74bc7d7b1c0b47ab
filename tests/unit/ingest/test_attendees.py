"""Who gives no address stays one person while a school becomes another establishment."""

from pathlib import Path
from typing import Any

from reach import queries
from reach.ingest.personal_data import Person, personal_data
from reach.store import Store
from tests.builders import attended, establishments, filters, imported, link, links, new_store, register, school

SCHOOLS = [
    school(900001, closed="31-12-2022", number="2001"),
    school(900002, closed="31-12-2022", number="2002"),
    school(900003, opened="01-01-2023", number="2001"),
]
CONVERTED = [
    link(900003, "Predecessor - merged", 900001, "01-01-2023"),
    link(900003, "Predecessor - merged", 900002, "01-01-2023"),
]


def nameless(urn: int, on: str, **cells: Any) -> dict[str, Any]:
    """A row of somebody without an address."""
    return attended(urn, on, **{"Email": "", "Session": on[3:5].lstrip("0"), **cells})


BEFORE, AFTER = nameless(900001, "10/10/2022"), nameless(900003, "10/02/2023")


def people(store: Store) -> int:
    return int(queries.run("people_total", filters("2022/23"), store.read()).frame["people"].iloc[0])


def test_somebody_without_an_address_is_one_person_through_a_conversion(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    imported(store, establishments(SCHOOLS), links(CONVERTED), register([BEFORE, AFTER]))
    assert people(store) == 1
    total = queries.run("attendance_total", filters("2022/23"), store.read()).frame.iloc[0]
    assert (total["signed_up"], total["stayed"]) == (1, 1), "one person came to both sessions"
    assert len(personal_data(store, Person(name="Ada Lovelace", urn=900003))) == 2


def test_one_of_two_schools_that_became_one_goes_on(tmp_path: Path) -> None:
    """Two people of one name, at two schools that merge, are two; only at the school that goes on is one the same."""
    store = new_store(tmp_path)
    rows = [BEFORE, nameless(900002, "10/10/2022"), AFTER]
    imported(store, establishments(SCHOOLS), links(CONVERTED), register(rows))
    assert people(store) == 2


def test_the_conversion_may_be_known_only_later(tmp_path: Path) -> None:
    """What was imported before it was known says nothing new when it is imported again."""
    store = new_store(tmp_path)
    imported(store, establishments(SCHOOLS), register([BEFORE], "autumn.csv"))
    imported(store, links(CONVERTED), register([AFTER], "spring.csv"))
    assert people(store) == 1
    early = new_store(tmp_path / "early")
    imported(early, establishments(SCHOOLS), register([AFTER]))
    again = imported(early, links(CONVERTED), register([AFTER, nameless(900003, "10/03/2023", person="bob")]))
    assert people(early) == 2 and again[-1].loaded == 1
