"""Sentences on reach, the ladder, standing and the trend."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from reach import formats
from reach.academic_years import ShownPeriod, academic_year_of
from reach.filters import RUNG_LABELS
from reach.sentences.common import (
    TOO_FEW,
    greatest_change,
    is_seen_apart,
    where_share_is_highest,
    with_phases_without_programme,
)
from reach.small_bases import are_gaps_of_chance, enough, is_few


def on_reach(frame: pd.DataFrame, label: str, last_year: pd.DataFrame | None = None) -> str:
    """Say where reach is highest and lowest, and where it changed most since last year, of ten schools or more."""
    if frame.empty:
        return "There are no schools to show."
    judged = enough(frame, "schools").sort_values("reach", ascending=False, kind="stable")
    if len(frame) > 1 and judged.empty:
        return f"Each has fewer than ten schools: {TOO_FEW}."
    few = len(frame) - len(judged)
    others = f"{few:,} with fewer than ten schools {'is' if few == 1 else 'are'} not compared." if few else ""
    compared = frame if judged.empty else judged
    best, least = compared.iloc[0], compared.iloc[-1]
    if len(judged) < 2:
        sentence = f"{formats.capitalised(_name(best, label))}: {_share(best)} reached."
        return f"{sentence} {others}".strip() if len(frame) > 1 else sentence
    if not is_seen_apart(best["reach"], least["reach"]):
        sentence = f"Reach is the same in all that are compared: {formats.percent(best['reach'])}."
    elif are_gaps_of_chance(list(judged["reach"]), list(judged["schools"])):
        shares = f"{formats.percent(least['reach'])} to {formats.percent(best['reach'])}"
        sentence = f"One or two schools explain all differences in reach, {shares}."
    else:
        sentence = (
            f"Reach is highest in {_name(best, label)} ({_share(best)}) "
            f"and lowest in {_name(least, label)} ({_share(least)})."
        )
    return " ".join(filter(None, [sentence, _greatest_change(frame, label, last_year), others]))


def on_reach_by_phase(frame: pd.DataFrame, last_year: pd.DataFrame, without_programme: Sequence[str]) -> str:
    """Say where reach is highest and lowest among phases that a programme is for, and which phases none is for."""
    return with_phases_without_programme(frame, without_programme, lambda served: on_reach(served, "phase", last_year))


def on_reach_crossed(frame: pd.DataFrame, without_programme: Sequence[str] = ()) -> str:
    """Say which local authority and phase stand highest and lowest, and for which phases no programme is."""
    named = frame.assign(place=frame["la_name"] + " " + frame["phase"].map(formats.word).str.lower())
    return with_phases_without_programme(named, without_programme, lambda served: on_reach(served, "place"))


def on_ladder_by_phase(frame: pd.DataFrame, without_programme: Sequence[str]) -> str:
    """Say in which phase most schools were lost after sign-up, and for which phases no programme is."""
    return with_phases_without_programme(frame, without_programme, lambda served: on_ladder(served, "phase"))


def on_ladder(frame: pd.DataFrame, label: str) -> str:
    """Say where most schools that signed up were lost before completing, among places where ten or more signed up."""
    if frame.empty:
        return "There are no schools to show."
    rungs = {rung: frame[frame["rung"] == rung].set_index(label)["schools_at_least"] for rung in RUNG_LABELS}
    last, completed = ("completed", "completed") if len(rungs["completed"]) else ("on_course", "on course to complete")
    signed_up, lost = rungs["signed_up"], rungs["signed_up"] - rungs[last]
    if not signed_up.any():
        return "No school has signed up."
    if not lost.any():
        return f"Every school that signed up {'is ' if last == 'on_course' else 'also '}{completed}."

    def counts(name: str) -> str:
        return f"{signed_up[name]:,} signed up, {rungs['attended'][name]:,} attended, {rungs[last][name]:,} {completed}"

    if len(signed_up) == 1:
        only = str(signed_up.index[0])
        return f"{formats.capitalised(_word(only, label))}: {counts(only)}."
    judged = lost[[not is_few(number) for number in signed_up]]
    if len(judged) < 2:
        return f"In {'each' if judged.empty else 'all but one'}, fewer than ten schools signed up: {TOO_FEW}."
    if (judged == judged.max()).sum() > 1:
        return "No place loses more schools after sign-up than all others."
    most = str(judged.idxmax())
    return f"{formats.capitalised(_word(most, label))} loses most schools after sign-up: {counts(most)}."


def on_ever_reached(
    frame: pd.DataFrame, whole: pd.Series | None, label: str, since: str, this_year: ShownPeriod
) -> str:
    """Say how many schools came at least once up to a year, and where that is most and least, of ten schools or more.

    whole: the row of all schools together; None where there are none. since: the first year with attendance.
    """
    if whole is None:
        return "There are no schools to show."
    until = this_year.in_words
    when = f"in {until}" if since == this_year.academic_year else f"from {since} to {until}"
    never = int(whole["schools"] - whole["reached_ever"])
    sentences = [
        f"{whole['reached_ever']:,} of {formats.count_of(int(whole['schools']), 'school')} "
        f"({formats.percent(whole['share_reached_ever'])}) came at least once {when}.",
        f"{formats.count_of(never, 'school')} never came." if never else "",
        where_share_is_highest(frame, "share_reached_ever", "schools", lambda row: _name(row, label)),
    ]
    return " ".join(filter(None, sentences))


def on_standing(frame: pd.DataFrame) -> str:
    """Say how many schools came for the first time, how many stayed away, and how many never came."""
    if frame.empty:
        return "There are no schools to show."
    counts = frame.groupby("standing")["schools_of_standing"].sum()
    gone = (
        f"{counts['not yet back']:,} that came before {_have(counts['not yet back'])} not come back yet this year"
        if "not yet back" in counts
        else f"{counts['lapsed']:,} that came before did not come this year"
    )
    new = formats.count_of(int(counts["new"]), "school")
    return f"{new} came for the first time, {gone}, and {counts['never']:,} never came."


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def on_trend(frame: pd.DataFrame, now: ShownPeriod, before: ShownPeriod, as_at: dt.date | None = None) -> str:
    """Say where a term stands, this year's latest, and against what it is compared with a year before.

    as_at: the day on which schools are counted; in a year that has begun by then, no term is one without schools.
    """
    this = frame[(frame["academic_year"] == now.academic_year) & (frame["period"] == now.period)]
    if this.empty and as_at is not None and academic_year_of(as_at) >= now.academic_year:
        return "There are no schools to show."
    if this.empty:
        return f"No term of {now.academic_year} has begun."
    sentence = f"In the {now.in_words}, {_share(this.iloc[0])} were reached"
    then = frame[(frame["academic_year"] == before.academic_year) & (frame["period"] == before.period)]
    if not then["reached"].any():
        return f"{sentence}."
    return f"{sentence}, against {formats.percent(then.iloc[0]['reach'])} in the {before.in_words}."


def _name(row: pd.Series, label: str) -> str:
    return _word(row[label], label)


def _word(name: str, label: str) -> str:
    word = str(formats.word(name))
    return word.lower() if label == "phase" else word


def _share(row: pd.Series) -> str:
    return f"{row['reached']:,} of {formats.count_of(int(row['schools']), 'school')}, {formats.percent(row['reach'])}"


def _greatest_change(frame: pd.DataFrame, label: str, last_year: pd.DataFrame | None) -> str:
    """Name the greatest change, for better or worse; nothing where none is worth a word, or nothing is known before."""
    if last_year is None or not last_year["reached"].any():
        return ""
    row = greatest_change(frame, last_year, label, "reach", ("schools",), schools="reached")
    if row is None:
        return ""
    verb = "rose" if row["reach"] > row["reach_before"] else "fell"
    return (
        f"The greatest change is in {_name(row, label)}: reach {verb} from {formats.percent(row['reach_before'])} "
        f"to {formats.percent(row['reach'])}."
    )
