"""From files to the store and back: counts, repeats, held rows, undo."""

import dataclasses
import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest

from reach import ingest, queries
from reach.errors import ImportFileError, StoreError, UndoError
from reach.ingest import Answers, SourceFile, import_files
from reach.ingest.template import template_xlsx
from reach.sheets import SHEETS
from reach.store import Store, checks, listing
from reach.store.checks import breaches
from tests.builders import (
    SETTINGS,
    attended,
    establishments,
    filters,
    hub,
    imported,
    link,
    links,
    new_store,
    register,
    school,
)
from tests.typed import present

FACTS = (
    "school_records",
    "other_school_records",
    "school_links",
    "register_rows",
    "held_rows",
    "activities",
    "sessions",
    "attendances",
    "pupil_counts",
    "lineages",
    "engagement",
)


def contents(store: Store) -> dict[str, list[str]]:
    """All facts, in no order."""
    version = store.read()
    return {table: sorted(map(repr, version.rows(f"from {table}"))) for table in FACTS}


def counts(batch: ingest.Batch) -> tuple[int, ...]:
    assert batch.read == batch.loaded + batch.unchanged + batch.held + batch.outside
    return batch.read, batch.loaded, batch.unchanged, batch.held, batch.outside


def test_each_file_is_counted(fresh_store: Store) -> None:
    schools = establishments([school(900001), school(900002), school(900009, la="999"), school(900003, URN="")])
    linked = links([link(900001, "Successor", 900002), link(900009, "Successor", 900010)])
    people = register([attended(900001, "10/10/2022"), attended(900001, "10/10/2022"), attended(900777, "10/10/2022")])
    batches = imported(fresh_store, people, linked, schools)
    assert [batch.kind for batch in batches] == ["register", "links", "establishments"]
    assert [counts(batch) for batch in batches] == [(3, 1, 1, 1, 0), (2, 1, 0, 0, 1), (4, 2, 0, 1, 1)]


def test_importing_everything_again_changes_nothing(tmp_path: Path) -> None:
    sources = [
        establishments([school(900001), school(900002, URN="x"), school(900009, la="999")]),
        links([link(900001, "Successor", 900002)]),
        register([attended(900001, "10/10/2022"), attended("", "10/10/2022")]),
    ]
    store = new_store(tmp_path)
    imported(store, *sources)
    before, name = contents(store), store.read().name
    for again in (imported(store, *sources), *(imported(store, source) for source in sources)):
        assert all(batch.batch_id is None and batch.loaded == 0 for batch in again)
        assert all(counts(batch) for batch in again)
    assert contents(store) == before and store.read().name == name


def test_a_dry_run_counts_and_changes_nothing(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    before = contents(store)
    source = register([attended(900001, "10/10/2022")])
    (tried,) = import_files(store, [source], imported_by="test", dry_run=True)
    assert contents(store) == before
    (real,) = imported(store, source)
    assert counts(tried) == counts(real) and tried.batch_id is None


def test_undo_restores_the_store_exactly(tmp_path: Path) -> None:
    """Whether the file that is undone came last or first."""
    store = hub(tmp_path / "hub", [school(900001)], [attended(900001, "10/10/2022")])
    first = register(
        [attended(900001, "11/10/2022", session=2, attendance="Booked"), attended("", "11/10/2022")], "a.csv"
    )
    second = register([attended(900001, "11/10/2022", session=2), attended(900001, "10/10/2022")], "b.csv")

    def without_numbers(facts: dict[str, list[str]]) -> dict[str, int]:
        return {table: len(rows) for table, rows in facts.items()}

    for taken, kept in ((second, first), (first, second)):
        copies = [Store(shutil.copytree(store.folder, tmp_path / f"{kept.name} {n}"), SETTINGS) for n in range(2)]
        imported(copies[0], kept)
        in_turn = (kept, taken) if taken is second else (taken, kept)
        numbers = {source.name: imported(copies[1], source)[0].batch_id for source in in_turn}
        ingest.undo(copies[1], present(numbers[taken.name]))
        assert without_numbers(contents(copies[1])) == without_numbers(contents(copies[0])), taken.name
        assert queries.run("reach_total", filters(), copies[1].read()).frame["reached"].tolist() == [1], taken.name


def test_undo_of_the_newest_batch_restores_every_row(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, closed="31-08-2023"), school(900009, la="999")],
        [attended(900001, "10/10/2022")],
        [link(900001, "Successor", 900002)],
    )
    for source in (
        establishments([school(900001, "Renamed", closed="31-08-2023"), school(900002), school(900009)], "20240101"),
        links([link(900002, "Predecessor", 900001)]),
        register([attended(900001, "10/10/2022", attendance="Booked", session=2), attended("", "1/1/1")], "b.csv"),
    ):
        before = contents(store)
        (batch,) = imported(store, source)
        assert contents(store) != before
        ingest.undo(store, present(batch.batch_id))
        assert contents(store) == before
        with store.read().cursor() as cursor:
            assert breaches(cursor) == []


