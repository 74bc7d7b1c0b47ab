"""Which schools a programme has never reached, against plain Python, on hubs made by chance."""

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reach import queries
from reach.filters import Filters
from tests import effort
from tests.definitions.hubs import SETTINGS, Hub, choices, hubs, store_of
from tests.definitions.oracle import LEVELS, Oracle, year_of
from tests.rows import rows_of


@effort.examples(usual=3, thorough=150)
@given(
    hub=hubs(),
    view=choices(),
    code=st.sampled_from([programme.code for programme in SETTINGS.programmes]),
)
def test_a_school_is_needed_for_until_the_programme_has_reached_it_once(
    hub: Hub, view: dict[str, Any], code: str
) -> None:
    oracle = Oracle(SETTINGS, hub.schools, hub.links, hub.rows, hub.register)
    filters = Filters.choose(SETTINGS, **view)
    needed = LEVELS.index(filters.counted_as)
    day = oracle.as_at(filters.academic_year, filters.period)
    years = {year_of(row.on) for row in oracle.rows if year_of(row.on) <= filters.academic_year}
    levels = [oracle.levels(year, "year", day) for year in years]
    meant = set(oracle.programmes[code].phases)
    expected: Counter[str] = Counter()
    for school in oracle.counted_schools(filters):
        is_reached = any(of_year.get(school.urn, {}).get(code, 0) >= needed for of_year in levels)
        for phase in school.phases() & meant & set(filters.phases):
            expected[school.la, phase, "schools"] += 1
            expected[school.la, phase, "ever_reached"] += is_reached
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        version = store_of(hub, Path(folder)).read()
        frame = queries.run("need_by_la_phase", filters, version, {"programme_code": code}).frame
    found = Counter(
        {
            (row.la_code, row.phase, what): getattr(row, what)
            for row in rows_of(frame)
            for what in ("schools", "ever_reached")
        }
    )
    assert found == expected
    assert (frame["not_yet_reached"] == frame["schools"] - frame["ever_reached"]).all()
