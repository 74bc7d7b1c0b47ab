"""All public figures of a hub are attacked together: whoever has all of them cannot tell what a small count is."""

import datetime as dt
import itertools
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from reach import queries
from reach.disclosure import Groups, public_result
from reach.disclosure.declared import COMPARED, TABLES
from reach.disclosure.groups import Group
from reach.disclosure.intervals import plain
from reach.filters import Filters
from reach.queries import Result
from reach.report import READERS, Addition, ChosenFilters, FromStore, Pack, Recipe, make_pack
from reach.settings import Settings
from reach.store import Store, Version
from tests import effort
from tests.builders import SETTINGS, attended, hub, imported, register, school
from tests.definitions.attacker import GROUPS, Attacker, Cell, Interval, Shown, ShownShare, cells_of
from tests.definitions.hubs import SETTINGS as SETTINGS_OF_CHANCE
from tests.definitions.hubs import Hub, hubs, store_of

PERIODS = ("year", "autumn", "spring", "summer")
PERIODS_TRIED = PERIODS if effort.is_thorough() else ("year", "autumn")
CHOICES = {"measure": None, "breakdown": "total", "other_year": "2023/24", "other_period": "year"}


def asked_of(
    version: Version, settings: Settings, views_asked: Iterable[Filters], day: int = 0
) -> Iterator[Shown | ShownShare]:
    """Give everything that public tables show of some views."""
    groups = Groups(settings, lambda name, each: queries.run(name, each, version))
    for filters in views_asked:
        yield from shown_of(version, groups, settings, filters, day)


def shown_of(
    version: Version, groups: Groups, settings: Settings, filters: Filters, day: int
) -> Iterator[Shown | ShownShare]:
    for name in (*GROUPS, COMPARED):
        places = ("la", "la_phase") if name == COMPARED else ("",)
        for breakdown in places:
            others = CHOICES | {"breakdown": breakdown, "other_period": filters.period} if breakdown else {}
            true = queries.run(name, filters, version, others)
            public = public_result(true, others, groups, settings)
            yield from cells_of(true, public, (filters.independent, filters.light_touch, day), knower(groups, settings))


def knower(groups: Groups, settings: Settings) -> Interval:
    """Say between what and what each count lies for whoever knows the rule and all that it rests on."""
    strand_of = {programme.code: programme.strand for programme in settings.programmes}

    def interval(cell: Cell, filters: Filters, true: int) -> tuple[int, int]:
        found = groups.count(cell.measure, *group_of(cell, filters, strand_of))
        if found is None:
            assert not true, cell  # a lead partner whose activities nobody came to
            return 0, 0
        assert found.true == true, cell
        return found.least, found.most

    return interval


def group_of(cell: Cell, filters: Filters, strand_of: dict[str, str]) -> tuple[Filters, Group]:
    filters = filters.with_changes(period=cell.period)
    if cell.phase and filters.phases != tuple(cell.phase.split("/")):
        filters = filters.with_changes(phases=(cell.phase,))
    named = {
        "la": cell.la if len(filters.la_codes) > 1 else "",
        "strand": strand_of.get(cell.programme, cell.strand),
        "programme": cell.programme,
        "partner": cell.partner,
        "mode": cell.mode,
        "length": cell.length,
    }
    return filters, Group(**{dimension: value for dimension, value in named.items() if value})


def views(settings: Settings, year: str, periods: Sequence[str], las: Iterable[tuple[str, ...]]) -> list[Filters]:
    return [
        Filters.choose(settings, year, period=period, la_codes=codes)
        for period, codes in itertools.product(periods, las)
    ]


def attacked(shown: Iterable[Shown | ShownShare], settings: Settings) -> tuple[Attacker, dict[Cell, set[int]]]:
    attacker = Attacker(shown, {programme.code: programme.strand for programme in settings.programmes})
    return attacker, attacker.found()


ALL_AND_EACH_LA = [(), *((code,) for code in SETTINGS.la_codes)]
TOGETHER = [
    ("2024/25", ("spring",), ALL_AND_EACH_LA),
    ("2024/25", PERIODS, ALL_AND_EACH_LA),
    ("2023/24", PERIODS, ALL_AND_EACH_LA),
    ("2021/22", PERIODS, ALL_AND_EACH_LA),
]


@pytest.mark.parametrize(("year", "periods", "las"), TOGETHER if effort.is_thorough() else TOGETHER[:1])
def test_the_demonstration_withstands(
    demonstration: Store, year: str, periods: Sequence[str], las: list[tuple[str, ...]]
) -> None:
    version = demonstration.read()
    shown = asked_of(version, SETTINGS, views(SETTINGS, year, periods, las))
    attacker, found = attacked(shown, SETTINGS)
    assert len(attacker.small) > 50
    assert not found


def test_without_regard_to_parts_counts_are_found(demonstration: Store) -> None:
    """The attack is worth something: it finds counts in the same tables where each count is rounded for itself."""
    together = views(SETTINGS, "2024/25", ("spring",), ALL_AND_EACH_LA)
    shown = [
        rounded_for_itself(each) if isinstance(each, Shown) else each
        for each in asked_of(demonstration.read(), SETTINGS, together)
    ]
    _, found = attacked(shown, SETTINGS)
    assert found


def rounded_for_itself(each: Shown) -> Shown:
    least, most = (int(side[0]) for side in plain(np.array([each.true])))
    return Shown(each.cell, each.true, least if each.true else 0, most if each.true else 0)