def test_what_was_undone_can_be_imported_again(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    source = register([attended(900001, "10/10/2022")])
    (first,) = imported(store, source)
    number = present(first.batch_id)
    ingest.undo(store, number)
    (second,) = imported(store, source)
    assert second.loaded == 1 and second.batch_id == number + 1
    assert [batch["batch"] for batch in listing.batches(store.read())] == [3, 1]
    assert [batch["batch"] for batch in listing.batches(store.read(), undone=True)] == [3, 2, 1]


def test_an_undo_that_others_stand_on_is_refused_with_the_reason(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])
    before = contents(store)
    with pytest.raises(UndoError, match="Undo batch 2 first"):
        ingest.undo(store, 1)
    imported(store, establishments([school(900001, "Renamed")], "20240101"))
    with pytest.raises(UndoError, match="Undo batch 3 first"):
        ingest.undo(store, 1)
    ingest.undo(store, 3)
    for number, said in ((3, "undone already"), (9, "no batch 9")):
        with pytest.raises(UndoError, match=said):
            ingest.undo(store, number)
    assert contents(store) == before


def marks(store: Store) -> list[str]:
    return [mark for (mark,) in store.read().rows("select attendance from attendances")]


def mark(word: str, **cells: Any) -> SourceFile:
    return register([attended(900001, "10/10/2022", attendance=word, **cells)], f"{word}.csv")


def test_in_one_file_the_strongest_word_stands_whatever_the_order(tmp_path: Path) -> None:
    words = ["Booked", "Attended", "Absent", "Apologies"]
    rows = [attended(900001, "10/10/2022", attendance=word) for word in words]
    assert marks(hub(tmp_path, [school(900001)], rows)) == ["attended"]


def test_a_later_file_corrects_an_earlier_one_but_booked_replaces_no_mark(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    for word, stands in (
        ("Booked", "booked"),
        ("Attended", "attended"),
        ("Absent", "absent"),
        ("Apologies", "apologies"),
    ):
        (batch,) = imported(store, mark(word))
        assert (marks(store), batch.loaded) == ([stands], 1)
    (again,) = imported(store, mark("Booked", Hours="1.5"))
    assert (marks(store), again.loaded, again.unchanged) == (["apologies"], 0, 1)
    (back,) = imported(store, mark("Attended", Pupils=""), register([attended(900001, "11/10/2022")]))[:1]
    assert back.batch_id is None and marks(store).count("apologies") == 1, "this very file was corrected since"
    imported(store, register([attended(900001, "10/10/2022"), attended(900001, "12/10/2022")], "another.csv"))
    assert sorted(marks(store)) == ["attended", "attended", "attended"]


def test_undoing_a_correction_brings_back_what_it_corrected(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    imported(store, mark("Attended"))
    (correction,) = imported(store, mark("Absent"))
    assert correction.batch_id is not None and marks(store) == ["absent"]
    ingest.undo(store, correction.batch_id)
    assert marks(store) == ["attended"]


def test_saying_it_again_after_a_correction_does_not_undo_the_correction(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002)])
    wrong, right = (register([attended(urn, "10/10/2022")], f"{urn}.csv") for urn in (900001, 900002))
    imported(store, wrong)
    imported(store, right)
    (again,) = imported(store, wrong)
    assert again.batch_id is None
    assert store.read().rows("select urn from attendances") == [(900002,)]


def test_pupils_count_once_for_a_school_and_session_the_largest_given(tmp_path: Path) -> None:
    rows = [
        attended(900001, "10/10/2022", person=person, programme="ENR", Pupils=pupils)
        for person, pupils in (("a", 20), ("b", 25), ("c", ""))
    ]
    assert hub(tmp_path, [school(900001)], rows).read().rows("select pupils from pupil_counts") == [(25,)]


