"""Sentences on strands: what each did, its programmes, support, leaders, pupils."""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from reach import formats
from reach.measures import MEASURES
from reach.sentences.common import TOO_FEW, is_seen_apart
from reach.small_bases import SCHOOLS_OF_CHANCE, are_gaps_of_chance, enough, is_chance, is_few


def on_strands(
    frame: pd.DataFrame,
    last_year: pd.DataFrame,
    measure: str,
    last_year_name: str,
    *,
    is_rounded: bool = False,
    is_running: bool = False,
    low_rows: Collection[int] = (),
) -> str:
    """Say which strand has most, which changed most since last year, and how each stands against its target.

    is_running: the period is not over, so a target that is met is met so far. low_rows: the rows whose count is fewer
    than 5 and no more is shown.
    """
    about = is_rounded and measure in ("people", "pupils")
    counted = frame[frame[measure].notna() & (frame[measure].fillna(0) > 0)]
    if counted.empty and low_rows:
        low = [str(frame["strand_name"].iloc[row]) for row in sorted(low_rows)]
        return f"{formats.capitalised(formats.FEWER)} {MEASURES[measure].several} in {formats.each_of(low)}."
    if counted.empty:
        return f"No strand has any {MEASURES[measure].several} in this period."
    top = counted.iloc[int(counted[measure].to_numpy().argmax())]
    if len(counted) == 1:
        sentences = [f"{top['strand_name']}: {_count(top[measure], measure, about)}."]
    elif about and (counted[measure] == top[measure]).sum() > 1:
        sentences = []  # Which of them is most is lost in rounding.
    else:
        sentences = [f"{top['strand_name']} has most: {_count(top[measure], measure, about)}."]
    sentences.append(_greatest_change(frame, last_year, measure, last_year_name, about))
    if measure == "reached":
        sentences.append(_against_targets(frame, "Target met so far" if is_running else "Target met"))
    return " ".join(part for part in sentences if part)


def on_programmes(frame: pd.DataFrame, last_year: pd.DataFrame, last_year_name: str) -> str:
    """Say which programme reached most schools, and which grew and shrank most since last year."""
    if frame.empty:
        return "Nobody signed up for a programme of this strand in this period."
    top = frame.iloc[0]
    sentences = [
        f"{top['programme_name']} reached {'' if len(frame) == 1 else 'most: '}"
        f"{_count(top['reached'], 'reached')}, {_count(top['people'], 'people')}."
    ]
    before = dict(zip(last_year["programme_name"], last_year["reached"], strict=True))
    changes = sorted(
        (int(now) - int(before[name]), name)
        for name, now in zip(frame["programme_name"], frame["reached"], strict=True)
        if name in before
    )
    if changes and changes[-1][0] > SCHOOLS_OF_CHANCE:
        sentences.append(f"{_gained('Greatest gain', changes[-1], last_year_name)}.")
    if changes and changes[0][0] < -SCHOOLS_OF_CHANCE:
        sentences.append(f"{_gained('Greatest loss', changes[0], last_year_name)}.")
    return " ".join(sentences)


def on_support_days(frame: pd.DataFrame, breakdown: str) -> str:
    """Say how many days were given and received, and where most."""
    if not frame["supports"].any():
        return "No support between these schools began in this period."
    sentences = []
    for direction in ("given", "received"):
        rows = frame[(frame["direction"] == direction) & (frame["days"] > 0)]
        if rows.empty:
            sentences.append(f"None was {direction}.")
            continue
        most = rows[rows["days"] == rows["days"].max()]
        if len(rows) > 1 and is_few(*most["schools"]):
            sentences.append(f"Fewer than ten schools are where most days were {direction}: {TOO_FEW}.")
            continue
        if len(most) > 1:
            places = formats.listed([_schools_of(row, breakdown) for row in most.to_dict("records")])
            sentences.append(f"Most days were {direction} by {places}: {_days(most.iloc[0]['days'])} each.")
            continue
        top = most.iloc[0]
        sentences.append(
            f"{'Most days were ' if len(rows) > 1 else ''}{direction if len(rows) > 1 else direction.capitalize()} by "
            f"{_schools_of(top, breakdown)}: {_days(top['days'])}, {formats.count_of(int(top['schools']), 'school')}."
        )
    return " ".join(sentences)


