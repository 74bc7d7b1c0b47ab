"""Outlines of local authorities from a GeoJSON, such as the Office for National Statistics publishes."""

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import shapely
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry

from reach import grid
from reach.errors import ImportFileError
from reach.ingest.reading import SourceFile, decode
from reach.ingest.scripts import Counts, run_script
from reach.settings import LocalAuthority, Settings

LARGEST_BYTES = 30 * 1024 * 1024
"""All of the United Kingdom at ONS's generalised resolution; what is larger is finer than a screen can show."""

MOST_CORNERS = 2_000
"""Corners of one outline. What has more is drawn with fewer, none of them moved by more than is needed for that."""

_FINEST_METRES, _COARSEST_METRES = 10.0, 400.0
_GRID_ENDS = (700_000, 1_300_000)
_LONGITUDES, _LATITUDES = (-9.5, 2.5), (49.0, 61.5)

_LA_CODE = re.compile(r"la_?code", re.IGNORECASE)
_GSS_CODE = re.compile(r"(?:lad|ltla|utla|ctyua|cty)\d\dcd|lad_?code|gss_?code|gss", re.IGNORECASE)
_NAME = re.compile(r"(?:lad|ltla|utla|ctyua|cty)\d\dnm|(?:la|lad)_?name|name", re.IGNORECASE)
_LONGITUDE_LATITUDE = re.compile(r"CRS:?84$|EPSG:+(?:[\d.]*:)?(?:4326|4258)$", re.IGNORECASE)
_NATIONAL_GRID = re.compile(r"EPSG:+(?:[\d.]*:)?27700$", re.IGNORECASE)

_RINGS = pa.schema(
    [
        ("la_code", pa.string()),
        ("row_number", pa.int32()),
        ("ring_number", pa.int32()),
        ("is_hole", pa.bool_()),
        ("eastings", pa.list_(pa.int32())),
        ("northings", pa.list_(pa.int32())),
    ]
)


@dataclasses.dataclass(frozen=True)
class Boundaries:
    """What a file has: the rings of the hub's local authorities, and how many features are of other areas."""

    name: str
    rings: pa.Table
    outside: int


