"""Many people at one server, each looking at a local authority of their own.

    python -m benchmarks sessions --people 50 --minutes 2

First one person alone, then all of them: each opens pages at a local authority, changes filters, and looks for a while
before the next. Whatever a page shows of another person's local authority is an error.
"""

import argparse
import asyncio
import contextlib
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from websockets.exceptions import WebSocketException

from benchmarks.browser_time import serving
from benchmarks.national.command import network_in
from benchmarks.national.files import ENGLAND_SETTINGS
from benchmarks.national.straight import fill_straight, store_with_schools
from benchmarks.project_copy import copy_project
from benchmarks.streamlit_client import Run, Session, session

PAGES = ("reach", "fairness", "attendance")
YEARS = ("2024/25", "2023/24", "2022/23")
PHASES = ("Primary", "Secondary")
SCHOOLS_OF_AN_LA, ROWS_OF_AN_LA = 40, 400
PAUSE = 5.0
"""Seconds that people look at a page before they change something, on average."""


@dataclass
class Seen:
    """What became of some people's runs: the seconds of each, and what was wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def as_markdown(self) -> str:
        """Give the cells of a row of the table."""
        if len(self.seconds) < 2:
            return f"{len(self.seconds)} | | | {len(self.errors)}"
        *_, p95 = statistics.quantiles(self.seconds, n=20)
        return f"{len(self.seconds)} | {statistics.median(self.seconds):.2f} s | {p95:.2f} s | {len(self.errors)}"


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks sessions", description="Many people at one server.")
    parser.add_argument("--people", type=int, default=50, help="how many at once (%(default)s)")
    parser.add_argument("--minutes", type=float, default=2, help="for how long (%(default)s)")
    parser.add_argument("--soak", type=int, default=0, help="further runs in which memory is watched (%(default)s)")
    chosen = parser.parse_args(arguments)
    seconds = 60 * chosen.minutes
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        served(Path(folder), chosen.people) as found,
    ):
        address, las = found
        asyncio.run(visit(address, las, 1, runs=len(PAGES) * 2, pause=0))  # what is loaded once is not measured
        print("| people | runs | half within | 95% within | errors | server's memory |")
        print("| ---: " * 6 + "|")
        for people in (1, chosen.people):
            seen = asyncio.run(visit(address, las, people, seconds=seconds))
            print(f"| {people} | {seen.as_markdown()} | {memory_of_server(address):.2f} GB |", flush=True)
            for error in seen.errors[:10]:
                print(error, file=sys.stderr)
        for tenth in range(10 if chosen.soak else 0):
            asyncio.run(visit(address, las, 4, runs=chosen.soak // 40, pause=0))
            print(
                f"After {(tenth + 1) * chosen.soak // 10:,} further runs: {memory_of_server(address):.3f} GB",
                flush=True,
            )


@contextlib.contextmanager
def served(folder: Path, las: int) -> Iterator[tuple[str, list[str]]]:
    """Serve the dashboard of an invented England with so many local authorities; give its address and their names."""
    network = network_in(folder, ROWS_OF_AN_LA * las, schools=SCHOOLS_OF_AN_LA * las, las=las)
    fill_straight(store_with_schools(network, folder / "store"), network)
    project = copy_project(folder / "project", folder / ENGLAND_SETTINGS)
    with serving("dashboard.py", folder / "store", project=project) as address:
        yield address, list(network.england.la_names.values())


async def visit(
    address: str,
    las: Sequence[str],
    people: int,
    *,
    seconds: float = float("inf"),
    runs: float = float("inf"),
    pause: float = PAUSE,
) -> Seen:
    """Let so many people look at pages, for some time or a number of runs each."""
    seen, until = Seen(), time.monotonic() + seconds
    async with asyncio.TaskGroup() as group:
        for person in range(people):
            group.create_task(_one_person(address, las, person, until, runs, pause, seen))
    return seen


async def _one_person(
    address: str, las: Sequence[str], person: int, until: float, runs: float, pause: float, seen: Seen
) -> None:
    chance, own = random.Random(person), las[person % len(las)]
    others = [la for la in las if la != own]
    try:
        async with session(address) as here:
            for number, page in enumerate(itertools.cycle(PAGES)):
                async for run in _looks_at(here, page, own, chance):
                    seen.seconds.append(run.seconds)
                    seen.errors += run.errors + foreign(run, own, others)
                    await asyncio.sleep(chance.uniform(0, 2 * pause))
                    if time.monotonic() > until:
                        return
                if 2 * (number + 1) >= runs:
                    return
    except (OSError, WebSocketException) as error:
        seen.errors.append(f"{own}: {error!r}")


async def _looks_at(here: Session, page: str, own: str, chance: random.Random) -> AsyncIterator[Run]:
    opened = await here.open_page(page, {"la": own})
    yield opened
    yield await here.choose(opened, {"la": [own], "year": chance.choice(YEARS), "phase": [chance.choice(PHASES)]})


def foreign(run: Run, own: str, others: Sequence[str]) -> list[str]:
    """Say what a run shows of others' local authorities, and whether it does not show its own."""
    shown = "\n".join(run.texts)
    found = [f"{own} was shown {other}" for other in others if other in shown]
    return found if own in shown else [*found, f"{own} was not shown itself"]


def memory_of_server(address: str) -> float:
    """Return the gigabytes that the server at an address holds in memory; Linux only."""
    port = address.rpartition(":")[2].encode()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (process / "cmdline").read_bytes().split(b"\0")
            if b"--server.port" in words and port in words:
                status = (process / "status").read_text()
                return int(status.partition("VmRSS:")[2].split()[0]) / 1e6
    return float("nan")
