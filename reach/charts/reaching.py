"""Reach: bars by local authority or phase, the two crossed, the ladder, standing, and the trend term by term."""

import dataclasses
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from reach import formats, theme
from reach.academic_years import is_to_date, to_date
from reach.charts.bars import THIS_PERIOD, Bars, Row, bar_chart, counts_axis, kinds, last_year_of, share_axis, strokes
from reach.charts.chart import Axis, Category, CategoryChart, Chart, Grid, Label, Point, Series, number
from reach.charts.chart_notes import Place, mark_categories
from reach.charts.heat_map import la_phase_map, shares_of
from reach.filters import RUNG_LABELS
from reach.small_bases import is_few

RUNG_COLOURS = {
    "signed_up": theme.SEQUENTIAL[0],
    "attended": theme.SEQUENTIAL[2],
    "on_course": theme.SEQUENTIAL[3],
    "completed": theme.SEQUENTIAL[3],
}
STANDING_COLOURS = {
    "new": theme.CATEGORICAL[1],
    "sustained": theme.CATEGORICAL[0],
    "re-engaged": theme.CATEGORICAL[5],
    "not yet back": theme.CATEGORICAL[3],
    "lapsed": theme.CATEGORICAL[3],
    "never": theme.MUTED,
}
_TERMS = ("autumn", "spring", "summer")


def reach_bars(
    frame: pd.DataFrame,
    *,
    by: str,
    label: str,
    as_share: bool = True,
    colours: Mapping[str, str] | None = None,
    last_year: pd.DataFrame | None = None,
    last_year_name: str = "",
    pale: Collection[str] = (),
    without_programme: Collection[str] = (),
    totals: Collection[str] = (),
) -> CategoryChart:
    """Draw a bar for each row of reach_by_la, reach_by_phase or reach_by_group, last year's as a mark across it.

    by is the column that identifies bars (it comes back with a click), label the one that names them. pale: the keys
    whose bars are pale however many schools they are of. without_programme: those that no programme is for. totals: the
    names of the rows that are no group, such as the whole hub; a click on them leads nowhere.
    """
    measure = "reach" if as_share else "reached"
    frame = frame[frame[measure].notna()]
    before = last_year_of(frame, last_year, last_year_name, by=label, value=measure)

    def point(row: Row) -> Point:
        if row[by] in without_programme:
            return _without_programme(row[by])
        counts = f"  {row['reached']:,} of {row['schools']:,}" if number(row["schools"]) else ""
        share = Label(formats.percent(row["reach"]), counts)
        if row[label] in totals:
            return Point(number(row[measure]), share, f"{share.text} schools reached", colour=theme.TOTAL)
        colour = (colours or {}).get(row[by])
        few = row[by] in pale or is_few(row["schools"])
        return Point(number(row[measure]), share, f"{share.text} schools reached", (row[by],), colour, is_few=few)

    counted = [*frame[measure], *(before[1] if before else ())]
    chart = bar_chart(
        frame,
        [Bars(THIS_PERIOD, theme.MAIN, point, is_in_legend=False)],
        by=by,
        label=label,
        axis=share_axis("Share of schools reached") if as_share else counts_axis("Schools reached", counted),
        marks=[strokes(*before, is_share=as_share)] if before else [],
        row_height=48,
    )
    return dataclasses.replace(chart, totals_at_end=int(frame[label].isin(totals).sum()))


def _without_programme(*key: str) -> Point:
    return Point(0, Label("", f"  {formats.WITHOUT_PROGRAMME}"), "No programme is for it", key)


def reach_heat_map(frame: pd.DataFrame, groups: int, without_programme: Collection[str] = ()) -> Grid:
    """Draw reach_by_la_phase: share and counts in each cell, darker where more schools are reached.

    The rows after the first `groups` are of all phases, the whole hub or England: their cells are white.
    without_programme: the phases that no programme is for; their cells are white and say so.
    """
    has_none = frame["phase"].isin(without_programme)
    labels = [
        Label("", formats.WITHOUT_PROGRAMME) if none else label
        for none, label in zip(has_none, shares_of(frame, "reach", "reached"), strict=True)
    ]
    frame = frame.assign(reach=frame["reach"].mask(has_none), la_code=frame["la_code"].fillna(frame["la_name"]))
    return la_phase_map(frame, "reach", labels, "schools reached", 1, coloured=groups)


def ladder(frame: pd.DataFrame, *, by: str, label: str, without_programme: Collection[str] = ()) -> CategoryChart:
    """Draw ladder_by_group: for each group, a bar a rung, of the schools on that rung or higher.

    without_programme: the keys of groups that no programme is for.
    """

    def point(row: Row) -> Point:
        if row[by] in without_programme:
            # Its bars have the words once between them.
            return _without_programme(row[by], row["rung"]) if row["rung"] == "signed_up" else Point()
        label = Label("", f"{formats.percent(row['share_at_least'])}  {row['schools_at_least']:,}")
        hover = f"{RUNG_LABELS[row['rung']]}: {label.text} schools"
        return Point(number(row["share_at_least"]), label, hover, (row[by], row["rung"]), is_few=is_few(row["schools"]))

    found = set(frame["rung"])
    bars = kinds("rung", {rung: colour for rung, colour in RUNG_COLOURS.items() if rung in found}, point)
    return bar_chart(frame, bars, by=by, label=label, axis=share_axis("Share of schools"), row_height=78)


