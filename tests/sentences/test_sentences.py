"""Every sentence, title and headline of pages and packs is true: of hubs by chance, at all times, under all filters.

Each is read as people read it, taken apart, and held against what the queries answer (`tests/sentences/grammar.py`).
What nothing is known of, and yet has a number or a word of comparison, is a fault, too: a new kind of sentence needs a
rule in the module of its subject.
"""

import datetime as dt
import logging
from pathlib import Path
from random import Random

import pytest

from reach.filters import Filters
from reach.store import Store
from tests import effort
from tests.golden.fixed_hub import SETTINGS
from tests.known_answers import keep_answers_of
from tests.sentences.claims import Faults, Time, View
from tests.sentences.hubs import HubByChance
from tests.sentences.reading import read

_SOME = 45
"""How many of the exhibits a usual run reads under some filters."""


@pytest.mark.parametrize("number", range(effort.number(usual=2, thorough=120)))
def test_all_that_is_said_of_a_hub_is_true(number: int, tmp_path: Path) -> None:
    hub = HubByChance(number if not effort.is_thorough() else effort.chance(f"hub {number}").randrange(10**9))
    store = keep_answers_of(hub.build(tmp_path / "hub"))
    _check(store, hub.last_day, Random(f"views of {hub.number}"), views=2)


def test_all_that_is_said_of_the_fixed_hub_is_true(fixed_store: Store) -> None:
    views = effort.number(usual=2, thorough=60)
    _check(fixed_store, dt.date(2024, 2, 16), effort.chance("views of the fixed hub"), views=views)


def _check(store: Store, last_day: dt.date, chance: Random, *, views: int) -> None:
    faults = Faults()
    for _ in range(views):
        view = View(store.read(), _filters(store, last_day, chance), last_day, is_public=chance.random() < 0.2)
        read(view, faults, chance=chance, number=effort.number(usual=_SOME, thorough=1000))
    logging.getLogger(__name__).info("%s sentences, claims: %s", faults.sentences, dict(faults.claims))
    assert faults.sentences > 50
    assert sum(faults.claims.values()) > 300
    assert not faults.found, "\n".join([f"{len(faults.found)} faults", *faults.found])


def _filters(store: Store, last_day: dt.date, chance: Random) -> Filters:
    """Choose filters at a time of which something is recorded: any other shows none of this."""
    every = View(store.read(), Filters.choose(SETTINGS, "2022/23"), last_day)
    times = [
        (year, period)
        for year in SETTINGS.academic_year_names()
        for period in ("year", "autumn", "spring", "summer")
        if every.is_recorded(Time(year, period))
    ]
    newest = max(year for year, _ in times)
    likely = [each for each in times if each[0] == newest or chance.random() < 0.3]
    year, period = chance.choice(likely)
    has_all = chance.random() < 0.4
    return Filters.choose(
        SETTINGS,
        year,
        period=period,
        la_codes=[] if has_all else chance.choice(([], ["895"], ["876", "344"])),
        phases=[] if has_all else chance.choice(([], ["primary"], ["secondary", "post-16"])),
        strands=[] if has_all else chance.choice(([], ["cpd"], ["leadership", "enrichment"])),
        counted_as=chance.choice(("attended", "attended", "signed_up", "completed")),
        independent=chance.random() < 0.3,
        light_touch=chance.random() < 0.3,
    )
