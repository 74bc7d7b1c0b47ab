"""Academy trusts never reached."""

from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school
from tests.builders.trusts import of_trust


def test_a_trust_with_a_school_reached_at_any_time_is_not_among_them(tmp_path: Path) -> None:
    schools = [
        of_trust(900001, "1", "Once"),
        of_trust(900002, "1", "Once"),
        of_trust(900003, "2", "Later"),
        of_trust(900004, "3", "Never alone"),
        of_trust(900005, "4", "Never"),
        of_trust(900006, "4", "Never"),
        school(900007),
    ]
    rows = [
        attended(900001, "10/10/2020", activity="A"),
        attended(900003, "10/10/2023", activity="B"),
        attended(900005, "10/10/2022", activity="C", attendance="Absent"),
    ]
    store = hub(tmp_path, schools, rows)
    frame = queries.run("trusts_never_reached", filters(), store.read()).frame
    assert frame[["trust", "schools"]].to_numpy().tolist() == [["Never", 2], ["Later", 1], ["Never alone", 1]]
    signed_up = queries.run("trusts_never_reached", filters(counted_as="signed_up"), store.read()).frame
    assert signed_up["trust"].tolist() == ["Later", "Never alone"]
