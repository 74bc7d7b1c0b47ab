"""Sentences on candidates for teaching: how many came, how far, where they are lost, and how long it takes."""

import pandas as pd

from reach import formats
from reach.academic_years import ShownPeriod
from reach.candidate_stages import FIRST_STAGE, STAGES
from reach.sentences.common import TOO_FEW, is_seen_apart
from reach.small_bases import enough

_NOBODY = "No candidate was first heard of in this period."


def on_flow(frame: pd.DataFrame, last_year: pd.DataFrame, last_year_name: str) -> str:
    """Say how many enquired, started training and began to teach in the period, against last year."""
    if not frame["candidates"].any():
        return "No candidate came to any stage in this period."
    now, before = (dict(zip(each["stage"], each["candidates"], strict=True)) for each in (frame, last_year))
    parts = [
        f"{now[stage]:,} {did} ({_against(int(now[stage]), int(before[stage]))})"
        for stage, did in (
            (FIRST_STAGE, STAGES[FIRST_STAGE].did),
            ("started", STAGES["started"].did),
            ("teaching", "began to teach"),
        )
    ]
    return f"{formats.listed(parts)}; in brackets, against {last_year_name}."


def on_funnel(frame: pd.DataFrame) -> str:
    """Say how many of a cohort have come to the end, and at which step most were lost or still wait."""
    if frame.empty:
        return _NOBODY
    first, last = frame.iloc[0], frame.iloc[-1]
    sentences = [f"Of {_candidates(first['candidates'])}, {_went_on(frame)}."]
    losing = frame.assign(of=frame["candidates"].shift())
    losing = losing[losing["share_of_stage_before"] < 1]
    steps = enough(losing, "of")
    if not steps.empty:
        least = steps.iloc[int(steps["share_of_stage_before"].to_numpy().argmin())]
        stages = frame["stage"].tolist()
        before = frame.iloc[stages.index(least["stage"]) - 1]
        sentences.append(
            f"Fewest went on from {str(formats.word(before['stage'])).lower()} to "
            f"{str(formats.word(least['stage'])).lower()}: {least['candidates']:,} of {before['candidates']:,} "
            f"({formats.percent(least['share_of_stage_before'])})."
        )
    few = len(losing) - len(steps)
    if few:
        sentences.append(
            f"{formats.count_of(few, 'step')} of fewer than ten candidates {'is' if few == 1 else 'are'} not compared."
        )
    if last["candidates"] < first["candidates"]:
        sentences.append("Some may still be on their way.")
    return " ".join(sentences)


def on_groups(frame: pd.DataFrame) -> str:
    """Say which share of each group has started training, where it is highest and lowest."""
    if frame.empty:
        return _NOBODY
    started = frame[frame["stage"] == "started"]
    judged = enough(started, "of_candidates")
    if len(judged) < 2:
        return f"{_each(started)} In groups of fewer than ten, shares are not held against each other."
    ordered = judged.sort_values("share_of_cohort", ascending=False, kind="stable")
    best, least = ordered.iloc[0], ordered.iloc[-1]
    if not is_seen_apart(best["share_of_cohort"], least["share_of_cohort"]):
        return f"The same share of each has started training: {formats.percent(best['share_of_cohort'])}."
    return (
        f"Most often those of {_name(best)} have started training ({_share(best)}), least often those of "
        f"{_name(least)} ({_share(least)})."
    )


def on_cohorts(frame: pd.DataFrame, this_year: ShownPeriod) -> str:
    """Say how many first enquired in each of the last two years, and how far the oldest cohort has come.

    A year that is not over is not compared: the one before is whole.
    """
    if frame.empty:
        return "No candidate has been heard of yet."
    enquired = frame[frame["stage"] == FIRST_STAGE]
    last = enquired.iloc[-1]
    is_running = this_year.is_running and last["candidate_group"] == this_year.academic_year
    latest = this_year.in_words if is_running else last["candidate_group"]
    sentences = [f"{_candidates(last['candidates'])} in {latest}"]
    if len(enquired) > 1 and not is_running:
        before = enquired.iloc[-2]
        is_same = last["candidates"] == before["candidates"]
        sentences[0] += (
            f", {_against(int(last['candidates']), int(before['candidates']))} {'as' if is_same else 'than'} in "
            f"{before['candidate_group']}"
        )
    if len(enquired) > 1:
        oldest = frame[frame["candidate_group"] == enquired.iloc[0]["candidate_group"]].iloc[-1]
        sentences.append(
            f" Of the {oldest['of_candidates']:,} of {oldest['candidate_group']}, {oldest['candidates']:,} "
            f"({formats.percent(oldest['share_of_cohort'])}) {_verb('teaching', int(oldest['candidates']))} by now"
        )
    return ".".join(sentences) + ". Later cohorts have had less time."


def on_times(frame: pd.DataFrame) -> str:
    """Say which step takes longest and how long the others take."""
    rows = frame[frame["candidates"] > 0]
    if rows.empty:
        return "Nobody came from one stage to the next in this period, with both on record."
    judged = enough(rows, "candidates")
    if judged.empty:
        return f"Fewer than ten candidates took each step: {TOO_FEW}."
    longest = judged.iloc[int(judged["days_median"].to_numpy().argmax())]
    before, stage = (str(formats.word(longest[each])).lower() for each in ("stage_before", "stage"))
    sentence = (
        f"{'The longest step is from' if len(judged) > 1 else 'From'} {before} to {stage}: half of "
        f"{_candidates(longest['candidates'])} took up to {formats.count_of(round(longest['days_median']), 'day')}."
    )
    few = [str(formats.word(stage)).lower() for stage in rows[~rows.index.isin(judged.index)]["stage"]]
    return f"{sentence} Fewer than ten took the steps to {formats.listed(few)}." if few else sentence


def _went_on(frame: pd.DataFrame) -> str:
    parts = [
        f"{row['candidates']:,} {_verb(row['stage'], int(row['candidates']))}"
        for _, row in frame.iloc[1:].iterrows()
        if row["stage"] in ("applied", "started", "teaching")
    ]
    return formats.listed(parts)


def _verb(stage: str, count: int) -> str:
    return "is teaching" if stage == "teaching" and count == 1 else STAGES[stage].did


def _against(now: int, before: int) -> str:
    if now == before:
        return "as many"
    return f"{abs(now - before):,} {'more' if now > before else 'fewer'}"


def _candidates(count: int) -> str:
    return formats.count_of(int(count), "candidate")


def _name(row: pd.Series) -> str:
    return str(row["candidate_group"])


def _share(row: pd.Series) -> str:
    return f"{formats.percent(row['share_of_cohort'])}, {row['candidates']:,} of {row['of_candidates']:,}"


def _each(started: pd.DataFrame) -> str:
    parts = [f"{row['candidates']:,} of {row['of_candidates']:,} ({_name(row)})" for _, row in started.iterrows()]
    return f"Started training: {formats.listed(parts)}."
