"""What an adviser sees follows from their own local authorities alone: whatever happens elsewhere, nothing changes.

So no figure of another one can be worked out from what they see, by subtraction or otherwise.
"""

import dataclasses
import datetime as dt
import shutil
from typing import Any

import pandas as pd
import pytest

from reach import ingest, queries
from reach.access import Visitor, allowed_answers
from reach.access.allowed_answers import ADVISERS_SEE, Seen
from reach.disclosure import WithheldError
from reach.ingest.chart_notes import NoteScope
from reach.report.answers import Answers, Question
from reach.settings import Settings
from reach.store import Store
from reach.store.history import Kind
from reach.store.upkeep import work_out
from tests.choices.chosen import choices_asked, choices_of, filters_asked, filters_of
from tests.choices.hubs import ChoiceHub
from tests.choices.hubs import demonstration as as_choice_hub
from tests.choices.pairs import Row, all_pairs, each_value

THEIRS = ("876",)
ADVISER = Visitor("adviser@council.example", "adviser", THEIRS)

# What happened elsewhere, as different as can be: who came did not, and the other way round.
ELSEWHERE = """
    update register_rows set
        attendance = case attendance when 'attended' then 'absent' when 'absent' then 'attended' else attendance end,
        pupils = pupils * 3
    where urn not in (select urn from schools where la_code = '876');
    delete from candidate_stage_rows where la_code <> '876' or la_code is null;
    delete from support_rows where supported_urn not in (select urn from schools where la_code = '876');
    delete from hold_back_rows where urn not in (select urn from schools where la_code = '876');
    delete from target_rows where la_code <> '876' or la_code is null;
"""


CAME_TWICE = """
    select urn from schools
    where la_code = '876' and urn in (select urn from engagement where rung_level >= 2 group by urn having count(*) > 1)
    order by urn
"""

BECAME_ANOTHER = """
    select min(link.urn)
    from school_links as link
    inner join schools on link.urn = schools.urn
    where schools.la_code = '876'
"""

NAMES_ELSEWHERE = """
    select name from schools where la_code <> '876'
    except
    select name from schools where la_code = '876'
"""


@pytest.fixture(scope="module")
def two_worlds(demonstration: Store, tmp_path_factory: pytest.TempPathFactory) -> tuple[ChoiceHub, Store]:
    """A hub, and the same where everything is different in the other local authorities."""
    here, elsewhere = (tmp_path_factory.mktemp(name) / "hub" for name in ("here", "elsewhere"))
    shutil.copytree(demonstration.folder, here)
    store = Store(here, demonstration.settings)
    came = [urn for (urn,) in store.read().rows(CAME_TWICE)]
    ((old,),) = store.read().rows(BECAME_ANOTHER)
    ingest.hold_back(store, came[0], "Control school of a trial", by="test", today=dt.date(2026, 5, 1))
    for scope in (NoteScope(local_authority="876"), NoteScope(local_authority="344")):
        ingest.add_chart_note(
            store, "Registers came late", dated_on=dt.date(2026, 2, 2), scope=scope, recorded_by="test"
        )
    shutil.copytree(here, elsewhere)
    other = Store(elsewhere, demonstration.settings)
    with other.write("Changed elsewhere", kind=Kind.EDIT) as connection:
        connection.execute(ELSEWHERE)
        work_out(connection)
    hub = dataclasses.replace(as_choice_hub(store), urns={"today's": came[0], "old": old, "unknown": 999_999})
    return hub, other


def answer_of(answers: Answers, question: Question) -> pd.DataFrame | None:
    try:
        result = answers.answer(question)
    except WithheldError:
        return None
    frame = result.frame.astype(object).where(result.frame.notna(), None)
    return frame.assign(_low=str(sorted(result.low)), _hidden=str(sorted(result.hidden)))


def questions(query: str, hub: ChoiceHub, settings: Settings) -> list[Question]:
    rows: list[Row] = each_value(all_pairs({**filters_asked(query), **choices_asked(query)})) or [{}]
    found = []
    for row in rows:
        filters = ADVISER.narrowed(filters_of(hub, row))
        choices: dict[str, Any] = choices_of(hub, row)
        found.append(Question(query, filters, tuple(sorted(choices.items()))))
    return found


def test_every_query_has_a_decision() -> None:
    assert set(ADVISERS_SEE) == set(queries.names())


@pytest.mark.parametrize("query", [name for name, seen in ADVISERS_SEE.items() if seen is not Seen.NOTHING])
def test_nothing_they_see_changes_with_what_happens_elsewhere(two_worlds: tuple[ChoiceHub, Store], query: str) -> None:
    hub, elsewhere = two_worlds
    settings = hub.store.settings
    here, there = (allowed_answers(ADVISER, store.read(), settings) for store in (hub.store, elsewhere))
    others = {name for (name,) in hub.store.read().rows(NAMES_ELSEWHERE)}
    answered = 0
    for question in questions(query, hub, settings):
        ours, theirs = answer_of(here, question), answer_of(there, question)
        assert (ours is None) == (theirs is None), question
        if ours is not None and theirs is not None:
            answered += len(ours)
            assert not {each for column in ours for each in ours[column] if isinstance(each, str)} & others, question
            pd.testing.assert_frame_equal(ours, theirs, obj=str(question))
    assert answered or query in NOTHING_IN_HALTON


NOTHING_IN_HALTON = {"la_outlines"}
