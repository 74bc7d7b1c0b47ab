"""Sentences on targets: which are met, what is missing, and whether the rest will be."""

import pandas as pd

from reach import formats


def on_targets(frame: pd.DataFrame) -> str:
    """Say how many targets are met, and where most schools and fewest are missing."""
    if frame.empty:
        return "No target is set for exactly what is chosen."
    missing = frame[frame["still_needed"] > 0]
    met = len(frame) - len(missing)
    if missing.empty:
        return "The one target is met." if met == 1 else f"All {met:,} targets are met."
    sentences = [f"{_of_all(met, len(frame))} met."]
    most = missing.iloc[int(missing["still_needed"].to_numpy().argmax())]
    least = missing.iloc[int(missing["still_needed"].to_numpy().argmin())]
    sentences.append(f"Most is still needed for “{most['target']}”: {_more_schools(most)}.")
    if least["still_needed"] < most["still_needed"]:
        sentences.append(f"Nearest is “{least['target']}”: {_more_schools(least)}.")
    impossible = missing[missing["schools_aimed_at"] > missing["schools"]]["target"].tolist()
    if impossible:
        sentences.append(f"More schools than there are would be needed for {_quoted(impossible)}.")
    return " ".join(sentences)


def on_outlooks(frame: pd.DataFrame) -> str:
    """Say how many targets are met, will be, may be and will not, and of how many nothing can be said."""
    if frame.empty:
        return "No target is set for exactly what is chosen."
    counts = frame["outlook"].value_counts()
    words = {
        "met": "met",
        "met_so_far": "met so far",
        "missed": "missed",
        "likely": "expected to be met",
        "open": "may or may not be met",
        "unlikely": "expected to be missed",
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


def on_outlook(row: pd.Series, *, can_fall_back: bool = False) -> str:
    """Say where one target's year may end, from what, and by how many schools the target would be made or missed.

    can_fall_back: a school that counts as reached now may no longer do so at the end of the year.
    """
    aimed = f"{formats.percent(row['share_aimed_at'])} ({formats.count_of(row['schools_aimed_at'], 'school')})"
    stands = f"{row['reached_so_far']:,} of {formats.count_of(row['schools'], 'school')}"
    match row["outlook"]:
        case "no_schools":
            return "No school is of what the target is for, so that nothing can be reached."
        case "met":
            return f"The target of {aimed} is met: {stands} {'is' if row['reached_so_far'] == 1 else 'are'} reached."
        case "met_so_far":
            are = "is" if row["reached_so_far"] == 1 else "are"
            return f"The target of {aimed} is met so far: {stands} {are} reached. {_FALLING_BACK}"
        case "missed":
            short = formats.count_of(row["schools_aimed_at"] - row["reached_so_far"], "school")
            return f"The year is over: {stands} reached. The target of {aimed} was missed by {short}."
        case "few_years":
            return f"{stands} reached. {_FEW_YEARS}"
        case "too_early":
            return f"{stands} reached by week {row['week']}. {_TOO_EARLY}"
        case "nobody_yet":
            return "Nobody is reached yet, so that earlier years say nothing of this one's end."
    least, most = row["expected_least"], row["expected_most"]
    shape = "" if row["is_own_shape"] else " (the hub as a whole: too few schools of its own)"
    stood = (
        "had reached every school that they would"
        if row["share_least"] == 1 and not can_fall_back
        else "stood at "
        f"{_between(formats.percent(row['share_least']), formats.percent(row['share_most']))} of their end"
    )
    sentences = [
        f"By week {row['week']} the {row['years_behind']} earlier years{shape} {stood}.",
        f"As they went on, this year would end with {_between(f'{least:,}', f'{most:,}')} of "
        f"{formats.count_of(row['schools'], 'school')} reached, "
        f"{_between(formats.percent(row['share_expected_least']), formats.percent(row['share_expected_most']))}.",
    ]
    aim = row["schools_aimed_at"]
    if row["outlook"] == "likely":
        spare = "exactly" if most == aim else f"with {_between(f'{least - aim:,}', f'{most - aim:,}')} to spare"
        sentences.append(f"The target of {aimed} would be met, {spare}.")
    elif row["outlook"] == "unlikely":
        short = _between(f"{aim - most:,}", f"{aim - least:,}")
        sentences.append(f"The target of {aimed} would be missed by {short} {'school' if short == '1' else 'schools'}.")
    else:
        short = formats.count_of(aim - least, "school")
        spare = f"met with {most - aim:,} to spare" if most > aim else "just met"
        sentences.append(f"The target of {aimed} may be missed by up to {short}, or {spare}.")
    if can_fall_back:
        sentences.append(_FALLING_BACK)
    return " ".join(sentences)


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
        f"Tried in the same week of {years}, {how}; the estimate was "
        f"{formats.decimal(tried['mean_error_points'])} percentage points off on average, "
        f"{formats.decimal(tried['largest_error_points'])} at most."
    )


def on_target_list(frame: pd.DataFrame) -> str:
    """Say how many targets there are and where they were set."""
    if frame.empty:
        return "No target is set."
    counts = frame["set_in"].value_counts()
    places = {"hub.toml": "in the hub's settings", "sheet": "in a sheet", "screen": "on screen"}
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
