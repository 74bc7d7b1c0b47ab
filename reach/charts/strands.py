"""Strands: side by side, programmes by reach, who supports whom, leaders, pupils."""

from collections.abc import Collection, Mapping

import pandas as pd
import plotly.graph_objects as go

from reach import columns, formats, theme
from reach.charts.heat_map import heat_map
from reach.charts.measures import measure_bars, paired_bars

UNITS = {
    "reached": ("school reached", "schools reached"),
    "activities": ("activity", "activities"),
    "sessions_held": ("session held", "sessions held"),
    "people": ("person", "people"),
    "pupils": ("pupil", "pupils"),
}
_DIRECTIONS = {"given": theme.MAIN, "received": theme.CATEGORICAL[3]}


def strand_bars(
    frame: pd.DataFrame,
    measure: str,
    last_year: pd.DataFrame,
    last_year_name: str,
    *,
    low_rows: Collection[int] = (),
) -> go.Figure:
    """Draw strand_panels: a bar a strand, against last year and, for schools reached, the target.

    low_rows: the rows whose count is fewer than 5 and no more is said.
    """
    return measure_bars(
        frame,
        by=("strand",),
        label="strand_name",
        value=measure,
        unit=UNITS[measure],
        axis=columns.label(measure),
        last_year=last_year,
        last_year_name=last_year_name,
        target="target_schools" if measure == "reached" else None,
        low_rows=low_rows,
    )


def programme_bars(frame: pd.DataFrame, last_year: pd.DataFrame, last_year_name: str) -> go.Figure:
    """Draw programme_reach: schools reached by each programme, most first, against last year."""
    return measure_bars(
        frame,
        by=("programme_name",),
        label="programme_name",
        value="reached",
        unit=UNITS["reached"],
        axis="Schools reached",
        last_year=last_year,
        last_year_name=last_year_name,
        label_width=24,
    )


def support_bars(frame: pd.DataFrame) -> go.Figure:
    """Draw support_days: days given and days received, side by side."""
    return paired_bars(
        frame, by="support_group", part="direction", value="days", colours=_DIRECTIONS, unit="days of support"
    )


def support_flows(frame: pd.DataFrame, colours: Mapping[str, str]) -> go.Figure:
    """Draw support_flows as streams from who gives, on the left, to who receives, on the right."""
    places = list(dict.fromkeys([*colours, *frame["from_place"], *frame["to_place"]]))
    givers = [each for each in places if each in set(frame["from_place"])]
    takers = [each for each in places if each in set(frame["to_place"])]
    given = dict(zip(frame["from_place"], frame["days_given"], strict=True))
    taken = dict(zip(frame["to_place"], frame["days_received"], strict=True))
    nodes = [(each, given[each]) for each in givers] + [(each, taken[each]) for each in takers]
    shades = [colours.get(each, theme.TEXT) for each, _ in nodes]
    return theme.figure(
        [
            {
                "type": "sankey",
                "arrangement": "fixed",
                "node": {
                    "label": [f"{theme.short_lines(each, 16)}<br>{formats.decimal(days)}" for each, days in nodes],
                    "color": shades,
                    "pad": 34,
                    "thickness": 16,
                    "line": {"width": 0},
                    "x": [0.001] * len(givers) + [0.999] * len(takers),
                    "hovertemplate": "%{label} days<extra></extra>",
                },
                "link": {
                    "source": [givers.index(each) for each in frame["from_place"]],
                    "target": [len(givers) + takers.index(each) for each in frame["to_place"]],
                    "value": frame["days"].to_numpy(),
                    "color": [_pale(colours.get(each, theme.TEXT)) for each in frame["from_place"]],
                    "customdata": [
                        f"{theme.safe(here)} to {theme.safe(there)}: {formats.decimal(days)} days, "
                        f"{formats.count_of(int(supports), 'support')}"
                        for here, there, days, supports in frame[
                            ["from_place", "to_place", "days", "supports"]
                        ].to_numpy()
                    ],
                    "hovertemplate": "%{customdata}<extra></extra>",
                },
                "textfont": {"size": 13, "color": theme.TEXT},
            }
        ],
        {"height": max(len(givers), len(takers)) * 74 + 60, "margin": {"l": 8, "r": 8, "t": 12, "b": 24}},
    )


def leader_grid(frame: pd.DataFrame) -> go.Figure:
    """Draw leaders_by_la_phase: the share of schools with a leader trained, darker for more."""
    texts = [
        f"<b>{formats.percent(share)}</b><br>{count:,} of {schools:,}"
        for share, count, schools in zip(
            frame["share_with_leader"], frame["schools_with_leader"], frame["schools"], strict=True
        )
    ]
    return heat_map(
        frame,
        rows=("la_code", "la_name"),
        columns=("phase", "phase"),
        value="share_with_leader",
        texts=texts,
        unit="schools",
        greatest=1,
    )


def pupil_grid(frame: pd.DataFrame) -> go.Figure:
    """Draw pupils_by_la_phase: pupils in each cell, and how many a school brought."""
    texts = [
        f"<b>{pupils:,}</b><br>{round(each):,} a school"
        for pupils, each in zip(frame["pupils"], frame["pupils_a_school"], strict=True)
    ]
    return heat_map(
        frame,
        rows=("la_code", "la_name"),
        columns=("phase", "phase"),
        value="pupils",
        texts=texts,
        unit="",
        columns_in_order=("early years", "primary", "secondary", "post-16"),
    )


def fifth_bars(frame: pd.DataFrame) -> go.Figure:
    """Draw pupils_by_fifth: each fifth's share of the pupils brought, its share of all on roll as a mark across it."""
    return measure_bars(
        frame,
        by=("school_group",),
        label="school_group",
        value="share_of_pupils",
        unit=("of the pupils brought", "of the pupils brought"),
        axis="Share of the pupils brought",
        texts=[
            f"<b>{formats.percent(share)}</b>  {pupils:,}"
            for share, pupils in zip(frame["share_of_pupils"], frame["pupils"], strict=True)
        ],
        last_year=frame[["school_group"]].assign(share_of_pupils=frame["share_of_roll"]),
        last_year_name="Share of all pupils on roll",
        label_width=18,
        as_share=True,
    )


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.35)"
