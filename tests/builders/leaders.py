"""Schools with somebody who leads mathematics."""

from pathlib import Path

from reach.store import Store
from tests.builders import attended, hub, school


def leaders(folder: Path) -> Store:
    """Give a store with one school whose leader came this year, one of last year's, and two without."""
    schools = [school(900001), school(900002), school(900003), school(900004, phase="Secondary")]
    rows = [
        attended(900001, "10/10/2022", programme="LEAD-P"),
        attended(900002, "10/10/2021", programme="LEAD-P", person="bob"),
        attended(900003, "10/10/2022", programme="MNKS2", person="cy"),
        attended(900004, "10/10/2022", programme="LEAD-P", person="di"),
    ]
    return hub(folder, schools, rows)
