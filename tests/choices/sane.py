"""What any answer, figure and sentence must keep to, whatever was chosen: rules by the name of a column.

    assert not insane_frame("reach_by_la", frame)

Each check gives what it found, in words, so that a test shows all of it at once.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

NOT_BETWEEN_0_AND_1 = {
    # A target may ask for more schools than there are, a group may have more people than places.
    "share_aimed_at",
    "share_filled",
    "share_taken",
}
"""Shares that may be more than 1."""

SHARES_OF_TARGETS = {"share_least", "share_most"}
"""Shares of a year's end: more than 1 where schools fall back from what counts as reached."""

MAY_BE_NEGATIVE = re.compile(r"_points$|_change$|^change|^(eas|nor)thing")
"""Numbers below nought that mean something: changes, gaps, places on the map."""

PARTS: tuple[tuple[str, str], ...] = (
    ("reached", "schools"),
    ("reached_so_far", "schools"),
    ("reached_by_week", "schools"),
    ("expected_least", "expected"),
    ("expected", "expected_most"),
    ("expected_most", "schools"),
    ("share_least", "share_most"),
    ("share_expected_least", "share_expected"),
    ("share_expected", "share_expected_most"),
    ("tested_in_range", "tested"),
    ("mean_error_points", "largest_error_points"),
    ("schools_at_least", "schools"),
    ("schools_on_rung", "schools_at_least"),
    ("schools_that_can_complete", "schools"),
    ("schools_of_standing", "schools"),
    ("schools_at_place", "schools"),
    ("schools_with_leader", "schools"),
    ("schools_this_year", "schools_with_leader"),
    ("schools_with_pupils", "schools"),
    ("schools_held_back", "schools"),
    ("schools_past_it", "schools"),
    ("schools_not_ready", "schools"),
    ("ever_reached", "schools"),
    ("not_yet_reached", "schools"),
    ("reached_of_move", "schools_of_move"),
    ("opened_reached", "opened"),
    ("closed_reached", "closed"),
    ("reached_now", "schools_now"),
    ("reached_then", "schools_then"),
    ("reached_now_of_both", "schools_in_both"),
    ("reached_then_of_both", "schools_in_both"),
    ("schools_in_both", "schools_now"),
    ("schools_in_both", "schools_then"),
    ("gained", "reached_now_of_both"),
    ("lost", "reached_then_of_both"),
    ("reached", "reached_in_total"),
    ("people", "people_in_total"),
    ("came", "signed_up"),
    ("stayed", "came"),
    ("stayed", "signed_up_to_two_or_more"),
    ("signed_up_to_two_or_more", "signed_up"),
    ("sent_apologies", "signed_up"),
    ("no_shows", "signed_up"),
    ("times_attended", "times_expected"),
    ("still_there", "started"),
    ("attending", "still_there"),
    ("started", "signed_up"),
    ("candidates", "of_candidates"),
    ("sessions_attended", "sessions_held"),
    ("sessions_held", "sessions"),
    ("schools_inside", "schools"),
    ("days_quarter", "days_median"),
    ("days_median", "days_three_quarters"),
    ("low_age", "high_age"),
    ("first_on", "last_on"),
    ("started_on", "ended_on"),
    ("opened_on", "closed_on"),
)
"""What is never more than what; where an answer has both and neither is blank."""

NOT_PARTS = {
    ("cold_spots", "schools_inside", "schools"),  # those inside the hexagon, and the ten nearest to it
    ("school_people_by_year", "sessions_attended", "sessions_held"),
    ("school_programmes_by_year", "sessions_attended", "sessions_held"),
}
"""Columns that are called so, and mean something else."""

SHARES: Mapping[str, tuple[str, str]] = {
    "reach": ("reached", "schools"),
    "share_at_least": ("schools_at_least", "schools"),
    "share_so_far": ("reached_so_far", "schools"),
    "share_expected_least": ("expected_least", "schools"),
    "share_expected": ("expected", "schools"),
    "share_expected_most": ("expected_most", "schools"),
    "share_with_leader": ("schools_with_leader", "schools"),
    "share_came": ("came", "signed_up"),
    "share_no_shows": ("no_shows", "signed_up"),
    "share_sent_apologies": ("sent_apologies", "signed_up"),
    "share_stayed": ("stayed", "signed_up_to_two_or_more"),
    "share_still_there": ("still_there", "started"),
    "share_of_cohort": ("candidates", "of_candidates"),
    "share_now": ("count_now", "of_now"),
    "share_then": ("count_then", "of_then"),
}
"""What each share is a part and a whole of; blank only where the whole is nought or blank itself."""

