"""Outlines of the hub's local authorities as ONS publishes them: GeoJSON in degrees, with ONS's names of properties."""

import json

from reach import grid
from tests.builders import SETTINGS
from tests.national.establishments import BOXES

_RIVER = 400
"""Metres by which a river parts one of them in two."""


def boundaries_geojson() -> bytes:
    """Give the file. One local authority is of two parts, as those on both banks of a river are."""
    features = []
    for place, authority in enumerate(SETTINGS.local_authorities, start=1):
        west, south, east, north = BOXES[authority.code]
        middle = (south + north) // 2
        parts = [(west, south, east, north)]
        if authority.code == "876":
            parts = [(west, south, east, middle - _RIVER), (west, middle, east, north)]
        polygons = [[_ring(*part)] for part in parts]
        geometry: dict[str, object] = {"type": "MultiPolygon", "coordinates": polygons}
        if len(polygons) == 1:
            geometry = {"type": "Polygon", "coordinates": polygons[0]}
        properties = {"FID": place, "LAD23CD": authority.gss_code, "LAD23NM": authority.name, "LAD23NMW": " "}
        features.append({"type": "Feature", "id": place, "geometry": geometry, "properties": properties})
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}).encode()


def _ring(west: int, south: int, east: int, north: int) -> list[list[float]]:
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    longitudes, latitudes = grid.to_longitude_latitude(*zip(*corners, strict=True))
    return [[round(x, 5), round(y, 5)] for x, y in zip(longitudes.tolist(), latitudes.tolist(), strict=True)]
