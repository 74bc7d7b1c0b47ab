"""Sentences on candidates for teaching: how many came, how far, where they are lost, and how long it takes."""

import pandas as pd

from reach import formats

FEW_CANDIDATES = 10
"""A share of fewer candidates than this is not compared with others."""

_DID = {
    "enquired": "enquired",
    "applied": "applied",
    "offered": "were offered a place",
    "started": "started training",
    "qualified": "qualified",
    "teaching": "are teaching",
}
_NOBODY = "No candidate was first heard of in this period."


def on_flow(frame: pd.DataFrame, last_year: pd.DataFrame, last_year_name: str) -> str:
    """Say how many enquired, started training and began to teach in the period, against last year."""
    if not frame["candidates"].any():
        return "No candidate came to any stage in this period."
    now, before = (dict(zip(each["stage"], each["candidates"], strict=True)) for each in (frame, last_year))
    parts = [
        f"{now[stage]:,} {did} ({_against(int(now[stage]), int(before[stage]))})"
        for stage, did in (
            ("enquired", "enquired"),
            ("started", "started training"),
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
    steps = frame[frame["share_of_stage_before"].notna() & (frame["share_of_stage_before"] < 1)]
    if len(frame) > 1 and not steps.empty:
        least = steps.iloc[int(steps["share_of_stage_before"].to_numpy().argmin())]
        stages = frame["stage"].tolist()
        before = frame.iloc[stages.index(least["stage"]) - 1]
        sentences.append(
            f"Fewest went on from {str(formats.word(before['stage'])).lower()} to "
            f"{str(formats.word(least['stage'])).lower()}: {least['candidates']:,} of {before['candidates']:,} "
            f"({formats.percent(least['share_of_stage_before'])})."
        )
    if last["candidates"] < first["candidates"]:
        sentences.append("Some may still be on their way.")
    return " ".join(sentences)


def on_groups(frame: pd.DataFrame) -> str:
    """Say which share of each group has started training, where it is highest and lowest."""
    if frame.empty:
        return _NOBODY
    started = frame[frame["stage"] == "started"]
    judged = started[started["of_candidates"] >= FEW_CANDIDATES]
    if len(judged) < 2:
        return f"{_each(started)} In groups of fewer than ten, shares are not held against each other."
    ordered = judged.sort_values("share_of_cohort", ascending=False, kind="stable")
    best, least = ordered.iloc[0], ordered.iloc[-1]
    if round(100 * best["share_of_cohort"]) == round(100 * least["share_of_cohort"]):
        return f"The same share of each has started training: {formats.percent(best['share_of_cohort'])}."
    return (
        f"Most often those of {_name(best)} have started training ({_share(best)}), least often those of "
        f"{_name(least)} ({_share(least)})."
    )


def on_cohorts(frame: pd.DataFrame) -> str:
    """Say how many first enquired in each of the last two years, and how far the oldest cohort has come."""
    if frame.empty:
        return "No candidate has been heard of yet."
    enquired = frame[frame["stage"] == "enquired"]
    last = enquired.iloc[-1]
    sentences = [f"{_candidates(last['candidates'])} in {last['candidate_group']}"]
    if len(enquired) > 1:
        before = enquired.iloc[-2]
        is_same = last["candidates"] == before["candidates"]
        sentences[0] += (
            f", {_against(int(last['candidates']), int(before['candidates']))} {'as' if is_same else 'than'} in "
            f"{before['candidate_group']}"
        )
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
    longest = rows.iloc[int(rows["days_median"].to_numpy().argmax())]
    before, stage = (str(formats.word(longest[each])).lower() for each in ("stage_before", "stage"))
    sentence = (
        f"{'The longest step is' if len(rows) > 1 else 'The one step is'} from {before} to {stage}: half of "
        f"{_candidates(longest['candidates'])} took up to {formats.count_of(round(longest['days_median']), 'day')}."
    )
    few = rows[rows["candidates"] < FEW_CANDIDATES]
    if few.empty:
        return sentence
    steps = [
        f"to {str(formats.word(stage)).lower()} ({count:,})" for stage, count in few[["stage", "candidates"]].to_numpy()
    ]
    return f"{sentence} Few candidates stand behind the {'step' if len(few) == 1 else 'steps'} {formats.listed(steps)}."


def _went_on(frame: pd.DataFrame) -> str:
    parts = [
        f"{row['candidates']:,} {_verb(row['stage'], int(row['candidates']))}"
        for _, row in frame.iloc[1:].iterrows()
        if row["stage"] in ("applied", "started", "teaching")
    ]
    return formats.listed(parts)


def _verb(stage: str, count: int) -> str:
    return "is teaching" if stage == "teaching" and count == 1 else _DID[stage]


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
