"""Outlines of local authorities."""

import json
from typing import Any

from reach.ingest import SourceFile

HALTON = [[-2.85, 53.30], [-2.60, 53.30], [-2.60, 53.40], [-2.85, 53.40], [-2.85, 53.30]]
"""Around the place that schools have where a test does not say: easting 350000, northing 380000."""


HALTON = [[longitude, latitude - 0.05] for longitude, latitude in HALTON]


HOLE = [[-2.82, 53.26], [-2.82, 53.27], [-2.80, 53.27], [-2.80, 53.26], [-2.82, 53.26]]


def area(rings: Any = None, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties or {"LAD23CD": "E06000006", "LAD23NM": "Halton"},
        "geometry": {"type": kind, "coordinates": [HALTON] if rings is None else rings},
    }


def geojson(*areas: dict[str, Any], name: str = "areas.geojson", **more: Any) -> SourceFile:
    return SourceFile(name, json.dumps({"type": "FeatureCollection", "features": areas} | more).encode())
