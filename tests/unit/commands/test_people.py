"""The command line's people: what is kept of one, forget one, and those of older years."""

import csv
import io
import json
from pathlib import Path

import pytest

from reach.store import Store
from tests.builders import attended, hub, school
from tests.command_line import reach


@pytest.fixture
def store(tmp_path: Path) -> Store:
    rows = [
        attended(900001, "10/10/2021"),
        attended(900001, "10/10/2021", programme="Y58"),
        attended(900001, "10/10/2022", person="bea"),
    ]
    return hub(tmp_path / "hub", [school(900001)], rows)


def test_what_is_kept_of_a_person_is_printed_for_people_and_programs(store: Store) -> None:
    asked = ("export-person", "--email", "Ada@School.example")
    rows = list(csv.DictReader(io.StringIO(reach(store.folder, *asked).stdout)))
    assert [(row["programme"], row["urn"], row["attendance"]) for row in rows] == [
        ("MNRKS1", "900001", "attended"),
        ("Y58", "900001", "attended"),
    ]
    records = json.loads(reach(store.folder, *asked, "--format", "json").stdout)
    assert list(records[0]) == list(rows[0]) and records[0]["happened_on"] == "2021-10-10"
    assert "none" in reach(store.folder, "export-person", "--email", "x@y.example", "--format", "table").stdout


def test_a_person_is_forgotten_and_what_still_has_them_is_listed(store: Store) -> None:
    words = ("forget", "--email", "ada@school.example")
    tried = reach(store.folder, *words, "--dry-run").stdout
    assert "would be forgotten" in tried and "2 of register.csv (batch 2)" in tried and "Older" not in tried
    assert len(json.loads(reach(store.folder, "export-person", *words[1:], "--format", "json").stdout)) == 2
    done = reach(store.folder, *words).stdout
    assert "Older versions of the store" in done and "Backups" in done and "imported again" in done
    assert json.loads(reach(store.folder, "export-person", *words[1:], "--format", "json").stdout) == []
    assert "Nothing is kept of this person" in reach(store.folder, *words, "--remove-older-versions").stdout
    assert len(list(store.folder.glob("hub.*.duckdb"))) == 1
    assert reach(store.folder, "check").returncode == 0


def test_people_of_older_years_are_forgotten_and_the_figures_that_change_are_named(store: Store) -> None:
    question = ("query", "reach_by_la_phase", "--year", "2021/22", "--format", "json")
    before = reach(store.folder, *question).stdout
    said = "Teachers reached in 2021/22: 2 instead of 1."
    assert said in reach(store.folder, "forget-before", "2022/23", "--dry-run").stdout
    done = reach(store.folder, "forget-before", "2022/23").stdout
    assert said in done and "passed over from now on" in done
    assert reach(store.folder, *question).stdout == before
    assert reach(store.folder, "check").returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("forget",), "Nobody was named"),
        (("forget", "--name", "Ada Lovelace"), "A name needs its school"),
        (("export-person", "--email", "ada"), "That is no e-mail address"),
        (("forget-before", "2099/00"), "cannot be forgotten before 2099/00"),
    ],
)
def test_what_cannot_be_done_is_one_line(store: Store, words: tuple[str, ...], said: str) -> None:
    done = reach(store.folder, *words)
    assert done.returncode == 2 and said in done.stderr and len(done.stderr.splitlines()) == 1
