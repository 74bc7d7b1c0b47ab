"""Sentences on targets: which are met, what is missing, and whether the rest will be."""

import pandas as pd

from reach import formats
from reach.small_bases import enough


def on_targets(frame: pd.DataFrame, *, is_running: bool = False) -> str:
    """Say how many targets are met, so far while the year is running, and where most and fewest schools are missing."""
    if frame.empty:
        return "No target is set for exactly what is chosen."
    so_far = " so far" if is_running else ""
    missing = frame[frame["still_needed"] > 0]
    met = len(frame) - len(missing)
    if missing.empty:
        return f"The one target is met{so_far}." if met == 1 else f"All {met:,} targets are met{so_far}."
    sentences = [f"{_of_all(met, len(frame))} met{so_far}."]
    judged = enough(missing, "schools")
    if len(judged):
        most = judged.iloc[int(judged["still_needed"].to_numpy().argmax())]
        least = judged.iloc[int(judged["still_needed"].to_numpy().argmin())]
        sentences.append(f"Most is still needed for “{most['target']}”: {_more_schools(most)}.")
        if least["still_needed"] < most["still_needed"]:
            sentences.append(f"Nearest is “{least['target']}”: {_more_schools(least)}.")
    impossible = missing[missing["schools_aimed_at"] > missing["schools"]]["target"].tolist()
    if impossible:
        sentences.append(f"More schools than there are would be needed for {_quoted(impossible)}.")
    return " ".join(sentences)


def on_outlooks(frame: pd.DataFrame, *, has_targets: bool = False) -> str:
    """Say how many targets are met, are likely, may be met or are unlikely, and of how many nothing can be said.

    has_targets: some are set; there are no outlooks where nothing is recorded of their year.
    """
    if frame.empty and has_targets:
        return "Nothing is recorded of this year yet, so nothing can be said of its end."
    if frame.empty:
        return "No target is set for exactly what is chosen."
    counts = frame["outlook"].value_counts()
    words = {
        "met": "met",
        "met_so_far": "met so far",
        "missed": "missed",
        "likely": "likely on past years",
        "open": "may be met",
        "unlikely": "unlikely on past years",
    }
    sentences = [f"{counts[outlook]:,} {phrase}" for outlook, phrase in words.items() if outlook in counts]
    unknown = len(frame) - sum(counts.get(outlook, 0) for outlook in words)
    if unknown:
        sentences.append(f"{unknown:,} of which nothing can be said")
    sentence = f"Of {formats.count_of(len(frame), 'target')}: {formats.listed(sentences)}."
    if counts.get("few_years", 0):
        sentence += " " + _FEW_YEARS
    elif counts.get("too_early", 0):
        sentence += " " + _TOO_EARLY
    return sentence


_FEW_YEARS = (
    "A projection needs two earlier years recorded from their first weeks to the summer, with 20 schools reached or "
    "more; there are fewer."
)
_FALLING_BACK = (
    "A school that has completed falls back when it misses later sessions, so the end can be below what stands now."
)
_TOO_EARLY = "By this week earlier years stood at less than a quarter of their end: too early to say where it will be."


_NOT_PROJECTED = {
    "no_schools": "No school is of what the target is for, so that nothing can be reached.",
    "met": "The year is over. The target of {aimed} was met: {stands} reached.",
    "missed": "The year is over. The target of {aimed} was missed by {short}: {stands} reached.",
    "few_years": f"{{stands}} reached so far. {_FEW_YEARS}",
    "too_early": f"{{stands}} reached by week {{week}}. {_TOO_EARLY}",
    "nobody_yet": "Nobody is reached yet, so that earlier years say nothing of this one's end.",
}
"""Sentences on an outlook that needs no projection."""


def on_outlook(row: pd.Series, *, can_fall_back: bool = False) -> str:
    """Say how likely one target is to be met, where its year may end, and from what.

    can_fall_back: a school that counts as reached now may no longer do so at the end of the year.
    """
    aimed = f"{formats.percent(row['share_aimed_at'])} ({formats.count_of(row['schools_aimed_at'], 'school')})"
    stands = f"{row['reached_so_far']:,} of {formats.count_of(row['schools'], 'school')}"
    if row["outlook"] in _NOT_PROJECTED:
        finding = _NOT_PROJECTED[row["outlook"]].format(
            aimed=aimed,
            stands=stands,
            short=formats.count_of(row["still_needed"], "school"),
            week=row["week"],
        )
    else:
        finding = f"The target of {aimed} {_likelihood(row)}: {stands} reached so far{_still_needed(row)}."
    return " ".join([finding, *_booked(row), *_expected_end(row, can_fall_back=can_fall_back)])


