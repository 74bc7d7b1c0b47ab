"""Maps draw what the queries found, on a plane that needs nothing from outside."""

from pathlib import Path

import numpy as np
import pytest

from reach import grid, theme
from reach.charts import maps as charts
from reach.charts.to_plotly import to_plotly
from reach.exhibits import maps
from reach.store import Store
from tests.builders import hub, imported, query_context_of, school
from tests.builders.boundaries import area, geojson
from tests.typed import present


@pytest.mark.parametrize("by", maps.COLOURED_BY)
def test_exhibits_have_title_sentence_and_stamp(demonstration: Store, by: str) -> None:
    context = query_context_of(demonstration)
    made = [maps.school_map(context, by=by), maps.reach_map(context), maps.cold_spots(context)]
    for exhibit in made:
        assert "2024/25" in exhibit.title and exhibit.sentence.endswith(".")
        assert dict(exhibit.stamp)["As at"] == "31 August 2025"
        figure = present(exhibit.figure)
        assert {trace.type for trace in figure.data} == {"scatter"}
        assert figure.layout.yaxis.scaleanchor == "x"
    assert len({exhibit.file_stem for exhibit in made}) == 3


def test_every_school_with_a_place_has_a_mark_that_leads_to_it(demonstration: Store) -> None:
    exhibit = maps.school_map(query_context_of(demonstration), by="standing")
    traces = present(exhibit.figure).data
    marks = [row for trace in traces if trace.mode == "markers" for row in trace.customdata]
    placed = exhibit.result.frame.dropna(subset=["easting"])
    assert sorted(mark[2] for mark in marks) == sorted(placed["urn"])
    shapes = [trace.marker.symbol for trace in traces if trace.mode == "markers"]
    assert len(set(shapes)) == len(shapes)


def test_areas_say_that_they_are_approximate_until_outlines_are_loaded(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001), school(900002)])

    def words(store: Store) -> str:
        figure = present(maps.reach_map(query_context_of(store)).figure)
        return " ".join(each.text for each in figure.layout.annotations)

    assert "Areas are approximate" in words(store)
    context = query_context_of(store, la_codes=["876"])
    imported(store, geojson(area()))
    context = query_context_of(store, la_codes=["876"])
    figure = present(maps.school_map(context, by="rung").figure)
    assert "approximate" not in " ".join(each.text for each in figure.layout.annotations)
    east, north = grid.to_grid([-2.85], [53.25])
    assert figure.data[0].x[0] == pytest.approx(figure.data[0].x[-1])
    assert min(figure.data[0].x) == pytest.approx(east[0] / 1000, abs=0.5)
    assert min(figure.data[0].y) == pytest.approx(north[0] / 1000, abs=0.5)


def test_a_hexagon_says_how_many_of_ten_and_can_be_read_on_its_colour(demonstration: Store) -> None:
    exhibit = maps.cold_spots(query_context_of(demonstration))
    frame, figure = exhibit.result.frame, present(exhibit.figure)
    clicks = next(trace for trace in figure.data if trace.customdata is not None)
    assert [mark[0] for mark in clicks.customdata] == frame["hexagon"].tolist()
    texts = [trace for trace in figure.data if trace.mode == "text"]
    assert sum(len(trace.x) for trace in texts) == len(frame)
    for fill, text in zip([t for t in figure.data if t.line.color == "white"], texts, strict=True):
        assert text.textfont.color == theme.text_colour_on(fill.fillcolor)
        # Six corners, closed, and a gap before the next.
        assert len(fill.x) == 8 * len(text.x) - 1
    cold = [t for t in figure.data if t.fillcolor == charts.COLD]
    assert bool(cold) == frame["is_cold"].any()


def test_hexagons_meet_without_gaps() -> None:
    east, north = charts._hexagon(0, 0)
    assert max(east) - min(east) == pytest.approx(charts.HEXAGON_METRES)
    assert np.allclose(sorted(np.hypot(east, north)), charts.HEXAGON_METRES / 3**0.5)


def test_the_street_map_has_the_same_schools_at_their_longitude_and_latitude(demonstration: Store) -> None:
    frame = maps.school_map(query_context_of(demonstration), by="standing").result.frame
    figure = to_plotly(charts.street_map(frame, by="standing"))
    marks = {
        row[2]: place
        for trace in figure.data
        for row, place in zip(trace.customdata, zip(trace.lon, trace.lat, strict=False), strict=False)
    }
    placed = frame.dropna(subset=["easting"]).iloc[0]
    place = np.ravel(grid.to_longitude_latitude([placed["easting"]], [placed["northing"]]))
    assert marks[placed["urn"]] == pytest.approx(tuple(place))
    assert len(marks) == frame["easting"].notna().sum()
    assert figure.layout.map.style == "open-street-map"


def test_scale_bars_are_round() -> None:
    assert [charts._scale_kilometres(width) for width in (3, 9, 60, 90, 400)] == [1, 2, 10, 20, 50]


@pytest.mark.parametrize(
    ("shares", "steps"),
    [
        ([0.58, 0.66, 0.67, 0.71], [(58, 62), (63, 67), (68, 72)]),
        ([0.5], [(50, 54)]),
        ([0, 1], [(0, 20), (21, 41), (42, 62), (63, 83), (84, 100)]),
        ([], []),
    ],
)
def test_shades_of_areas_run_from_the_lowest_share_to_the_highest(
    shares: list[float], steps: list[tuple[int, int]]
) -> None:
    assert charts._steps(shares) == steps
