"""The figures register: what was said is recorded exactly, stated again, and compared with what is known now."""

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import hypothesis
import hypothesis.strategies as st
import pandas as pd
import pytest

from reach import ingest, queries
from reach.ingest import SourceFile
from reach.ingest.template import template_xlsx
from reach.report import Addition, ChosenFilters, Pack, Part, Recipe, record, renamed_queries, revisions
from reach.report.answers import PackContext, Question
from reach.report.as_json import question_from_json, question_to_json
from reach.store import Store
from reach.store.checks import breaches
from tests import effort
from tests.builders import SETTINGS, attended, establishments, filters, hub, imported, register, school
from tests.unit.report.conftest import pack_of

USUAL = Recipe.usual(ChosenFilters(academic_year="2022/23", period="autumn"))
RECIPE = USUAL.model_copy(update={"parts": tuple(Part(section=each) for each in ("headlines", "reach", "next"))})
"""A short pack: each of its sections is recorded, compared and made again as all others are."""


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Four schools, one of which was reached in each of two years, to be copied."""
    schools = [school(900001 + number) for number in range(4)]
    rows = [attended(900001, "10/10/2022"), attended(900002, "11/10/2021", person="bob")]
    return hub(tmp_path_factory.mktemp("record") / "hub", schools, rows)


@pytest.fixture(scope="module")
def first_pack(made_once: Store) -> Pack:
    """A pack of the store as it is at first."""
    return pack_of(made_once, RECIPE)


@pytest.fixture(scope="module")
def whole_pack(made_once: Store) -> Pack:
    """A pack with everything that packs have."""
    return pack_of(made_once, USUAL)


@pytest.fixture
def store(made_once: Store, tmp_path: Path) -> Store:
    """A copy of the store."""
    return Store(shutil.copytree(made_once.folder, tmp_path / "hub"), SETTINGS)


def texts_of(pack: Pack) -> list[str]:
    return [
        text
        for section in pack.sections
        for text in (
            *(each.text for each in section.headlines),
            *section.paragraphs,
            *(each.exhibit.sentence for each in section.exhibits),
        )
    ]


def test_answers_come_back_exactly_and_say_the_same(store: Store, whole_pack: Pack) -> None:
    pack_id = record.record_pack(store, whole_pack)
    answers = record.recorded_pack(store.read(), pack_id).answers
    assert answers.keys() == whole_pack.answers.keys()
    for question, result in whole_pack.answers.items():
        pd.testing.assert_frame_equal(answers[question].frame, result.frame)
    assert texts_of(record.made_again(store, pack_id)) == texts_of(whole_pack)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
TIMES = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "bigint": st.integers(-(2**63), 2**63 - 1),
    "double": st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.booleans(),
    "varchar": TEXTS,
    "timestamp": TIMES,
    "date": TIMES.map(dt.datetime.date),
    "varchar[]": st.lists(st.none() | TEXTS, max_size=3),
    "integer[]": st.lists(st.integers(-(2**31), 2**31 - 1), max_size=3),
}
"""What a query's columns can hold, by DuckDB's types."""


@effort.examples(usual=30, thorough=1000)
@hypothesis.given(st.lists(st.tuples(*(st.none() | each for each in VALUES.values())), max_size=4))
def test_whatever_a_query_may_answer_comes_back_as_it_was(rows: list[tuple[Any, ...]]) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"create table answers ({', '.join(f'column_{at} {of}' for at, of in enumerate(VALUES))})")
        for row in rows:
            connection.execute(f"insert into answers values ({', '.join('?' * len(row))})", row)
        frame = queries.frame_of(connection.execute("from answers"))
    back = record.frame_from_bytes(record.frame_to_bytes(frame))
    pd.testing.assert_frame_equal(with_one_missing_value(back), with_one_missing_value(frame))


def with_one_missing_value(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame in which a missing list, which DuckDB has as NA, is None as it is in Parquet."""
    lists = [name for name in frame.columns if frame[name].dtype == object]
    return frame.assign(**{name: frame[name].where(frame[name].notna(), None) for name in lists})


