"""Sentences on the call list: whom to ring first, and why."""

import pandas as pd

from reach import formats
from reach.academic_years import ShownPeriod

PARTS: dict[str, tuple[str, str]] = {
    "standing": (
        "Never or lapsed",
        "1 for a school never reached, 0.5 for one that has lapsed or is not yet back this year, 0 for one reached in "
        "another term of the year.",
    ),
    "disadvantage": (
        "Disadvantage",
        "0 for the least disadvantaged fifth, then 0.25, 0.5 and 0.75, and 1 for the most. Not known: 0.5.",
    ),
    "size": (
        "Size",
        "The share of the other schools that have fewer pupils: 1 for the largest. Not known: 0.5.",
    ),
    "behind": (
        "Phase and LA behind",
        "How much of the target is missing in its phase and local authority: 1 where nobody is reached, 0 where it is "
        "met. Without a target, or in a term, the hub's own reach stands in its place. Of several phases, the one "
        "furthest behind.",
    ),
    "years": (
        "Years since",
        "Academic years since anyone attended: 0 for this one, 0.2 for last year, and so on to 1 for five or more, or "
        "for never.",
    ),
}
"""The parts of the score, each from 0 to 1, with its label and its definition."""


def why_ring(row: pd.Series) -> str:
    """Return the reason for a school's place on the call list."""
    standings = {"never": "Never reached", "lapsed": "Lapsed", "not yet back": "Not yet back this year"}
    standing = standings.get(row["standing"], "Not reached in this term")
    return f"{standing}; {formats.fifth(row['fsm_quintile'])}; {_size(row)}; {_place(row)}; {_last_attended(row)}"


def on_how_many_to_ring(count: int, period: ShownPeriod) -> str:
    """Say how many schools have not come, and that the list says whom to ring."""
    if not count:
        return _nobody(period.in_words)
    have = "has" if count == 1 else "have"
    return f"{formats.count_of(count, 'school')} {have} not come in {period.in_words}. Ring those at the top first."


def on_first_to_ring(frame: pd.DataFrame, shown: int, period: str) -> str:
    """Say which school comes first and why, and how the shown ones compare with the rest."""
    if frame.empty:
        return _nobody(period)
    first = frame.iloc[0]
    why = why_ring(first)
    sentence = f"{first['name']} in {first['la_name']} comes first with {_points(first)}: {why[:1].lower()}{why[1:]}."
    if len(frame) > 1:
        last = frame.iloc[min(shown, len(frame)) - 1]
        sentence += f" Number {last['rank']}, {last['name']}, has {_points(last)}."
    return sentence


def on_call_list(frame: pd.DataFrame, held_back: int, period: str, programme: str | None, *, is_year_over: bool) -> str:
    """Say how many schools there are to ring, how many of them never came, and how many are held back."""
    held = f"{formats.count_of(held_back, 'school')} held back." if held_back else "No school is held back."
    if frame.empty:
        return f"{_nobody(period, programme)} {held}"
    schools = formats.count_of(len(frame), "school")
    never = int((frame["standing"] == "never").sum())
    away = int(frame["standing"].isin(["lapsed", "not yet back"]).sum())
    for_it = f" for {programme}" if programme else ""
    return (
        f"{schools} to ring{for_it}, not reached in {period}: {never:,} never reached, "
        f"{away:,} {'lapsed' if is_year_over else 'not yet back this year'}"
        f"{_in_other_terms(len(frame) - never - away)}. {held}"
    )


def _in_other_terms(schools: int) -> str:
    return f", {schools:,} reached in another term" if schools else ""


def _nobody(period: str, programme: str | None = None) -> str:
    for_it = f" for {programme}" if programme else ""
    return f"There is nobody to ring{for_it}: no school is left that was not reached in {period}."


def _points(row: pd.Series) -> str:
    return f"{row['score']:.1f} points"


def _size(row: pd.Series) -> str:
    if pd.isna(row["pupils"]):
        return "pupils not known"
    share = row["share_smaller"]
    more_than = {0: "no school has fewer", 1: "more than any other school"}
    compared = more_than.get(share, f"more than {formats.percent(share)} of the other schools")
    return f"{formats.count_of(int(row['pupils']), 'pupil')}, {compared}"


def _place(row: pd.Series) -> str:
    whose = "schools" if row["phase_behind"] == "all" else f"{str(formats.word(row['phase_behind'])).lower()} schools"
    against = "a target of" if row["aim"] == "target" else "the hub's"
    return (
        f"{formats.percent(row['share_reached'])} of {row['la_name']}'s {whose} reached, "
        f"against {against} {formats.percent(row['share_aimed_at'])}"
    )


def _last_attended(row: pd.Series) -> str:
    if pd.isna(row["last_attended_on"]):
        return "nobody ever attended"
    return f"last attended {row['last_programme']} on {formats.day(row['last_attended_on'])}"
