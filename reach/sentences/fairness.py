"""Sentences on fairness: what the equity gap is and whether it closes, and groups of schools side by side."""

from collections.abc import Mapping

import pandas as pd

from reach import formats
from reach.academic_years import ShownPeriod, is_to_date
from reach.sentences.common import TOO_FEW
from reach.sentences.reaching import on_reach
from reach.small_bases import enough, is_few

UNKNOWN = ("Not known", "Not said")
"""Groups of schools that the register does not describe: never the highest or lowest of a comparison."""


def on_gap_trend(frame: pd.DataFrame, period: ShownPeriod, before: ShownPeriod) -> str:
    """Say what the equity gap is in the chosen period, and whether it closes: since last year, and over the years.

    A period that is not over is compared with the one before alone: the years before that are whole.
    """
    periods = {
        (str(year), str(name)): _two_fifths(rows) for (year, name), rows in frame.groupby(["academic_year", "period"])
    }
    now = periods.get((period.academic_year, period.period))
    if now is None:
        return (
            "There is no gap to speak of: among these schools the most and the least disadvantaged fifth are not both "
            "there, or their free school meals are not known."
        )
    most, least = now
    gap = float(most["gap_points"])
    reached = (
        f"In {period.in_words}, {most['reached']:,} of the {most['schools']:,} most disadvantaged schools "
        f"({formats.percent(most['reach'])}) were reached, and {least['reached']:,} of the {least['schools']:,} least "
        f"disadvantaged ({formats.percent(least['reach'])})."
    )
    if is_few(_base(now)):
        return f"{formats.capitalised(TOO_FEW)}, with fewer than ten schools in one of them. {reached}"
    sentences = [reached, f"{_gap_in_words(gap)}{unrounded(gap, now)}{_few_schools(gap, now)}."]
    then = periods.get((before.academic_year, before.period))
    if then is None:
        sentences.append(f"There is nothing of {before.in_words} to compare it with.")
    else:
        sentences.append(_change(now, then, before.in_words))
    whole = {year: fifths for (year, name), fifths in periods.items() if fifths is not None and not is_to_date(name)}
    first_year = min(whole)
    if first_year < before.academic_year and not period.is_running:
        sentences.append(_change(now, whole[first_year], first_year, is_long=True))
    return " ".join(sentences)


def on_gaps(frame: pd.DataFrame) -> str:
    """Say where the most disadvantaged schools fall furthest behind, where they are ahead, and where too few are."""
    compared, few = [], []
    for name, rows in _by_place(frame).items():
        fifths = _two_fifths(rows)
        if fifths is None or is_few(_base(fifths)):
            few.append(name)
        elif name:
            compared.append((name, fifths))
    sentences = []
    ordered = sorted(compared, key=lambda each: float(each[1][0]["gap_points"]))
    if ordered:
        (name, fifths), *others = ordered
        sentences.append(f"{_place(name)} reach of the most disadvantaged fifth is {_against(fifths)}.")
        if others:
            name, fifths = others[-1]
            sentences.append(f"{_place(name)} it is {_against(fifths)}.")
    few = [name or "all schools together" for name in few]
    if few:
        sentences.append(f"Too few schools to compare, fewer than ten in one of the fifths: {formats.listed(few)}.")
    return " ".join(sentences) or "There are no schools to compare."


def on_groups(frame: pd.DataFrame, last_year: pd.DataFrame, notes: Mapping[str, str] | None = None) -> str:
    """Say where reach is highest and lowest among groups of ten schools or more, and which groups are smaller.

    notes: what to say of a group where it is there, by its name.
    """
    if frame.empty:
        return "There are no schools to show."
    known = _large(frame)
    sentences = [on_reach(known, "school_group", _large(last_year))] if not known.empty else []
    small = frame[~frame.index.isin(enough(frame, "schools").index)]
    if not small.empty:
        names = [f"{name} ({count:,})" for name, count in small[["school_group", "schools"]].to_numpy()]
        sentences.append(f"Of fewer than ten schools, where one school moves the share far: {formats.listed(names)}.")
    counts = frame.set_index("school_group")["schools"]
    sentences += [
        f"{note}: {formats.count_of(int(counts[name]), 'school')}."
        for name, note in (notes or {}).items()
        if name in counts
    ]
    return " ".join(sentences)


def on_places(frame: pd.DataFrame, last_year: pd.DataFrame) -> str:
    """Say how urban and rural schools compare, and how many the register does not place."""
    if frame.empty:
        return "There are no schools to show."
    counts = frame.set_index("school_group")["schools"]
    blank, everyone = int(counts.get("Not said", 0)), int(counts.sum())
    advice = (
        "The DfE's full register says so in its column “UrbanRural (name)”: load one that has it on the Imports page."
    )
    if blank == everyone:
        return f"The register of establishments in use does not say which schools are urban and which rural. {advice}"
    sentence = on_groups(frame, last_year)
    if not blank:
        return sentence
    caution = f" {advice} Until then, the comparison is of few." if blank > everyone / 2 else ""
    return f"{sentence} The register does not say for {blank:,} of {formats.count_of(everyone, 'school')}.{caution}"


