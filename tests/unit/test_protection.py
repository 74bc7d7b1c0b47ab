"""What is hidden with small counts: by hand, and against trying everything."""

import dataclasses
import itertools

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from reach import formats, queries
from reach.charts import attendance, partners
from reach.exhibit import Exhibit
from reach.exports.tables import exhibit_csv
from reach.queries import Result
from reach.report.answers import Question
from reach.report.protection import protected
from reach.report.protection.equations import Relation, System
from reach.report.protection.hiding import to_hide
from reach.report.protection.publishing import is_withheld
from reach.report.protection.solving import parts_of
from reach.sentences import attendance as sentences
from reach.sentences import partners as partner_sentences
from reach.settings import Disclosure
from tests import effort
from tests.builders import SETTINGS, filters

RULES = Disclosure()
GREATEST = 7
_COLUMNS = ("signed_up", "came", "sent_apologies", "no_shows", "times_attended", "times_absent", "times_apologies")


def answer(query: str, frame: pd.DataFrame) -> dict[Question, Result]:
    result = Result(queries.load(query), filters(), frame, None, None, is_demonstration=True)
    return {Question(query, filters()): result}


def programmes(*rows: tuple[int, ...]) -> pd.DataFrame:
    """Give a table of attendance by programme from its counts."""
    frame = pd.DataFrame(rows, columns=list(_COLUMNS), dtype="Int64")
    frame.insert(0, "programme_code", [each.code for each in SETTINGS.programmes[: len(rows)]])
    frame.insert(1, "programme_name", [f"Programme {number}" for number in range(len(rows))])
    frame.insert(2, "activities", pd.Series([1] * len(rows), dtype="Int64"))
    frame["times_expected"] = frame["times_attended"] + frame["times_absent"] + frame["times_apologies"]
    for column in ("came", "sent_apologies", "no_shows"):
        frame[f"share_{column}"] = (frame[column] / frame["signed_up"]).astype(float)
    frame["share_attended"] = (frame["times_attended"] / frame["times_expected"]).astype(float)
    return frame


def shown(frame: pd.DataFrame) -> Result:
    (result,) = protected(answer("attendance_by_programme", frame), SETTINGS).given.values()
    return result


def test_an_absence_goes_with_an_apology_that_the_rest_gives_back() -> None:
    result = shown(programmes((26, 21, 1, 0, 29, 6, 1)))
    assert {column for _, column in result.hidden} == {
        "sent_apologies",
        "share_sent_apologies",
        "times_apologies",
        "times_absent",
    }
    assert result.frame.loc[0, "share_attended"] == 29 / 36
    assert result.frame.loc[0, "no_shows"] == 0
    assert result.output_class == "public"


def test_two_small_counts_protect_each_other_where_they_can() -> None:
    result = shown(programmes((19, 13, 0, 0, 13, 4, 1)))
    assert {column for _, column in result.hidden} == {"times_absent", "times_apologies"}


def test_a_share_of_few_people_goes_and_their_number_stays() -> None:
    result = shown(programmes((9, 9, 0, 0, 9, 0, 0)))
    assert {column for _, column in result.hidden} == {
        "share_came",
        "share_sent_apologies",
        "share_no_shows",
        "share_attended",
    }


def test_no_limit_hides_nothing() -> None:
    settings_ = SETTINGS.model_copy(update={"disclosure": Disclosure(people_under=0, percentage_base_under=0)})
    given_ = answer("attendance_by_programme", programmes((3, 2, 1, 0, 2, 0, 1)))
    (result,) = protected(given_, settings_).given.values()
    assert not result.hidden


def test_what_cannot_be_protected_is_withheld() -> None:
    people = pd.DataFrame({"urn": [900001], "people": [7]})
    unknown = pd.DataFrame({"urn": [900001], "something_new": [7]})
    few = pd.DataFrame({"schools": pd.Series([2, 30], dtype="Int64")})
    for query, frame, rules, withheld in (
        ("school_list", people, RULES, True),
        ("reach_by_la", unknown, RULES, True),
        ("reach_by_la", few, RULES, False),
        ("reach_by_la", few, Disclosure(schools_under=3), True),
    ):
        (result,) = answer(query, frame).values()
        assert is_withheld(query, result, rules) == withheld


# Against trying everything

_sizes = st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=2)


def crossed(table: list[list[int]]) -> System:
    """Give a table of two by two with its sums and its total as a system."""

    @dataclasses.dataclass
    class Count:
        value: int
        price: int
        counts: str = "people"

    (a, b), (c, d) = table
    sums = [{0: 1}, {1: 1}, {2: 1}, {3: 1}, {0: 1, 1: 1}, {2: 1, 3: 1}, {0: 1, 2: 1}, {1: 1, 3: 1}]
    values = [a, b, c, d, a + b, c + d, a + c, b + d]
    cells = [Count(value, 100 if number < 4 else 300) for number, value in enumerate(values)]
    return System(4, cells, sums, [Relation({0: 1, 3: -1})] if a <= d else [])  # type: ignore[arg-type]


