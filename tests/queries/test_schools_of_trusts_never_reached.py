"""The schools of academy trusts that were never reached."""

from pathlib import Path

import pytest

from reach import queries
from reach.store import Store
from tests.builders import filters, hub, school
from tests.builders.trusts import of_trust


@pytest.mark.parametrize("year", ["2021/22", "2022/23"])
def test_they_are_as_many_as_their_trusts_have(store_and_year: tuple[Store, str], year: str) -> None:
    store, _ = store_and_year
    for chosen in ({}, {"la_codes": ["344"]}, {"counted_as": "completed"}):
        view, version = filters(year, **chosen), store.read()
        trusts = queries.run("trusts_never_reached", view, version).frame
        schools = queries.run("schools_of_trusts_never_reached", view, version).frame
        counts = trusts.set_index("trust")["schools"].to_dict()
        assert schools["trust"].value_counts().to_dict() == counts
        assert schools["urn"].is_unique


def test_an_independent_school_stands_there_only_when_asked_for(tmp_path: Path) -> None:
    in_trust = {"Trusts (code)": "77", "Trusts (name)": "Tangent Trust"}
    flag = {"TrustSchoolFlag (name)": "Supported by a multi-academy trust"}
    independent = school(900002, group="Independent schools", type="Other independent school", **in_trust, **flag)
    store = hub(
        tmp_path, [of_trust(900001, "77", "Tangent Trust"), of_trust(900003, "77", "Tangent Trust"), independent]
    )

    def listed(*, independent: bool) -> list[int]:
        view = filters("2022/23", independent=independent)
        return sorted(queries.run("schools_of_trusts_never_reached", view, store.read()).frame["urn"].tolist())

    assert listed(independent=False) == [900001, 900003]
    assert listed(independent=True) == [900001, 900002, 900003]
