"""Maps, drawn on the plane of the British National Grid: no tiles, no server, no graphics card is needed."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from reach import formats, grid, theme
from reach.charts.chart import Map
from reach.charts.heat_map import step_colour
from reach.charts.reaching import RUNG_COLOURS, STANDING_COLOURS
from reach.outlines import Outline
from reach.small_bases import is_few

MARKS = {
    "standing": STANDING_COLOURS,
    "rung": {rung: RUNG_COLOURS[rung] for rung in reversed(RUNG_COLOURS)} | {"not_reached": theme.MUTED},
}
"""What schools can be coloured by, with each kind's colour."""

HEXAGON_METRES = 4_000
"""From side to side, as in the definition of the hexagons."""

COLD = theme.CATEGORICAL[2]
_SYMBOLS = {
    "standing": {
        "new": "star",
        "sustained": "square",
        "re-engaged": "diamond",
        "not yet back": "triangle-down",
        "lapsed": "triangle-down",
        "never": "circle",
    },
    "rung": {
        "completed": "star",
        "on_course": "star",
        "attended": "square",
        "signed_up": "diamond",
        "not_reached": "triangle-down",
    },
}
_LAND, _BORDER, _EDGE = "#f5f5f5", "#8a8a8a", "#595959"
_STREETS = "open-street-map"
_LARGE, _SMALL = 480, 340
"""Heights in pixels: of a map as wide as the page, and of one of two side by side."""


def school_map(
    frame: pd.DataFrame,
    outlines: Sequence[Outline],
    *,
    by: str,
    names_at: dict[str, tuple[float, float]],
) -> Map:
    """Draw map_schools: a mark a school, its colour and shape saying its standing or its rung.

    names_at is where the local authorities' names stand. A mark's custom data are its local
    authority, town and URN.
    """
    data = _areas(outlines, _land(outlines))
    data += _school_marks(frame, by)
    notes = [
        _note(
            [each / 1000 for each in names_at[outline.la_code]],
            f"<b>{theme.short_lines(outline.la_name, 12)}</b>",
            bgcolor="rgba(245, 245, 245, 0.6)",
        )
        for outline in (outlines if names_at else ())
    ]
    # On a phone one entry a line, left of the tools at the top right.
    legend = {"entrywidth": 170}
    return _map(data, outlines, frame["easting"], frame["northing"], height=_LARGE, notes=notes, legend=legend)


def street_map(frame: pd.DataFrame, *, by: str) -> Map:
    """Draw map_schools on OpenStreetMap's street map, which the browser loads from openstreetmap.org."""
    placed = frame.dropna(subset=["easting", "northing"])
    longitudes, latitudes = grid.to_longitude_latitude(placed["easting"].to_numpy(), placed["northing"].to_numpy())
    placed = placed.assign(longitude=longitudes, latitude=latitudes)
    data = [
        {
            **{key: value for key, value in mark.items() if key not in ("x", "y", "cliponaxis")},
            "type": "scattermap",
            "lon": rows["longitude"],
            "lat": rows["latitude"],
            # Dots of a street map have no edge, so that pale ones would be lost on it.
            "marker": {"size": 11, "color": mark["marker"]["color"].replace(theme.MUTED, _EDGE)},
        }
        for mark, (_, rows) in zip(_school_marks(placed, by), _kinds(placed, by), strict=True)
    ]
    middle = {"lon": float(np.nanmean(longitudes)), "lat": float(np.nanmean(latitudes))}
    # Each zoom level halves what 512 pixels show; all schools are to be in sight.
    span = max(float(np.nanmax(longitudes) - np.nanmin(longitudes)), 0.02)
    zoom = min(14.0, math.log2(360 / span) - 0.2)
    return Map(
        tuple(data),
        {
            "height": _LARGE,
            "map": {"style": _STREETS, "center": middle, "zoom": zoom},
            "uirevision": "map",
            "modebar": {"orientation": "v"},
        },
    )


def reach_areas(frame: pd.DataFrame, outlines: Sequence[Outline]) -> Map:
    """Draw reach_by_la: each local authority's area, darker where more of its schools are reached.

    The shades run from the lowest share to the highest; an area of few schools has none.
    """
    rows = {row["la_code"]: row for row in frame.to_dict("records")}
    shown = [outline for outline in outlines if outline.la_code in rows]
    steps = _steps([each["reach"] for each in rows.values() if not is_few(each["schools"])])
    step_of = {
        code: next(at for at, (_, end) in enumerate(steps) if round(100 * row["reach"]) <= end)
        for code, row in rows.items()
        if not is_few(row["schools"])
    }
    shades = [
        theme.SEQUENTIAL[round(at * (len(theme.SEQUENTIAL) - 1) / max(len(steps) - 1, 1))] for at in range(len(steps))
    ]
    fills = {each.la_code: shades[step_of[each.la_code]] if each.la_code in step_of else _LAND for each in shown}
    data = _areas(shown, fills)
    data.append(
        _clicks(
            [outline.middle for outline in shown],
            [[outline.la_code] for outline in shown],
            [
                f"{theme.safe(outline.la_name)}<br>{formats.percent(rows[outline.la_code]['reach'])}  "
                f"{rows[outline.la_code]['reached']:,} of {rows[outline.la_code]['schools']:,} schools reached"
                for outline in shown
            ],
            size=58,
        )
    )
    notes = [
        _note(
            [each / 1000 for each in outline.middle],
            f"<b>{formats.percent(rows[outline.la_code]['reach'])}</b><br>{theme.short_lines(outline.la_name, 14)}",
            bgcolor="rgba(255, 255, 255, 0.85)",
            borderpad=2,
        )
        for outline in shown
    ]
    drawn = {step_of[each.la_code] for each in shown if each.la_code in step_of}
    data += [_legend_entry(f"{steps[at][0]}% to {steps[at][1]}%", shades[at]) for at in sorted(drawn)]
    if len(drawn) < len({fills[each.la_code] for each in shown}):
        data.append(_legend_entry("Fewer than ten schools", _LAND))
    return _map(data, shown, [], [], height=_SMALL, notes=notes)


