"""The mutation tester changes what can be wrong, and nothing that cannot."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.mutation.filter_mutants import as_sql, condition_mutants, parameter_mutants
from tests.mutation.mutants import mutants_of

SQL = """-- Schools that came and = did not.
create or replace macro came(chosen_share) as (
    count(*) filter (where share >= 0.75 and name <> 'and = 1')
);
"""
PYTHON = '''def few(count: int, names: list[str]) -> str:
    """Not more than 10 == few."""
    if count < 10 and not names:
        return "few" + f"{count}"
    return "many" if count - 1 else "one"
'''


QUERY = """-- Schools where and on are no words.
select
    reach.urn,
    count(*) filter (where reach.held_on between $from and $to and reach.is_held) as sessions
from school_reach($la_codes) as reach
cross join years
left join people on true
left join targets on reach.la_code is not distinct from targets.la_code
where
    list_contains($phases, reach.phase)
    and ($independent or not (reach.is_independent and reach.la_code = 'and'))
    and reach.urn in (select urn from engaged where left(academic_year, 4) = '2022' group by all)
having not bool_or(reach.is_reached)
order by reach.urn asc
"""


def changes(file: str, text: str) -> list[tuple[str, str]]:
    return [(each.old, each.new) for each in mutants_of(Path(file), text)]


def test_sql_is_changed_outside_comments_and_quoted_texts() -> None:
    assert changes("rule.sql", SQL) == [(">=", ">"), ("0.75", "0.6"), ("and", "or"), ("<>", "=")]


def test_python_is_changed_where_it_compares_counts_and_decides() -> None:
    assert changes("few.py", PYTHON) == [
        ("count < 10", "(count <= 10)"),
        ("count < 10 and not names", "(count < 10 or not names)"),
        ("10", "(11)"),
        ("not names", "(names)"),
        ('"many" if count - 1 else "one"', "('one' if count - 1 else 'many')"),
        ("count - 1", "(count + 1)"),
        ("1", "(2)"),
    ]


@pytest.mark.parametrize(("file", "text"), [("rule.sql", SQL), ("few.py", PYTHON)])
def test_a_mutant_differs_in_one_place_and_says_where(file: str, text: str) -> None:
    for mutant in mutants_of(Path(file), text):
        changed = mutant.applied(text)
        end = mutant.start + len(mutant.old)
        assert changed[: mutant.start] == text[: mutant.start] and changed.endswith(text[end:]) and changed != text
        line = int(mutant.described(text).split(":")[1])
        assert mutant.old.splitlines()[0] in text.splitlines()[line - 1]


def test_each_condition_of_a_query_is_left_out() -> None:
    assert [(each.old, each.new) for each in condition_mutants(Path("reach.sql"), QUERY)] == [
        ("reach.held_on between $from and $to", "true"),
        ("reach.is_held", "true"),
        ("reach.la_code is not distinct from targets.la_code", "true"),
        ("list_contains($phases, reach.phase)", "true"),
        ("($independent or not (reach.is_independent and reach.la_code = 'and'))", "true"),
        ("$independent", "false"),
        ("not (reach.is_independent and reach.la_code = 'and')", "false"),
        ("reach.is_independent", "true"),
        ("reach.la_code = 'and'", "true"),
        ("reach.urn in (select urn from engaged where left(academic_year, 4) = '2022' group by all)", "true"),
        ("left(academic_year, 4) = '2022'", "true"),
        ("not bool_or(reach.is_reached)", "true"),
    ]


def test_a_condition_is_turned_round() -> None:
    turned = condition_mutants(Path("reach.sql"), QUERY, negated=True)
    left_out = [each.old for each in condition_mutants(Path("reach.sql"), QUERY)]
    assert [each.old for each in turned if each.old != "true"] == left_out
    assert {each.new == f"not ({each.old})" for each in turned} == {True}


def test_each_parameter_of_a_query_is_asked_no_longer() -> None:
    usual: dict[str, list[Any]] = {"from": [dt.date(2022, 9, 1)], "to": [None]}
    usual |= {"la_codes": [["344", "876"]], "phases": [["all"]]}
    usual |= {"independent": [True, False]}
    assert [(each.old, each.new) for each in parameter_mutants(Path("reach.sql"), QUERY, usual)] == [
        ("$from", "date '2022-09-01'"),
        ("$to", "null"),
        ("$la_codes", "['344', '876']"),
        ("$phases", "['all']"),
        ("$independent", "true"),
        ("$independent", "false"),
    ]
    assert (as_sql("King's"), as_sql(30)) == ("'King''s'", "30")
    assert as_sql({"independent": True}) == "{'independent': true}"
