"""Sentences on attendance: rates, no-shows, who stays, and the activities to worry about."""

import pandas as pd

from reach import formats
from reach.sentences.common import TOO_FEW, greatest_change, is_seen_apart, where_share_is_highest
from reach.small_bases import enough

_BASES = ("signed_up", "times_expected")
"""What a rate is of: so many people, expected so many times."""

FEW_NOT_SHOWN = "Rates of few people are not shown."

_NOBODY = "Nobody signed up for a session held in this period."


def on_attendance(
    frame: pd.DataFrame, label: str, last_year: pd.DataFrame | None = None, *, is_rounded: bool = False
) -> str:
    """Say where the attendance rate is highest and lowest, and where it changed most since last year."""
    rated = frame[frame["share_attended"].notna()]
    is_any_hidden = _is_any_hidden(frame)
    if rated.empty:
        return FEW_NOT_SHOWN if is_any_hidden else _NOBODY
    judged = enough(rated, *_BASES).sort_values("share_attended", ascending=False, kind="stable")
    if len(rated) > 1 and judged.empty:
        return f"Each is of fewer than ten people: {TOO_FEW}."
    compared = rated if judged.empty else judged
    best, least = compared.iloc[0], compared.iloc[-1]
    if len(judged) < 2:
        sentence = f"{formats.word(best[label])}: {_rate(best, is_rounded)}."
        return f"{sentence} {FEW_NOT_SHOWN}" if is_any_hidden else sentence
    if not is_seen_apart(best["share_attended"], least["share_attended"]):
        share = formats.percent(best["share_attended"])
        sentence = f"The attendance rate is the same in all that are compared: {share}."
    else:
        sentence = (
            f"{'Of those shown, the' if is_any_hidden else 'The'} attendance rate is highest in {_name(best, label)} "
            f"({_rate(best, is_rounded)}) and lowest in {_name(least, label)} ({_rate(least, is_rounded)})."
        )
    change = _greatest_change(rated, label, last_year, is_any_hidden)
    return " ".join(filter(None, [sentence, change, FEW_NOT_SHOWN if is_any_hidden else ""]))


def on_hours(frame: pd.DataFrame, whole: pd.Series | None, label: str, least_hours: float, *, is_running: bool) -> str:
    """Say how many teachers had so many hours, where most and fewest of ten teachers or more, and where none are known.

    whole: the row of all groups together; None where nobody attended. is_running: the period is not over.
    """
    if whole is None:
        return "Nobody attended a session in this period."
    unknown = int(whole["people_without_hours"])
    sentences = [
        f"{whole['people_with_hours']:,} of {formats.count_of(int(whole['people']), 'teacher')} "
        f"({formats.percent(whole['share_with_hours'])}) had at least {formats.hours(least_hours)}"
        f"{' so far' if is_running else ''}.",
        where_share_is_highest(frame, "share_with_hours", "people", lambda row: _name(row, label)),
        f"For {formats.count_of(unknown, 'teacher')} no register gives hours." if unknown else "",
    ]
    return " ".join(filter(None, sentences))


def on_outcomes(frame: pd.DataFrame, label: str) -> str:
    """Say where most of those who signed up were no-shows, and where most only sent apologies."""
    if frame.empty:
        return _NOBODY
    no_shows = _most(frame, label, "no_shows", "were no-shows", "There were no no-shows")
    apologies = _most(frame, label, "sent_apologies", "only sent apologies", "Nobody left it at apologies")
    return " ".join(filter(None, [no_shows, apologies])) or f"Fewer than ten people signed up in each: {TOO_FEW}."


def on_funnel(frame: pd.DataFrame, *, is_rounded: bool = False) -> str:
    """Say how many signed up, came and stayed, of courses and of single sessions."""
    if frame.empty:
        return _NOBODY
    sentences = []
    for length, name in (("two_or_more", "activities of two or more sessions"), ("one_session", "single sessions")):
        steps = {row["step"]: row for _, row in frame[frame["course_length"] == length].iterrows()}
        if not steps:
            continue
        signed, came = steps["signed_up"], steps["came"]
        parts = [
            f"{formats.about_number(step['people'], is_rounded=is_rounded)} {did}" + _share_in_brackets(step, signed)
            for step, did in ((came, "came"), (steps.get("stayed"), "came to at least 75% of the sessions held"))
            if step is not None
        ]
        signed_up = formats.about(signed["people"], "sign-up", is_rounded=is_rounded)
        sentences.append(f"Of {signed_up} for {name}, {formats.listed(parts)}.")
    return " ".join(sentences)


