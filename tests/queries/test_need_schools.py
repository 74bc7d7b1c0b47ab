"""The schools that a programme is for."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school


def test_schools_not_yet_reached_come_first_each_with_the_day_it_last_came(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001), school(900002), school(900003, phase="Secondary")],
        [attended(900001, "10/10/2021"), attended(900003, "10/10/2021", programme="CORE")],
    )
    frame = queries.run("need_schools", filters(), store.read(), {"programme_code": "MNRKS1"}).frame
    assert frame[["urn", "is_reached"]].to_numpy().tolist() == [[900002, False], [900001, True]]
    assert f"{frame['last_attended_on'].iloc[1]:%d/%m/%Y}" == "10/10/2021"


def test_without_a_programme_it_is_all_of_the_chosen_strands(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    frame = queries.run("need_schools", filters(strands=["leadership"]), store.read(), {"programme_code": None}).frame
    assert frame["programme_name"].tolist() == ["Primary Maths Subject Leadership"]
