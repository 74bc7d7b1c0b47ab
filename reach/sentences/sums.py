"""Why the parts of a chart add up to more than their total: a school or a person counts in more than one of them."""

import pandas as pd

SCHOOL_PHASES = "A school of several phases counts in each"


def with_sum(sentence: str, parts: pd.Series, total: float | None, unit: str, why: str) -> str:
    """Return a sentence on a chart, and where its parts add up to more than their total, why.

    total: None where it is not known or the parts are rounded: then only the reason is given, where two parts or more
    count anything. A sentence that says nothing stays empty, as a reason is no finding.
    unit: what is counted, in the plural.
    """
    counted = parts[parts.ne(0).fillna(True)]  # a count of fewer than 5 has no value, and is not none
    if not sentence or len(counted) < 2:
        return sentence
    if total is None:
        return f"{sentence} {why}."
    if counted.sum() <= total:
        return sentence
    return f"{sentence} {why}, so the parts add up to {counted.sum():,.0f} {unit}, not {total:,.0f}."