HELD: list[tuple[dict[str, Any], str]] = [
    ({"Programme": "NOPE"}, "Programme “NOPE” is not in hub.toml"),
    ({"Programme": ""}, "The programme is missing"),
    ({"Activity": ""}, "The activity is missing"),
    ({"Session date": "2022-13-45"}, "The session date is not a date"),
    ({"Session date": "10/10/1922"}, "The session date is in no academic year of the dashboard"),
    ({"Session": "last"}, "The session is not a number"),
    ({"Attendance": "maybe"}, "The attendance is none of attended, absent, apologies, booked"),
    ({"Hours": "two"}, "The hours are not a number"),
    ({"Pupils": "many"}, "The pupils are not a whole number"),
    ({"Email": "", "First name": "", "Last name": ""}, "There is neither an e-mail address nor a name"),
    ({"URN": "900777"}, "URN 900777 is not in the establishment register, and nothing else identifies the school"),
]


def test_a_row_that_cannot_be_loaded_is_held_with_its_reason(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2022", person=f"p{number}") | cells for number, (cells, _) in enumerate(HELD)]
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022"), *rows])
    found = sorted(listing.held_rows(store.read()), key=lambda row: row["row"])
    for number, ((cells, reason), row) in enumerate(zip(HELD, found, strict=True), start=3):
        assert (row["batch"], row["file"], row["row"], row["reason"]) == (2, "register.csv", number, reason), cells
    assert [row["row"] for row in listing.matches(store.read(), 2)] == [2]


def test_a_matched_row_keeps_its_batch_its_row_and_its_evidence(tmp_path: Path) -> None:
    store = hub(
        tmp_path,
        [school(900001, "Cosine Park", postcode="QX1 1AA", number="2001")],
        [
            attended(900001, "10/10/2022"),
            attended("", "10/10/2022", person="bob", School="Cosine Park", Postcode="QX1 1AA"),
            attended("", "10/10/2022", person="cy") | {"DfE number": ""},
        ],
    )
    assert listing.matches(store.read(), 2) == [
        {"row": 2, "urn": 900001, "evidence": "URN"},
        {"row": 3, "urn": 900001, "evidence": "postcode and name"},
    ]


def test_local_authority_and_number_can_be_given_as_one_dfe_number(tmp_path: Path) -> None:
    rows = [attended("", "10/10/2022") | {"DfE number": number} for number in ("876/2001", "8762001")]
    store = hub(tmp_path, [school(900001, number="2001")], rows)
    assert {row["evidence"] for row in listing.matches(store.read(), 2)} == {"LA and establishment number"}


def test_a_nickname_of_hub_toml_is_understood_in_a_register(tmp_path: Path) -> None:
    row = attended("", "10/10/2022") | {"School": "Macc Academy"}
    store = hub(tmp_path, [school(900001, EstablishmentName="Macclesfield Academy")], [row])
    assert {nickname.name for nickname in SETTINGS.nicknames} >= {"Macc"}
    assert [match["urn"] for match in listing.matches(store.read(), 2)] == [900001]


def test_an_establishment_register_puts_the_demonstration_away(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.write("A test") as connection:
        store.start_afresh(connection, demonstration=True)
    some = Answers(takes_as_it_is=True)
    import_files(store, [establishments([school(900005)])], imported_by="test", demonstration=True, answers=some)
    assert store.read().is_demonstration
    imported(store, establishments([school(900001)]))
    assert not store.read().is_demonstration
    assert store.read().rows("select urn from schools") == [(900001,)]


def test_an_older_batch_can_be_undone_under_newer_ones(tmp_path: Path) -> None:
    """The store then says what it would say had that file never come."""
    sources = [
        register([attended(900001, "10/10/2022"), attended(900002, "10/10/2022", attendance="Booked")], "a.csv"),
        register([attended(900002, "10/10/2022"), attended(900001, "11/10/2022", session=2)], "b.csv"),
        register([attended(900001, "10/10/2022", attendance="Absent"), attended("", "12/10/2022")], "c.csv"),
    ]

    def rows_read(store: Store) -> list[list[tuple[Any, ...]]]:
        questions = (
            "select session_id, urn, attendee, attendance from attendances",
            "from activities",
            "from sessions",
            "from engagement",
            "select school_text, reason from held_rows",
        )
        return [sorted(store.read().rows(sql), key=repr) for sql in questions]

    empty = hub(tmp_path / "empty", [school(900001), school(900002)])
    assert empty.secret
    all_three = Store(shutil.copytree(empty.folder, tmp_path / "all"), SETTINGS)
    numbers = [imported(all_three, source)[0].batch_id for source in sources]
    for taken, batch_id in enumerate(numbers):
        never = Store(shutil.copytree(empty.folder, tmp_path / f"without {taken}"), SETTINGS)
        for position, source in enumerate(sources):
            if position != taken:
                imported(never, source)
        undone = Store(shutil.copytree(all_three.folder, tmp_path / f"undone {taken}"), SETTINGS)
        ingest.undo(undone, present(batch_id))
        assert rows_read(undone) == rows_read(never), sources[taken].name
        with undone.read().cursor() as cursor:
            assert breaches(cursor) == []


def test_what_an_undo_would_remove_is_counted_for_every_kind_of_file(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002), school(900009, la="999")])
    imported(store, links([link(900001, "Successor", 900002)]))
    sheets: dict[str, list[dict[str, Any]]] = {
        "activities": [{"activity": "Group 1", "programme_code": "MNRKS1", "places": 20}],
        "targets": [{"academic_year": "2022/23", "share": "70%", "source": "Plan"}],
        "candidate_stages": [
            {"candidate": "A1", "route": "conversion", "stage": "applied", "reached_on": "10/10/2022"}
        ],
        "partners": [{"partner": "Tangent University"}],
        "pupil_counts": [
            {"activity": "Fair", "programme_code": "ENR", "held_on": "11/10/2022", "urn": "900002", "pupils": 30}
        ],
        "supports": [
            {
                "supporting_urn": "900001",
                "supported_urn": "900002",
                "started_on": "10/10/2022",
                "days": 2,
                "focus": "Planning",
            }
        ],
        "hold_backs": [{"urn": "900001", "reason": "Trial"}],
    }
    imported(store, SourceFile("all.xlsx", template_xlsx(SETTINGS, sheets)))
    found = {
        batch["kind"]: ingest.undo_effects(store.read(), batch["batch"]) for batch in listing.batches(store.read())
    }
    assert found == {
        "establishments": ["2 schools' details as last loaded", "1 school's elsewhere"],
        "links": ["1 link between schools"],
        **{kind: [f"1 {SHEETS[kind].removed[0]}"] for kind in sheets},
    }
    imported(store, SourceFile("again.xlsx", template_xlsx(SETTINGS, sheets | {"partners": [{"partner": "Other"}]})))
    assert found == {
        batch["kind"]: ingest.undo_effects(store.read(), batch["batch"])
        for batch in listing.batches(store.read())
        if batch["file"].startswith(("all", "edubase", "links"))
    }


