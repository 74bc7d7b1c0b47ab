"""Outlines of local authorities: what is read, what is refused, and taking it back."""

import io
import itertools
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from reach import grid, ingest
from reach.errors import ImportFileError
from reach.ingest import SourceFile
from reach.store import Store
from reach.store.checks import breaches
from tests.builders import hub, imported, school
from tests.builders.boundaries import HALTON, HOLE, area, geojson
from tests.national import GENERATED, DataSet
from tests.typed import present


def crs(name: str) -> dict[str, Any]:
    return {"crs": {"type": "name", "properties": {"name": name}}}


def on_grid(ring: list[list[float]]) -> list[list[float]]:
    return [list(map(float, corner)) for corner in zip(*grid.to_grid(*zip(*ring, strict=True)), strict=True)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return hub(tmp_path, [school(900001), school(900002)])


def outlines(store: Store) -> list[tuple[Any, ...]]:
    return store.read().rows("select la_code, is_hole, eastings, northings from boundaries order by all")


def refused(store: Store, source: SourceFile) -> str:
    before = store.read().name
    with pytest.raises(ImportFileError) as caught:
        imported(store, source)
    assert store.read().name == before
    assert "Nothing was changed." in caught.value.message
    return f"{caught.value.title}. {caught.value.message}"


def test_a_file_of_ons_is_read_counted_and_put_on_the_grid(store: Store) -> None:
    elsewhere = area(LAD23CD="E06000001", LAD23NM="Hartlepool")
    (batch,) = imported(store, geojson(area(), elsewhere))
    assert (batch.kind, batch.read, batch.loaded, batch.outside, batch.held) == ("boundaries", 2, 1, 1, 0)
    ((la_code, is_hole, eastings, northings),) = outlines(store)
    assert (la_code, is_hole) == ("876", False)
    assert {(east, north) for east, north in zip(eastings, northings, strict=True)} == {
        (round(east), round(north)) for east, north in on_grid(HALTON)
    }
    with store.read().cursor() as cursor:
        assert breaches(cursor) == []


def test_the_same_again_changes_nothing_and_a_newer_one_takes_its_place_until_it_is_undone(store: Store) -> None:
    imported(store, geojson(area()))
    first = outlines(store)
    (again,) = imported(store, geojson(area(), name="copy.geojson"))
    assert (again.batch_id, again.unchanged, again.loaded) == (None, 1, 0)
    (newer,) = imported(store, geojson(area([HALTON, HOLE])))
    assert newer.loaded == 1
    assert [row[1] for row in outlines(store)] == [False, True]
    assert ingest.undo_effects(store.read(), present(newer.batch_id)) == ["1 local authority's outline"]
    ingest.undo(store, present(newer.batch_id))
    assert outlines(store) == first


def test_a_dry_run_changes_nothing(store: Store) -> None:
    (batch,) = ingest.import_boundaries(store, geojson(area()), imported_by="test", dry_run=True)
    assert (batch.loaded, batch.changes_anything, outlines(store)) == (1, True, [])


def test_an_area_is_known_by_code_or_name(store: Store) -> None:
    known_by: list[dict[str, Any]] = [
        {"la_code": "876"},
        {"lad_code": "E06000006"},
        {"gss_code": "e06000006"},
        {"LAD19CD": "E06000006"},
        {"CTYUA24CD": "E06000006", "CTYUA24NM": "Something else"},
        {"LAD23NM": "HALTON"},
        {"name": "Halton"},
        {"LA_CODE": 876},
    ]
    files = [geojson(area(**properties), name=f"{place}.geojson") for place, properties in enumerate(known_by)]
    for properties, batch in zip(known_by, imported(store, *files), strict=True):
        assert (batch.read, batch.loaded + batch.unchanged) == (1, 1), properties
    assert [row[0] for row in outlines(store)] == ["876"]


def test_a_code_that_says_otherwise_is_believed_more_than_the_name(store: Store) -> None:
    assert "no outline of the hub's" in refused(store, geojson(area(LAD23CD="E06000001", LAD23NM="Halton")))


def test_islands_holes_the_grid_and_two_features_of_one_area_are_read(store: Store) -> None:
    island = [[-2.59, 53.30], [-2.58, 53.30], [-2.58, 53.31], [-2.59, 53.30]]
    imported(store, geojson(area([[HALTON, HOLE], [island]], "MultiPolygon")))
    assert sorted(row[1] for row in outlines(store)) == [False, False, True]
    on_the_grid = geojson(area([on_grid(HALTON)]), area([on_grid(island)]), **crs("urn:ogc:def:crs:EPSG::27700"))
    (batch,) = imported(store, on_the_grid)
    assert batch.loaded == 2 and [row[1] for row in outlines(store)] == [False, False]
    (said_nothing,) = imported(store, geojson(area([on_grid(HALTON)]), area([on_grid(island)])))
    assert said_nothing.unchanged == 2
    with_height = [[*corner, 12.5] for corner in HALTON]
    imported(store, geojson(area([with_height]), **crs("urn:ogc:def:crs:OGC:1.3:CRS84")))
    assert len(outlines(store)) == 1


def test_a_line_that_crosses_itself_is_mended(store: Store) -> None:
    bow_tie = [[-2.85, 53.20], [-2.60, 53.30], [-2.60, 53.20], [-2.85, 53.30], [-2.85, 53.20]]
    around = hub(store.folder.parent / "none", [school(900001, la="344")])
    imported(around, geojson(area([bow_tie])))
    assert len(outlines(around)) == 2


def test_a_zip_of_it_is_opened(store: Store) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("areas.geojson", geojson(area()).content)
    imported(store, SourceFile("areas.zip", packed.getvalue()))
    assert len(outlines(store)) == 1


def test_a_fine_outline_is_drawn_with_fewer_corners_that_are_hardly_moved(store: Store) -> None:
    def side(start: list[float], end: list[float]) -> list[list[float]]:
        return [
            [start[axis] + (end[axis] - start[axis]) * step / 2000 + 1e-5 * (step % 2) for axis in (0, 1)]
            for step in range(2000)
        ]

    fine = [corner for start, end in itertools.pairwise(HALTON) for corner in side(start, end)]
    imported(store, geojson(area([[*fine, fine[0]]])))
    assert 4 < len(outlines(store)[0][2]) <= 2000


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (geojson(area([[[y, x] for x, y in HALTON]])), "coordinates swapped"),
        (geojson(area([[[x * 111_000, y * 111_000] for x, y in HALTON]])), "not in Great Britain"),
        (geojson(area([[[x + 90, y] for x, y in HALTON]])), "not in Great Britain"),
        (geojson(area(), **crs("urn:ogc:def:crs:EPSG::3857")), "EPSG::3857"),
        (geojson(area(), **crs("urn:ogc:def:crs:EPSG::27700")), "not in Great Britain"),
        (geojson(area(), **crs("")), "of a kind without a name"),
        (geojson(area([-2.8, 53.3], "Point")), "a Point, not a polygon"),
        (geojson(area() | {"geometry": None}), "without a geometry"),
        (geojson(area([[[-2.8, 53.3], [-2.7]]])), "damaged outline"),
        (geojson(area([[[-2.8, "x"], [-2.7, 53.3], [-2.7, 53.4], [-2.8, "x"]]])), "damaged outline"),
        (geojson(area([])), "damaged outline"),
        (geojson(area([[[-2.8, 53.3]] * 4])), "damaged outline"),
        (geojson(area(LAD23CD="E06000001")), "no outline of the hub's"),
        (geojson(area() | {"properties": None}), "no outline of the hub's"),
        (geojson(), "is empty"),
        (SourceFile("a.json", b'{"type": "Topology", "objects": {}}'), "TopoJSON"),
        (SourceFile("a.json", b'{"type": "FeatureCollection", "features": [}'), "goes wrong in line 1"),
        (SourceFile("a.json", b'{"type": "FeatureCollection", "features": 5}'), "no GeoJSON"),
        (SourceFile("a.json", b'{"type": "FeatureCollection", "features": [NaN]}'), "cannot be read"),
        (SourceFile("a.json", b'{"features": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"), "cannot be read"),
    ],
)
def test_what_cannot_be_an_outline_is_refused_and_said(store: Store, source: SourceFile, said: str) -> None:
    assert said in refused(store, source)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reach.ingest.boundaries.LARGEST_BYTES", 100)
    assert "generalised" in refused(store, geojson(area()))


def test_an_outline_that_holds_few_of_its_schools_is_refused(tmp_path: Path) -> None:
    here, there = school(900001), school(900002, Easting="400000", Northing="300000")
    store = hub(tmp_path, [here, there, there | {"URN": 900003}])
    assert "Only 1 of the 3 schools of Halton lie inside" in refused(store, geojson(area()))


def test_other_kinds_of_file_are_no_outlines(store: Store) -> None:
    with pytest.raises(ImportFileError, match="has no outlines"):
        ingest.import_boundaries(store, SourceFile("a.csv", b"Name,Email\n"), imported_by="test")


def test_official_outlines_are_read_whole(national_data: DataSet, national_store: Store) -> None:
    source = national_data.read("boundaries/*.geojson")
    features = json.loads(source.content)["features"]
    (batch,) = ingest.import_boundaries(national_store, source, imported_by="test", dry_run=True)
    assert len(features) == len(national_store.settings.local_authorities)
    assert (batch.read, batch.loaded) == (len(features), len(features))


def test_the_nations_own_property_names_tell_whose_an_outline_is(tmp_path: Path) -> None:
    """As ONS names them, of any year, in a file that has more properties than are wanted."""
    file = GENERATED.read("boundaries/*.geojson")
    corners = {"895": (372000, 342000), "896": (334000, 346000), "876": (346000, 378000), "344": (324000, 378000)}
    inside = {la: (str(west + 5000), str(south + 2000)) for la, (west, south) in corners.items()}
    schools = [
        school(900000 + place, la=la, Easting=easting, Northing=northing)
        for place, (la, (easting, northing)) in enumerate(inside.items(), start=1)
    ]
    store = hub(tmp_path, schools)
    imported(store, file)
    found = store.read().rows("select la_code, min(list_min(eastings)) from boundaries group by all")
    assert {la: round(west, -2) for la, west in found} == {la: west for la, (west, _) in corners.items()}
