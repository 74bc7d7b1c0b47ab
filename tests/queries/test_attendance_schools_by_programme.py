"""The schools behind the attendance figures, by programme."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school
from tests.builders.attendance import course


def test_a_school_has_a_row_for_each_programme(tmp_path: Path) -> None:
    rows = [*course(900001, {"ada": "xx", "bob": "--"}), *course(900001, {"ada": "x-"}, programme="MNKS2")]
    store = hub(tmp_path, [school(900001)], rows)
    frame = queries.run("attendance_schools_by_programme", filters(), store.read()).frame
    assert frame["programme_name"].tolist() == ["Mastering Number at KS2", "Mastering Number at Reception and KS1"]
    assert frame["urn"].tolist() == [900001, 900001]
    assert sorted(frame["signed_up"].tolist()) == [1, 2]
