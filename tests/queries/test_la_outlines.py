"""The outlines that have been loaded."""

from pathlib import Path

from reach import queries
from tests.builders import filters, hub, imported, school
from tests.builders.boundaries import HALTON, HOLE, area, geojson
from tests.rows import rows_of


def test_rings_are_given_for_the_chosen_local_authorities_with_the_file_they_are_from(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)])
    assert queries.run("la_outlines", filters(), store.read()).frame.empty
    imported(store, geojson(area([HALTON, HOLE]), area(LAD23NM="Wirral"), name="two.geojson"))
    frame = queries.run("la_outlines", filters(), store.read()).frame
    assert frame["la_name"].tolist() == ["Halton", "Halton", "Wirral"]
    assert frame["is_hole"].tolist() == [False, True, False]
    assert set(frame["file"]) == {"two.geojson"}
    assert all(len(row.eastings) == len(row.northings) == 5 for row in rows_of(frame))
    assert queries.run("la_outlines", filters(la_codes=["344"]), store.read()).frame["la_code"].tolist() == ["344"]