ADD_UP: tuple[tuple[tuple[str, ...], str], ...] = (
    (("times_attended", "times_absent", "times_apologies"), "times_expected"),
    (("reached", "not_reached"), "schools"),
    (("ever_reached", "schools_past_it", "schools_not_ready", "schools_held_back", "not_yet_reached"), "schools"),
    (("schools_in_both", "opened"), "schools_now"),
    (("schools_in_both", "closed"), "schools_then"),
)
"""Columns whose sum is another column, row by row."""

TOGETHER_AT_MOST: tuple[tuple[tuple[str, ...], str], ...] = (
    # Who is booked for a register that is not marked, or came in another term, is none of the three.
    (("came", "sent_apologies", "no_shows"), "signed_up"),
    (("gained", "lost"), "schools_in_both"),
)
"""Columns whose sum is never more than another column, row by row."""

PARTITIONS: Mapping[str, tuple[str, str]] = {
    "schools_on_rung": ("rung", "schools"),
    "schools_of_standing": ("standing", "schools"),
}
"""Counts that add up, over all values of a column, to another count of the same group."""

PLACES_ON_A_JOURNEY = "journey_by_group"

GRAINS: Mapping[str, tuple[str, ...]] = {
    "academic_years": ("academic_year",),
    "activities_to_worry_about": ("activity_id",),
    "activities_without_lead": ("programme_name", "activity"),
    "activity_facts": (),
    "activity_list": ("activity_id",),
    "activity_register": ("held_on", "session_number"),
    "activity_schools": ("urn", "name"),
    "attendance_by_group": ("group_code",),
    "attendance_funnel": ("course_length", "step"),
    "attendance_schools": ("urn", "group_name"),
    "attendance_schools_by_step": ("urn", "course_length", "step"),
    "attendance_total": (),
    "buddies_by_programme": ("programme_name", "urn"),
    "call_list": ("urn",),
    "ever_reached_by_group": ("group_code",),
    "people_with_hours_by_group": ("group_code",),
    "candidate_flow": ("stage",),
    "candidate_flow_schools": ("stage", "urn"),
    "candidate_funnel": ("candidate_group", "stage"),
    "candidate_schools": ("candidate_group", "stage", "urn"),
    "candidate_times": ("stage",),
    "cold_spot_schools": ("hexagon", "urn"),
    "cold_spots": ("hexagon",),
    "chart_notes": ("note_id",),
    "compare_change": (),
    "compare_measures": ("measure", "la_code", "phase"),
    "compare_moves": ("la_code", "phase", "moved"),
    "compare_schools": ("urn",),
    "equity_gap_by_la_phase": ("la_code", "phase", "school_group"),
    "equity_gap_trend": ("academic_year", "period", "school_group"),
    "fairness_schools": ("urn",),
    "group_places": ("activity_id",),
    "held_back_schools": ("urn", "for_programme"),
    "idle_partners": ("partner",),
    "journey_by_group": ("group_code", "place"),
    "journey_moves": ("place_before", "move"),
    "journey_schools": ("urn",),
    "journey_years": ("academic_year", "place"),
    "la_places": ("urn",),
    "ladder_by_group": ("group_code", "rung"),
    "leader_schools": ("urn", "phase"),
    "leaders_by_la_phase": ("la_code", "phase"),
    "map_schools": ("urn",),
    "national_reach": ("academic_year", "label"),
    "need_by_la_phase": ("la_code", "phase"),
    "need_schools": ("programme_name", "urn"),
    "outlook_in_earlier_years": ("academic_year", "target"),
    "partner_las": ("partner", "la_code"),
    "partner_reach": ("partner",),
    "partner_schools": ("partner", "urn"),
    "partner_strands": ("partner", "strand"),
    "people_by_group": ("period", "phase", "la_code", "strand", "partner"),
    "people_total": (),
    "periods_shown_until": ("academic_year", "period"),
    "places_and_need": ("programme_code",),
    "programme_reach": ("programme_name",),
    "programme_schools": ("programme_name", "urn"),
    "pupil_schools": ("urn", "strand"),
    "pupils_by_fifth": ("school_group",),
    "pupils_by_la_phase": ("la_code", "phase"),
    "reach_by_group": ("school_group",),
    "reach_by_la": ("la_code",),
    "reach_by_la_phase": ("la_code", "phase"),
    "reach_by_phase": ("phase",),
    "reach_by_trust": ("trust",),
    "reach_target": (),
    "reach_total": (),
    "reach_trend": ("academic_year", "period"),
    "recorded_periods": ("academic_year", "period"),
    "retention": ("activity_id", "turn"),
    "school_attendance_by_year": ("academic_year",),
    "school_buddies": ("urn",),
    "school_choices": ("urn",),
    "school_directory": ("urn",),
    "school_facts": (),
    "school_hold_backs": ("held_back_urn", "programme_code"),
    "school_journeys": ("journey", "stage_name"),
    "school_lineage": ("old_urn", "new_urn"),
    "school_list": ("urn",),
    "school_people_by_year": ("academic_year",),
    "school_programmes_by_year": ("academic_year", "programme_name"),
    "school_programmes_to_try": ("programme_name",),
    "school_sessions": ("held_on", "programme_name", "activity", "session_number"),
    "school_standing": ("phase",),
    "school_trust": ("urn",),
    "schools_alongside": ("programme_name", "urn"),
    "schools_like_it": ("urn",),
    "schools_of_target": ("target", "urn"),
    "schools_of_trusts_never_reached": ("urn",),
    "schools_without_lead": ("programme_name", "activity", "urn"),
    "sign_ups_by_group": ("period", "phase", "la_code", "programme_code", "delivery_mode", "course_length"),
    "standing_by_group": ("group_code", "standing"),
    "strand_panels": ("strand",),
    "support_days": ("support_group", "direction"),
    "support_flows": ("from_place", "to_place"),
    "support_schools": ("urn", "support_group", "direction", "other_urn", "from_place", "to_place"),
    "target_list": ("academic_year", "target"),
    "target_outlook": ("target",),
    "target_weeks": ("academic_year", "week"),
    "targets_and_reach": ("target",),
    "trust_schools": ("urn",),
    "trusts_never_reached": ("trust",),
    "underfilled_groups": ("programme_name", "activity"),
}
"""The columns that identify a row of each query; () for one row at most."""