def on_trusts(frame: pd.DataFrame) -> str:
    """Say which trusts have most schools not reached, and which none at all reached."""
    if frame.empty:
        return "No academy trust has two or more of these schools."
    most = frame.iloc[0]
    if not most["not_reached"]:
        return f"Every school of {formats.count_of(len(frame), 'trust')} with two or more schools here was reached."
    sentence = f"{most['trust']} has most schools not reached: {most['not_reached']:,} of {most['schools']:,}."
    nothing = frame[frame["reached"] == 0]
    if not nothing.empty:
        sentence += f" Not one school was reached in this period of {_some(nothing['trust'].tolist())}."
    return sentence


def on_trusts_never_reached(frame: pd.DataFrame) -> str:
    """Say how many trusts were never reached, and how many schools they have here."""
    if frame.empty:
        return "Every academy trust with schools here has been reached at some time."
    schools = int(frame["schools"].sum())
    return (
        f"{formats.count_of(len(frame), 'trust')} with {formats.count_of(schools, 'school')} here "
        f"{'was' if len(frame) == 1 else 'were'} never reached. A trust may have other schools elsewhere."
    )


_Fifths = tuple[pd.Series, pd.Series]


def _two_fifths(rows: pd.DataFrame) -> _Fifths | None:
    """Return the rows of the most and of the least disadvantaged fifth, where both are there."""
    if len(rows) < 2:
        return None
    ordered = rows.sort_values("is_most_disadvantaged", ascending=False)
    return ordered.iloc[0], ordered.iloc[1]


def _by_place(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the rows of each local authority and phase by its name; the whole has none."""
    names = frame["la_name"].fillna(frame["phase"].map(formats.word, na_action="ignore")).fillna("")
    return {str(name): rows for name, rows in frame.groupby(names, sort=False)}


def _base(fifths: _Fifths) -> int:
    return min(int(fifth["schools"]) for fifth in fifths)


def _of(fifth: pd.Series) -> str:
    return f"{fifth['reached']:,} of {fifth['schools']:,}"


def _gap_in_words(gap: float) -> str:
    if not round(gap):
        return "There is no gap, to the nearest percentage point"
    how_many = formats.count_of(abs(round(gap)), "percentage point")
    return f"The most disadvantaged are {how_many} {'lower' if gap < 0 else 'higher'}"


def _two_schools(*pairs: _Fifths) -> float:
    """How many points two schools make in the smallest of some fifths, and a hair more for fractions."""
    return 200 / min(_base(pair) for pair in pairs) + 1e-9


def unrounded(gap: float, fifths: _Fifths) -> str:
    """Say so where the rounded shares that were just given differ by another number of points."""
    most, least = (round(100 * float(fifth["reach"])) for fifth in fifths)
    return ", before rounding" if round(gap) != most - least else ""


def _few_schools(gap: float, now: _Fifths) -> str:
    return ", and one or two schools explain it" if round(gap) and abs(gap) <= _two_schools(now) else ""


def _change(now: _Fifths, then: _Fifths, year: str, *, is_long: bool = False) -> str:
    """Say whether the gap closed since a year, unless rounding, or one or two schools, make the difference."""
    gap, gap_then = float(now[0]["gap_points"]), float(then[0]["gap_points"])
    if is_few(_base(then)) or not any(fifth["reached"] for fifth in then):
        nothing = "fewer than ten schools in one of the fifths" if is_few(_base(then)) else "no school reached"
        return formats.capitalised(f"{year} had {nothing}: nothing to compare it with.")
    was = f"{'Since' if is_long else 'Against'} {year} ({formats.points_apart(gap_then)})"
    moved = abs(gap - gap_then)
    if moved < 1:
        return f"{was} it is unchanged, within rounding."
    if moved <= _two_schools(now, then):
        return f"{was} it has hardly changed: one or two schools explain it."
    if abs(gap) <= _two_schools(now):
        return f"{was} the gap has almost closed."
    if gap * gap_then < 0 and round(gap) and round(gap_then):
        return f"{was} it has turned round: the most disadvantaged fifth is now {formats.points_apart(gap)}."
    narrowed = abs(gap_then) - abs(gap)
    closing = "it is closing" if narrowed > 0 else "it is widening"
    return f"{was} {closing}, by {formats.count_of(round(abs(narrowed)), 'point')}."


def _against(fifths: _Fifths) -> str:
    most, least = fifths
    return f"{formats.points_apart(float(most['gap_points']))} ({_of(most)} against {_of(least)} schools)"


def _place(name: str) -> str:
    return f"In {name.lower() if name in ('Early years', 'Primary', 'Secondary', 'Post-16') else name}"


def _large(frame: pd.DataFrame) -> pd.DataFrame:
    return enough(frame[~frame["school_group"].isin(UNKNOWN)], "schools").reset_index(drop=True)


def _some(names: list[str]) -> str:
    return formats.listed(names if len(names) <= 3 else [*names[:3], f"{len(names) - 3:,} more"])
