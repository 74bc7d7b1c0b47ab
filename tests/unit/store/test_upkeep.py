"""What an import, an undo or an answer touches is worked out anew, with the same rows as everything worked out."""

import dataclasses
import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reach import ingest
from reach.store import Store
from reach.store.checks import breaches
from tests import effort
from tests.builders import attended, imported, register, table
from tests.builders.supports import support
from tests.definitions.hubs import EDGES, Hub, hubs, row_of_register, store_of
from tests.definitions.oracle import Row

SOMEWHERE = "Somewhere that no register knows"


@dataclasses.dataclass(frozen=True)
class Step:
    """Something that a user does, and with which of the things that there are."""

    does: str
    number: int
    rows: tuple[Row, ...]


def steps() -> st.SearchStrategy[list[Step]]:
    row = st.builds(
        Row,
        urn=st.integers(900001, 900009),
        programme=st.sampled_from(["PRI", "SEC", "ENR", "NET"]),
        activity=st.sampled_from(["A", "a", "B"]),
        on=st.sampled_from([*EDGES, dt.date(2021, 11, 9), dt.date(2022, 3, 1), dt.date(2022, 11, 9)]),
        session=st.integers(1, 2),
        person=st.sampled_from(["ada", "bob", "cy"]),
        word=st.sampled_from(["Attended", "Attended", "Absent", "Booked"]),
        file=st.just(1),
    )
    return st.lists(
        st.builds(
            Step,
            does=st.sampled_from([*DOING]),
            number=st.integers(0, 8),
            rows=st.lists(row, min_size=1, max_size=6).map(tuple),
        ),
        min_size=1,
        max_size=8,
    )


def import_a_register(store: Store, step: Step) -> None:
    urns = _urns(store)
    rows = [row_of_register(row) for row in step.rows if row.urn in urns]
    imported(store, *[register(rows)] * bool(rows))


def import_rows_that_are_held(store: Store, step: Step) -> None:
    rows = [row_of_register(row) | {"URN": "", "School": SOMEWHERE, "Email": "", "Pupils": "9"} for row in step.rows]
    imported(store, register(rows), register([attended(_urns(store)[0], "09/11/2021", programme="PRI")], "b.csv"))


def import_pupils(store: Store, step: Step) -> None:
    columns = ("Programme", "Activity", "Session date", "Session", "URN", "Pupils")
    rows = [(each.programme, each.activity, f"{each.on:%d/%m/%Y}", each.session, each.urn, 5) for each in step.rows]
    imported(store, table([dict(zip(columns, row, strict=True)) for row in rows], "pupils.csv"))


def import_supports(store: Store, step: Step) -> None:
    rows = [support(each.urn, 900001 + each.urn % 2, f"{each.on:%d/%m/%Y}", Programme="") for each in step.rows]
    imported(store, table(rows, "supports.csv"))


def undo(store: Store, step: Step) -> None:
    batches = store.read().rows(
        "select batch_id from import_batches where undone_at is null and contents not in ('schools') order by all"
    )
    if batches:
        ingest.undo(store, batches[step.number % len(batches)][0])


def settle(store: Store, step: Step) -> None:
    keys = store.read().rows("select distinct alias_key from held_rows where alias_key is not null order by all")
    urns: list[int | None] = [*_urns(store), None]
    if keys:
        answers = {keys[0][0]: urns[step.number % len(urns)]}
        ingest.settle(store, answers, answered_by="test")


def take_back(store: Store, _: Step) -> None:
    for (key,) in store.read().rows("select alias_key from school_aliases"):
        ingest.take_back(store, [key])


def hold_back(store: Store, step: Step) -> None:
    urns = _urns(store)
    ingest.hold_back(store, urns[step.number % len(urns)], "Trial", by="test")


DOING: dict[str, Callable[[Store, Step], Any]] = {
    each.__name__: each
    for each in (
        import_a_register,
        import_rows_that_are_held,
        import_pupils,
        import_supports,
        undo,
        settle,
        take_back,
        hold_back,
    )
}


@effort.examples(usual=12, thorough=600)
@given(hub=hubs(), doing=steps())
def test_what_is_touched_is_worked_out_as_everything_would_be(hub: Hub, doing: list[Step]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = store_of(hub, Path(folder) / "hub")
        for step in doing:
            DOING[step.does](store, step)
            with store.read().cursor() as cursor:
                assert breaches(cursor) == [], step


def _urns(store: Store) -> list[int]:
    return [urn for (urn,) in store.read().rows("select urn from establishments order by urn")]
