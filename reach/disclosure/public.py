"""Answers as anybody may see them: each count of people is rounded, and what cannot be is left out."""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from reach import formats
from reach.columns import DECLARED, NUMBERS, Of, Public
from reach.disclosure.declared import (
    COMPARED,
    PUPILS_LEFT_OUT,
    RULES,
    WORDS_LEFT_OUT,
    Rules,
    Share,
)
from reach.disclosure.groups import ALL, PEOPLE, SIGN_UPS, Group, Groups, Rounded, rounded_alone
from reach.disclosure.intervals import LOW_UNDER
from reach.disclosure.shares import LEAST_BASE, points, possible, shares
from reach.errors import ReachError
from reach.filters import Filters
from reach.measures import MEASURES, Measure
from reach.phases import ALL_PHASES
from reach.queries import Query, Result
from reach.settings import Disclosure, Settings

_Place = tuple[int, str]


class WithheldError(ReachError):
    """An answer is not for the public, and cannot be made so."""


@dataclasses.dataclass
class _Shown:
    """A frame for the public while it is made."""

    frame: pd.DataFrame
    low: set[_Place] = dataclasses.field(default_factory=set)
    not_shown: set[_Place] = dataclasses.field(default_factory=set)

    def put(self, row: int, column: str, count: Rounded) -> None:
        """Show a count as it is rounded."""
        self.put_number(row, column, pd.NA if count.is_low else count.shown)
        if count.is_low:
            self.low.add((row, column))

    def put_share(self, row: int, column: str, share: float | None) -> None:
        """Show a share, or leave it out."""
        if share is None:
            self.hide(row, column)
        else:
            self.put_number(row, column, share)

    def get(self, row: int, column: str) -> Any:
        """Give what is shown."""
        return self.frame[column].iloc[row]

    def hide(self, row: int, column: str) -> None:
        """Leave out a number."""
        self.put_number(row, column, pd.NA if self.frame[column].dtype == "Int64" else float("nan"))
        self.not_shown.add((row, column))

    def put_number(self, row: int, column: str, value: Any) -> None:
        """Show a number as it is."""
        values = self.frame[column].copy()
        values.iloc[row] = value
        self.frame[column] = values


def public_result(result: Result, choices: Mapping[str, Any], groups: Groups, settings: Settings) -> Result:
    """Give a query's answer as anybody may see it.

    Raises WithheldError where the query is not declared, or may not be shown.
    """
    name, rules = result.query.name, settings.disclosure
    if _is_withheld(result, rules):
        raise _withheld()
    left_out = RULES[name].left_out(result.frame.columns) if name in RULES else []
    shown = _Shown(result.frame.drop(columns=left_out).reset_index(drop=True))
    if name == COMPARED:
        _round_measures(shown, result, choices, groups, rules)
    elif name in RULES:
        _round_table(shown, result, RULES[name], choices.get("breakdown"), groups, settings)
    return dataclasses.replace(
        result,
        query=_in_public_words(result.query, rules),
        frame=shown.frame,
        is_rounded=name in (COMPARED, *RULES),
        low=frozenset(shown.low),
        hidden=frozenset(shown.not_shown),
        output_class="public",
    )


def _in_public_words(query: Query, rules: Disclosure) -> Query:
    """Give a query that says nothing of what the public does not see."""
    answers = query.answers
    if query.name in (COMPARED, *RULES):
        for words, others in (WORDS_LEFT_OUT | (PUPILS_LEFT_OUT if rules.pupils_under else {})).items():
            answers = answers.replace(words, others)
    return dataclasses.replace(query, answers=answers)


def with_columns(result: Result, *columns: str) -> Result:
    """Give the answer itself. Raises WithheldError where some of these columns are not for the public."""
    if not set(columns) <= set(result.frame.columns):
        raise _withheld()
    return result


def _withheld() -> WithheldError:
    return WithheldError("This is not for the public", "Choose the internal audience to see it.")