NO_GRAIN = {
    "la_outlines": "rings of one local authority have no name",
    "school_supports": "two supports may be alike in everything",
}

_RUNGS = ["not_reached", "signed_up", "attended", "on_course", "completed"]

_BAD_WORD = re.compile(r"(?<![\w.@/-])(nan|NaN|None|NaT|-?inf|-Infinity|<NA>|null)(?![\w@])")
_AT_THE_START = re.compile(r"(?:^|[.:;!?\n]\s*|[-*>]\s*)None(?= [a-z]|[.:,]|\*)")
"""Sentences that begin with "None of", and the word alone with its stop."""


def insane_frame(name: str, frame: pd.DataFrame) -> list[str]:
    """Give what is not sane in a query's answer."""
    return [f"{name}: {found}" for found in _insane_frame(name, frame)]


def insane_text(text: str) -> list[str]:
    """Give the words of a text that only a program writes: nan, None, NaT, inf. Schools are called Infinity."""
    found = _BAD_WORD.search(_AT_THE_START.sub("", text))
    return [f"“{found[0]}” in “{text[max(0, found.start() - 60) : found.end() + 60]}”"] if found else []


def insane_figure(figure: go.Figure) -> list[str]:
    """Give what is not sane in a figure: an axis without end, a value without end, a text that a program wrote."""
    return list(_insane_part("figure", figure.to_plotly_json()))


def _insane_frame(name: str, frame: pd.DataFrame) -> Iterator[str]:
    for column in frame:
        yield from _insane_column(str(column), frame[column])
    for least, most in PARTS:
        if {least, most} <= set(frame) and (name, least, most) not in NOT_PARTS:
            more = frame[(frame[least] > frame[most]).fillna(False).astype(bool)]
            if len(more):
                yield f"{least} is more than {most}: {_first(more)}"
    for share, (part, whole) in SHARES.items():
        if {share, part, whole} <= set(frame):
            yield from _insane_share(frame, share, part, whole)
    for parts, whole in ADD_UP:
        if {*parts, whole} <= set(frame):
            unlike = frame[(frame[list(parts)].sum(axis=1) != frame[whole]).fillna(False).astype(bool)]
            if len(unlike):
                yield f"{' + '.join(parts)} is not {whole}: {_first(unlike)}"
    for parts, whole in TOGETHER_AT_MOST:
        if {*parts, whole} <= set(frame):
            more = frame[(frame[list(parts)].sum(axis=1) > frame[whole]).fillna(False).astype(bool)]
            if len(more):
                yield f"{' + '.join(parts)} is more than {whole}: {_first(more)}"
    for count, (by, whole) in PARTITIONS.items():
        if {count, by, whole} <= set(frame):
            yield from _insane_partition(frame, [each for each in GRAINS[name] if each != by], count, whole)
    if name == PLACES_ON_A_JOURNEY:
        yield from _insane_partition(frame, [GRAINS[name][0]], "schools_at_place", "schools")
    if {"schools_at_least", "rung"} <= set(frame):
        yield from _insane_ladder(frame, [each for each in GRAINS[name] if each != "rung"])
    yield from _insane_grain(name, frame)


