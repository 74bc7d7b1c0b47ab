"""The smallest groups of sign-ups."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school
from tests.builders.attendance import course
from tests.rows import values_of


def test_groups_add_up_over_authorities_and_are_parted_by_phase_and_term(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx", "bob": "xx", "cy": "--"}), *course(900002, {"di": "xx"})]
    schools = [school(900001), school(900002, la="896")]
    store = hub(tmp_path, schools, rows)
    frame = queries.run("sign_ups_by_group", filters(), store.read()).frame
    year = frame[(frame["period"] == "year") & (frame["phase"] == "chosen")].set_index("la_code")
    columns = ["activities", "schools", "reached", "signed_up", "came", "stayed"]
    assert values_of(year, "all", columns) == [1, 2, 2, 4, 3, 3]
    others = year.drop("all")
    assert others["signed_up"].sum() == 4
    assert set(year["course_length"]) == {"two_or_more"}
    assert set(frame["phase"]) == {"chosen", "primary"}