def _likelihood(row: pd.Series) -> str:
    """Say how likely a target is on past years; of no year that is running that it will be met, or will not."""
    return {
        "met_so_far": "is met so far",
        "likely": "is likely to be met, on past years",
        "open": "may be met",
        "unlikely": "is unlikely to be met, on past years",
    }[row["outlook"]]


def _still_needed(row: pd.Series) -> str:
    return f", {_more_schools(row)} needed" if row["still_needed"] else ""


def _booked(row: pd.Series) -> list[str]:
    """Say how many schools that are not reached are booked on sessions to come, while there are any."""
    booked = row["schools_booked"]
    if pd.isna(booked) or not booked:
        return []
    verb = "is" if booked == 1 else "are"
    return [f"{formats.count_of(booked, 'school')} not yet reached {verb} booked on sessions still to come."]


def _expected_end(row: pd.Series, *, can_fall_back: bool) -> list[str]:
    """Say between which numbers of schools the year may end, where that is known, and that schools can be lost."""
    sentences = []
    if pd.notna(row["expected"]):
        shape = "" if row["is_own_shape"] else " (the hub as a whole: too few schools of its own)"
        stood = (
            "had reached every school that they would"
            if row["share_least"] == 1 and not can_fall_back
            else "had reached "
            f"{_between(formats.percent(row['share_least']), formats.percent(row['share_most']))} of their end"
        )
        shares = _between(formats.percent(row["share_expected_least"]), formats.percent(row["share_expected_most"]))
        sentences = [
            f"By week {row['week']} the {row['years_behind']} earlier years{shape} {stood}.",
            f"On past years this one would end with {_between(*_ends(row))} schools reached ({shares}).",
        ]
    # A year that is over is settled.
    if can_fall_back and row["outlook"] not in ("met", "missed", "no_schools"):
        sentences.append(_FALLING_BACK)
    return sentences


def _ends(row: pd.Series) -> tuple[str, str]:
    return f"{row['expected_least']:,}", f"{row['expected_most']:,}"


def on_test(frame: pd.DataFrame) -> str:
    """Say how well the same projection would have done in earlier years."""
    if frame.empty:
        return "It cannot be tried on earlier years yet: that needs a whole year with two whole years before it."
    tried = frame.iloc[0]
    years = formats.listed(sorted(frame["academic_year"].unique()))
    how = (
        f"{tried['tested_in_range']:,} of {tried['tested']:,} ends were within the range"
        if tried["tested"] > 1
        else f"the one end was {'within' if tried['tested_in_range'] else 'outside'} the range"
    )
    return (
        f"Tried in the same week of {years}, {how}. The estimate was "
        f"{formats.decimal(tried['mean_error_points'])} percentage points off on average, "
        f"{formats.decimal(tried['largest_error_points'])} at most."
    )


def on_target_list(frame: pd.DataFrame) -> str:
    """Say how many targets there are and where they were set."""
    if frame.empty:
        return "No target is set."
    counts = frame["set_in"].value_counts()
    places = {"hub.toml": "in the hub's settings", "sheet": "in a sheet", "screen": "on the page Targets"}
    sentences = [f"{counts[place]:,} {words}" for place, words in places.items() if place in counts]
    return f"{formats.count_of(len(frame), 'target')}: {formats.listed(sentences)}."


def _of_all(met: int, targets: int) -> str:
    if targets == 1:
        return "The one target is not"
    return f"{met or 'None'} of {targets:,} targets {'is' if met in (0, 1) else 'are'}"


def _more_schools(row: pd.Series) -> str:
    return f"{row['still_needed']:,} more {'school' if row['still_needed'] == 1 else 'schools'}"


def _between(least: str, most: str) -> str:
    return least if least == most else f"{least} to {most}"


def _quoted(targets: list[str]) -> str:
    return formats.listed([f"“{target}”" for target in targets])
