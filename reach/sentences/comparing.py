"""Sentences on two periods side by side: what changed, what became better and worse, and which schools moved."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from reach import formats
from reach.academic_years import ShownPeriod, period_in_words, whole_period
from reach.measures import MEASURES, OF_PERIODS
from reach.sentences.common import is_seen_apart
from reach.small_bases import is_chance, is_few

_MOST_NAMED = 3


@dataclass(frozen=True)
class Side(ShownPeriod):
    """One of the two periods, with its as-at date."""

    as_at: dt.date | None = None


def has_then(total: pd.DataFrame) -> bool:
    """Return whether anything is recorded of the other period: against nothing, nothing is compared."""
    return bool(total["count_then"].fillna(0).any())


def on_nothing(then: Side) -> str:
    """Say that nothing is recorded of the other period."""
    return f"Nothing is recorded of {then.in_words} for what is chosen, so nothing is compared."


def on_sides(now: Side, then: Side) -> str:
    """Say which periods are compared, each with its as-at date."""
    first, second = (f"{side.in_words}, as at {formats.day(side.as_at)}" for side in (now, then))
    return f"{formats.capitalised(first)}, against {second}."


def on_unlike(now: Side, then: Side) -> str:
    """Return a warning where the two periods cannot be compared fairly, else an empty text."""
    if (now.academic_year, now.period) == (then.academic_year, then.period):
        return "Both sides are the same period: choose another to see a change."
    sentences = []
    periods = {whole_period(now.period), whole_period(then.period)}
    if "year" in periods and len(periods) > 1:
        sentences.append(
            "A whole year is set against a single term. A term has fewer sessions, so fewer schools, teachers and "
            "hours are to be expected in it; only the attendance rate can be compared."
        )
    elif len(periods) > 1:
        sentences.append(
            "Two different terms are set against each other: they differ in length and in what is offered."
        )
    for side, other in ((now, then), (then, now)):
        if side.is_running and other.until is None:
            name = period_in_words(side.academic_year, side.period)
            sentences.append(
                f"{formats.capitalised(name)} is not over, and {other.in_words} is whole. "
                "To compare like with like, choose the same date a year before, or terms that are over."
            )
    return " ".join(sentences)


def on_change(total: pd.DataFrame, change: pd.DataFrame, now: Side, then: Side) -> list[str]:
    """Say in a few sentences what changed for the hub as a whole: reach, what is better, and what is worse."""
    if total.empty:
        return []
    if not has_then(total):
        return [on_nothing(then)]
    rows = {row["measure"]: row for _, row in total.iterrows()}
    sentences = [_from_to(rows["reach"], "reach", now, then)]
    sentences += [on_like_for_like(change)] if on_like_for_like(change) else []
    better: list[str] = []
    worse: list[str] = []
    fewer_so_far: list[str] = []
    same: list[str] = []
    for measure in OF_PERIODS:
        if measure in ("reach", "reached"):
            continue
        differs = _difference(rows[measure])
        if differs is not None and not _is_of_few(rows[measure]):
            part = f"{MEASURES[measure].in_sentence} ({_change_words(rows[measure])})"
            # Counts grow until a period is over; rates do not.
            fallen = fewer_so_far if not MEASURES[measure].is_share and now.is_running and then.until is None else worse
            (same if _is_same(rows[measure]) else better if differs > 0 else fallen).append(part)
    sentences += [f"Better: {formats.listed(better)}."] if better else []
    sentences += [f"Fewer so far: {formats.listed(fewer_so_far)}."] if fewer_so_far else []
    sentences += [f"Worse: {formats.listed(worse)}."] if worse else []
    sentences += [f"As before: {formats.listed([part.partition(' (')[0] for part in same])}."] if same else []
    return sentences


def on_measure(
    frame: pd.DataFrame, total: pd.DataFrame, measure: str, now: Side, then: Side, *, is_rounded: bool = False
) -> str:
    """Say how one measure changed over all, where it rose most, and everywhere that it fell.

    is_rounded: whether counts of people are rounded, so that a change of 10 is none.
    """
    if is_rounded and measure == "teachers":
        frame, total = (without_rounding(each) for each in (frame, total))
    if frame.empty:
        return "There are no schools to show."
    of_hub = total[total["measure"] == measure]
    if not has_then(total):
        after = "" if of_hub.empty else _value(of_hub.iloc[0], "now")
        name = formats.capitalised(MEASURES[measure].in_sentence)
        return " ".join([*([f"{name}: {after} in {now.in_words}."] if after else []), on_nothing(then)])
    sentences = [] if of_hub.empty else [_from_to(of_hub.iloc[0], measure, now, then)]
    known = [row for _, row in frame.iterrows() if _difference(row) is not None and not _is_of_few(row)]
    if len(known) > 1:
        sentences.append(_where(known, measure))
    few = [_place(row) for _, row in frame.iterrows() if _is_of_few(row)]
    if few:
        sentences.append(f"Not judged, with fewer than ten {MEASURES[measure].share_of}: {formats.listed(few)}.")
    if is_rounded and measure in ("teachers", "attendance_rate"):
        sentences.append(formats.ROUNDED)
    return " ".join(sentences)


def on_moves(frame: pd.DataFrame, change: pd.DataFrame, now: Side, then: Side) -> str:
    """Say how many schools were gained, lost, opened and closed, and how much of the change the last two are.

    frame counts them place by place; change is the hub as a whole, where a school counts once.
    """
    if frame.empty or change.empty:
        return "There are no schools to show."
    row = change.iloc[0]
    gained, lost = int(row["gained"]), int(row["lost"])
    sentences = [
        f"{_were(gained)} reached in {now.in_words} that {_was(gained)} not reached in {then.in_words}.",
        f"{_were(lost)} reached in {then.in_words} and not in {now.in_words}.",
    ]
    opened, closed = int(row["opened"]), int(row["closed"])
    if opened or closed:
        parts = []
        if opened:
            parts.append(f"{formats.count_of(opened, 'school')} opened ({int(row['opened_reached']):,} reached)")
        if closed:
            parts.append(
                f"{formats.count_of(closed, 'school')} closed or joined another "
                f"({int(row['closed_reached']):,} had been reached)"
            )
        sentences.append(f"In between, {formats.listed(parts)}.")
    else:
        sentences.append("The same schools count in both.")
    return " ".join([*sentences, on_like_for_like(change)]).strip()


def on_like_for_like(change: pd.DataFrame) -> str:
    """Say how much of a change in reach is schools that opened or closed."""
    if change.empty or pd.isna(change.iloc[0]["like_for_like_points"]):
        return ""
    row = change.iloc[0]
    if not int(row["opened"]) and not int(row["closed"]):
        return ""
    both = formats.count_of(int(row["schools_in_both"]), "school")
    among, rest = row["like_for_like_points"] / 100, row["opened_closed_points"]
    size = f"{abs(rest):.1f}"
    if size == "0.0":
        other = "schools that opened or closed make no difference to it"
    else:
        other = (
            f"schools that opened or closed {'added' if rest > 0 else 'took away'} {size} "
            f"{'point' if size == '1.0' else 'points'}"
        )
    return f"Among the {both} that count in both periods, reach changed by {_exact_points(among)}; {other}."


def _where(rows: list[pd.Series], measure: str) -> str:
    """Name the place that rose most, and those that fell, worst first."""
    ordered = sorted(rows, key=lambda row: -(_difference(row) or 0))
    risen = [row for row in ordered if not _is_same(row) and (_difference(row) or 0) > 0]
    fallen = [row for row in reversed(ordered) if not _is_same(row) and (_difference(row) or 0) < 0]
    if not risen and not fallen and any(_difference(row) for row in rows) and measure in ("reach", "reached"):
        return "No place changed by more than two schools."
    if not risen and not fallen:
        return "It is as before everywhere." if MEASURES[measure].is_share else "They are as before everywhere."
    it = "It" if MEASURES[measure].is_share else "They"
    sentences = []
    if len(risen) > 1 and _may_be_as_much(*risen[:2]):
        sentences.append(f"rose in {len(risen):,} places")
    elif risen:
        most = f"{_place(risen[0])} ({_change_words(risen[0])})"
        everywhere = "" if fallen or len(risen) < len(rows) else " everywhere,"
        sentences.append(f"rose{everywhere} most in {most}" if len(risen) > 1 else f"rose in {most}")
    if fallen:
        named = [f"{_place(row)} ({_change_words(row)})" for row in fallen[:_MOST_NAMED]]
        others = len(fallen) - len(named)
        named += [f"{others:,} more"] if others else []
        sentences.append(f"fell in {formats.listed(named)}")
    return f"{it} {' and '.join(sentences)}."


def _from_to(row: pd.Series, measure: str, now: Side, then: Side) -> str:
    """Say "Reach rose from 62% (323 of 522 schools) in 2024/25 to 65% (340 of 522) in 2025/26, +3 points."."""
    name = formats.capitalised(MEASURES[measure].in_sentence)
    before, after = _value(row, "then"), _value(row, "now")
    if not before or not after:
        known = (
            f"{now.in_words}: {after}"
            if after
            else f"{then.in_words}: {before}"
            if before
            else "neither period has any"
        )
        return f"{name} cannot be compared: {known}."
    if _is_of_few(row):
        unit = MEASURES[measure].share_of
        values = f"{after} in {now.in_words}, {before} in {then.in_words}"
        return f"{name} is not compared, with fewer than ten {unit}: {values}."
    if _is_same(row):
        verb = "is" if MEASURES[measure].is_share else "are"
        about = "" if after == before else "about "
        return f"{name} {verb} {about}as before: {after} in {now.in_words}, {before} in {then.in_words}."
    verb = "rose" if (_difference(row) or 0) > 0 else "fell"
    return f"{name} {verb} from {before} in {then.in_words} to {after} in {now.in_words}, {_change_words(row)}."


def _value(row: pd.Series, side: str) -> str:
    """Return "62% (323 of 522 schools)" for a share and "1,034" for a number; nothing where it is not known."""
    part, whole, share = row[f"count_{side}"], row[f"of_{side}"], row[f"share_{side}"]
    if not _is_share(row):
        return "" if pd.isna(part) else f"{_about(row) if part else ''}{formats.thousands(part)}"
    if pd.isna(share):
        return ""
    if pd.isna(part) or pd.isna(whole):
        return formats.percent(share)
    return f"{formats.percent(share)} ({int(part):,} of {int(whole):,} {MEASURES[row['measure']].share_of})"


def without_rounding(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the same rows of rounded counts, with a change of 0 where rounding alone may make it."""
    changes = frame["count_change"]
    is_none = pd.Series(
        [pd.notna(each) and formats.is_about_as_many(each) for each in changes], index=changes.index, dtype=bool
    )
    return frame.assign(count_change=changes.mask(is_none, 0), is_rounded=True)


