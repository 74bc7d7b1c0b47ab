"""Sentences on reach, the ladder, standing and the trend."""

import dataclasses
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
from reach.small_bases import are_gaps_of_chance, enough, is_chance, is_few

_NOUNS = {
    "la_name": ("local authority", "local authorities"),
    "phase": ("phase", "phases"),
    "place": ("place", "places"),
    "school_group": ("group", "groups"),
}
"""What the rows of an answer on reach are, one and several, by the column that names them."""


def on_reach(frame: pd.DataFrame, label: str, last_year: pd.DataFrame | None = None) -> str:
    """Say where reach is highest and lowest, and where it changed most since last year, of ten schools or more."""
    if frame.empty:
        return "There are no schools to show."
    judged = enough(frame, "schools").sort_values("reach", ascending=False, kind="stable")
    if len(frame) > 1 and judged.empty:
        return f"Each has fewer than ten schools: {TOO_FEW}."
    few = len(frame) - len(judged)
    named = formats.count_of(few, *_NOUNS[label])
    others = f"{named} with fewer than ten schools {'is' if few == 1 else 'are'} not compared." if few else ""
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
    """Say where, and at which step, most schools are lost, of steps that ten or more schools come to.

    Schools are lost between signing up and attending, and, of those that attended an activity of two or more sessions,
    before completing: one that came only to single sessions cannot complete, and is not lost.
    """
    if frame.empty:
        return "There are no schools to show."
    steps = _steps_of(frame, label)
    signed_up = [step for step in steps if step.is_sign_up]
    if not any(step.before for step in signed_up):
        return "No school has signed up."
    if not any(step.lost for step in steps):
        completed = {"completed": "completed", "on_course": "are on course to complete"}[steps[-1].done]
        can = any(step.before for step in steps if not step.is_sign_up)
        return f"Every school that signed up attended{f', and all that can complete {completed}' if can else ''}."
    if len(signed_up) == 1:
        counts = "; of ".join(_counts(step) for step in steps if step.before)
        return f"{formats.capitalised(signed_up[0].place)}: {counts}."
    judged = [step for step in steps if not is_few(step.before)]
    if sum(step.is_sign_up for step in judged) < 2:
        none = not any(step.is_sign_up for step in judged)
        return f"In {'each' if none else 'all but one'}, fewer than ten schools signed up: {TOO_FEW}."
    most = [step for step in judged if step.lost == max(each.lost for each in judged)]
    if is_chance(most[0].lost):
        return "No step of ten schools or more loses more than two of them."
    if len(most) > _MOST_NAMED:
        return f"No step loses most schools: {len(most)} lose {most[0].lost:,} each."
    if len(most) > 1:
        where = formats.listed([f"{step.when} in {step.place}" for step in most])
        return f"Most schools, {most[0].lost:,} each, are lost {where}."
    return f"{formats.capitalised(most[0].place)} loses most schools {most[0].when}: {_counts(most[0])}."


@dataclasses.dataclass(frozen=True)
class _Step:
    """A step that schools take in a place: how many come to it, how many take it, and what taking it is called."""

    place: str
    before: int
    after: int
    done: str

    @property
    def is_sign_up(self) -> bool:
        return self.done == "attended"

    @property
    def lost(self) -> int:
        return self.before - self.after

    @property
    def when(self) -> str:
        return "between signing up and attending" if self.is_sign_up else "after attending"


_MOST_NAMED = 3
"""So many steps with the same loss are named."""


def _steps_of(frame: pd.DataFrame, label: str) -> list[_Step]:
    """Return the two steps of each place."""
    rungs = {rung: frame[frame["rung"] == rung].set_index(label) for rung in RUNG_LABELS}
    last = "completed" if len(rungs["completed"]) else "on_course"
    attended = rungs["attended"]["schools_at_least"]
    # Packs on record from before do not know which schools can complete: nothing is said of it.
    able = rungs[last].get("schools_that_can_complete", rungs[last]["schools_at_least"])
    counts = zip(rungs["signed_up"]["schools_at_least"], attended, able, rungs[last]["schools_at_least"], strict=True)
    steps = []
    for name, (signed, came, can_complete, completed) in zip(attended.index, counts, strict=True):
        place = _word(str(name), label)
        steps.append(_Step(place, int(signed), int(came), "attended"))
        steps.append(_Step(place, int(can_complete), int(completed), last))
    return steps


def _counts(step: _Step) -> str:
    if step.is_sign_up:
        return f"{step.before:,} signed up, {step.after:,} attended"
    ends = {"completed": "completed", "on_course": "on course to complete"}[step.done]
    return f"{step.before:,} at activities of two or more sessions, {step.after:,} {ends}"


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
    if is_few(this.iloc[0]["schools"]):
        counts = f"{this.iloc[0]['reached']:,} of {formats.count_of(int(this.iloc[0]['schools']), 'school')}"
        return f"In the {now.in_words}, {counts} were reached."
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
