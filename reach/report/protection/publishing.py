"""The answers of a pack as anybody may see them."""

import dataclasses
from collections.abc import Mapping

import pandas as pd

from reach import formats
from reach.queries import Result
from reach.report.answers import Question, WithheldError
from reach.report.protection.cells import Counts
from reach.report.protection.declared import (
    COUNTS_OF_PEOPLE,
    COUNTS_OF_SCHOOLS,
    MEASURES_OF_PEOPLE,
    NEEDS_NO_PROTECTION,
    TABLES,
    Share,
    Table,
)
from reach.report.protection.equations import Equations
from reach.report.protection.hiding import to_hide
from reach.settings import Disclosure, Settings

COMPARED = "compare_measures"

Hidden = set[tuple[int, str]]


@dataclasses.dataclass(frozen=True)
class Protected:
    """Answers for the public."""

    given: Mapping[Question, Result]
    withheld: frozenset[Question]
    batch_ids: tuple[int, ...] = ()

    def answer(self, question: Question) -> Result:
        """Give the answer, with what could tell of few people hidden. Raises WithheldError for what is not shown."""
        if question in self.withheld:
            raise WithheldError("This is not for the public", "Choose the internal audience to see it.")
        return self.given[question]


def protected(given: Mapping[Question, Result], settings: Settings, batch_ids: tuple[int, ...] = ()) -> Protected:
    """Hide what could tell of few people, in all answers together. batch_ids: the imports that they stand on."""
    rules = settings.disclosure
    withheld = frozenset(question for question, result in given.items() if is_withheld(question.query, result, rules))
    shown = {question: result for question, result in given.items() if question not in withheld}
    hidden: dict[Question, Hidden] = {}
    for cell in to_hide(Equations(Counts(shown, settings)).system(), rules):
        for place in cell.places:
            hidden.setdefault(place.question, set()).add((place.row, place.column))
    return Protected(
        {
            question: _public(question.query, result, hidden.get(question, set()), rules)
            for question, result in shown.items()
        },
        withheld,
        batch_ids,
    )


def is_withheld(query: str, result: Result, rules: Disclosure) -> bool:
    """Whether an answer is left out for the public: it counts people in a way that is not protected, or may do so."""
    frame = result.frame
    if query == COMPARED and (frame.empty or not set(frame["measure"]) <= set(MEASURES_OF_PEOPLE)):
        return False
    protects = TABLES[query].protects if query in TABLES else set()
    for column in frame.columns:
        if column in protects:
            continue
        if column in COUNTS_OF_PEOPLE:
            return True
        if column in COUNTS_OF_SCHOOLS:
            if _is_any_small(frame[column], rules.schools_under):
                return True
        elif column not in NEEDS_NO_PROTECTION and is_number(frame[column]):
            return True
    return False


def is_number(values: pd.Series) -> bool:
    """Whether a column holds numbers."""
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _is_any_small(values: pd.Series, limit: int) -> bool:
    return bool(((values > 0) & (values < limit)).any())


def _public(query: str, result: Result, hidden: Hidden, rules: Disclosure) -> Result:
    frame = result.frame.copy()
    table = TABLES.get(query)
    if query == COMPARED:
        rows = [row for row, measure in enumerate(frame["measure"]) if measure in MEASURES_OF_PEOPLE]
        numbers = [column for column in frame.columns if is_number(frame[column])]
        hidden = {(row, column) for row in rows for column in numbers if not pd.isna(frame[column].iloc[row])}
        frame.loc[rows, numbers] = pd.NA
    if table is not None:
        hidden = hidden | _hidden_shares(frame, table, hidden, rules)
        for row, column in hidden:
            values = frame[column].copy()
            values.iloc[row] = pd.NA if values.dtype == "Int64" else float("nan")
            frame[column] = values
        if hidden and table.order:
            frame, hidden = _in_open_order(frame, table, hidden)
    return dataclasses.replace(result, frame=frame, hidden=frozenset(hidden), output_class="public")


def _hidden_shares(frame: pd.DataFrame, table: Table, hidden: Hidden, rules: Disclosure) -> Hidden:
    """A share is shown where its part and its whole are, and where they and the people, as shown, are enough."""
    found: Hidden = set()
    for column, share in table.shares.items():
        for row in range(len(frame)):
            if pd.isna(frame[column].iloc[row]):
                continue
            part, whole, *people = _stands_on(frame, table, share, row)
            enough = [
                place
                for place in (whole, *people)
                if place not in hidden and frame[place[1]].iloc[place[0]] >= rules.percentage_base_under
            ]
            if part in hidden or whole not in enough or not any(place in enough for place in people):
                found.add((row, column))
    return found


def _stands_on(frame: pd.DataFrame, table: Table, share: Share, row: int) -> list[tuple[int, str]]:
    """Give where a share's part, whole and people stand."""
    if table.measure_in is None:
        return [(row, share.part), (row, share.whole), *((row, name) for name in share.people)]
    same = frame[table.measure_in] == share.whole
    for column in table.groups.values():
        same &= frame[column] == frame[column].iloc[row]
    whole = int(same.to_numpy().argmax())
    return [(row, share.part), (whole, share.part), (whole, share.part)]


def _in_open_order(frame: pd.DataFrame, table: Table, hidden: Hidden) -> tuple[pd.DataFrame, Hidden]:
    """Put rows in an order that tells nothing of what is hidden: by what is shown whole, then by name."""
    hides = {column for _, column in hidden}
    numbers = [column for column in table.order if is_number(frame[column]) and column not in hides]
    names = [column for column in table.order if not is_number(frame[column])]
    ordered = frame.reset_index(drop=True)
    ordered = ordered.sort_values([*numbers, *names], ascending=[False] * len(numbers) + [True] * len(names))
    last = ordered[names].isin([formats.NO_LEAD]).any(axis="columns")
    ordered = pd.concat([ordered[~last], ordered[last]])
    moved = {before: now for now, before in enumerate(ordered.index)}
    return ordered.reset_index(drop=True), {(moved[row], column) for row, column in hidden}
