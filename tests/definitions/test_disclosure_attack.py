"""All public figures of a hub are attacked together: even with all of them nobody can find what a small count is."""

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

from reach import delivery_modes, queries
from reach.disclosure import Groups, public_result
from reach.disclosure.declared import COMPARED, RULES
from reach.disclosure.groups import ALL, LENGTHS, SIGN_UPS, Group
from reach.disclosure.intervals import plain
from reach.disclosure.shares import Known, possible
from reach.filters import Filters
from reach.phases import PHASES
from reach.queries import Result
from reach.report import READERS, Addition, ChosenFilters, FromStore, Pack, Recipe, make_pack
from reach.report.recipes import Reader
from reach.settings import Settings
from reach.store import Store, Version
from tests import effort
from tests.builders import SETTINGS, attended, hub, imported, register, school
from tests.definitions.attacker import (
    BREAKDOWNS,
    GROUPS,
    LEAST_VALUES,
    MANY,
    Attacker,
    Cell,
    Interval,
    Shown,
    ShownShare,
    cell_of,
    cells_of,
)
from tests.definitions.hubs import SETTINGS as SETTINGS_OF_CHANCE
from tests.definitions.hubs import Hub, hubs, store_of

PERIODS = ("year", "autumn", "spring", "summer")
PERIODS_TRIED = PERIODS if effort.is_thorough() else ("year", "autumn")
CHOICES = {"measure": None, "breakdown": "total", "other_year": "2023/24", "other_period": "year"}


def asked_of(
    version: Version, settings: Settings, views_asked: Iterable[Filters], day: int = 0
) -> Iterator[Shown | ShownShare]:
    """Give what public tables show of some views, and the shares in them: of each group that a row is of."""
    groups = Groups(settings, lambda name, each: queries.run(name, each, version))
    for filters in views_asked:
        partners = queries.run("partner_reach", filters.with_changes(period="year"), version).frame["partner"]
        interval = knower(groups, settings)
        for cell in cells_of_rows(filters, settings, partners, (filters.independent, filters.light_touch, day)):
            counted = groups.count(cell.measure, *group_of(cell, filters, strands_of(settings)))
            if counted is not None:
                yield Shown(cell, counted.true, *interval(cell, filters, counted.true))
            if cell.measure in ("came", "stayed") and cell.length and (cell.measure, cell.length) != NOBODY:
                yield ShownShare(cell.of(measure="signed_up"), SIGN_UPS[: SIGN_UPS.index(cell.measure) + 1][1:])


NOBODY = ("stayed", "one_session")
"""Staying is asked only of two sessions or more."""


def cells_of_rows(
    filters: Filters, settings: Settings, partners: Iterable[str], others: tuple[Any, ...]
) -> Iterator[Cell]:
    """Give the groups that the rows of public tables are of, under some filters."""
    chosen = cell_of("", filters, others)
    strands = [] if chosen.strand else list(filters.strands)
    programmes = [each.code for each in settings.programmes if each.strand in filters.strands]
    las = [] if chosen.la else list(filters.la_codes)
    phases = [] if chosen.phase else list(PHASES)
    rows = [chosen, *(chosen.of(la=code) for code in las), *(chosen.of(phase=each) for each in phases)]
    rows += [chosen.of(programme=code, strand="") for code in programmes]
    rows += [chosen.of(mode=each) for each in delivery_modes.SHOWN]
    for row_of, measure in itertools.product(rows, ("signed_up", "came")):
        yield row_of.of(measure=measure)
    for length, step in itertools.product(LENGTHS, SIGN_UPS):
        if (step, length) != NOBODY:
            yield chosen.of(length=length, measure=step)
    people = [chosen, *(chosen.of(strand=each) for each in strands), *(chosen.of(partner=each) for each in partners)]
    people += [chosen.of(la=la, phase=phase) for la in ("", *las) for phase in ("", *phases) if la or phase]
    for row_of in people:
        # What is chosen already stays.
        yield row_of.of(measure="people", la=row_of.la or chosen.la, phase=row_of.phase or chosen.phase)


BREAKDOWNS_OF: dict[str, tuple[str | None, ...]] = {
    COMPARED: ("la", "la_phase"),
    "attendance_by_group": (*BREAKDOWNS, None),
}


