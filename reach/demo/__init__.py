"""The demonstration: an invented hub's files, in the very formats that the dashboard imports.

    demo_files(settings) -> [DemoFile, ...]
    demo_sheets(settings) -> {kind: [row, ...]}, which fill in the other sheets of the hub's template

Everything grows from data/demo.toml, and is the same byte for byte each time.
"""

import functools
from dataclasses import dataclass

from reach.demo.gias import establishments_csv, links_csv
from reach.demo.history import Register, make_register
from reach.demo.plan import Activity, make_plan
from reach.demo.register import Row, register_csv, register_rows
from reach.demo.seeds import load_seeds
from reach.demo.sheets import SheetRow, make_sheets
from reach.settings import Settings

__all__ = ["DemoFile", "demo_files", "demo_sheets"]


@dataclass(frozen=True)
class DemoFile:
    """A file as it would be imported: its name and its bytes."""

    name: str
    content: bytes


def demo_files(settings: Settings) -> list[DemoFile]:
    """Give the establishment register, its links file and the registers of attendance."""
    seeds = load_seeds(settings.local_authorities)
    register, _, rows = _hub(settings)
    day = f"{seeds.hub_date:%Y%m%d}"
    return [
        DemoFile(f"edubasealldata{day}.csv", establishments_csv(register.establishments)),
        DemoFile(f"links_edubasealldata{day}.csv", links_csv(register.links)),
        DemoFile("register.csv", register_csv(seeds, rows)),
    ]


def demo_sheets(settings: Settings) -> dict[str, list[SheetRow]]:
    """Give the rows of the template's other sheets, by kind, with cells by the names of their columns."""
    register, activities, rows = _hub(settings)
    return make_sheets(load_seeds(settings.local_authorities), settings, register.schools, activities, rows)


@functools.cache
def _hub(settings: Settings) -> tuple[Register, list[Activity], list[list[Row]]]:
    """Invent the hub: its schools, its activities and the rows of each one's register."""
    seeds = load_seeds(settings.local_authorities)
    register = make_register(seeds)
    planned = make_plan(seeds, register.schools, [partner.name for partner in settings.partners])
    # A hub that renames or leaves out a programme has a demonstration without it.
    programmes = {programme.code for programme in settings.programmes}
    activities = [activity for activity in planned if activity.code in programmes]
    return register, activities, register_rows(seeds, activities)