def looks_geographic(source: SourceFile) -> bool:
    """Whether this is a GeoJSON or its like, by its content and not its name."""
    beginning = source.content[:100_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    return beginning.startswith(b"{") and any(
        word in beginning for word in (b'"FeatureCollection"', b'"Feature"', b'"Topology"', b'"features"')
    )


def parse_boundaries(source: SourceFile, settings: Settings) -> Boundaries:
    """Read a GeoJSON and give the outlines of the hub's local authorities on the National Grid.

    Raises ImportFileError, saying what to do, for what is no GeoJSON, has no outline of the hub, or has coordinates
    that cannot be those of its areas.
    """
    name = source.original_name
    document = _document(source)
    features = _features(document, name)
    system = _declared_system(document, name)
    rows: list[dict[str, Any]] = []
    outside = 0
    for number, feature in enumerate(features, start=1):
        la = _local_authority(feature, settings)
        if la is None:
            outside += 1
            continue
        outline = _outline(feature, system, name, number)
        for ring_number, (is_hole, corners) in enumerate(_rings(outline), start=1):
            eastings, northings = corners.round().astype(int).T.tolist()
            ring = {"is_hole": is_hole, "eastings": eastings, "northings": northings}
            rows.append({"la_code": la.code, "row_number": number, "ring_number": ring_number} | ring)
    if not rows:
        raise ImportFileError(
            f"{name} has no outline of the hub's",
            f"It has none of {', '.join(settings.la_names)}. Nothing was changed. An area is "
            "known by its code (LAD23CD of any year, as gss_code in data/hub.toml) or by its name (LAD23NM, la_name).",
        )
    return Boundaries(name, pa.Table.from_pylist(rows, _RINGS), outside)


def load_boundaries(connection: duckdb.DuckDBPyConnection, boundaries: Boundaries, batch_id: int) -> Counts:
    """Write outlines into the store, and give the counts of the file's areas.

    Raises ImportFileError where an outline holds few of the schools that it should.
    """
    _refuse_misplaced(connection, boundaries)
    connection.register("read_rows", boundaries.rings)
    found = run_script(connection, "boundaries", batch_id=batch_id, rows_outside=boundaries.outside)
    connection.unregister("read_rows")
    return Counts.found_by(found)


def _document(source: SourceFile) -> dict[str, Any]:
    if len(source.content) > LARGEST_BYTES:
        raise _refusal(
            source.original_name,
            "is too large",
            f"It has {len(source.content) / 1024**2:,.0f} MB; outlines for a screen need far less than "
            f"{LARGEST_BYTES // 1024**2}",
            "Take the generalised or super generalised outlines (BGC, BSC or BUC at ONS)",
        )
    try:
        document = json.loads(decode(source), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        where = f"It breaks off or goes wrong in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise _refusal(
            source.original_name, "cannot be read", where or "It is not as JSON has to be", "Download it again"
        ) from None
    if isinstance(document, dict) and document.get("type") == "Topology":
        raise _refusal(
            source.original_name, "is a TopoJSON", "Outlines are read from GeoJSON", "Download it as GeoJSON"
        )
    if not isinstance(document, dict):
        raise _no_geojson(source.original_name)
    return document


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")


def _features(document: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    features = [document] if document.get("type") == "Feature" else document.get("features")
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise _no_geojson(name)
    if not features:
        raise _refusal(name, "is empty", "There is no area in it", "Download it again")
    return features


def _declared_system(document: Mapping[str, Any], name: str) -> str | None:
    """Give "degrees" or "grid" where the file says which coordinates it has, None where it does not.

    Raises ImportFileError for any other.
    """
    crs = document.get("crs")
    if crs is None:
        return None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    system = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if _LONGITUDE_LATITUDE.search(system):
        return "degrees"
    if _NATIONAL_GRID.search(system):
        return "grid"
    raise _refusal(
        name,
        "has coordinates of another kind",
        f"It says that they are “{system[:60] or 'of a kind without a name'}”",
        "Download it with longitude and latitude (WGS 84, EPSG:4326) or on the British National Grid (EPSG:27700)",
    )


def _local_authority(feature: Mapping[str, Any], settings: Settings) -> LocalAuthority | None:
    """Find the local authority that a feature is of: by its code, or where it has none, by its name."""
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        return None
    ours = settings.local_authorities
    texts = {key: str(value).strip() for key, value in properties.items() if isinstance(value, str | int)}

    def values(pattern: re.Pattern[str]) -> set[str]:
        return {value.casefold() for key, value in texts.items() if pattern.fullmatch(key)}

    for la in ours:
        if la.code in values(_LA_CODE) or (la.gss_code and la.gss_code.casefold() in values(_GSS_CODE)):
            return la
    names = {_plain(name) for name in values(_NAME)}
    # Where both sides know the code and it did not fit, an area of the same name is another one.
    return next(
        (la for la in ours if _plain(la.name) in names and not (la.gss_code and values(_GSS_CODE))),
        None,
    )


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]+", " ", name.casefold().replace("&", " and ")).strip()


def _outline(feature: Mapping[str, Any], system: str | None, name: str, number: int) -> BaseGeometry:
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _refusal(
            name,
            "has an area without an outline",
            f"Feature {number} is {'a ' + str(kind)[:30] if kind else 'without a geometry'}, not a polygon",
            "Download the outlines (boundaries) rather than points or lines",
        )
    try:
        outline = shapely.make_valid(shapely.force_2d(shape(geometry)))
    except (shapely.errors.ShapelyError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        raise _damaged(name, number) from None
    corners = shapely.get_coordinates(outline)
    if not len(corners) or not np.isfinite(corners).all():
        raise _damaged(name, number)
    if _system_of(corners, system, name, number) == "degrees":
        outline = shapely.transform(outline, lambda each: np.column_stack(grid.to_grid(*each.T)))
        if not np.isfinite(shapely.get_coordinates(outline)).all():
            raise _elsewhere(name, number)
    if not outline.area:
        raise _damaged(name, number)
    return _simplified(outline)


def _system_of(corners: np.ndarray, declared: str | None, name: str, number: int) -> str:
    """Tell the kind of coordinates by where they lie; they must lie where what is declared would have them.

    Raises ImportFileError where they are swapped, or nowhere in Great Britain.
    """
    (left, bottom), (right, top) = corners.min(axis=0), corners.max(axis=0)

    def within(low: float, high: float, limits: tuple[float, float]) -> bool:
        return bool(limits[0] <= low and high <= limits[1])

    if declared != "grid" and within(left, right, _LONGITUDES) and within(bottom, top, _LATITUDES):
        return "degrees"
    if (
        declared != "degrees"
        and within(left, right, (1_000, _GRID_ENDS[0]))
        and within(bottom, top, (1_000, _GRID_ENDS[1]))
    ):
        return "grid"
    if within(left, right, _LATITUDES) and within(bottom, top, _LONGITUDES):
        raise _refusal(
            name,
            "has its coordinates swapped",
            f"Latitude stands before longitude in feature {number}; GeoJSON has longitude first",
            "Download it again as GeoJSON",
        )
    raise _elsewhere(name, number)


def _simplified(outline: BaseGeometry) -> BaseGeometry:
    """Draw an outline with fewer corners until it has no more than a screen can show."""
    metres = _FINEST_METRES
    simplified = outline
    # Coarser than this the outline would no longer be that of the area; many small islands need their corners.
    while shapely.get_num_coordinates(simplified) > MOST_CORNERS and metres <= _COARSEST_METRES:
        simplified = shapely.simplify(outline, metres)
        metres *= 2
    return simplified


def _rings(outline: BaseGeometry) -> Iterator[tuple[bool, np.ndarray]]:
    """Give each ring and whether it is a hole; the ring around an area runs the other way than a hole in it."""
    for part in shapely.get_parts(outline):
        polygons = part.geoms if isinstance(part, MultiPolygon) else [part] if isinstance(part, Polygon) else []
        for polygon in map(shapely.orient_polygons, polygons):
            yield False, shapely.get_coordinates(polygon.exterior)
            for hole in polygon.interiors:
                yield True, shapely.get_coordinates(hole)


def _refuse_misplaced(connection: duckdb.DuckDBPyConnection, boundaries: Boundaries) -> None:
    """Refuse outlines that hold less than half of their schools: they are another area's, or out of place."""
    schools = connection.execute(
        "select la_code, easting, northing, la_name from school_places inner join local_authorities using (la_code)"
    ).fetch_df()
    rings = boundaries.rings.to_pylist()
    for la_code, placed in schools.groupby("la_code"):
        own = [
            Polygon(list(zip(ring["eastings"], ring["northings"], strict=True)))
            for ring in rings
            if ring["la_code"] == la_code and not ring["is_hole"]
        ]
        if not own:
            continue
        inside = shapely.contains_xy(
            shapely.union_all(shapely.make_valid(own)), placed["easting"].to_numpy(), placed["northing"].to_numpy()
        )
        if inside.sum() * 2 < len(placed):
            raise _refusal(
                boundaries.name,
                "does not fit the schools",
                f"Only {inside.sum():,} of the {len(placed):,} schools of {placed['la_name'].iloc[0]} lie inside its "
                "outline",
                "Is it another area's, or are names and outlines out of step? Download it again",
            )


def _refusal(name: str, what: str, why: str, advice: str) -> ImportFileError:
    return ImportFileError(f"{name} {what}", f"{why}. Nothing was changed. {advice}.")


def _no_geojson(name: str) -> ImportFileError:
    return _refusal(name, "is no GeoJSON", "It is JSON, but has no list of areas", "Download the outlines as GeoJSON")


def _damaged(name: str, number: int) -> ImportFileError:
    return _refusal(name, "has a damaged outline", f"The corners of feature {number} make no area", "Download it again")


def _elsewhere(name: str, number: int) -> ImportFileError:
    return _refusal(
        name,
        "has coordinates that are not in Great Britain",
        f"Those of feature {number} are neither longitude and latitude nor on the British National Grid",
        "Download it with longitude and latitude (WGS 84, EPSG:4326)",
    )