def all_tables_of(
    version: Version, settings: Settings, views_asked: Iterable[Filters], day: int = 0
) -> Iterator[Shown | ShownShare]:
    """Give everything that public tables show of some views, asked from the tables themselves."""
    groups = Groups(settings, lambda name, each: queries.run(name, each, version))
    for filters in views_asked:
        for name in (*GROUPS, COMPARED):
            for breakdown in BREAKDOWNS_OF.get(name, (None,)):
                choices = CHOICES | {"breakdown": breakdown, "other_period": filters.period}
                true = queries.run(name, filters, version, choices)
                others = (filters.independent, filters.light_touch, day)
                yield from cells_of(true, others, knower(groups, settings), None if name == COMPARED else breakdown)


def strands_of(settings: Settings) -> dict[str, str]:
    return {programme.code: programme.strand for programme in settings.programmes}


def knower(groups: Groups, settings: Settings) -> Interval:
    """Say between what and what each count lies for an attacker who knows the rule and all that it rests on."""
    strand_of = strands_of(settings)

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
        "la": cell.la,
        "strand": strand_of.get(cell.programme, cell.strand),
        "programme": cell.programme,
        "partner": cell.partner,
        "mode": cell.mode,
        "length": cell.length,
    }
    return filters, Group(**{dimension: value for dimension, value in named.items() if value})


def possible_counts(counts: Sequence[Shown]) -> np.ndarray | None:
    """Give the counts for which the shares of the first that the others have are shown as they are."""
    whole, *parts = (Known(each.true, each.least, each.most) for each in counts)
    return possible(whole, parts)


def views(settings: Settings, year: str, periods: Sequence[str], las: Iterable[tuple[str, ...]]) -> list[Filters]:
    return [
        Filters.choose(settings, year, period=period, la_codes=codes)
        for period, codes in itertools.product(periods, las)
    ]


def attacked(shown: Iterable[Shown | ShownShare], settings: Settings) -> tuple[Attacker, dict[Cell, set[int]]]:
    attacker = Attacker(shown, strands_of(settings), possible_counts)
    return attacker, attacker.found(attacker.small)


ALL_AND_EACH_LA = [(), *((code,) for code in SETTINGS.la_codes)]
YEARS = ("2024/25", "2023/24", "2022/23", "2021/22")


@pytest.mark.parametrize("year", YEARS if effort.is_thorough() else YEARS[:1])
def test_the_demonstration_withstands(demonstration: Store, year: str) -> None:
    """A year with its terms, the hub with each authority; of a usual run's small counts a few are asked of."""
    asked = all_tables_of if effort.is_thorough() else asked_of
    shown = asked(demonstration.read(), SETTINGS, views(SETTINGS, year, PERIODS, ALL_AND_EACH_LA))
    attacker = Attacker(shown, strands_of(SETTINGS), possible_counts)
    assert len(attacker.small) > 200
    assert not attacker.found(effort.some_of(attacker.small, 60, name="small counts"))


@pytest.mark.parametrize("year", YEARS if effort.is_thorough() else YEARS[:1])
def test_packs_of_a_strand_withstand_with_those_of_the_hub(demonstration: Store, year: str) -> None:
    of_strands = [
        Filters.choose(SETTINGS, year, period=period, strands=codes)
        for period, codes in itertools.product(PERIODS_TRIED, [(), *((code,) for code in SETTINGS.strand_codes)])
    ]
    attacker = Attacker(asked_of(demonstration.read(), SETTINGS, of_strands), strands_of(SETTINGS), possible_counts)
    assert len(attacker.small) > 50
    assert not attacker.found(effort.some_of(attacker.small, 20, name="small counts of strands"))


@pytest.mark.parametrize("year", YEARS if effort.is_thorough() else YEARS[:1])
def test_no_table_leaves_fewer_than_three_values_of_how_many_did_not_come(demonstration: Store, year: str) -> None:
    """Every difference under 10 of two numbers in a row, with the percentage beside them."""
    shown = list(asked_of(demonstration.read(), SETTINGS, views(SETTINGS, year, PERIODS, ALL_AND_EACH_LA)))
    counts = {each.cell: each for each in shown if isinstance(each, Shown)}
    tried = 0
    for cell, whole in counts.items():
        parts = [counts.get(cell.of(measure=step)) for step in SIGN_UPS[1:]]
        known = [whole, *(part for part in parts if part)]
        if cell.measure != "signed_up" or len(known) == 1:
            continue
        for one, other in itertools.combinations(range(len(known)), 2):
            difference = known[one].true - known[other].true
            if 0 < difference < MANY:
                tried += 1
                assert len(differences(known, one, other)) >= LEAST_VALUES, known
    assert tried > 50