def _round_table(
    shown: _Shown, result: Result, rules: Rules, breakdown: str | None, groups: Groups, settings: Settings
) -> None:
    had = result.frame.columns
    counts, in_total, pupils = rules.counts(had), rules.in_total(had), rules.pupils(had)
    strand_of = {programme.code: programme.strand for programme in settings.programmes}
    counted: dict[tuple[Filters, Group], dict[str, Rounded]] = defaultdict(dict)

    def count(measure: str, filters: Filters, group: Group, true: int) -> Rounded:
        counted[filters, group][measure] = _checked(groups.count(measure, filters, group), true)
        return counted[filters, group][measure]

    for row, values in enumerate(result.frame.to_dict("records")):
        filters, group = _group_of(values, result.filters, rules, breakdown, strand_of)
        for column, what in counts.items():
            measure = str(values[rules.measure_in]) if rules.measure_in else what
            shown.put(row, column, count(measure, filters, group, int(values[column])))
        for column, what in in_total.items():
            shown.put(row, column, count(what, result.filters, Group(), int(values[column])))
        for column in pupils:
            if settings.disclosure.pupils_under and not pd.isna(values[column]):
                shown.put(row, column, rounded_alone(int(values[column])))
        for column, share in rules.shares.items():
            if not pd.isna(values[column]):
                shown.put_share(row, column, _share(values, share, rules.measure_in, counted[filters, group]))
    if rules.order and not shown.frame.empty:
        _put_in_order(shown, rules.order)


def _share(
    values: Mapping[Any, Any], share: Share, measure_in: str | None, counted: Mapping[str, Rounded]
) -> float | None:
    """Give a row's share as it is shown, from the rounded counts of its group."""
    if measure_in is None:
        return _rate(int(values[share.part]), int(values[share.whole]), counted[share.came], counted[share.people])
    steps = SIGN_UPS[: SIGN_UPS.index(str(values[measure_in])) + 1]
    whole, *parts = (counted[step] for step in steps)
    return (shares(whole, parts) or [1.0])[-1]


def _rate(part: int, whole: int, came: Rounded, signed_up: Rounded) -> float | None:
    """Give the share of times that is shown."""
    if (part, whole) == (came.true, signed_up.true):
        # Each signed up for one session: it is a share of people.
        return shares(signed_up, [came])[0]
    # Where few are on one side of it, a share would tell how many.
    if signed_up.least < LEAST_BASE or 0 < part < LOW_UNDER or 0 < whole - part < LOW_UNDER:
        return None
    step = points(signed_up.least)
    return round(step * round(100 * part / whole / step) / 100, 2)


def _rate_error(part: int, whole: int, came: Rounded, signed_up: Rounded) -> float:
    """Return by how many points at most a share of times that is shown differs from a true one that it stands for."""
    if (part, whole) != (came.true, signed_up.true):
        return points(signed_up.least) / 2
    counts, shown = possible(signed_up, [came]), shares(signed_up, [came])[0]
    if counts is None or shown is None:
        return 0
    return float(np.abs(100 * counts[:, 1] / counts[:, 0] - 100 * shown).max())


def _group_of(
    values: Mapping[Any, Any], filters: Filters, rules: Rules, breakdown: str | None, strand_of: Mapping[str, str]
) -> tuple[Filters, Group]:
    columns = dict(rules.groups)
    if rules.broken_down_in and breakdown == "phase":
        filters = filters.with_changes(phases=(values[rules.broken_down_in],))
    elif rules.broken_down_in and breakdown == "term":
        filters = filters.with_changes(period=values[rules.broken_down_in])
    elif rules.broken_down_in and breakdown:
        columns[breakdown] = rules.broken_down_in
    group = Group(**{dimension: str(values[column]) for dimension, column in columns.items()})
    if group.programme != ALL:
        group = dataclasses.replace(group, strand=strand_of[group.programme])
    return filters, group


def _round_measures(
    shown: _Shown, result: Result, choices: Mapping[str, Any], groups: Groups, rules: Disclosure
) -> None:
    """Round the measures that tell of people, now and then, and work out changes from what is shown."""
    numbers = [column for column in shown.frame.columns if is_number(shown.frame[column])]
    then = result.filters.with_changes(academic_year=choices["other_year"], period=choices["other_period"])
    for row, values in enumerate(result.frame.to_dict("records")):
        measure = MEASURES[values["measure"]]
        if _is_left_out(measure, rules):
            for column in numbers:
                if not pd.isna(values[column]):
                    shown.hide(row, column)
        elif measure.of is Of.PEOPLE:
            round_measure = _round_rate if measure.is_share else _round_teachers
            round_measure(shown, row, values, {"now": result.filters, "then": then}, groups)


def _is_left_out(measure: Measure, rules: Disclosure) -> bool:
    """Whether the public does not see a measure: one of pupils only where the hub does not round head counts."""
    return measure.public is Public.LEFT_OUT or (measure.of is Of.PUPILS and bool(rules.pupils_under))


