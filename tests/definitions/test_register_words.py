"""The register's words are known without case and punctuation: the SQL against what each word means."""

import datetime as dt
import random
from collections.abc import Mapping

import duckdb
import hypothesis.strategies as st
import pytest
from hypothesis import given

from reach.store import schema_steps
from tests.builders import SETTINGS
from tests.definitions.oracle import PHASES_OF_GIAS

PHASES: dict[str, set[str] | None] = {
    **PHASES_OF_GIAS,
    "Not applicable": {"primary", "secondary"},
    "": {"primary", "secondary"},
    "Upper": None,
    "Primary 2": None,
}
"""What a school of 5 to 16 teaches by its phase; None for a word that the register does not have."""
SIXTH_FORMS = {
    "Has a sixth form": True,
    "Does not have a sixth form": False,
    "Not applicable": False,
    "": False,
    "Shares a sixth form": None,
}
STATUSES = {
    "Open": True,
    "Closed": False,
    "Open, but proposed to close": True,
    "Proposed to open": False,
    "": True,
    "Dormant": None,
}
"""Whether a school with neither an open nor a close date is open."""
GROUPS = {
    "Local authority maintained schools": True,
    "LA maintained schools": True,
    "Academies": True,
    "Free Schools": True,
    "Special schools": True,
    "Colleges": True,
    "Independent schools": True,
    "Other types": False,
    "Universities": False,
    "Welsh schools": False,
    "State-funded schools": None,
}
"""Whether a group is in scope; None for one that nobody has listed."""


@st.composite
def spelled(draw: st.DrawFn, words: Mapping[str, object]) -> tuple[str, str]:
    """Give a word, and it once more as a vintage or a spreadsheet may write it."""
    word = draw(st.sampled_from(sorted(words)))
    # One number a word: a draw a letter would take longer than the query.
    chance = random.Random(draw(st.integers(0, 2**32)))
    written = ""
    for letter in word:
        if not letter.isalnum() or chance.random() < 0.1:
            written += "".join(chance.choices("  -,.'/’\u00a0\t", k=chance.randint(0, 2)))
        if letter.isalnum():
            written += chance.choice([letter.upper(), letter.lower()])
    return word, written


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    schema_steps.bring_up_to_date(made, SETTINGS)
    return made


@given(
    st.lists(
        st.tuples(spelled(PHASES), spelled(SIXTH_FORMS), spelled(STATUSES), spelled(GROUPS)), min_size=1, max_size=8
    )
)
def test_words_say_the_same_however_they_are_written(
    connection: duckdb.DuckDBPyConnection, schools: list[tuple[tuple[str, str], ...]]
) -> None:
    connection.execute("delete from school_records")
    for urn, (phase, sixth_form, status, group) in enumerate(schools):
        connection.execute(
            """
            insert into school_records by name
            select
                $urn as urn, 'School' as name, '876' as la_code, 'Halton' as la_name, 5 as low_age, 16 as high_age,
                'Community school' as establishment_type, $phase as gias_phase, $sixth_form as sixth_form,
                $status as status, $group as type_group, 1 as batch_id
            """,
            {
                "urn": urn,
                "phase": phase[1],
                "sixth_form": sixth_form[1],
                "status": status[1],
                "group": group[1],
            },
        )
    day = dt.date(2023, 11, 16)
    taught, unknown = set(), set()
    for urn, (phase, sixth_form, status, group) in enumerate(schools):
        taught |= {(urn, each) for each in PHASES[phase[0]] or ()} | {(urn, "all")}
        taught |= {(urn, "post-16")} if SIXTH_FORMS[sixth_form[0]] else set()
        for field, words, (word, written) in (
            ("PhaseOfEducation", PHASES, phase),
            ("OfficialSixthForm", SIXTH_FORMS, sixth_form),
            ("EstablishmentStatus", STATUSES, status),
            ("EstablishmentTypeGroup", GROUPS, group),
        ):
            unknown |= {(urn, field, written)} if words[word] is None else set()
    assert set(connection.execute("select urn, phase from computed_school_phases()").fetchall()) == taught
    assert set(connection.execute("select urn, field, word from unknown_register_words").fetchall()) == unknown
    is_open = connection.execute(
        "select urn from schools where is_open(status, opened_on, closed_on, $day)", {"day": day}
    ).fetchall()
    # A status that nobody knows keeps no school out.
    assert {urn for (urn,) in is_open} == {
        urn for urn, (_, _, status, _) in enumerate(schools) if STATUSES[status[0]] is not False
    }
    in_scope = connection.execute("select urn from schools_in_scope").fetchall()
    assert {urn for (urn,) in in_scope} == {urn for urn, (*_, group) in enumerate(schools) if GROUPS[group[0]]}