@effort.examples(usual=2, thorough=150)
@given(hub=hubs())
def test_hubs_of_few_people_withstand(hub: Hub) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        version = store_of(hub, Path(folder)).read()
        together = views(SETTINGS_OF_CHANCE, "2020/21", PERIODS_TRIED, [(), ("101",), ("102",)])
        shown = asked_of(version, SETTINGS_OF_CHANCE, together)
        _, found = attacked(shown, SETTINGS_OF_CHANCE)
        assert not found


def test_a_pack_of_next_month_tells_no_more(tmp_path: Path) -> None:
    """More of the same courses are recorded between two packs: what both show together is attacked."""
    first = [row(person, session) for person in ("ada", "bob", "cy") for session in (1, 2)]
    second = [row(person, session, urn=900002) for person in ("di", "ed", "flo", "gus") for session in (1, 2)]
    store = hub(tmp_path, [school(900001), school(900002)], first)
    settings, shown = store.settings, []
    filters = views(settings, "2022/23", ("year", "autumn"), [()])
    for day in (0, 1):
        if day:
            imported(store, register(second))
        version = store.read()
        shown += asked_of(version, settings, filters, day)
    attacker, found = attacked(shown, settings)
    assert attacker.small
    assert not found


def row(person: str, session: int, urn: int = 900001) -> dict[str, Any]:
    return attended(urn, "10/10/2022" if session == 1 else "17/10/2022", person=person, session=session)


# The packs themselves


def test_the_attack_knows_every_query_that_counts_people() -> None:
    assert {name for name, table in TABLES.items() if table.counts} == GROUPS.keys()


def public_pack(store: Store, reader: str, **chosen: Any) -> Pack:
    filters = ChosenFilters(academic_year="2024/25", **chosen)
    additions = tuple(
        Addition(make=make, options=options, filters=filters)
        for make, options in (
            ("attendance.attendance_rate", '{"breakdown": "la"}'),
            ("attendance.attendance_rate", '{"breakdown": "term"}'),
            ("attendance.attendance_outcomes", '{"breakdown": "mode"}'),
        )
    )
    recipe = Recipe.usual(filters, reader, "public").model_copy(update={"additions": additions})
    made_at = dt.datetime(2026, 11, 24, 9, 0)
    return make_pack(recipe, FromStore(store.read()), SETTINGS, made_at=made_at, made_by="test")


@pytest.mark.parametrize("reader", effort.some_of(list(READERS), 1, name="public packs"))
def test_a_pack_shows_multiples_of_five_and_no_share_of_few(demonstration: Store, reader: str) -> None:
    pack = public_pack(demonstration, reader, period="spring", la_codes=("876",))
    rounded = [each.exhibit for each in pack.exhibits if each.exhibit.result.is_rounded]
    assert rounded
    for exhibit in rounded:
        keeps_the_rule(exhibit.result)
    said = [each.exhibit.sentence for each in pack.exhibits]
    said += [headline.text for section in pack.sections for headline in section.headlines]
    assert not re.search(r"\bnan\b|<NA>|\bNone\b(?! of )", " ".join(said))


def keeps_the_rule(result: Result) -> None:
    assert result.output_class == "public"
    table = TABLES.get(result.query.name)
    if table is None:
        return
    for column in {*table.counts, *table.in_all}:
        shown = result.frame[column].dropna()
        assert (shown % 5 == 0).all()
        assert set(result.frame.index[result.frame[column].isna()]) == result.low_rows(column)
    assert not set(table.left_out) & set(result.frame.columns)
    for column in table.shares:
        assert (100 * result.frame[column].dropna() % 1).round(6).isin([0, 1]).all()


@pytest.mark.parametrize("period", effort.some_of(["year", "spring"], 1, name="periods of packs"))
def test_the_same_count_is_the_same_number_in_every_table_and_pack(demonstration: Store, period: str) -> None:
    version = demonstration.read()

    def shown(name: str, choices: dict[str, Any] | None = None, **chosen: Any) -> Result:
        filters = Filters.choose(SETTINGS, "2024/25", **({"period": period} | chosen))
        groups = Groups(SETTINGS, lambda query, each: queries.run(query, each, version))
        return public_result(queries.run(name, filters, version, choices), choices or {}, groups, SETTINGS)

    compared = CHOICES | {"other_period": period, "measure": "teachers"}
    by_la = shown(COMPARED, compared | {"breakdown": "la"}).frame.set_index("la_code")["count_now"]
    for code in SETTINGS.la_codes:
        alone = shown("people_total", la_codes=(code,)).frame["people"].iloc[0]
        assert pd.isna(alone) == pd.isna(by_la[code])
        assert pd.isna(alone) or alone == by_la[code]
    by_phase = shown(COMPARED, compared | {"breakdown": "phase"}).frame.set_index("phase")["count_now"]
    assert shown("people_total", phases=("primary",)).frame["people"].iloc[0] == by_phase["primary"]
    by_term = shown("attendance_by_term", period="year").frame.set_index("period")
    for term, row_of_term in by_term.iterrows():
        sums = shown("attendance_by_phase", period=str(term), phases=("primary",)).frame.iloc[0]
        again = shown("attendance_by_phase", period=str(term)).frame.set_index("phase").loc["primary"]
        assert (sums["signed_up"], sums["came"]) == (again["signed_up"], again["came"])
        assert row_of_term["signed_up"] >= again["signed_up"]