def test_a_pack_whose_answers_are_json_is_made_again(store: Store, whole_pack: Pack) -> None:
    """So are those that were recorded before answers were Parquet."""
    pack_id = record.record_pack(store, whole_pack)
    frames = [as_older_packs_have_it(result.frame) for result in whole_pack.answers.values()]
    with store.write("As it was") as connection:
        for number, frame in enumerate(frames, start=1):
            connection.execute(
                "update figures set answer = $frame, frame = null where figure_number = $number",
                {"frame": frame, "number": number},
            )
    answers = record.recorded_pack(store.read(), pack_id).answers
    for question, result in whole_pack.answers.items():
        pd.testing.assert_frame_equal(answers[question].frame, result.frame)
    assert texts_of(record.made_again(store, pack_id)) == texts_of(whole_pack)


def as_older_packs_have_it(frame: pd.DataFrame) -> str:
    """Return a frame as JSON: its columns with their kinds and values."""
    rows = json.loads(frame.to_json(orient="split", date_format="iso", double_precision=15))["data"]
    columns = [
        {"name": name, "dtype": str(frame[name].dtype), "values": [row[at] for row in rows]}
        for at, name in enumerate(frame.columns)
    ]
    return json.dumps({"rows": len(frame), "columns": columns})


def test_questions_come_back_exactly(pack: Pack) -> None:
    for question in pack.answers:
        assert question_from_json(question.query, question_to_json(question)) == question


def test_days_among_the_choices_come_back() -> None:
    question = Question("call_list", filters(), (("today", dt.date(2026, 5, 20)), ("weight_size", 30)))
    assert question_from_json("call_list", question_to_json(question)) == question


def test_an_old_pack_is_made_again_with_the_old_figures(store: Store, first_pack: Pack) -> None:
    pack = first_pack
    pack_id = record.record_pack(store, pack)
    imported(store, register([attended(900003, "12/10/2022", person="cy")], "late.csv"))
    assert texts_of(pack_of(store, RECIPE)) != texts_of(pack)
    again = record.made_again(store, pack_id)
    assert texts_of(again) == texts_of(pack)
    assert (again.made_at, again.made_by, again.batch_ids) == (pack.made_at, pack.made_by, pack.batch_ids)
    assert [each.exhibit.title for each in again.exhibits] == [each.exhibit.title for each in pack.exhibits]


