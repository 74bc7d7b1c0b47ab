"""Activities with a number of places."""

from typing import Any

from reach.store import Store
from tests.builders import imported, school, table


def with_places(store: Store, *activities: tuple[str, int | str]) -> Store:
    """Say how many places activities of MNRKS1 have."""
    rows = [
        {"Activity": name, "Programme": "MNRKS1", "Places": places, "Starts on": "01/10/2022", "Mode": "online"}
        for name, places in activities
    ]
    imported(store, table(rows, "activities.csv"))
    return store


def cluster(first_urn: int, count: int, easting: int, town: str) -> list[dict[str, Any]]:
    """Schools side by side, a hundred metres apart."""
    return [
        school(first_urn + n, f"{town} School {n}", Easting=str(easting + 100 * n), Northing="380000", Town=town)
        for n in range(count)
    ]