def differences(known: Sequence[Shown], one: int, other: int) -> set[int]:
    """Give what the difference of two counts can be, for all that is shown of them."""
    rows = possible_counts(known)
    if rows is not None:
        return {int(row[one] - row[other]) for row in rows}
    first, second = known[one], known[other]
    most = min(first.most, first.true + 50)
    pairs = itertools.product(range(first.least, most + 1), range(second.least, min(second.most, most) + 1))
    return {whole - part for whole, part in pairs if part <= whole}


def test_without_regard_to_parts_counts_are_found(demonstration: Store) -> None:
    """The attack is worth something: it finds counts in the same tables where each count is rounded for itself."""
    together = views(SETTINGS, "2024/25", ("spring",), ALL_AND_EACH_LA)
    shown = [
        rounded_for_itself(each) if isinstance(each, Shown) else each
        for each in asked_of(demonstration.read(), SETTINGS, together)
    ]
    attacker = Attacker(shown, strands_of(SETTINGS))
    assert attacker.found(attacker.small)


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


def test_a_pack_of_next_month_reveals_no_more(tmp_path: Path) -> None:
    """More of the same courses are recorded between two packs: what both show together is attacked."""
    first = [row(person, session) for person in ("ada", "bob", "cy") for session in (1, 2)]
    second = [row(person, session, urn=900002) for person in ("di", "ed", "flo", "gus") for session in (1, 2)]
    store = hub(tmp_path, [school(900001), school(900002)], first)
    settings = store.settings
    shown: list[Shown | ShownShare] = []
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
    assert {name for name, rules in RULES.items() if rules.is_rounded} == GROUPS.keys()


def public_pack(store: Store, reader: Reader, **chosen: Any) -> Pack:
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


PACKS: list[dict[str, Any]] = [{"strands": ("leadership",)}, {"period": "spring", "la_codes": ("876",)}]


@pytest.mark.parametrize("reader", effort.some_of(list(READERS), 1, name="public packs"))
@pytest.mark.parametrize("chosen", PACKS if effort.is_thorough() else PACKS[:1])
def test_a_pack_shows_multiples_of_five_and_no_share_of_few(
    demonstration: Store, reader: Reader, chosen: dict[str, Any]
) -> None:
    pack = public_pack(demonstration, reader, **chosen)
    rounded = [each.exhibit for each in pack.exhibits if each.exhibit.result.is_rounded]
    assert rounded
    for exhibit in rounded:
        keeps_the_rule(exhibit.result)
    if "strands" in chosen:
        of_all = {
            *numbers(exhibit.result for exhibit in rounded if exhibit.result.query.name in OF_ALL) - {(None,)},
        }
        assert len(of_all) == 1, of_all
    said = [each.exhibit.sentence for each in pack.exhibits]
    said += [each.exhibit.result.query.answers for each in pack.exhibits]
    said += [headline.text for section in pack.sections for headline in section.headlines]
    assert not re.search(r"\bnan\b|<NA>|\bNone\b(?! of )", " ".join(said))
    assert not re.search(r"apologies|no-show|absent", " ".join(said))


OF_ALL = {"strand_panels": "people", "partner_reach": "people_in_total", "people_total": "people"}
"""Where a pack of one strand says how many people attended in all."""


def numbers(results: Iterable[Result]) -> set[tuple[Any, ...]]:
    return {
        (None if pd.isna(value) else int(value),)
        for result in results
        for value in result.frame[OF_ALL[result.query.name]]
    }


