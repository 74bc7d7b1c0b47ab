"""A public pack is attacked: nobody who solves its tables learns which of the values from 1 to 4 a small count has."""

import dataclasses
import datetime as dt
import re
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reach.queries import Result
from reach.report import Addition, ChosenFilters, FromStore, Pack, PackError, Recipe, make_pack
from reach.report.protection.declared import TABLES
from reach.settings import Settings
from reach.store import Store
from tests import effort
from tests.builders import SETTINGS
from tests.definitions.attacker import PEOPLE, Attacker, small_counts
from tests.definitions.hubs import SETTINGS as SETTINGS_OF_CHANCE
from tests.definitions.hubs import Hub, choices, hubs, store_of

THINGS = ("activities", "reached", "las_reached")
COUNTED = {"attendance_by_programme", "attendance_by_la", "attendance_by_mode", "attendance_by_phase"}
ADDED = (
    ("attendance.attendance_rate", '{"breakdown": "la"}'),
    ("attendance.attendance_rate", '{"breakdown": "phase"}'),
    ("attendance.attendance_outcomes", '{"breakdown": "mode"}'),
    ("attendance.attendance_rate", '{"breakdown": "term"}'),
)


def packs(store: Store, hub: Settings, filters: ChosenFilters, *, added: bool) -> tuple[Pack, Pack]:
    """Make the hub's own pack, and the public one."""
    additions = tuple(Addition(make=make, options=options, filters=filters) for make, options in ADDED if added)
    recipe = Recipe.usual(filters).model_copy(update={"additions": additions})
    public = recipe.model_copy(update={"audience": "public"})
    answers, day = FromStore(store.read()), dt.datetime(2026, 11, 24, 9, 0)
    own, everybodys = (make_pack(each, answers, hub, made_at=day, made_by="test") for each in (recipe, public))
    return own, everybodys


def results(pack: Pack) -> list[Result]:
    return [each.exhibit.result for each in pack.exhibits]


def attack(own: Pack, public: Pack) -> None:
    attacker = Attacker(results(public))
    small = list(small_counts(results(own), attacker))
    if small:
        # Two groups with somebody in each are two at least: the noughts, always shown, say so whatever else is hidden.
        noughts_alone = Attacker([all_hidden(each) for each in results(own)])
        assert not set(attacker.impossible(small)) - set(noughts_alone.impossible(small))


def all_hidden(result: Result) -> Result:
    """Hide every count that may be hidden, but 0."""
    frame = result.frame.copy()
    if result.query.name in TABLES:
        for column in set(frame.columns) & {*PEOPLE, *THINGS, "people_in_total"}:
            frame[column] = frame[column].mask(frame[column] > 0)
    return dataclasses.replace(result, frame=frame)


def keeps_the_rule(public: Pack) -> None:
    """No count of people from 1 to 4 is shown, no share of fewer than ten, and no sentence says what is hidden."""
    for result in results(public):
        assert result.output_class == "public"
        frame = result.frame
        for column in set(PEOPLE) & set(frame.columns):
            assert not frame[column].between(1, 4).any()
        for row, column in result.hidden:
            assert pd.isna(frame[column].iloc[row])
        if result.query.name in COUNTED:
            few = frame[(frame["signed_up"] < 10) | (frame["signed_up"].isna() & ~(frame["came"] >= 10).fillna(False))]
            assert few[[column for column in frame.columns if column.startswith("share_")]].isna().all(axis=None)
    said = " ".join(each.exhibit.sentence for each in public.exhibits)
    assert not re.search(r"\bnan\b|<NA>|\bNone\b(?! of )", said)


VIEWS = [
    ({"academic_year": "2024/25", "period": "spring"}, True),
    ({"academic_year": "2023/24", "period": "autumn", "la_codes": ("876",)}, False),
    ({"academic_year": "2024/25", "phases": ("post-16",)}, True),
    ({"academic_year": "2024/25", "period": "summer", "strands": ("recruitment", "leadership")}, False),
    ({"academic_year": "2022/23", "la_codes": ("876", "344"), "light_touch": True}, True),
]


@pytest.mark.parametrize(("chosen", "added"), effort.some_of(VIEWS, 1, name="packs attacked"))
def test_the_demonstration_withstands(demonstration: Store, chosen: dict[str, Any], added: bool) -> None:
    own, public = packs(demonstration, SETTINGS, ChosenFilters(**chosen), added=added)
    keeps_the_rule(public)
    attack(own, public)


def test_national_data_withstand(national_store: Store) -> None:
    own, public = packs(national_store, SETTINGS, ChosenFilters(academic_year="2022/23", period="spring"), added=False)
    keeps_the_rule(public)
    attack(own, public)


@effort.examples(usual=2, thorough=60)
@given(hub=hubs(), view=choices(), added=st.booleans())
def test_hubs_of_few_people_withstand(hub: Hub, view: dict[str, Any], added: bool) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = store_of(hub, Path(folder))
        try:
            own, public = packs(store, SETTINGS_OF_CHANCE, ChosenFilters(**view), added=added)
        except PackError:
            assume(False)
        keeps_the_rule(public)
        attack(own, public)