def _is_share(row: pd.Series) -> bool:
    return MEASURES[row["measure"]].is_share


def _difference(row: pd.Series) -> float | None:
    """Return the change in points or in number; None where either side is not known."""
    change = row["change_points"] if _is_share(row) else row["count_change"]
    return None if pd.isna(change) else float(change)


def _may_be_as_much(row: pd.Series, other: pd.Series) -> bool:
    """Return whether two changes, each of rounded counts, may be the other way round."""
    apart = (_difference(row) or 0) - (_difference(other) or 0)
    return bool(row.get("is_rounded", False)) and formats.is_about_as_many(apart, numbers=4)


def _is_same(row: pd.Series) -> bool:
    """Return whether a change is none worth a word: of one or two schools, under a point, not seen once rounded."""
    change = _difference(row) or 0
    if row["measure"] in ("reach", "reached") and is_chance(row["count_now"] - row["count_then"]):
        return True
    if not _is_share(row):
        return change == 0
    return abs(change) < 0.5 or not is_seen_apart(row["share_now"], row["share_then"])


def _is_of_few(row: pd.Series) -> bool:
    """Return whether a share is of fewer than ten, where one school or mark moves it by more than ten points."""
    if not _is_share(row):
        return False
    return is_few(row["of_then"], row["of_now"])


def _change_words(row: pd.Series) -> str:
    change = _difference(row) or 0
    if _is_share(row):
        return formats.points(change / 100)
    if not change:
        return "as many"
    return f"{_about(row)}{abs(change):,.0f} {'more' if change > 0 else 'fewer'}"


def _about(row: pd.Series) -> str:
    return "about " if row.get("is_rounded", False) else ""


def _exact_points(share: float) -> str:
    points = f"{100 * share:+.1f}"
    return f"{points} {'point' if points in ('+1.0', '-1.0') else 'points'}"


def _place(row: pd.Series) -> str:
    phase = "" if row["phase"] == "all" else str(formats.word(row["phase"])).lower()
    return " ".join(part for part in (row["la_name"] if row["la_code"] != "all" else "", phase) if part)


def _were(schools: int) -> str:
    return f"{formats.count_of(schools, 'school')} {_was(schools)}" if schools else "No school was"


def _was(count: int) -> str:
    return "was" if count in (0, 1) else "were"
