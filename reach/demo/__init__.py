"""The demonstration: an invented hub's files, in the very formats that the dashboard imports.

    demo_files() -> [DemoFile, ...]

Everything grows from data/demo.toml, and is the same byte for byte each time.
"""

from dataclasses import dataclass

from reach.demo.gias import establishments_csv, links_csv
from reach.demo.history import make_register
from reach.demo.plan import make_plan
from reach.demo.register import register_csv
from reach.demo.seeds import load_seeds
from reach.settings import load_settings

__all__ = ["DemoFile", "demo_files"]


@dataclass(frozen=True)
class DemoFile:
    """A file as it would be imported: its name and its bytes."""

    name: str
    content: bytes


def demo_files() -> list[DemoFile]:
    """Give the establishment register, its links file and the registers of attendance."""
    seeds = load_seeds()
    partners = [partner.name for partner in load_settings().partners]
    register = make_register(seeds)
    activities = make_plan(seeds, register.schools, partners)
    day = f"{seeds.hub_date:%Y%m%d}"
    return [
        DemoFile(f"edubasealldata{day}.csv", establishments_csv(register.establishments)),
        DemoFile(f"links_edubasealldata{day}.csv", links_csv(register.links)),
        DemoFile("register.csv", register_csv(seeds, activities)),
    ]
