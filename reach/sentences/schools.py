"""Sentences on one school."""

import pandas as pd

from reach import formats
from reach.academic_years import ShownPeriod


def on_history(standing: str | None, period: ShownPeriod, frame: pd.DataFrame | None, newest: ShownPeriod) -> str:
    """Say a school's status in a period, and in which years people came and for how many hours.

    standing: None where the school does not count in the period. frame: school_people_by_year; None where that is not
    for whoever reads the sentence.
    """
    status = "Not counted" if standing is None else formats.STANDING_LABELS[standing]
    if standing != "not yet back":
        status += f" in {period.in_words}"
    if frame is None:
        return f"{status}."
    came = frame[frame["people"] > 0]
    if came.empty:
        return f"{status}: nobody from this school has come to anything yet."
    years = [_year_in_words(row, newest) for _, row in came.iterrows()]
    when = formats.listed(years) if len(years) < 3 else f"{len(years)} years from {years[0]} to {years[-1]}"
    hours = float(came["hours"].sum())
    together = f", for {formats.hours(hours)} in all" if hours else ""
    return f"{status}: people came in {when}{together}."


def on_standing(frame: pd.DataFrame, period: str) -> str:
    """Say in which phases a school was reached."""
    if frame.empty:
        return "It was not among the hub's open schools in scope then."
    phases = frame[frame["phase"] != "all"]
    reached = [str(formats.word(phase)).lower() for phase in phases.loc[phases["is_reached"], "phase"]]
    not_reached = [str(formats.word(phase)).lower() for phase in phases.loc[~phases["is_reached"], "phase"]]
    whole = frame.loc[frame["phase"] == "all", "is_reached"].any()
    if not whole:
        return f"It was not reached in {period}."
    sentence = f"It was reached in {period}"
    if reached:
        sentence += f", in {formats.listed(reached)}"
    return f"{sentence}; not in {formats.listed(not_reached)}." if not_reached else f"{sentence}."


def on_lineage(frame: pd.DataFrame) -> str:
    """Say how each establishment became the next."""
    sentences = []
    for row in frame.to_dict("records"):
        date = "on an unknown day" if pd.isna(row["linked_on"]) else f"on {formats.day(row['linked_on'])}"
        sentences.append(f"{row['old_name']} ({row['old_urn']}) became {row['new_name']} ({row['new_urn']}) {date}")
    counted = int(frame["is_counted_here"].sum())
    if not sentences:
        return "The links file ties no other establishment to it."
    what = "What the earlier one" if counted == 1 else "What the earlier ones"
    return f"{'; '.join(sentences)}." + (f" {what} attended counts for this school." if counted else "")


def on_timeline(frame: pd.DataFrame) -> str:
    """Say from when to when people came, to how many sessions, and what they missed or are booked for."""
    if frame.empty:
        return "Nobody has come to anything yet."
    came = frame[frame["session_state"].isin(["attended", "pupils_only"])]
    missed, booked = ((frame["session_state"] == state).sum() for state in ("missed", "booked"))
    others = formats.listed(
        [f"{formats.count_of(int(missed), 'session')} missed by all who were expected"] * bool(missed)
        + [f"{formats.count_of(int(booked), 'session')} booked"] * bool(booked)
    )
    if came.empty:
        return f"Nobody has come yet: {others}."
    sessions = formats.count_of(len(came), "session")
    programmes = formats.count_of(came["programme_name"].nunique(), "programme")
    first, last = formats.day(came["held_on"].min()), formats.day(came["held_on"].max())
    when = f"On {first}" if first == last else f"From {first} to {last}"
    sentence = f"{when}, people from the school came to {sessions} of {programmes}."
    return f"{sentence} Besides: {others}." if others else sentence


def on_programmes(frame: pd.DataFrame) -> str:
    """Say how many programmes a school took part in, and in how many it completed an activity."""
    if frame.empty:
        return "It has taken part in no programme yet."
    programmes = frame["programme_name"].nunique()
    completed = frame.loc[frame["rung"] == "completed", "programme_name"].nunique()
    years = frame["academic_year"].nunique()
    on_course = frame.loc[frame["rung"] == "on_course", "programme_name"].nunique()
    also = f", and is on course to complete one of {on_course:,} this year" if on_course else ""
    return (
        f"It signed up for {formats.count_of(programmes, 'programme')} in {formats.count_of(years, 'year')} "
        f"and completed an activity of {completed:,} of them{also}."
    )


def on_people(frame: pd.DataFrame, newest: ShownPeriod) -> str:
    """Say how many people came for how many hours in the newest year, against the year before where it is over."""
    if frame.empty:
        return "Nobody has come to anything yet."
    now = frame.iloc[-1]
    sentence = f"In {_year_in_words(now, newest)}, {_people_and_hours(now)}"
    if len(frame) == 1 or _is_running(now, newest):
        return f"{sentence}."
    before = frame.iloc[-2]
    return f"{sentence}; in {before['academic_year']}, {_people_and_hours(before)}."


