"""The schools behind the attendance figures."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school
from tests.builders.attendance import course


def test_the_schools_add_up_to_the_total(tmp_path: Path) -> None:
    rows = [
        *course(900001, {"ada": "xxx", "bob": "x--"}),
        *course(900002, {"cy": "-a-", "di": "---"}),
        *course(900002, {"ed": "bb"}, activity="To come"),
    ]
    store = hub(tmp_path, [school(900001), school(900002, la="344"), school(900003)], rows)
    frame = queries.run("attendance_schools", filters(), store.read()).frame
    total = queries.run("attendance_total", filters(), store.read()).frame.iloc[0]
    assert frame["urn"].tolist() == [900001, 900002]
    for column in ("signed_up", "came", "stayed", "sent_apologies", "no_shows", "times_attended", "times_absent"):
        assert frame[column].sum() == total[column]
