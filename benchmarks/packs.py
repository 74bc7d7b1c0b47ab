"""A forum pack on the demonstration: the time and memory of a full pack, and of each format.

    python -m benchmarks.packs

The yardstick is the pack's own asking and drawing of figures, without any file: a format's row says how many times as
long as that it takes. Pictures are drawn by one browser, started with the first of them; its start is counted in the
full pack, which is made first, in a process of its own, so that nothing is kept from another.
"""

import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.side_by_side import medians
from reach import demo_store
from reach.report import PACK_FORMATS, ChosenFilters, FromStore, Pack, Recipe, chosen_formats, make_pack, pack_files
from reach.report.files import PackFormat
from reach.store import Store

YEAR = "2024/25"
ROUNDS = 3
AIMS = {"pptx": 3.0, "all": 20.0}
"""Seconds, on two cores."""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = Store(Path(folder) / "hub")
        demo_store.build(store)
        print("| pack of the demonstration | seconds | times the asking | memory at most | aim |")
        print("| --- | --- | --- | --- | --- |")
        alone = [sys.executable, "-m", "benchmarks.packs", str(store.folder)]
        whole = json.loads(subprocess.run(alone, check=True, capture_output=True, text=True).stdout)
        print(f"| all formats, from nothing | {whole['seconds']:.1f} | | {whole['megabytes']:,.0f} MB | 20 s |")
        pack = _pack(store)
        for format_ in PACK_FORMATS.values():
            if not format_.is_possible:
                print(f"{format_.label} is left out: there is no browser", file=sys.stderr)
                continue
            taken, asking = medians(
                partial(_written, pack, format_),
                lambda: _pack(store),
                ROUNDS,
            )
            aim = f"{AIMS[format_.extension]:g} s" if format_.extension in AIMS else ""
            print(f"| {format_.label} | {taken:.1f} | {taken / asking:.1f} | | {aim} |", flush=True)


def full_pack(folder: Path) -> None:
    """Make everything once, and print what it took."""
    began = time.perf_counter()
    pack = _pack(Store(folder))
    possible = [extension for extension, format_ in PACK_FORMATS.items() if format_.is_possible]
    for _ in pack_files(pack, chosen_formats(possible)):
        pass
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": time.perf_counter() - began, "megabytes": kilobytes / 1024}))


def _pack(store: Store) -> Pack:
    recipe = Recipe.usual(ChosenFilters(academic_year=YEAR))
    made_at = dt.datetime.now().replace(microsecond=0)
    return make_pack(recipe, FromStore(store.read()), store.settings, made_at=made_at, made_by="benchmark")


def _written(pack: Pack, format_: PackFormat) -> dict[str, bytes]:
    return dict(pack_files(pack, [format_]))


if __name__ == "__main__":
    full_pack(Path(sys.argv[1])) if len(sys.argv) > 1 else main()
