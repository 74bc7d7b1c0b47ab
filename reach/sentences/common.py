"""What all sentences on shares hold to: small bases, rounding, and times that are alike."""

import pandas as pd

from reach import formats
from reach.small_bases import enough

TOO_FEW = "too few to compare"


def greatest_change(
    now: pd.DataFrame, before: pd.DataFrame | None, by: str, share: str, bases: tuple[str, ...]
) -> pd.Series | None:
    """Return the row of the greatest change in a share, for better or worse, with the one before as <share>_before.

    None where no change of ten or more is as much as a percentage point and seen once both shares are rounded.
    """
    if before is None:
        return None
    both = enough(now, *bases).merge(enough(before, *bases), on=by, suffixes=("", "_before"))
    both = both[both[share].notna() & both[f"{share}_before"].notna()]
    size = (both[share] - both[f"{share}_before"]).abs()
    is_seen = both[share].map(formats.percent) != both[f"{share}_before"].map(formats.percent)
    changed = both[is_seen & (size >= 0.01)]
    return None if changed.empty else changed.iloc[int(size[changed.index].to_numpy().argmax())]


def is_seen_apart(one: float, other: float) -> bool:
    """Return whether two shares still differ once both are rounded as people see them."""
    return formats.percent(one) != formats.percent(other)
