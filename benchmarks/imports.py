"""The national establishment register, imported, against DuckDB merely reading the same CSV."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.side_by_side import Row, medians
from reach.ingest import import_files, read_source
from reach.ingest.reading import unpack
from reach.settings import PROJECT
from reach.store import Store

REGISTER = PROJECT.parent / "shared" / "data" / "gias" / "edubasealldata20231116.zip"
ROUNDS = 5


def measure(register: Path = REGISTER) -> Iterator[Row]:
    """Give the row; none, saying why, where there is no national register."""
    if not register.exists():
        print(f"imports: skipped, there is no {register.name}; name the DfE's zip as the argument", file=sys.stderr)
        return
    print(f"imports: {ROUNDS} rounds", file=sys.stderr)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        (unpacked,) = unpack(read_source(register))
        csv = Path(folder) / "register.csv"
        # DuckDB does not know the register's encoding, so it is given the text in its own.
        csv.write_bytes(unpacked.content.decode("cp1252").encode())
        stores = iter(Path(folder) / f"hub{number}" for number in range(ROUNDS + 1))

        def ours() -> None:
            store = Store(next(stores))
            import_files(store, [read_source(register)], imported_by="benchmark")
            shutil.rmtree(store.folder)

        def yardstick() -> None:
            with duckdb.connect() as connection:
                connection.execute(
                    "create table register as select * from read_csv($path, all_varchar = true)", {"path": str(csv)}
                )

        yield Row(
            "import of the national register (zip) into an empty store",
            *medians(ours, yardstick, ROUNDS),
            "DuckDB reading the CSV",
            aim=2.5,
        )
