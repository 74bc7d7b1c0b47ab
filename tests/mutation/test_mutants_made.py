"""The mutation tester changes what can be wrong, and nothing that cannot."""

from pathlib import Path

import pytest

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
