"""Answers that are broken down by something, with the columns that people know its groups by.

A query with $breakdown calls its groups group_code and group_name, whatever they are. What is shown and handed out says
"Local authority" or "Programme" in their place.
"""

import dataclasses

from reach.queries import Result

_KNOWN_AS = {
    "la": {"group_code": "la_code", "group_name": "la_name"},
    "phase": {"group_name": "phase"},
    "term": {},  # the column period says it
    "mode": {"group_name": "delivery_mode"},
    "programme": {"group_code": "programme_code", "group_name": "programme_name", "strand_name": "strand_name"},
    "activity": {"group_name": "activity"},
}
BY_LA, BY_PHASE = (("Broken down by", "local authority"),), (("Broken down by", "phase"),)
"""What an exhibit says that was chosen."""
_OF_GROUPS = ("group_code", "group_name", "strand_name")


def with_known_columns(result: Result, breakdown: str | None) -> Result:
    """Give an answer with its groups in the columns that people know; where all is one group, it is not named."""
    if "group_name" not in result.frame.columns:
        return result
    known = _KNOWN_AS[breakdown] if breakdown else {}
    others = [column for column in _OF_GROUPS if column not in known]
    return dataclasses.replace(result, frame=result.frame.drop(columns=others, errors="ignore").rename(columns=known))
