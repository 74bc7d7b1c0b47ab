"""Sentences on journeys of years."""

import pandas as pd

from reach import formats
from reach.academic_years import ShownPeriod

_NONE = "There are no schools to show."


def on_places(frame: pd.DataFrame, by: str) -> str:
    """Say for each bar how many schools stand at which stage, have left, or are not yet on the journey."""
    if frame.empty:
        return _NONE
    sentences = []
    for name, rows in frame.groupby(by, sort=False):
        at = dict(zip(rows["place"], rows["schools_at_place"], strict=True))
        away = f"{at.pop('Left'):,} left it" if "Left" in at else f"{at.pop('Not yet back'):,} not yet back"
        not_yet = at.pop("Not yet")
        stages = ", ".join(f"{count:,} at {place}" for place, count in at.items())
        sentences.append(
            f"{formats.word(name)}: of {formats.count_of(int(rows['schools'].iloc[0]), 'school')} {stages}; "
            f"{away}, {not_yet:,} not yet on it"
        )
    return ". ".join(sentences) + "."


def on_moves(frame: pd.DataFrame) -> str:
    """Say how many of last year's schools moved on, stayed or left, and how many came anew."""
    counts = frame.groupby("move")["schools_that_moved"].sum()
    before = int(frame.loc[frame["place_before"] != "Not on it", "schools_that_moved"].sum())
    came = f"{counts['joined']:,} joined and {counts['came back']:,} came back this year." if len(counts) else ""
    if not before:
        return f"No school was on it last year. {came}".strip()
    back = f", {counts['moved back']:,} moved back" if counts["moved back"] else ""
    away = f"{counts['left']:,} left" if "left" in counts else f"{counts['not yet back']:,} are not yet back"
    return (
        f"Of {formats.count_of(before, 'school')} on it last year, {counts['moved on']:,} moved on, "
        f"{counts['stayed there']:,} stayed{back} and {away}. {came}"
    )


def on_years(frame: pd.DataFrame, this_year: ShownPeriod) -> str:
    """Say how many schools were on the journey in the last year shown; where it is over, in the first one, too."""
    totals = frame.groupby("academic_year", sort=False)["schools_at_place"].sum()
    if totals.empty:
        return _NONE
    now = int(totals.iloc[-1])
    latest = this_year.in_words if totals.index[-1] == this_year.academic_year else totals.index[-1]
    sentence = f"{formats.count_of(now, 'school')} {'was' if now == 1 else 'were'} at a stage in {latest}"
    if len(totals) == 1 or this_year.is_running:
        return f"{sentence}."
    first, before = totals.index[0], int(totals.iloc[0])
    if now == before:
        return f"{sentence}, as many as in {first}."
    return f"{sentence}, {'up' if now > before else 'down'} from {before:,} in {first}."
