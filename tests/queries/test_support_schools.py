"""The schools behind support."""

from pathlib import Path

from tests.builders.supports import ask, with_supports


def test_each_side_is_listed_with_the_other(tmp_path: Path) -> None:
    frame = ask(with_supports(tmp_path), "support_schools")
    assert frame[["urn", "direction", "other_urn", "days"]].to_numpy().tolist() == [
        [900001, "given", 900002, 2],
        [900002, "given", 900003, 1.5],
        [900002, "received", 900001, 2],
        [900003, "received", 900004, 4],
        [900003, "received", 900002, 1.5],
    ]
    assert frame["from_place"].tolist()[3] == "Elsewhere"
