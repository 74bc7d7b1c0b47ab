"""What the tests of pupils brought build."""

from pathlib import Path

from reach.store import Store
from tests.builders import attended, hub, school


def with_pupils(folder: Path) -> Store:
    """Give a store with five schools, of one fifth each, three of which brought pupils."""
    schools = [school(900001 + fifth, fsm=str(5 + 10 * fifth), pupils="100") for fifth in range(5)]
    schools[4] |= {"PhaseOfEducation (name)": "All-through"}
    rows = [
        attended(urn, on, programme="ENR", activity=activity, person=f"p{urn}", Pupils=pupils)
        for urn, on, activity, pupils in (
            (900001, "10/10/2022", "Day", "10"),
            (900001, "10/02/2023", "Fair", "20"),
            (900002, "10/10/2022", "Day", "5"),
            (900005, "10/10/2022", "Day", "15"),
            (900003, "10/10/2021", "Before", "99"),
        )
    ]
    return hub(folder, schools, rows)