def on_attendance(frame: pd.DataFrame, newest: ShownPeriod) -> str:
    """Say the newest attendance rate against the hub's, and against the year before where the newest is over."""
    if frame.empty:
        return "No session that people of the school were expected at has been held yet."
    now = frame.iloc[-1]
    share = formats.percent(now["share_attended"])
    sentence = f"In {_year_in_words(now, newest)}, people came to {share} of what they had booked"
    if not pd.isna(now["share_attended_hub"]):
        apart = formats.points_apart(100 * (now["share_attended"] - now["share_attended_hub"]))
        hub = formats.percent(now["share_attended_hub"])
        sentence += f", against {hub} over all schools of the hub ({apart})"
    if len(frame) > 1 and not _is_running(now, newest):
        before = frame.iloc[-2]
        sentence += f". In {before['academic_year']} it was {formats.percent(before['share_attended'])}"
    return f"{sentence}."


def on_journeys(frame: pd.DataFrame, newest: ShownPeriod) -> str:
    """Say for each journey the latest stage that a school came to, and when."""
    if frame.empty:
        return "No journey of years is for a phase that it teaches."
    sentences = []
    for journey, rows in frame.groupby("journey", sort=False):
        reached = rows[rows["is_stage_reached"]]
        if reached.empty:
            sentences.append(f"{journey}: not begun")
        else:
            latest = reached.iloc[-1]
            years = str(latest["years"]).replace(newest.academic_year, newest.in_words)
            sentences.append(f"{journey}: as far as {latest['stage_name']} ({years})")
    return "; ".join(sentences) + "."


def on_supports(frame: pd.DataFrame) -> str:
    """Say how many days of support a school received and gave, and from or to how many schools."""
    if frame.empty:
        return "No school-to-school support is recorded for it."
    sentences = []
    for direction, words, way in (("received", "It received", "from"), ("given", "It gave", "to")):
        rows = frame[frame["direction"] == direction]
        if not rows.empty:
            days, schools = float(rows["days"].sum()), rows["urn"].nunique()
            sentences.append(
                f"{words} {formats.decimal(days)} {'day' if days == 1 else 'days'} of support {way} "
                f"{formats.count_of(schools, 'school')}"
            )
    return ". ".join(sentences) + "."


def on_trust(frame: pd.DataFrame, trust: str, period: str) -> str:
    """Say how many of a trust's other schools were reached, and how many never."""
    if frame.empty:
        return f"{trust or 'It'} has no other school among the hub's."
    reached, never = int(frame["is_reached"].fillna(False).sum()), int((frame["standing"] == "never").sum())
    schools = formats.count_of(len(frame), "other school")
    return f"{trust} has {schools} in the hub: {reached:,} reached in {period}, {never:,} never reached at all."


def on_programmes_to_try(frame: pd.DataFrame) -> str:
    """Say how many programmes a school has never tried, and which has the nearest buddy."""
    if frame.empty:
        return "It has tried every programme that is for it."
    count = formats.count_of(len(frame), "programme")
    with_buddy = frame[frame["nearest_km"].notna()]
    if with_buddy.empty:
        return f"{count} for its phases it has never tried."
    best = with_buddy.iloc[0]
    return (
        f"{count} for its phases it has never tried. The nearest school that sustains one is {best['nearest_name']}, "
        f"{formats.decimal(best['nearest_km'])} km away ({best['programme_name']})."
    )


def on_buddies(frame: pd.DataFrame, what: str, *, has_coordinates: bool) -> str:
    """Say which school is the nearest that sustains what a school has never tried."""
    if frame.empty:
        return f"No school that teaches one of its phases sustains {what} yet."
    if not has_coordinates:
        return (
            "The register of establishments does not say where this school is, so no distance can be given: "
            "schools of its own local authority come first."
        )
    nearest = frame.iloc[0]
    if pd.isna(nearest["distance_km"]):
        return "The register of establishments does not say where these schools are."
    return (
        f"The nearest is {nearest['name']} ({nearest['la_name']}), {formats.decimal(nearest['distance_km'])} km away: "
        f"{', '.join(nearest['programmes_sustained'].split('; '))}."
    )


def on_schools_like_it(frame: pd.DataFrame, period: str) -> str:
    """Say which of the schools that were reached is most like a school."""
    if frame.empty:
        return f"No other school of its phase and kind was reached in {period}."
    best = frame.iloc[0]
    return f"Of those reached in {period}, {best['name']} ({best['la_name']}) is most like it."


def _is_running(row: pd.Series, newest: ShownPeriod) -> bool:
    return newest.is_running and bool(row["academic_year"] == newest.academic_year)


def _year_in_words(row: pd.Series, newest: ShownPeriod) -> str:
    """Say a row's year; "2025/26 so far" where it is the newest and not over."""
    return newest.in_words if _is_running(row, newest) else str(row["academic_year"])


def _people_and_hours(row: pd.Series) -> str:
    if not row["people"]:
        return "nobody came"
    people = formats.count_of(int(row["people"]), "person", "people")
    return f"{people} came for {formats.decimal(row['hours'])} hours"