def on_retention(frame: pd.DataFrame, picked_out: str | None = None) -> str:
    """Say how many are still there half-way and at the end, over all activities and for the highlighted one."""
    together = frame[frame["activity"].isna()]
    if together.empty:
        return "No activity has held two sessions in this period yet."
    first, last = together.iloc[0], together.iloc[-1]
    sentences = [
        f"Of {formats.count_of(int(first['started']), 'person', 'people')} who came to an activity of two or more "
        f"sessions, {_still_there(together.iloc[1])} at the second."
    ]
    if len(together) > 2:
        are = "activity is" if last["activities"] == 1 else "activities are"
        sentences.append(
            f"{last['activities']:,} {are} {last['turn']:,} sessions long: there, {_still_there(last)} at the last."
        )
    if picked_out is not None:
        rows = frame[frame["activity"] == picked_out]
        if not rows.empty:
            end = rows.iloc[-1]
            sentences.append(
                f"{picked_out}: {end['still_there']:,} of {end['started']:,} "
                f"({formats.percent(end['share_still_there'])}) at session {end['turn']:,}."
            )
    return " ".join(sentences)


def on_worries(frame: pd.DataFrame, gone_percent: int, taken_percent: int) -> str:
    """Say how many activities fall fast and how many are half-empty, and by which rule."""
    falling, empty = int(frame["is_falling_fast"].sum()), int(frame["is_half_empty"].sum())
    rule = (
        f"Falling fast: of those who ever came, more than {gone_percent}% are gone at the latest session held. The "
        "first two people who leave are not counted. "
        f"Half-empty: fewer than {taken_percent}% of the places are taken by people who came (signed up, where no "
        "session has been held). Fewer than six places are not judged."
    )
    if frame.empty:
        return f"No activity raises an alarm. {rule}"
    parts = [
        *([f"{falling:,} {'falls' if falling == 1 else 'fall'} fast"] if falling else []),
        *([f"{empty:,} {'is' if empty == 1 else 'are'} half-empty"] if empty else []),
    ]
    return f"{formats.count_of(len(frame), 'activity', 'activities')}: {formats.listed(parts)}. {rule}"


def on_worry(row: pd.Series) -> str:
    """Say of one activity why it raises an alarm, in figures, and when its next session is."""
    sentences = []
    if row["is_falling_fast"]:
        sentences.append(
            f"Falling fast: {row['still_there']:,} of {row['started']:,} still there at the latest of "
            f"{row['sessions_taken']:,} sessions ({formats.percent(row['share_gone'])} gone)."
        )
    if row["is_half_empty"]:
        how = f"{row['signed_up']:,} signed up" if row["sessions_taken"] == 0 else f"{row['started']:,} came"
        sentences.append(f"Half-empty: {row['taken']:,} of {row['places']:,} places taken ({how}).")
    if not pd.isna(row["next_on"]):
        sentences.append(f"Next session: {formats.day(row['next_on'])}.")
    elif not pd.isna(row["latest_on"]):
        sentences.append(f"Latest session: {formats.day(row['latest_on'])}, none booked after it.")
    return " ".join(sentences)


def on_register(frame: pd.DataFrame) -> str:
    """Say of an activity how many are still there at its latest session, and what is still to come."""
    if frame.empty:
        return "No session of this activity is on any register yet."
    held, to_come = frame[frame["state"] == "held"], frame[frame["state"] == "to_come"]
    if held.empty:
        sentence = "No register of its sessions has been marked yet."
    else:
        first, last = held.iloc[0], held.iloc[-1]
        if not first["still_there"]:
            sentence = f"Nobody has come to the {formats.count_of(len(held), 'session')} held."
        elif len(held) == 1:
            sentence = f"One session was held, with {formats.count_of(int(last['attended']), 'person', 'people')}."
        else:
            sentence = (
                f"Of {formats.count_of(int(first['still_there']), 'person', 'people')} who ever came, "
                f"{last['still_there']:,} ({formats.percent(last['share_still_there'])}) were still there at the "
                f"latest of {len(held):,} sessions held, on {formats.day(last['held_on'])}."
            )
    if to_come.empty:
        return sentence
    soon = to_come.iloc[0]
    return (
        f"{sentence} {formats.count_of(len(to_come), 'session is', 'sessions are')} still to come, next on "
        f"{formats.day(soon['held_on'])} with {soon['booked']:,} booked."
    )


