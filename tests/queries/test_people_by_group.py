"""Different people by the groups that public figures are by."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, school
from tests.builders.attendance import course


def test_a_person_counts_once_in_a_whole_and_only_who_attended_counts(tmp_path: Path) -> None:
    rows = [
        *course(900001, {"ada": "xx", "bob": "--"}),
        *course(900001, {"ada": "xx"}, activity="Another"),
        *course(900002, {"cy": "xx"}),
    ]
    store = hub(tmp_path, [school(900001), school(900002)], rows)
    frame = queries.run("people_by_group", filters(), store.read()).frame
    year = frame[(frame["period"] == "year") & (frame["phase"] == "chosen")]
    everybody = year[(year[["la_code", "strand", "partner"]] == "all").all(axis=1)].iloc[0]
    assert (everybody["people"], everybody["reached"]) == (2, 2)
    # A group is one whichever way it is asked for, so a partner's people in a strand are counted, too.
    crossed = year[(year["la_code"] == "all") & (year["strand"] != "all") & (year["partner"] != "all")]
    assert crossed[["strand", "partner", "people", "reached"]].values.tolist() == [["cpd", "No lead given", 2, 2]]
