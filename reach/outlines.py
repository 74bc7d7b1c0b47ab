"""Outlines of local authorities: those that were loaded, or else areas around their schools."""

import dataclasses
import functools
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

_AROUND_A_SCHOOL = 3_500.0
_SMOOTHED_BY = 1_500.0
_DRAWN_TO = 60.0
_KEPT_CLEAR = 500.0
"""Metres: how far an area reaches around a school, how far its notches are filled, how exactly it is drawn, and how
far a name keeps from schools and edges."""

_OF_A_PLACE = ["la_code", "la_name", "easting", "northing"]

Ring = tuple[list[float], list[float]]
"""Eastings and northings of a line that ends where it began."""


@dataclasses.dataclass(frozen=True)
class Outline:
    """An area as a map draws it, in metres on the National Grid.

    middle: a place well inside it. is_approximate: it was worked out from where schools are.
    """

    la_code: str
    la_name: str
    rings: tuple[Ring, ...]
    middle: tuple[float, float]
    is_approximate: bool


def loaded_outlines(rings: pd.DataFrame) -> list[Outline]:
    """Return the outlines of the query la_outlines."""
    found = []
    for (la_code, la_name), own in rings.groupby(["la_code", "la_name"], sort=False):
        drawn = [
            (list(map(float, eastings)), list(map(float, northings)))
            for eastings, northings in zip(own["eastings"], own["northings"], strict=True)
        ]
        middle = _widest(_area(drawn))
        found.append(Outline(str(la_code), str(la_name), tuple(drawn), middle, is_approximate=False))
    return found


def approximate_outlines(places: pd.DataFrame) -> list[Outline]:
    """Return areas around the schools of the query la_places: each has the places that are nearest to its schools.

    The areas do not overlap. They are not borders.
    """
    return list(_areas_around(tuple(places[_OF_A_PLACE].itertuples(index=False, name=None))))


@functools.lru_cache(maxsize=4)
def _areas_around(of_places: tuple[tuple[Any, ...], ...]) -> tuple[Outline, ...]:
    # Kept, as each map of a page asks for the same, and all of England takes seconds.
    places = pd.DataFrame(of_places, columns=_OF_A_PLACE).drop_duplicates(["easting", "northing"])
    points = _points(places)
    if not len(points):
        return ()
    near = shapely.buffer(shapely.union_all(shapely.buffer(points, _AROUND_A_SCHOOL + _SMOOTHED_BY)), -_SMOOTHED_BY)
    # Each school's share of the plane. One school alone has all of it.
    nearest = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=near, ordered=True)
    cells = shapely.get_parts(nearest) if len(points) > 1 else [near]
    found = []
    for (la_code, la_name), rows in places.reset_index(drop=True).groupby(["la_code", "la_name"], sort=False):
        area = shapely.intersection(shapely.union_all([cells[row] for row in rows.index]), near)
        area = shapely.simplify(area, _DRAWN_TO)
        rings = tuple(
            (coordinates[:, 0].tolist(), coordinates[:, 1].tolist())
            for polygon in shapely.get_parts(area)
            for ring in (polygon.exterior, *polygon.interiors)
            for coordinates in [shapely.get_coordinates(ring)]
        )
        found.append(Outline(str(la_code), str(la_name), rings, _widest(area), is_approximate=True))
    return tuple(found)


def clearings(outlines: Sequence[Outline], places: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return for each area the middle of its widest place without schools, for its name."""
    around_schools = shapely.union_all(shapely.buffer(_points(places), _KEPT_CLEAR, quad_segs=2))
    found = {}
    for outline in outlines:
        inside = shapely.buffer(shapely.simplify(_area(outline.rings), _KEPT_CLEAR), -_KEPT_CLEAR)
        clear = shapely.difference(inside, around_schools)
        found[outline.la_code] = _widest(clear) if clear.area else outline.middle
    return found


def _points(places: pd.DataFrame) -> Any:
    return shapely.points(places["easting"].to_numpy(dtype=float), places["northing"].to_numpy(dtype=float))


def _area(rings: Iterable[Ring]) -> BaseGeometry:
    """Return an area made of rings; a ring inside another is a hole."""
    return shapely.make_valid(shapely.MultiPolygon([Polygon(list(zip(*ring, strict=True))) for ring in rings]))


def _widest(area: BaseGeometry) -> tuple[float, float]:
    """Return the middle of an area's widest place, where a name has most room."""
    parts = sorted((part for part in shapely.get_parts(area) if part.area), key=shapely.area)[-5:]
    widest = max((shapely.maximum_inscribed_circle(part, tolerance=300) for part in parts), key=shapely.length)
    middle = shapely.get_point(widest, 0)
    return float(middle.x), float(middle.y)
