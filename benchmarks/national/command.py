"""python -m benchmarks national --rows N --out FOLDER: the invented England as files."""

import argparse
import resource
from collections.abc import Sequence
from pathlib import Path

from benchmarks.national.england import LAS, OPEN_SCHOOLS, SEED, make_england
from benchmarks.national.files import ENGLAND_SETTINGS, write_files, write_settings
from benchmarks.national.groups import Network
from reach.settings import load_settings


def network_in(folder: Path, rows: int, *, seed: int = SEED, schools: int = OPEN_SCHOOLS, las: int = LAS) -> Network:
    """Invent an England with so many rows of attendance; its settings are written into the folder."""
    england = make_england(seed, schools, las)
    folder.mkdir(parents=True, exist_ok=True)
    write_settings(england, folder)
    return Network(england, load_settings(folder / ENGLAND_SETTINGS), rows, seed)


def main(arguments: Sequence[str]) -> None:
    """Write the files, and say how much memory that took."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks national", description="Write an invented England as files to import."
    )
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of attendance (%(default)s)")
    parser.add_argument("--out", type=Path, required=True, help="the folder, made where it is not there")
    parser.add_argument("--seed", type=int, default=SEED, help="another number gives another England (%(default)s)")
    parser.add_argument("--schools", type=int, default=OPEN_SCHOOLS, help="open schools (%(default)s)")
    parser.add_argument("--las", type=int, default=LAS, help="local authorities (%(default)s)")
    chosen = parser.parse_args(arguments)
    write_files(
        network_in(chosen.out, chosen.rows, seed=chosen.seed, schools=chosen.schools, las=chosen.las), chosen.out
    )
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(f"{chosen.rows:,} rows in {chosen.out}, with {most:.0f} MB of memory at most.")