def test_figures_are_as_at_the_newest_file_of_any_kind_that_sets_the_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = hub(tmp_path, [school(900001), school(900002)])
    of_links = links([link(900002, "Predecessor", 900001)]).content
    imported(store, SourceFile("links_edubasealldata20240101.csv", of_links))
    assert store.read().register_date == dt.date(2023, 11, 16)
    monkeypatch.setitem(ingest.KINDS, "links", dataclasses.replace(ingest.KINDS["links"], sets_as_at=True))
    imported(store, SourceFile("links_edubasealldata20240201.csv", of_links))
    assert store.read().register_date == dt.date(2024, 2, 1)


def test_a_newer_register_says_which_schools_are_new_and_which_are_changed(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002)])
    source = establishments([school(900001, "Renamed"), school(900002), school(900003)], "20240101")
    (batch,) = import_files(store, [source], imported_by="test", dry_run=True, answers=Answers(takes_as_it_is=True))
    assert (batch.loaded, batch.changed, batch.unchanged, str(batch.as_at)) == (2, 1, 1, "2024-01-01")


def test_a_group_or_type_that_nothing_knows_is_named_on_import(tmp_path: Path) -> None:
    schools = [
        school(900001, group="State-funded schools"),
        school(900002, group=""),
        school(900003, type="Lab school"),
    ]
    (batch,) = imported(new_store(tmp_path), establishments([*schools, school(900004)]))
    assert [remark.partition(":")[0] for remark in batch.remarks] == [
        "EstablishmentTypeGroup is blank for 1 school",
        "EstablishmentTypeGroup is “State-funded schools” for 1 school",
        "TypeOfEstablishment is “Lab school” for 1 school",
    ]