def _schools_of(row: Mapping[Any, Any] | pd.Series, breakdown: str) -> str:
    group = str(formats.word(row["support_group"]))
    return f"{group.lower()} schools" if breakdown == "phase" else f"schools of {group}"


def on_support_flows(frame: pd.DataFrame) -> str:
    """Say how many days there were in all, and how many of them crossed from one local authority to another."""
    if frame.empty:
        return "No support between these schools began in this period."
    total, supports = frame["days"].sum(), int(frame["supports"].sum())
    across = frame[frame["from_place"] != frame["to_place"]]
    sentences = [f"{_days(total)} in {formats.count_of(supports, 'case of support', 'cases of support')}."]
    if supports and not across.empty:
        top = across.iloc[int(across["days"].to_numpy().argmax())]
        sentences.append(
            f"{_days(across['days'].sum())} ({formats.percent(across['days'].sum() / total)}) crossed from one local "
            f"authority to another, most from {top['from_place']} to {top['to_place']} ({_days(top['days'])})."
        )
    else:
        sentences.append("None of it crossed from one local authority to another.")
    return " ".join(sentences)


def on_leaders(frame: pd.DataFrame) -> str:
    """Say how many schools have a leader trained, and where the share is highest and lowest."""
    if frame.empty:
        return "No leadership programme is for these schools."
    judged = enough(frame, "schools").sort_values("share_with_leader", ascending=False, kind="stable")
    if len(frame) > 1 and judged.empty:
        return f"Each has fewer than ten schools: {TOO_FEW}."
    compared = frame if judged.empty else judged
    best, least = compared.iloc[0], compared.iloc[-1]
    if len(judged) < 2:
        return f"{_place(best)}: {_leaders(best)}."
    if not is_seen_apart(best["share_with_leader"], least["share_with_leader"]):
        return f"The share is the same in all that are compared: {formats.percent(best['share_with_leader'])}."
    if are_gaps_of_chance(list(judged["share_with_leader"]), list(judged["schools"])):
        shares = f"{formats.percent(least['share_with_leader'])} to {formats.percent(best['share_with_leader'])}"
        return f"One or two schools explain all differences, {shares}."
    gap = formats.count_of(round(100 * (best["share_with_leader"] - least["share_with_leader"])), "point")
    return (
        f"Most often in {_place(best)} ({_leaders(best)}), least in {_place(least)} ({_leaders(least)}): {gap} apart."
    )


def on_pupils(frame: pd.DataFrame) -> str:
    """Say where most pupils came from, and where a school brings most and fewest."""
    if frame.empty:
        return "No pupils were counted in this period."
    sentences = [_most_pupils(frame)]
    judged = enough(frame[frame["pupils_a_school"].notna()], "schools_with_pupils")
    if judged.empty:
        return sentences[0]
    means = judged["pupils_a_school"].round().astype(int)
    most, fewest = judged[means == means.max()], judged[means == means.min()]
    if means.max() > means.min():
        sentences.append(
            f"A school brought most in {_named(most)} ({means.max():,}) and fewest in "
            f"{_named(fewest)} ({means.min():,})."
        )
    return " ".join(sentences)


_MOST_NAMED = 2
"""So many places with the same number are named."""


def _most_pupils(frame: pd.DataFrame) -> str:
    """Say where most pupils came from, where ten schools or more brought them."""
    most = frame[frame["pupils"] == frame["pupils"].max()]
    top = most.iloc[0]
    if len(frame) > 1 and is_few(*most["schools_with_pupils"]):
        return f"Fewer than ten schools are where most pupils came from: {TOO_FEW}."
    if len(most) > 1:
        return f"Most pupils came from {_named(most)}: {_count(top['pupils'], 'pupils')} each."
    return (
        f"{'Most pupils came' if len(frame) > 1 else 'All pupils came'} from {_place(top)}: "
        f"{_count(top['pupils'], 'pupils')} of {_count(top['schools_with_pupils'], 'reached')}."
    )