def _of_place(values: Mapping[Any, Any], filters: Filters) -> tuple[Filters, Group]:
    if values["phase"] != ALL_PHASES:
        filters = filters.with_changes(phases=(values["phase"],))
    return filters, Group(la=values["la_code"])


def _round_teachers(
    shown: _Shown, row: int, values: Mapping[Any, Any], sides: Mapping[str, Filters], groups: Groups
) -> None:
    each = {}
    for side, filters in sides.items():
        if pd.isna(values[f"count_{side}"]):
            continue
        true = int(values[f"count_{side}"])
        each[side] = _checked(groups.count(PEOPLE, *_of_place(values, filters)), true)
        shown.put(row, f"count_{side}", each[side])
    if len(each) == 2:
        _put_change(shown, row, each["now"], each["then"])


def _put_change(shown: _Shown, row: int, now: Rounded, then: Rounded) -> None:
    """Show the difference of what is shown; none where one of the two is low, unless both are."""
    if now.is_low != then.is_low:
        shown.hide(row, "count_change")
    else:
        shown.put_number(row, "count_change", now.shown - then.shown)


def _round_rate(
    shown: _Shown, row: int, values: Mapping[Any, Any], sides: Mapping[str, Filters], groups: Groups
) -> None:
    error = 0.0
    for side, filters in sides.items():
        if pd.isna(values[f"share_{side}"]):
            continue
        part, whole = int(values[f"count_{side}"]), int(values[f"of_{side}"])
        place = _of_place(values, filters)
        came, people = groups.count("came", *place), groups.count("signed_up", *place)
        shown.hide(row, f"count_{side}")
        shown.hide(row, f"of_{side}")
        shown.put_share(row, f"share_{side}", _rate(part, whole, came, people) if came and people else None)
        error += _rate_error(part, whole, came, people) if came and people else 0
    before, after = shown.get(row, "share_then"), shown.get(row, "share_now")
    if not pd.isna(before) and not pd.isna(after):
        change = round(100 * (after - before))
        # One that rounding alone may make is none. How far rounding goes follows from what is shown.
        shown.put_number(row, "change_points", change if abs(change) > error else 0)
    elif not pd.isna(values["change_points"]):
        shown.hide(row, "change_points")
    if not pd.isna(values["count_change"]):
        shown.hide(row, "count_change")


def _checked(found: Rounded | None, true: int) -> Rounded:
    """Give a count as its group has it; one that is of another group after all is rounded by itself."""
    return found if found and found.true == true else rounded_alone(true)


def _put_in_order(shown: _Shown, order: Sequence[str]) -> None:
    """Put rows in an order that tells nothing of what is rounded: by what is shown whole, then by name."""
    numbers = [column for column in order if is_number(shown.frame[column])]
    names = [column for column in order if column not in numbers]
    ordered = shown.frame.sort_values([*numbers, *names], ascending=[False] * len(numbers) + [True] * len(names))
    last = ordered[names].isin([formats.NO_LEAD]).any(axis="columns")
    ordered = pd.concat([ordered[~last], ordered[last]])
    moved = {before: now for now, before in enumerate(ordered.index)}
    shown.frame = ordered.reset_index(drop=True)
    shown.low = {(moved[row], column) for row, column in shown.low}
    shown.not_shown = {(moved[row], column) for row, column in shown.not_shown}


def _is_withheld(result: Result, rules: Disclosure) -> bool:
    """Whether an answer is left out: it counts people in a way that cannot be rounded, or may do so."""
    name, frame = result.query.name, result.frame
    if name == COMPARED:
        return not frame.empty and all(_is_left_out(MEASURES[measure], rules) for measure in frame["measure"])
    handled = RULES[name].handled(frame.columns) if name in RULES else set()
    return any(_can_reveal(column, frame[column], rules) for column in frame.columns if column not in handled)


def _can_reveal(column: str, values: pd.Series, rules: Disclosure) -> bool:
    """Whether a column's values may tell how many people there are; a number that is not declared may."""
    declared = DECLARED.get(column)
    if declared is None or declared.kind not in NUMBERS:
        return is_number(values)
    if declared.of is Of.SCHOOLS:
        return bool(((values > 0) & (values < rules.schools_under)).any())
    return declared.of is Of.PEOPLE


def is_number(values: pd.Series) -> bool:
    """Whether a column holds numbers."""
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