def test_the_first_rows_of_every_kind_are_shown(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    sheet = template_xlsx(SETTINGS, {"hold_backs": [{"urn": "900001", "reason": "Trial"}]})
    some = Answers(takes_as_it_is=True)
    shown = [
        batch.preview[0]
        for source in (
            establishments([school(900001, "Renamed")], "20240101"),
            links([link(900001, "Successor", 900009)]),
            SourceFile("h.xlsx", sheet),
        )
        for batch in import_files(store, [source], imported_by="test", dry_run=True, answers=some)
    ]
    assert (shown[0]["School"], shown[1]["Link"], shown[1]["Linked URN"]) == ("Renamed", "Successor", 900009)
    assert (shown[2]["School"], shown[2]["Reason"]) == ("Cosine Park 900001 Primary School", "Trial")
    many = establishments([school(900001 + number) for number in range(40)], "20240101")
    (batch,) = import_files(store, [many], imported_by="test", dry_run=True, answers=some)
    assert [row["Row"] for row in batch.preview] == list(range(2, 12))


def test_an_older_register_does_not_overwrite_a_newer_one(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], on="20231116")
    with pytest.raises(ImportFileError, match="older than what is loaded"):
        imported(store, establishments([school(900001, "Old name")], "20221116"))


def test_a_newer_register_moves_the_date_even_when_it_says_the_same(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], on="20231116")
    (batch,) = imported(store, establishments([school(900001)], "20240116"))
    assert batch.batch_id == 2 and batch.unchanged == 1
    assert str(store.read().register_date) == "2024-01-16"


def test_a_bad_file_among_good_ones_changes_nothing(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    before = contents(store)
    with pytest.raises(ImportFileError):
        imported(store, establishments([school(900001)]), SourceFile("junk.csv", b"a,b\n1,2\n"))
    assert contents(store) == before


def test_no_name_and_no_address_reaches_the_disk(tmp_path: Path) -> None:
    canary = {"First name": "Zebulon", "Last name": "Quackenbush", "Email": "zebulon.quackenbush@school.example"}
    rows = [attended(900001, "10/10/2022") | canary, attended("", "10/10/2022") | canary | {"School": "Nowhere"}]
    hub(tmp_path, [school(900001)], rows)
    for file in tmp_path.iterdir():
        content = file.read_bytes().lower()
        assert b"zebulon" not in content and b"quackenbush" not in content


def test_an_import_that_would_break_the_store_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = hub(tmp_path, [school(900001)])
    before, name = contents(store), store.read().name
    monkeypatch.setattr(checks, "breaches", lambda *_, **__: ["session_keys: two sessions are one"])
    with pytest.raises(StoreError, match="session_keys: two sessions are one Nothing was changed"):
        ingest.import_files(store, [register([attended(900001, "10/10/2022")])], imported_by="test")
    assert contents(store) == before and store.read().name == name


SOME_SCHOOLS = [school(900001 + number, la=SETTINGS.la_codes[number % 4]) for number in range(200)]
CLOSED = [school(920001 + number, status="Closed", closed="31-08-2015") for number in range(100)]
ELSEWHERE = [school(910001 + number, la="999") for number in range(200)]


def doubts(store: Store, source: SourceFile) -> str:
    """Give what is asked of a register before it is taken, "" where it is taken without a question."""
    try:
        import_files(store, [source], imported_by="test", dry_run=True)
    except ingest.QuestionsOpenError as error:
        (asked,) = error.reading.open
        assert asked.why in error.message and asked.answer_with == "--whole-register"
        return asked.why
    return ""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("full")
    imported(new_store(folder / "hub"), establishments([*SOME_SCHOOLS, *ELSEWHERE, *CLOSED]))
    return folder / "hub"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (ELSEWHERE[:8], "this one has 8, none of them in Cheshire East, Cheshire West and Chester, Halton and Wirral"),
        (SOME_SCHOOLS[:100], "this one has 100. The hub would have 100 schools"),
        (SOME_SCHOOLS[:3], "this one has 3, none of them in Wirral. The hub would have 3 schools"),
    ],
)
def test_a_first_register_that_is_a_part_of_it_is_asked_about(
    tmp_path: Path, rows: list[dict[str, Any]], said: str
) -> None:
    store = new_store(tmp_path)
    assert said in doubts(store, establishments(rows))
    assert listing.batches(store.read()) == []


