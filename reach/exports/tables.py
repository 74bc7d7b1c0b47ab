"""Figures as CSV, and cells that no spreadsheet will take for a formula."""

import re
from typing import Any

import pandas as pd

from reach.exhibit import Exhibit

_RUNS_AS_FORMULA = re.compile(r"^[\s\"']*[=+\-@＝＋－＠\t\r\0]")
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def defuse(value: Any) -> Any:
    """Give a text that a spreadsheet would run as a formula a leading apostrophe; numbers stay numbers.

    Source: OWASP Application Security Verification Standard, 1.2.10.
    """
    return f"'{value}" if isinstance(value, str) and _RUNS_AS_FORMULA.match(value) else value


def without_control_characters(text: str) -> str:
    """Remove what a workbook's XML cannot hold."""
    return _NO_XML.sub("", text)


def csv_of(frame: pd.DataFrame) -> bytes:
    """Give a frame as CSV that Excel opens with the right letters and without running anything."""
    safe = frame.rename(columns=defuse).map(defuse)
    return safe.to_csv(index=False, lineterminator="\r\n", date_format="%Y-%m-%d").encode("utf-8-sig")


def exhibit_csv(exhibit: Exhibit) -> bytes:
    """Give an exhibit's figures under the query's own names, each row with what defends it.

    Shares are between 0 and 1, dates are ISO. Without any rows, one row carries the stamp alone.
    """
    result = exhibit.result
    stamp = {
        "chart": exhibit.title,
        "as_at": str(result.as_at or ""),
        "counted_as": result.filters.counted_as,
        "filters": "; ".join(f"{what}: {which}" for what, which in result.filters.in_words(exhibit.settings)),
        "definition": exhibit.definition,
        "output_class": exhibit.output_class,
        "source": exhibit.source,
    }
    frame = result.frame if len(result.frame) else result.frame.reindex([0])
    return csv_of(frame.astype(object).where(frame.notna(), None).assign(**stamp))
