"""The National Grid, against Ordnance Survey's own control points (OSTN15)."""

import numpy as np
import pytest

from reach import grid

CONTROL_POINTS = [
    # latitude, longitude, easting, northing
    (49.92226393730, -6.29977752014, 91492.146, 11318.804),
    (49.96006137820, -5.20304609998, 170370.718, 11572.405),
    (50.43885825610, -4.10864563561, 250359.811, 62016.569),
    (50.57563665000, -1.29782277240, 449816.371, 75335.861),
    (51.42754743020, -2.54407618349, 362269.991, 169978.690),
    (51.48936564950, -0.11992557180, 530624.974, 178388.464),
    (52.65800783300, 1.716073973000, 651409.804, 313177.450),
]


@pytest.mark.parametrize(("latitude", "longitude", "easting", "northing"), CONTROL_POINTS)
def test_it_is_exact_to_a_centimetre_both_ways(
    latitude: float, longitude: float, easting: float, northing: float
) -> None:
    found = grid.to_grid([longitude], [latitude])
    assert np.allclose(np.ravel(found), [easting, northing], atol=0.01)
    back = grid.to_longitude_latitude([easting], [northing])
    assert np.allclose(np.ravel(back), [longitude, latitude], atol=1e-7)


def test_a_place_beyond_the_grid_has_no_place_on_it() -> None:
    assert np.isnan(grid.to_grid([100.0], [0.0])).all()
    assert np.isnan(grid.to_longitude_latitude([-5_000_000.0], [0.0])).all()
