"""What all sentences on shares hold to: small bases, rounding, and times that are alike."""

from collections.abc import Callable, Sequence

import pandas as pd

from reach import formats
from reach.small_bases import are_gaps_of_chance, enough, is_chance

TOO_FEW = "too few to compare"


def greatest_change(
    now: pd.DataFrame,
    before: pd.DataFrame | None,
    by: str,
    share: str,
    bases: tuple[str, ...],
    *,
    schools: str | None = None,
) -> pd.Series | None:
    """Return the row of the greatest change in a share, for better or worse, with the one before as <share>_before.

    None where no change of ten or more is as much as a percentage point and seen once both shares are rounded.
    schools: the column of schools that the share counts; a change of one or two of them is none.
    """
    if before is None:
        return None
    both = enough(now, *bases).merge(enough(before, *bases), on=by, suffixes=("", "_before"))
    both = both[both[share].notna() & both[f"{share}_before"].notna()]
    size = (both[share] - both[f"{share}_before"]).abs()
    if schools is not None:
        both = both[~(both[schools] - both[f"{schools}_before"]).map(is_chance).astype(bool)]
        size = size[both.index]
    is_seen = both[share].map(formats.percent) != both[f"{share}_before"].map(formats.percent)
    changed = both[is_seen & (size >= 0.01)]
    return None if changed.empty else changed.iloc[int(size[changed.index].to_numpy().argmax())]


def is_seen_apart(one: float, other: float) -> bool:
    """Return whether two shares still differ once both are rounded as people see them."""
    return formats.percent(one) != formats.percent(other)


def where_share_is_highest(frame: pd.DataFrame, share: str, base: str, name: Callable[[pd.Series], str]) -> str:
    """Say where a share is highest and lowest, among those of ten or more; "" where none stands out.

    base: the column of what the share is of. name: what a row is called.
    """
    judged = enough(frame, base).sort_values(share, ascending=False, kind="stable")
    if len(judged) < 2 or are_gaps_of_chance(list(judged[share]), list(judged[base])):
        return ""
    most, least = judged.iloc[0], judged.iloc[-1]
    if not is_seen_apart(most[share], least[share]):
        return ""
    return (
        f"The share is highest in {name(most)} ({formats.percent(most[share])}) "
        f"and lowest in {name(least)} ({formats.percent(least[share])})."
    )


def with_phases_without_programme(
    frame: pd.DataFrame, phases: Sequence[str], sentence: Callable[[pd.DataFrame], str]
) -> str:
    """Return a sentence on the rows of other phases than these, and that no programme is for these."""
    if not phases:
        return sentence(frame)
    none = f"No programme is for {' or '.join(str(formats.word(phase)).lower() for phase in phases)}."
    served = frame[~frame["phase"].isin(phases)]
    return none if served.empty else f"{sentence(served)} {none}"
