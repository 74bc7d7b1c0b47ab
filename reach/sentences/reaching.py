"""Sentences on reach, the ladder, standing and the trend."""

import pandas as pd

from reach import formats
from reach.filters import RUNG_LABELS, Filters


def on_reach(frame: pd.DataFrame, label: str, last_year: pd.DataFrame | None = None) -> str:
    """Say where reach is highest and lowest, and where it changed most since last year."""
    if frame.empty:
        return "There are no schools to show."
    ordered = frame.sort_values("reach", ascending=False, kind="stable")
    best, least = ordered.iloc[0], ordered.iloc[-1]
    if len(frame) == 1:
        name = _name(best, label)
        return f"{name[:1].upper()}{name[1:]}: {_share(best)} reached."
    if best["reach"] == least["reach"]:
        sentence = f"Reach is the same everywhere: {formats.percent(best['reach'])}."
    else:
        sentence = (
            f"Reach is highest in {_name(best, label)} ({_share(best)}) "
            f"and lowest in {_name(least, label)} ({_share(least)})."
        )
    return f"{sentence} {_greatest_change(frame, label, last_year)}".strip()


def on_reach_crossed(frame: pd.DataFrame) -> str:
    """Say which local authority and phase stand highest and lowest."""
    named = frame.assign(place=frame["la_name"] + " " + frame["phase"].map(formats.word).str.lower())
    return on_reach(named, "place")


def on_ladder(frame: pd.DataFrame, label: str) -> str:
    """Say how many schools are on each rung or higher, and where most are lost between signing up and attending."""
    if frame.empty:
        return "There are no schools to show."
    rungs = {rung: frame[frame["rung"] == rung].set_index(label)["schools_at_least"] for rung in RUNG_LABELS}
    lost = rungs["signed_up"] - rungs["attended"]
    counts = "; ".join(
        f"{formats.word(name)}: {formats.count_of(int(rungs['signed_up'][name]), 'school')} signed up, "
        f"{rungs['attended'][name]:,} attended, {rungs['completed'][name]:,} completed"
        for name in map(str, rungs["signed_up"].index)
    )
    where = str(formats.word(lost.idxmax()))
    where = where.lower() if label == "phase" else where
    if lost.max() <= 0:
        return f"{counts}. Every school that signed up also attended."
    return f"{counts}. Most are lost between signing up and attending in {where} ({lost.max():,})."


def on_standing(frame: pd.DataFrame) -> str:
    """Say how many schools are of each standing, over all local authorities shown."""
    if frame.empty:
        return "There are no schools to show."
    parts = []
    for la_name, rows in frame.groupby("la_name", sort=False):
        counts = rows.set_index("standing")["schools_of_standing"]
        parts.append(
            f"{la_name}: {counts['new']:,} new, {counts['sustained']:,} sustained, "
            f"{counts['re-engaged']:,} re-engaged, {counts['lapsed']:,} lapsed, {counts['never']:,} never"
        )
    return "; ".join(parts) + "."


def on_trend(frame: pd.DataFrame, filters: Filters, last_year: str) -> str:
    """Say where this year's latest term stands, and against the same term last year."""
    this = frame[frame["academic_year"] == filters.academic_year]
    if this.empty:
        return f"No term of {filters.academic_year} has begun."
    latest = this.iloc[-1]
    term = str(formats.word(latest["period"])).lower()
    sentence = f"In the {term} {filters.academic_year}, {_share(latest)} were reached"
    before = frame[(frame["academic_year"] == last_year) & (frame["period"] == latest["period"])]
    if before.empty:
        return f"{sentence}."
    return f"{sentence}, against {formats.percent(before.iloc[0]['reach'])} in the {term} {last_year}."


def headlines(
    total: pd.DataFrame,
    total_before: pd.DataFrame,
    by_la: pd.DataFrame,
    by_la_before: pd.DataFrame,
    standings: pd.DataFrame,
    filters: Filters,
    last_year: str,
) -> list[str]:
    """Return two or three sentences on the hub as a whole: where it stands, what changed, who came and went."""
    if total.empty:
        return []
    now = total.iloc[0]
    sentences = [
        f"In {filters.period_in_words}, {now['reached']:,} of {formats.count_of(int(now['schools']), 'school')} "
        f"({formats.percent(now['reach'])}) were reached{_against(now, total_before, filters, last_year)}."
    ]
    change = _greatest_change(by_la, "la_name", by_la_before if not by_la_before.empty else None)
    if change and len(by_la) > 1:
        sentences.append(change)
    counts = standings.set_index("standing")["schools_of_standing"]
    if not counts.empty:
        sentences.append(
            f"{formats.count_of(int(counts['new']), 'school')} came for the first time ever in "
            f"{filters.academic_year}; {counts['lapsed']:,} that came before did not come this year, "
            f"and {counts['never']:,} never came."
        )
    return sentences


def _against(now: pd.Series, before: pd.DataFrame, filters: Filters, last_year: str) -> str:
    if before.empty or not before.iloc[0]["reached"]:
        return ""
    then = before.iloc[0]
    difference = int(now["reached"] - then["reached"])
    period = filters.with_changes(academic_year=last_year).period_in_words
    if difference == 0:
        return f", as many as in {period}"
    return f", {abs(difference):,} {'more' if difference > 0 else 'fewer'} than in {period}"


def _name(row: pd.Series, label: str) -> str:
    name = str(formats.word(row[label]))
    return name.lower() if label == "phase" else name


def _share(row: pd.Series) -> str:
    return f"{row['reached']:,} of {formats.count_of(int(row['schools']), 'school')}, {formats.percent(row['reach'])}"


def _greatest_change(frame: pd.DataFrame, label: str, last_year: pd.DataFrame | None) -> str:
    """Name the greatest change, for better or worse; nothing where none is as much as a percentage point."""
    if last_year is None or last_year.empty:
        return ""
    both = frame.merge(last_year, on=label, suffixes=("", "_before"))
    both["change"] = both["reach"] - both["reach_before"]
    if both.empty or both["change"].abs().max() < 0.01:
        return ""
    row = both.iloc[int(both["change"].abs().to_numpy().argmax())]
    verb = "rose" if row["change"] > 0 else "fell"
    return (
        f"The greatest change is in {_name(row, label)}: reach {verb} from {formats.percent(row['reach_before'])} "
        f"to {formats.percent(row['reach'])}."
    )