def _steps(shares: Sequence[float]) -> list[tuple[int, int]]:
    """Give steps of whole percentages from the lowest share to the highest: five at most, of five points at least."""
    if not shares:
        return []
    low, high = round(100 * min(shares)), round(100 * max(shares))
    width = max(5, math.ceil((high - low + 1) / 5))
    return [(start, min(start + width - 1, 100)) for start in range(low, high + 1, width)]


def cold_map(frame: pd.DataFrame, outlines: Sequence[Outline]) -> Map:
    """Draw cold_spots: each hexagon with how many of its nearest schools are reached; cold spots stand out."""
    data = _areas(outlines, _land(outlines))
    alike = frame.drop_duplicates(["is_cold", "reached", "schools"])
    texts, fills = [], set()
    for is_cold, reached, schools in alike[["is_cold", "reached", "schools"]].to_numpy():
        rows = frame[(frame["is_cold"] == is_cold) & (frame["reached"] == reached) & (frame["schools"] == schools)]
        fill = COLD if is_cold else step_colour(reached / schools)
        fills.add(fill)
        corners = [_hexagon(*middle) for middle in rows[["easting", "northing"]].to_numpy()]
        data.append(_filled(corners, fill, "white", width=1))
        texts.append(
            {
                "type": "scatter",
                "x": rows["easting"] / 1000,
                "y": rows["northing"] / 1000,
                "mode": "text",
                "text": [f"<b>{reached}</b>" if is_cold else str(reached)] * len(rows),
                "textfont": {"size": 12, "color": theme.text_colour_on(fill)},
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    # Borders once more, so that they are seen across hexagons, and then what is to be read.
    data += [area | {"fill": "none"} for area in data[: len(outlines)]]
    data += texts
    data.append(
        _clicks(
            frame[["easting", "northing"]].to_numpy().tolist(),
            frame[["hexagon"]].to_numpy().tolist(),
            [
                f"{theme.short_lines(place, 40)}<br>{reached:,} of the {schools:,} nearest schools reached, "
                f"within {furthest:.1f} km{'<br><b>Cold spot</b>' if is_cold else ''}"
                for place, reached, schools, furthest, is_cold in frame[
                    ["hexagon", "reached", "schools", "furthest_km", "is_cold"]
                ].to_numpy()
            ],
            size=26,
        )
    )
    least, most = theme.SEQUENTIAL[0], theme.SEQUENTIAL[-1]
    meanings = {COLD: "Cold spot", least: "Few of ten reached", most: "Most of ten reached"}
    data += [_legend_entry(meaning, colour) for colour, meaning in meanings.items() if colour in fills]
    return _map(data, outlines, frame["easting"], frame["northing"], height=_SMALL)


def _kinds(frame: pd.DataFrame, by: str) -> list[tuple[str, pd.DataFrame]]:
    return [(kind, rows) for kind in MARKS[by] if not (rows := frame[frame[by] == kind]).empty]


def _school_marks(frame: pd.DataFrame, by: str) -> list[dict[str, Any]]:
    placed = frame.dropna(subset=["easting", "northing"])
    symbols = _SYMBOLS[by]
    return [
        {
            "type": "scatter",
            "x": rows["easting"].astype(float) / 1000,
            "y": rows["northing"].astype(float) / 1000,
            "mode": "markers",
            "name": f"{formats.word(kind)} ({len(rows):,})",
            "marker": {
                "size": 10 if symbols[kind] == "star" else 8,
                "symbol": symbols[kind],
                "color": MARKS[by][kind],
                "line": {"width": 1, "color": _EDGE if MARKS[by][kind] == theme.MUTED else "white"},
            },
            "unselected": {"marker": {"opacity": 0.25}},
            "customdata": rows[["la_code", "town", "urn"]].astype(object).to_numpy(),
            "text": [
                f"{theme.short_lines(name, 40)}<br>{theme.safe(town)}, {theme.safe(la)}<br>{formats.word(each)}"
                f"{'<br>Held back' if held else ''}"
                for name, town, la, each, held in rows[["name", "town", "la_name", by, "held_back"]].to_numpy()
            ],
            "hovertemplate": "%{text}<extra></extra>",
            "cliponaxis": False,
        }
        for kind, rows in _kinds(placed, by)
    ]


def _land(outlines: Sequence[Outline]) -> dict[str, str]:
    return {outline.la_code: _LAND for outline in outlines}


def _areas(outlines: Sequence[Outline], fills: dict[str, str]) -> list[dict[str, Any]]:
    # Their names stand on the map, and colours are for schools and shares.
    return [_filled(outline.rings, fills[outline.la_code], _BORDER, width=2) for outline in outlines]


def _filled(
    rings: Iterable[tuple[Sequence[float], Sequence[float]]], fill: str, line: str, width: int
) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for eastings, northings in rings:
        x += [*(round(each / 1000, 3) for each in eastings), None]
        y += [*(round(each / 1000, 3) for each in northings), None]
    return {
        "type": "scatter",
        "x": x[:-1],
        "y": y[:-1],
        "mode": "lines",
        "fill": "toself",
        "fillcolor": fill,
        "line": {"color": line, "width": width, "shape": "linear"},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _clicks(
    places: Sequence[Sequence[float]], customdata: list[list[Any]], texts: list[str], *, size: int
) -> dict[str, Any]:
    """Give unseen marks that take the pointer and the click: an area itself cannot be selected."""
    return {
        "type": "scatter",
        "x": [easting / 1000 for easting, _ in places],
        "y": [northing / 1000 for _, northing in places],
        "customdata": customdata,
        "mode": "markers",
        "marker": {"size": size, "opacity": 0},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "text": texts,
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def _legend_entry(name: str, colour: str) -> dict[str, Any]:
    marker = {"symbol": "hexagon", "size": 14, "color": colour}
    return {"type": "scatter", "x": [None], "y": [None], "mode": "markers", "name": name, "marker": marker}


def _hexagon(easting: float, northing: float) -> tuple[list[float], list[float]]:
    """Give the corners of a hexagon that stands on one of them."""
    to_corner = HEXAGON_METRES / math.sqrt(3)
    turns = [math.radians(60 * corner + 30) for corner in range(7)]
    return (
        [easting + to_corner * math.cos(turn) for turn in turns],
        [northing + to_corner * math.sin(turn) for turn in turns],
    )


def _map(
    data: list[dict[str, Any]],
    outlines: Sequence[Outline],
    eastings: Iterable[float],
    northings: Iterable[float],
    *,
    height: int,
    notes: Sequence[dict[str, Any]] = (),
    legend: dict[str, Any] | None = None,
) -> Map:
    """Lay traces out on the plane, a kilometre east as long as one north, with a scale bar."""
    x_ends, y_ends = (
        _ends([*(each for outline in outlines for ring in outline.rings for each in ring[axis]), *places])
        for axis, places in enumerate((eastings, northings))
    )
    is_approximate = any(outline.is_approximate for outline in outlines)
    # The scale stands below everything, and so does the word on approximate areas.
    y_ends[0] -= (0.12 if is_approximate else 0.05) * (y_ends[1] - y_ends[0])
    bar = _scale_kilometres(x_ends[1] - x_ends[0])
    annotations = [_note((x_ends[0] + bar / 2, y_ends[0]), f"{bar} km", yanchor="bottom")]
    if is_approximate:
        words = "Areas are approximate:<br>drawn around the schools"
        corner = (x_ends[1], y_ends[0])
        annotations.append(_note(corner, words, xanchor="right", yanchor="bottom", align="right"))
    annotations += notes
    axis = {"visible": False, "showgrid": False, "zeroline": False, "constrain": "domain"}
    return Map(
        tuple(data),
        {
            "height": height,
            "annotations": annotations,
            "shapes": [
                {
                    "type": "line",
                    "x0": x_ends[0],
                    "x1": x_ends[0] + bar,
                    "y0": y_ends[0],
                    "y1": y_ends[0],
                    "line": {"color": theme.TEXT, "width": 3},
                }
            ],
            "xaxis": {**axis, "range": x_ends, "constraintoward": "center"},
            "yaxis": {**axis, "range": y_ends, "scaleanchor": "x", "constraintoward": "top"},
            "legend": {"itemsizing": "constant", "font": {"size": 13}} | (legend or {}),
            "dragmode": False,
            "uirevision": "map",
        },
    )


def _note(place: Sequence[float], text: str, **more: Any) -> dict[str, Any]:
    """Give a text at a place in kilometres."""
    font = {"size": 12, "color": theme.TEXT}
    return {"x": place[0], "y": place[1], "text": text, "font": font, "showarrow": False, **more}


def _ends(metres: Sequence[float]) -> list[float]:
    """Give the ends of an axis in kilometres, with some room around what is on it."""
    known = [float(each) / 1000 for each in metres if not pd.isna(each)]
    low, high = (min(known), max(known)) if known else (0.0, 10.0)
    return [low - 3, high + 3]


def _scale_kilometres(width: float) -> int:
    """Give a round length of about a fifth of the map's width."""
    return next((length for length in (50, 20, 10, 5, 2) if length <= width / 4), 1)