def ever_reached(
    frame: pd.DataFrame, *, by: str, label: str, this_year: str, ever: str, totals: Collection[str] = ()
) -> CategoryChart:
    """Draw ever_reached_by_group: for each group a bar of the schools reached this year, and one of those ever reached.

    this_year, ever: what the two are called. totals: the names of the rows that are no group; they take no click.
    """

    def bars(name: str, colour: str, part: str) -> Bars:
        def point(row: Row) -> Point:
            counts = Label("", f"{formats.percent(row[f'share_{part}'])}  {row[part]:,} of {row['schools']:,}")
            hover = f"{name}: {counts.text} schools"
            key = () if row[label] in totals else (row[by],)
            return Point(number(row[f"share_{part}"]), counts, hover, key, is_few=is_few(row["schools"]))

        return Bars(name, colour, point)

    pair = [bars(this_year, theme.MAIN, "reached_this_year"), bars(ever, theme.SEQUENTIAL[0], "reached_ever")]
    return bar_chart(frame, pair, by=by, label=label, axis=share_axis("Share of schools"), row_height=66)


def standing(frame: pd.DataFrame) -> CategoryChart:
    """Draw standing_by_group: a bar a group, its schools stacked by standing."""
    return stacked_bars(
        frame, by="la_code", label="la_name", part="standing", count="schools_of_standing", colours=STANDING_COLOURS
    )


def stacked_bars(
    frame: pd.DataFrame, *, by: str, label: str, part: str, count: str, colours: Mapping[str, str]
) -> CategoryChart:
    """Draw schools in kinds: a bar for each value of `by`, in parts by `part`, as long as `count` says.

    colours gives each part its colour, in the order in which parts stand; those that the frame has are shown.
    """

    def point(row: Row) -> Point:
        found = int(row[count])
        hover = f"{formats.word(row[part])}: {found:,} schools"
        return Point(found, Label("", f"{found:,}" if found else ""), hover, (row[by], row[part]))

    found = set(frame[part])
    bars = kinds(part, {each: colour for each, colour in colours.items() if each in found}, point)
    # Even of one bar: the legend of a phone, a line for each part, stands above it.
    return bar_chart(
        frame, bars, by=by, label=label, axis=Axis("Schools"), is_stacked=True, row_height=62, least_height=300
    )


def trend(frame: pd.DataFrame, *, academic_year: str, last_year: str, same_date: str) -> CategoryChart:
    """Draw reach_trend: a line a year over its three terms, this year before last year and the years before them.

    same_date: what a term up to a date is called; it is a mark of its own, beside the term that is not over.
    """
    series = []
    of_same_date = {row["period"]: row for row in frame.to_dict("records") if is_to_date(row["period"])}
    frame = frame[~frame["period"].map(is_to_date).astype(bool)]
    for year in sorted(frame["academic_year"].unique()):
        is_this, is_last = year == academic_year, year == last_year
        colour = theme.MAIN if is_this else theme.CATEGORICAL[3] if is_last else theme.MUTED
        rows = {row["period"]: row for row in frame[frame["academic_year"] == year].to_dict("records")}
        points = tuple(_of_term(rows[term], is_labelled=is_this) if term in rows else Point() for term in _TERMS)
        width, size = (4, 10) if is_this else (3, 7) if is_last else (1.5, 4)
        series.append(Series(year, "line", points, colour, width=width, size=size, label_colour=colour))
    if of_same_date:
        marks = (of_same_date.get(to_date(term)) for term in _TERMS)
        points = tuple(Point() if row is None else _of_term(row, is_labelled=False) for row in marks)
        colour = theme.CATEGORICAL[3]
        series.append(Series(same_date, "point", points, colour, size=11, symbol="ring"))
    return CategoryChart(
        categories=tuple(Category(str(formats.word(term))) for term in _TERMS),
        series=tuple(series),
        axis=Axis(
            "Share of schools reached in the term", is_share=True, ends=(0, min(1, frame["reach"].max() * 1.25 + 0.02))
        ),
        height=340,
        is_sideways=False,
        # Three in a row are too long for a phone in one line.
        label_width=6,
    )


def mark_terms(chart: Chart, marks: Mapping[Place, str], places: Sequence[Place]) -> Chart:
    """Return the trend with the marks of notes behind its terms, whichever year they are of."""
    del places
    return mark_categories(chart, marks, [(term,) for term in _TERMS])


def _of_term(row: Row, *, is_labelled: bool) -> Point:
    share = formats.percent(row["reach"])
    counts = f"{row['reached']:,} of {row['schools']:,} schools"
    return Point(
        number(row["reach"]),
        Label("", share) if is_labelled else Label(),
        f"{formats.word(row['period'])} {row['academic_year']}\n{share}  {counts}",
        (row["academic_year"], row["period"]),
    )
