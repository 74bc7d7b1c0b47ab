"""Every query answers the same on a shared store, and on the folder that it is copied back into."""

from pathlib import Path

import pytest

from reach import queries
from reach.report.answers import PackContext
from reach.store import Store
from reach.store.checks import breaches
from reach.store.copying import copy_store
from tests.golden.answers import AnswersOnItsDay
from tests.golden.as_text import result_text
from tests.golden.fixed_hub import SETTINGS, TODAY
from tests.golden.test_queries import asked
from tests.postgres import Postgres, forget_connections
from tests.skips import needs_postgres


@needs_postgres
def test_every_query_answers_the_same_on_a_shared_store(
    fixed_store: Store, answers: AnswersOnItsDay, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    postgres: Postgres = request.getfixturevalue("postgres")
    database = postgres.new_database()
    shared, elsewhere = (
        Store(postgres.address(database, tmp_path / "data", tmp_path / name), SETTINGS) for name in ("one", "two")
    )
    back = Store(tmp_path / "back", SETTINGS)
    copy_store(fixed_store, shared)
    copy_store(elsewhere, back)  # which has what the first has put into the lake, and nothing else
    forget_connections()
    assert breaches(back.read().connection) == []
    assert back.secret == fixed_store.secret
    copied = AnswersOnItsDay(back.read())
    different = []
    for name in queries.names():
        _, filters, choices = next(asked(name))
        one, other = (
            result_text(PackContext(SETTINGS, filters, each, TODAY).ask(name, **choices)) for each in (answers, copied)
        )
        different += [name] * (one != other)
    assert different == []