def _named(rows: pd.DataFrame) -> str:
    """Name the places of rows that have the same number, or say how many they are."""
    if len(rows) > _MOST_NAMED:
        return f"{len(rows):,} places"
    return " and ".join(_place(row) for _, row in rows.iterrows())


def on_fifths(frame: pd.DataFrame) -> str:
    """Say which share of pupils the most disadvantaged fifth brought, against its share of all pupils on roll."""
    if not frame["pupils"].any():
        return "No pupils were counted in this period."
    worst = frame[frame["school_group"].str.contains("most disadvantaged")]
    if worst.empty:
        return "No school of the most disadvantaged fifth is among these."
    row = worst.iloc[0]
    share, roll = round(100 * row["share_of_pupils"]), round(100 * row["share_of_roll"])
    if is_few(row["schools"]):
        return (
            f"The most disadvantaged fifth, here of {formats.count_of(int(row['schools']), 'school')}, brought "
            f"{_count(row['pupils'], 'pupils')}, {share}% of all: {TOO_FEW}."
        )
    against = "as many as" if share == roll else "more than" if share > roll else "fewer than"
    return (
        f"The most disadvantaged fifth of schools brought {_count(row['pupils'], 'pupils')}, {share}% of all: "
        f"{against} its {roll}% of all pupils on roll."
    )


def _against_targets(frame: pd.DataFrame, is_met: str) -> str:
    aimed = frame[frame["target_schools"].notna()]
    if aimed.empty:
        return ""
    met = [str(row["strand_name"]) for _, row in aimed.iterrows() if row["still_needed"] == 0]
    short = [
        f"{row['strand_name']} ({int(row['still_needed']):,})" for _, row in aimed.iterrows() if row["still_needed"] > 0
    ]
    sentences = [f"{is_met}: {formats.listed(met)}."] if met else []
    if short:
        sentences.append(f"Schools still needed: {formats.listed(short)}.")
    return " ".join(sentences)


def _greatest_change(
    frame: pd.DataFrame, last_year: pd.DataFrame, measure: str, last_year_name: str, is_rounded: bool
) -> str:
    # Where nothing was counted, or it is not shown how much, there is no change to speak of.
    known_before, known_now = last_year[last_year[measure].notna()], frame[frame[measure].notna()]
    before = dict(zip(known_before["strand"], known_before[measure], strict=True))
    changes = [
        (abs(int(now) - int(before[strand])), int(now) - int(before[strand]), name)
        for strand, name, now in known_now[["strand", "strand_name", measure]].to_numpy()
        if strand in before
    ]
    size, change, name = max(changes, key=lambda each: each[0], default=(0, 0, ""))
    is_none = is_chance(size) if measure == "reached" else is_rounded and formats.is_about_as_many(size)
    if not size or not any(before.values()) or is_none:
        return ""
    number = formats.about_number(size, is_rounded=is_rounded)
    return f"Greatest change since {last_year_name}: {name}, {number} {'more' if change > 0 else 'fewer'}."


def _gained(what: str, change: tuple[int, str], last_year_name: str) -> str:
    more = "more" if change[0] > 0 else "fewer"
    return f"{what} since {last_year_name}: {change[1]}, {_count(abs(change[0]), 'reached')} {more}"


def _count(count: float, measure: str, is_rounded: bool = False) -> str:
    words = MEASURES[measure]
    return formats.about(count, words.one, words.several, is_rounded=is_rounded)


def _days(days: float) -> str:
    return f"{formats.decimal(days)} {'day' if days == 1 else 'days'}"


def _place(row: pd.Series) -> str:
    return f"{row['la_name']}, {str(formats.word(row['phase'])).lower()}"


def _leaders(row: pd.Series) -> str:
    return (
        f"{formats.percent(row['share_with_leader'])}, {int(row['schools_with_leader']):,} of "
        f"{formats.count_of(int(row['schools']), 'school')}"
    )
