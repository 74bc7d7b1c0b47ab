"""Questions on record under the names that their queries had, as they are asked today.

A pack's record is kept for ever, while queries are renamed and folded into one. Without this, a pack of last year could
neither be made again nor be held against what is known now.
"""

import pandas as pd

from reach.report.answers import Question

FORMER: dict[str, tuple[str, str | None, str | None, str | None]] = {
    "attendance_by_la": ("attendance_by_group", "la", "la_code", "la_name"),
    "attendance_by_mode": ("attendance_by_group", "mode", "delivery_mode", "delivery_mode"),
    "attendance_by_phase": ("attendance_by_group", "phase", "phase", "phase"),
    "attendance_by_programme": ("attendance_by_group", "programme", "programme_code", "programme_name"),
    "attendance_by_term": ("attendance_by_group", "term", "period", "period"),
    "journey_by_la": ("journey_by_group", "la", "la_code", "la_name"),
    "journey_by_phase": ("journey_by_group", "phase", "phase", "phase"),
    "ladder_by_la": ("ladder_by_group", "la", "la_code", "la_name"),
    "ladder_by_phase": ("ladder_by_group", "phase", "phase", "phase"),
    "standing_by_la": ("standing_by_group", "la", "la_code", "la_name"),
    "standing_total": ("standing_by_group", None, None, None),
}
"""By former name: the query, its breakdown, and the columns that the code and the name of a group stood in."""


def as_asked_today(question: Question, answer: pd.DataFrame) -> tuple[Question, pd.DataFrame]:
    """Return a question and its answer under today's names; most are as they were."""
    if question.query not in FORMER:
        return question, answer
    query, breakdown, code, name = FORMER[question.query]
    choices = dict(question.choices) | ({"breakdown": breakdown} if breakdown else {})
    renamed = answer.assign(
        group_code=answer[code] if code else "all",
        group_name=answer[name] if name else "all",
    ).drop(columns=list({code, name} - {"period", None}))
    if query == "attendance_by_group" and "strand_name" not in renamed:
        renamed = renamed.assign(strand_name=None)
    first = [each for each in ("academic_year", "period", "group_code", "group_name", "strand_name") if each in renamed]
    renamed = renamed[[*first, *(each for each in renamed.columns if each not in first)]]
    return Question(query, question.filters, tuple(sorted(choices.items()))), renamed
