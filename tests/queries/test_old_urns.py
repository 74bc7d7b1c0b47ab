"""What is asked of one school is answered alike for the URN that it has and for one that it had."""

from pathlib import Path

import pytest

from reach import queries
from tests.builders import attended, filters, hub, imported, link, school, table
from tests.builders.one_school import both_years, converted
from tests.rows import records_of

ABOUT_A_SCHOOL = [name for name in queries.names() if "urn" in queries.load(name).parameters]


@pytest.mark.parametrize("name", [name for name in ABOUT_A_SCHOOL if name != "school_facts"])
def test_an_old_urn_is_answered_as_todays(tmp_path: Path, name: str) -> None:
    trust = {
        "TrustSchoolFlag (name)": "Supported by a multi-academy trust",
        "Trusts (code)": "77",
        "Trusts (name)": "T",
    }
    old, new = converted()
    schools = [old, new | trust, school(900003) | trust, school(900004)]
    rows = [
        attended(900001, "10/10/2021", programme="PTFM-R"),
        attended(900002, "10/10/2022", programme="MNRKS1"),
        attended(900003, "10/10/2022", programme="MNRKS1", person="bob"),
        *both_years(900004, "MNKS2"),
    ]
    store = hub(tmp_path, schools, rows, [link(900002, "Predecessor", 900001)])
    held = [{"School": "", "URN": 900001, "Programme": "", "Reason": "Asked not to be", "Until": ""}]
    given = [{"Supporting URN": 900001, "Supported URN": 900004, "From": "10/10/2021", "Days": "2", "Focus": "Ratio"}]
    imported(store, table(held, "held.csv"), table(given, "supports.csv"))
    today, before = (
        records_of(queries.run(name, filters(), store.read(), {"urn": urn, "programme_code": None}).frame)
        for urn in (900002, 900001)
    )
    assert today and before == today