def possible(system: System, hidden: set[int]) -> list[tuple[int, ...]]:
    """Try all numbers, and give the cells' values of those that agree with what is shown."""
    found = []
    for unknowns in itertools.product(range(GREATEST + 6), repeat=system.unknowns):
        values = tuple(sum(unknowns[each] * times for each, times in terms.items()) for terms in system.sums)
        if all(
            value >= 1 if number in hidden else value == cell.value
            for number, (value, cell) in enumerate(zip(values, system.cells, strict=True))
        ) and all(
            sum(unknowns[each] * times for each, times in relation.terms.items()) <= 0 for relation in system.relations
        ):
            found.append(values)
    return found


@effort.examples(usual=10, thorough=200)
@given(table=_sizes)
def test_trying_everything_finds_each_small_value_that_noughts_allow(table: list[list[int]]) -> None:
    system = crossed(table)
    gone = to_hide(system, RULES)
    hidden = {number for number, cell in enumerate(system.cells) if any(cell is each for each in gone)}
    everything = {number for number, cell in enumerate(system.cells) if cell.value}
    tried, all_tried = possible(system, hidden), possible(system, everything)
    for number, cell in enumerate(system.cells):
        if 1 <= cell.value <= 4:
            assert number in hidden
            wanted = {values[number] for values in all_tried} & {1, 2, 3, 4}
            assert {values[number] for values in tried} >= wanted


@effort.examples(usual=10, thorough=200)
@given(table=_sizes, hidden=st.sets(st.integers(0, 7)), cell=st.integers(0, 7), value=st.integers(1, 4))
def test_the_solver_finds_what_trying_everything_finds(
    table: list[list[int]], hidden: set[int], cell: int, value: int
) -> None:
    system = crossed(table)
    (part,) = parts_of(system)
    hidden = {number for number in hidden | {cell} if system.cells[number].value}
    if cell in hidden:
        found = part.values_where(hidden, cell, value)
        tried = [values for values in possible(system, hidden) if values[cell] == value]
        assert (found is not None) >= bool(tried)
        if found is not None:
            assert found[cell] == value


# What is shown in its place


def exhibit_of(result: Result) -> Exhibit:
    return Exhibit("Attendance", result, None, "", SETTINGS)


def test_files_and_tables_show_the_mark() -> None:
    result = shown(programmes((26, 21, 1, 0, 29, 6, 1)))
    header, row, *_ = exhibit_csv(exhibit_of(result)).decode("utf-8-sig").splitlines()
    cells = dict(zip(header.split(","), row.split(","), strict=False))
    assert (cells["sent_apologies"], cells["no_shows"], cells["came"]) == ("c", "0", "21")
    table = formats.table_for_people(result.frame, result.hidden)
    assert table.loc[0, formats.column_label("sent_apologies")] == "[c]"


def test_charts_show_a_mark_and_no_bar() -> None:
    frame = shown(programmes((26, 21, 1, 0, 29, 6, 1), (3, 3, 0, 0, 3, 0, 0))).frame
    rates = attendance.attendance_bars(frame, by="programme_code", label="programme_name")
    assert list(rates.data[0].text) == ["<b>81 %</b>  29 of 36", "[c]"]
    assert [note.text for note in rates.layout.annotations] == ["[c]"]
    outcomes = attendance.outcome_bars(frame, by="programme_code", label="programme_name")
    assert "[c]" in [note.text for note in outcomes.layout.annotations]


def test_partners_with_hidden_people_are_drawn_and_not_called_the_most() -> None:
    frame = pd.DataFrame(
        {
            "partner": ["Alpha", "Beta"],
            "strand": ["cpd", "cpd"],
            "strand_name": ["CPD", "CPD"],
            "is_known_partner": [True, True],
            "activities": pd.Series([1, 2], dtype="Int64"),
            "people": pd.Series([pd.NA, 12], dtype="Int64"),
            "people_in_total": pd.Series([pd.NA, pd.NA], dtype="Int64"),
        }
    )
    bars = partners.partner_bars(frame, measure="people")
    assert list(bars.data[0].x) == [12, None]
    assert [note.text for note in bars.layout.annotations] == ["[c]"]
    grid = partners.partner_grid(frame, column="strand", label="strand_name", measure="people")
    assert [note.text for note in grid.layout.annotations] == ["[c]", "<b>12</b>"]
    for said in (
        partner_sentences.on_partner_reach(frame, "people"),
        partner_sentences.on_partner_strands(frame, "people"),
    ):
        assert "most" not in said.lower()
        assert "Small numbers of people are not shown." in said


def test_a_sentence_says_that_it_speaks_of_what_is_shown() -> None:
    frame = shown(programmes((26, 21, 0, 0, 29, 7, 0), (40, 30, 0, 0, 30, 10, 0), (3, 3, 0, 0, 3, 0, 0))).frame
    said = sentences.on_attendance(frame, "programme_name")
    assert said.startswith("Of those shown, the attendance rate is highest in Programme 0")
    assert said.endswith("Small numbers of people are not shown.")
    nothing = shown(programmes((3, 3, 0, 0, 3, 0, 0))).frame
    assert sentences.on_attendance(nothing, "programme_name") == "Small numbers of people are not shown."
    assert sentences.on_outcomes(nothing, "programme_name") == "Small numbers of people are not shown."