def _insane_column(name: str, column: pd.Series) -> Iterator[str]:
    if pd.api.types.is_bool_dtype(column):
        return
    if pd.api.types.is_numeric_dtype(column):
        values = column.dropna().astype(float)
        if not values.map(math.isfinite).all():
            yield f"{name} is without end"
        if (values < 0).any() and not MAY_BE_NEGATIVE.search(name):
            yield f"{name} is negative: {values.min()}"
        if _is_share(name) and (values > 1 + 1e-9).any():
            yield f"{name} is more than 1: {values.max()}"
        return
    for value in column.dropna().unique() if column.dtype.kind != "M" and not _holds_lists(column) else ():
        if isinstance(value, str) and _BAD_WORD.fullmatch(value):
            yield f"{name} holds the word “{value}”"


def _is_share(name: str) -> bool:
    is_share = name == "reach" or name == "share" or name.startswith("share_")
    return is_share and name not in NOT_BETWEEN_0_AND_1 | SHARES_OF_TARGETS


def _holds_lists(column: pd.Series) -> bool:
    return any(not isinstance(value, str) for value in column.dropna().head(3))


def _insane_share(frame: pd.DataFrame, share: str, part: str, whole: str) -> Iterator[str]:
    has_whole = frame[whole].fillna(0) > 0
    is_known = frame[part].notna() & has_whole
    # An answer of one measure is not asked for shares where it counts people.
    measured = frame[is_known & frame[share].notna()]
    if (
        not (measured[share].astype(float) - measured[part].astype(float) / measured[whole].astype(float))
        .abs()
        .lt(1e-9)
        .all()
    ):
        yield f"{share} is not {part} / {whole}: {_first(measured)}"
    if (is_known & frame[share].isna()).any():
        yield f"{share} is blank though there are {part} and {whole}: {_first(frame[is_known & frame[share].isna()])}"
    if (~has_whole & frame[share].notna()).any():
        yield f"{share} is a share of nothing: {_first(frame[~has_whole & frame[share].notna()])}"


def _insane_partition(frame: pd.DataFrame, by: Sequence[str], count: str, whole: str) -> Iterator[str]:
    groups = frame.groupby(list(by), dropna=False) if by else [((), frame)]
    for group, rows in groups:
        if len(rows) and (rows[whole].nunique() > 1 or rows[count].sum() != rows[whole].iloc[0]):
            yield f"{count} of {group or 'all'} is {rows[count].sum()} in all, not {whole}: {rows[whole].tolist()}"


def _insane_ladder(frame: pd.DataFrame, by: Sequence[str]) -> Iterator[str]:
    for group, rows in frame.groupby(list(by), dropna=False):
        counts = rows.set_index("rung")["schools_at_least"].reindex(_RUNGS).dropna().tolist()
        if counts != sorted(counts, reverse=True):
            yield f"schools_at_least of {group} grows with the rung: {counts}"


def _insane_grain(name: str, frame: pd.DataFrame) -> Iterator[str]:
    if name in NO_GRAIN or name not in GRAINS:
        return
    key = [column for column in GRAINS[name] if column in frame]
    if not key:
        if len(frame) > 1:
            yield f"{len(frame)} rows where there is one"
        return
    again = frame[frame.duplicated(key)]
    if len(again):
        yield f"two rows of the same {', '.join(key)}: {again.iloc[0][key].tolist()}"


def _first(rows: pd.DataFrame) -> dict[str, Any]:
    return dict(rows.iloc[0]) if len(rows) else {}


def _insane_part(where: str, part: Any) -> Iterator[str]:
    """Look through a figure: texts wherever they stand, and the numbers of axes and traces."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key in ("template", "colorscale", "hovertemplate"):
                continue
            yield from _insane_part(f"{where}.{key}", value)
            if key in ("range", "tickvals", "dtick"):
                yield from _insane_axis(f"{where}.{key}", value)
    elif isinstance(part, str):
        yield from (f"{where}: {found}" for found in insane_text(part))
    elif isinstance(part, float) and math.isinf(part):
        yield f"{where} is without end"
    elif isinstance(part, Sequence) or hasattr(part, "tolist"):
        values = part.tolist() if hasattr(part, "tolist") else part
        for value in values if isinstance(values, list | tuple) else [values]:
            # Blanks among numbers are drawn as gaps.
            if value is not None and not (isinstance(value, float) and math.isnan(value)):
                yield from _insane_part(where, value)


def _insane_axis(where: str, value: Any) -> Iterator[str]:
    numbers = list(value) if not isinstance(value, int | float) else [value]
    for number in numbers:
        if number is None or (isinstance(number, float) and not math.isfinite(number)):
            yield f"{where} is not finite: {value}"
            return
    if where.endswith(".range") and len(numbers) == 2 and numbers[0] == numbers[1]:
        yield f"{where} has no length: {value}"