def keeps_the_rule(result: Result) -> None:
    assert result.output_class == "public"
    rules = RULES.get(result.query.name)
    if rules is None:
        return
    for column in {*rules.counts(result.frame.columns), *rules.in_total(result.frame.columns)}:
        shown = result.frame[column].dropna()
        assert (shown % 5 == 0).all()
        assert set(result.frame.index[result.frame[column].isna()]) == result.low_rows(column)
    assert not rules.left_out(result.frame.columns)
    for column in rules.shares:
        percents = (100 * result.frame[column]).round(6)
        assert (percents.dropna() % 1 == 0).all()
        if "signed_up" in result.frame:
            signed_up = result.frame["signed_up"].fillna(0).astype(int)
            assert (percents[signed_up < 100].dropna() % 5 == 0).all()
            assert percents[signed_up < 20].isna().all()


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
    by_term = shown("attendance_by_group", {"breakdown": "term"}, period="year").frame.set_index("group_code")
    for term, row_of_term in by_term.iterrows():
        of_phases = {"breakdown": "phase"}
        sums = shown("attendance_by_group", of_phases, period=str(term), phases=("primary",)).frame.iloc[0]
        again = shown("attendance_by_group", of_phases, period=str(term)).frame.set_index("group_code").loc["primary"]
        assert (sums["signed_up"], sums["came"]) == (again["signed_up"], again["came"])
        assert row_of_term["signed_up"] >= again["signed_up"]


WAYS = ("by a row", "by a row of two that are chosen", "by a filter")


def asked_in_a_way(way: str, value: str, others: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Give what filters choose and what a row says, to name one value of a dimension in some way."""
    if value == ALL:
        return (), ALL
    if way == "by a filter":
        return (value,), ALL
    return (() if way == "by a row" else (value, next(each for each in others if each != value))), value


@pytest.mark.parametrize("period", effort.some_of(PERIODS, 1, name="periods of ways"))
def test_a_group_is_the_same_number_in_whatever_way_it_is_asked(demonstration: Store, period: str) -> None:
    """Each pair of an authority and a strand, of all phases or of one, named by filters or by rows, in any mixture."""
    version = demonstration.read()
    groups = Groups(SETTINGS, lambda query, each: queries.run(query, each, version))
    tried = 0
    for la, strand in itertools.product((ALL, *SETTINGS.la_codes), (ALL, *SETTINGS.strand_codes)):
        for phases, measure in itertools.product(((), ("secondary",)), ("people", "signed_up", "came")):
            found = set()
            for way, other in itertools.product(WAYS, WAYS):
                las, of_la = asked_in_a_way(way, la, SETTINGS.la_codes)
                strands, of_strand = asked_in_a_way(other, strand, SETTINGS.strand_codes)
                chosen = {"la_codes": las, "strands": strands, "phases": phases}
                filters = Filters.choose(SETTINGS, "2024/25", period=period, **chosen)
                found.add(groups.count(measure, filters, Group(la=of_la, strand=of_strand)))
            assert len(found) == 1, (la, strand, phases, measure, found)
            tried += 1
    assert tried == 180


def test_a_programme_that_is_all_of_its_strand_is_that_strand(demonstration: Store) -> None:
    version = demonstration.read()
    groups = Groups(SETTINGS, lambda query, each: queries.run(query, each, version))
    filters = Filters.choose(SETTINGS, "2024/25")
    counted = [each for each in SETTINGS.programmes if not each.light_touch]
    alone = [each for each in counted if [other.strand for other in counted].count(each.strand) == 1]
    assert alone
    for each in alone:
        of_strand = groups.count("signed_up", filters.with_changes(strands=(each.strand,)), Group())
        of_programme = groups.count("signed_up", filters, Group(strand=each.strand, programme=each.code))
        assert of_strand == of_programme


@pytest.mark.parametrize(
    ("year", "period", "strand", "true"), [("2024/25", "year", "leadership", 43), ("2023/24", "summer", "training", 16)]
)
def test_a_strand_is_the_same_number_in_a_table_of_strands_and_chosen_alone(
    demonstration: Store, year: str, period: str, strand: str, true: int
) -> None:
    version = demonstration.read()
    groups = Groups(SETTINGS, lambda query, each: queries.run(query, each, version))
    found = set()
    for name, strands in (("strand_panels", ()), *((name, (strand,)) for name in OF_ALL)):
        filters = Filters.choose(SETTINGS, year, period=period, strands=strands)
        asked = queries.run(name, filters, version)
        frame = public_result(asked, {}, groups, SETTINGS).frame
        rows = frame["strand"] == strand if "strand" in frame else slice(1)
        is_of_strand = asked.frame["strand"] == strand if "strand" in asked.frame else slice(1)
        assert asked.frame.loc[is_of_strand, OF_ALL[name]].iloc[0] == true
        found.add(int(frame.loc[rows, OF_ALL[name]].iloc[0]))
    assert len(found) == 1
    assert abs(found.pop() - true) < 10