@pytest.mark.parametrize(("left_out", "is_asked"), [(0, False), (2, False), (3, True), (19, True), (190, True)])
def test_a_register_without_some_of_the_hubs_open_schools_is_asked_about(
    full: Path, left_out: int, is_asked: bool
) -> None:
    source = establishments([*SOME_SCHOOLS[left_out:], *ELSEWHERE, *CLOSED], "20240101")
    said = doubts(Store(full, SETTINGS), source)
    assert (f"Of the hub's 200 open schools, {left_out} are not in it" in said) == is_asked
    assert is_asked or not said


def test_closed_schools_and_those_elsewhere_may_not_be_missing_either(full: Path) -> None:
    said = doubts(Store(full, SETTINGS), establishments(SOME_SCHOOLS, "20240101"))
    assert "300 of the 500 that are loaded are not in it. Of the hub's 200 open schools, 0 are not" in said


def test_schools_that_leave_the_hubs_local_authorities_are_asked_about(full: Path) -> None:
    moved = [row | {"LA (code)": "999"} for row in SOME_SCHOOLS[:50]]
    source = establishments([*moved, *SOME_SCHOOLS[50:], *ELSEWHERE, *CLOSED], "20240101")
    assert "Of the hub's 200 open schools, 50 are not in it or have left" in doubts(Store(full, SETTINGS), source)


@pytest.mark.parametrize("name", ["edubasealldata20991231.csv", "register.csv"])
def test_a_register_of_a_day_still_to_come_is_asked_about(full: Path, name: str) -> None:
    changed = [row | {"LastChangedDate": "31-12-2099"} for row in SOME_SCHOOLS]
    source = SourceFile(name, establishments([*changed, *ELSEWHERE, *CLOSED]).content)
    said = doubts(Store(full, SETTINGS), source)
    assert said.startswith("It is of 31 December 2099, which is still to come.")


def test_an_older_register_is_refused_without_a_question(full: Path) -> None:
    with pytest.raises(ImportFileError, match="is older than what is loaded"):
        doubts(Store(full, SETTINGS), establishments(SOME_SCHOOLS[:10], "20200101"))


def linked(name: str, numbers: range) -> SourceFile:
    content = links([link(900001 + number, "Successor", 901001 + number) for number in numbers]).content
    return SourceFile(name, content)


def test_links_that_a_newer_file_lacks_go_and_an_older_file_is_refused(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    imported(store, linked("links_edubasealldata20231116.csv", range(60)))
    imported(store, linked("links_edubasealldata20240101.csv", range(2, 60)))
    assert store.read().rows("select count(*), min(urn) from links_that_stand") == [(58, 900003)]
    with pytest.raises(ImportFileError, match="is older than what is loaded"):
        imported(store, linked("links_edubasealldata20231231.csv", range(60)))


def test_links_that_a_part_of_the_file_lacks_stay(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    imported(store, linked("links_edubasealldata20231116.csv", range(60)))
    part = linked("links_edubasealldata20240101.csv", range(10))
    assert "It has 10 establishments, and 50 of the 60 that are loaded are not in it" in doubts(store, part)
    imported(store, part)
    assert store.read().rows("select count(*) from links_that_stand") == [(60,)]


def test_links_of_a_day_still_to_come_are_asked_about(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    future = linked("links_edubasealldata20991231.csv", range(60))
    assert "which is still to come. Links of an earlier day could not be loaded" in doubts(store, future)
    imported(store, linked("links_edubasealldata20231116.csv", range(60)))
    # Taken because its day is meant, the file still is the whole one.
    imported(store, linked("links_edubasealldata20991231.csv", range(2, 60)))
    assert store.read().rows("select count(*) from links_that_stand") == [(58,)]


def test_somebody_given_with_two_schools_at_one_session_is_pointed_out(fresh_store: Store) -> None:
    imported(fresh_store, establishments([school(900001), school(900002), school(900003)]))
    rows = [attended(urn, "10/10/2022") for urn in (900001, 900002)]
    (batch,) = imported(fresh_store, register([*rows, attended(900003, "11/10/2022")]))
    assert batch.remarks == (
        "One person is given with two schools at a session, in lines 2 and 3: only one of the schools counts.",
    )