def on_sessions(frame: pd.DataFrame) -> str:
    """Say at which of an activity's sessions the attendance rate was highest and lowest."""
    if frame.empty:
        return "No session of this activity is on any register yet."
    held = frame[frame["state"] == "held"]
    if held.empty:
        return "No register of its sessions has been marked yet."
    if held["share_attended"].map(formats.percent).nunique() == 1:
        many = "At the one session held" if len(held) == 1 else f"At each of the {len(held):,} sessions held"
        return f"{many} the attendance rate was {formats.percent(held.iloc[0]['share_attended'])}."
    judged = enough(held.assign(expected=held[["attended", "absent", "apologies"]].sum(axis=1)), "expected")
    if len(judged) < 2:
        return f"Fewer than ten people were expected at most sessions: {TOO_FEW}."
    rates = judged["share_attended"]
    best, least = (judged.iloc[int(at)] for at in (rates.to_numpy().argmax(), rates.to_numpy().argmin()))
    if not is_seen_apart(best["share_attended"], least["share_attended"]):
        share = formats.percent(best["share_attended"])
        return f"The attendance rate was {share} at all sessions that ten or more were expected at."
    return (
        f"The attendance rate was highest at session {best['turn']:,} ({formats.percent(best['share_attended'])}) and "
        f"lowest at session {least['turn']:,} ({formats.percent(least['share_attended'])})."
    )


def on_activity_schools(frame: pd.DataFrame) -> str:
    """Say how many schools take part, and how many of them have nobody who came."""
    if frame.empty:
        return "No school is on the register yet."
    absent, elsewhere = int((frame["came"] == 0).sum()), int((~frame["counts_for_hub"].astype(bool)).sum())
    sentences = [f"{formats.count_of(len(frame), 'school')} on the register."]
    if absent:
        sentences.append(f"From {absent:,} of them nobody has come.")
    if elsewhere:
        sentences.append(f"{elsewhere:,} {'counts' if elsewhere == 1 else 'count'} in no figure of the hub.")
    return " ".join(sentences)


def _name(row: pd.Series, label: str) -> str:
    name = str(formats.word(row[label]))
    return f"the {name.lower()}" if label == "period" else name.lower() if label in ("phase", "delivery_mode") else name


def _rate(row: pd.Series, is_rounded: bool) -> str:
    if is_rounded:
        return f"{formats.percent(row['share_attended'])}, {formats.about(row['signed_up'], 'sign-up')}"
    return f"{formats.percent(row['share_attended'])}, {row['times_attended']:,} of {row['times_expected']:,}"


def _most(frame: pd.DataFrame, label: str, column: str, did: str, none: str) -> str:
    """Say where the share is greatest among groups of ten or more; nothing where only smaller ones have any."""
    if not frame[column].any():
        return f"{none}."
    judged = enough(frame, "signed_up") if len(frame) > 1 else frame
    if not judged[column].any():
        return ""
    shares = judged[f"share_{column}"]
    row = judged.iloc[int(shares.to_numpy().argmax())]
    is_alone = (shares == shares.max()).sum() == 1 and len(judged) > 1
    most = ", more than elsewhere" if is_alone else ""
    return (
        f"In {_name(row, label)} {row[column]:,} of {row['signed_up']:,} who signed up "
        f"({formats.percent(row[f'share_{column}'])}) {did}{most}."
    )


def _still_there(row: pd.Series) -> str:
    verb = "was" if row["still_there"] == 1 else "were"
    return f"{row['still_there']:,} ({formats.percent(row['share_still_there'])}) {verb} still there"


def _share_in_brackets(step: pd.Series, signed_up: pd.Series) -> str:
    """Give the share behind a number; a share that is rounded to all or none says less than the two numbers do."""
    share = step["share_of_signed_up"]
    is_all_or_none = share in (0, 1) and step["people"] != share * signed_up["people"]
    return "" if pd.isna(share) or is_all_or_none else f" ({formats.percent(share)})"


def _is_any_hidden(frame: pd.DataFrame) -> bool:
    """Return whether a rate is missing although somebody was expected, or may have been."""
    if "times_expected" not in frame.columns:
        return bool(frame["share_attended"].isna().any())
    return bool((frame["share_attended"].isna() & (frame["times_expected"] != 0)).any())


def _greatest_change(
    frame: pd.DataFrame, label: str, last_year: pd.DataFrame | None, is_any_hidden: bool = False
) -> str:
    """Name the greatest change, for better or worse; nothing where none is worth a word."""
    row = greatest_change(frame, last_year, label, "share_attended", _BASES)
    if last_year is None or row is None:
        return ""
    return (
        f"{'Of those shown, the' if is_any_hidden or _is_any_hidden(last_year) else 'The'} greatest change is in "
        f"{_name(row, label)}: the rate "
        f"{'rose' if row['share_attended'] > row['share_attended_before'] else 'fell'} from "
        f"{formats.percent(row['share_attended_before'])} to {formats.percent(row['share_attended'])}."
    )