def test_a_pack_from_before_notes_on_sums_is_made_again_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its record has no answers to what these notes alone ask."""
    schools = [school(900001, phase="All-through", high=16), school(900002), school(900003, phase="Secondary")]
    rows = [
        attended(900001, "10/10/2022", programme="PTFM-R", activity="A"),
        attended(900001, "10/10/2022", programme="STFM-D", activity="B"),
        attended(900002, "10/10/2022", programme="PTFM-R", activity="A", person="bob"),
    ]
    store = hub(tmp_path / "hub", schools, rows)
    chosen = ChosenFilters(academic_year="2022/23", period="year")
    options = {
        "journeys.places_by_phase": {"journey": "Primary Teaching for Mastery"},
        "strands.programme_reach": {"strands": ["cpd"]},
    }
    additions = tuple(Addition(make=make, options=json.dumps(each), filters=chosen) for make, each in options.items())
    recipe = Recipe(audience="internal", filters=chosen, parts=(Part(section="added"),), additions=additions)
    with_notes = texts_of(pack_of(store, recipe))
    assert any("so the parts add up to" in text for text in with_notes)
    with monkeypatch.context() as before:
        before.setattr(PackContext, "ask_if_recorded", lambda *_args, **_changes: None)
        old = pack_of(store, recipe)
    again = record.made_again(store, record.record_pack(store, old))
    assert texts_of(again) == texts_of(old)
    assert not any("so the parts add up to" in text for text in texts_of(again))
    assert [each.exhibit.title for each in again.exhibits] == [each.exhibit.title for each in old.exhibits]


def test_a_pack_whose_queries_asked_each_filter_of_schools_by_its_name_is_made_again(
    store: Store, first_pack: Pack
) -> None:
    pack_id = record.record_pack(store, first_pack)
    with store.write("As it was") as connection:
        asked = "regexp_replace(query_sql, 'is_counted\\((\\w+\\.)?attributes, \\$schools\\)', "
        asked += "'($independent or not \\1is_independent)', 'g')"
        connection.execute(f"update figures set query_sql = replace({asked}, '$schools', '$independent')")
    again = record.made_again(store, pack_id)
    named = [result.query.parameters & {"independent", "schools"} for result in again.answers.values()]
    assert {"independent"} in named and {"schools"} not in named
    assert texts_of(again) == texts_of(first_pack)
    assert [each.exhibit.stamp for each in again.exhibits] == [each.exhibit.stamp for each in first_pack.exhibits]
    version = store.read()
    assert revisions.revisions(version, record.recorded_pack(version, pack_id)) == []


def test_a_late_register_is_seen_and_named(store: Store, first_pack: Pack) -> None:
    pack_id = record.record_pack(store, first_pack)
    assert revisions.revisions(store.read(), record.recorded_pack(store.read(), pack_id)) == []
    assert revisions.causes(store.read(), pack_id) == []
    imported(store, register([attended(900003, "12/10/2022", person="cy")], "late.csv"))
    version = store.read()
    revised = revisions.revisions(version, record.recorded_pack(version, pack_id))
    total = next(
        each for each in revised if each.question.startswith("Reach of the hub") and each.what == "Schools reached"
    )
    assert (total.as_reported, total.as_known_now, total.period) == ("1", "2", "autumn term 2022/23")
    of_halton = next(each for each in revised if each.where == "Halton" and each.what == "Reach")
    assert (of_halton.as_reported, of_halton.as_known_now) == ("25.0%", "50.0%")
    (cause,) = revisions.causes(version, pack_id)
    assert cause.text == "“late.csv” came: 1 row, 1 of them of the pack's period."


def test_a_new_establishment_register_is_named(store: Store, first_pack: Pack) -> None:
    pack_id = record.record_pack(store, first_pack)
    imported(store, establishments([school(900001 + number) for number in range(5)], on="20231201"))
    version = store.read()
    assert revisions.causes(version, pack_id)[0].text == "The establishment register of 1 December 2023 came."
    revised = revisions.revisions(version, record.recorded_pack(version, pack_id))
    assert ("4", "5") in {(each.as_reported, each.as_known_now) for each in revised if each.what == "Schools"}


def test_a_sheet_of_schools_held_back_is_named_by_its_file(store: Store, first_pack: Pack) -> None:
    pack_id = record.record_pack(store, first_pack)
    sheet = template_xlsx(SETTINGS, {"hold_backs": [{"urn": "900001", "reason": "Trial"}]})
    imported(store, SourceFile("held.xlsx", sheet))
    (cause,) = revisions.causes(store.read(), pack_id)
    assert cause.text == "“held.xlsx” came: 1 row."


def test_a_register_that_was_undone_is_named(store: Store, first_pack: Pack) -> None:
    pack_id = record.record_pack(store, first_pack)
    ingest.undo(store, 2)
    version = store.read()
    assert revisions.causes(version, pack_id)[0].text.startswith("“register.csv” was undone: 2 rows")
    assert record.made_again(store, pack_id).total.frame.iloc[0]["reached"] == 1


def test_the_same_pack_again_is_the_same_record(store: Store, first_pack: Pack) -> None:
    assert record.record_pack(store, first_pack) == record.record_pack(store, pack_of(store, RECIPE)) == 1
    imported(store, register([attended(900003, "12/10/2022", person="cy")], "late.csv"))
    assert record.record_pack(store, pack_of(store, RECIPE)) == 2
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []


def test_a_pack_that_is_not_on_record_says_so(store: Store) -> None:
    with pytest.raises(record.RecordError, match="no pack 7"):
        record.recorded_pack(store.read(), 7)


def test_recipes_are_saved_replaced_and_forgotten(store: Store) -> None:
    record.save_recipe(store, "  Forum,  termly ", RECIPE, saved_by="test")
    other = Recipe.usual(ChosenFilters(academic_year="2022/23", period="spring"))
    record.save_recipe(store, "forum, termly", other, saved_by="test")
    assert record.saved_recipes(store.read()) == {"forum, termly": other}
    record.forget_recipe(store, "Forum, Termly")
    assert record.saved_recipes(store.read()) == {}
    with pytest.raises(record.RecordError, match="no name"):
        record.save_recipe(store, "  ", RECIPE, saved_by="test")


def test_a_name_is_nowhere_on_record(store: Store, first_pack: Pack) -> None:
    record.record_pack(store, first_pack)
    answers = record.recorded_pack(store.read(), 1).answers
    texts = [f"{question} {result.frame.to_csv()}" for question, result in answers.items()]
    assert not any("lovelace" in text.lower() or "@" in text for text in texts)


@pytest.mark.parametrize("former", renamed_queries.FORMER)
def test_a_question_under_a_former_name_is_the_one_that_is_asked_today(former: str, demonstration: Store) -> None:
    query, breakdown, code, name = renamed_queries.FORMER[former]
    other = {"journey": next(iter(SETTINGS.journeys))} if former.startswith("journey") else {}
    chosen = filters("2024/25")
    choices = other | ({"breakdown": breakdown} if breakdown else {})
    today = queries.run(query, chosen, demonstration.read(), choices).frame
    then = today.drop(columns=["group_code", "group_name"])
    if code and name:
        then = then.assign(**{code: today["group_code"], name: today["group_name"]})
    if breakdown != "programme":
        then = then.drop(columns="strand_name", errors="ignore")
    asked = Question(former, chosen, tuple(other.items()))
    question, answer = renamed_queries.as_asked_today(asked, then)
    assert question == Question(query, chosen, tuple(sorted(choices.items())))
    assert len(today)
    pd.testing.assert_frame_equal(answer, today, check_dtype=False)


def test_a_question_that_is_still_asked_is_as_it_was() -> None:
    question, frame = Question("reach_by_la", filters(), ()), pd.DataFrame({"la_code": ["876"]})
    assert renamed_queries.as_asked_today(question, frame) == (question, frame)


def test_a_pack_of_a_running_year_made_again_says_so_far_where_it_did(tmp_path: Path) -> None:
    rows = [attended(900001, "10/10/2023"), attended(900002, "11/10/2022", person="bob")]
    store = hub(tmp_path / "hub", [school(900001 + number) for number in range(4)], rows)
    pack = pack_of(store, Recipe.usual(ChosenFilters(academic_year="2023/24")))
    again = record.made_again(store, record.record_pack(store, pack))
    assert texts_of(again) == texts_of(pack)


def test_last_proposals_are_of_the_same_scope(store: Store) -> None:
    chosen = {"academic_year": "2022/23"}
    halton, hub_wide = (
        Recipe.usual(ChosenFilters.model_validate(chosen | {"period": "autumn"} | scope))
        for scope in ({"la_codes": ("876",)}, {})
    )
    record.record_pack(store, pack_of(store, hub_wide))
    in_spring = {"filters": ChosenFilters.model_validate(chosen | {"period": "spring"})}
    of_hub = record.last_proposals(store.read(), hub_wide.model_copy(update=in_spring))
    assert of_hub and all(line.startswith("We propose") for line in of_hub)
    of_halton = halton.model_copy(
        update={"filters": ChosenFilters.model_validate(chosen | {"period": "spring", "la_codes": ("876",)})}
    )
    assert record.last_proposals(store.read(), of_halton) == ()
    assert record.last_proposals(store.read(), hub_wide) == ()
