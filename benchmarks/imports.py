"""The national establishment register, imported, against DuckDB merely reading the same CSV."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.side_by_side import Row, medians
from reach.ingest import import_files, read_source
from reach.ingest.files import unpack
from reach.settings import PROJECT
from reach.store import Store

REGISTER = PROJECT.parent / "shared" / "data" / "gias" / "edubasealldata20231116.zip"
ROUNDS = 7


def measure() -> Iterator[Row]:
    """Give the row; none where the national register is not beside the project."""
    if not REGISTER.exists():
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        (unpacked,) = unpack(read_source(REGISTER))
        csv = Path(folder) / "register.csv"
        # DuckDB does not know the register's encoding, so it is given the text in its own.
        csv.write_bytes(unpacked.content.decode("cp1252").encode())
        stores = iter(Path(folder) / f"hub{number}" for number in range(ROUNDS + 1))

        def ours() -> None:
            store = Store(next(stores))
            import_files(store, [read_source(REGISTER)], imported_by="benchmark")
            shutil.rmtree(store.folder)

        def yardstick() -> None:
            with duckdb.connect() as connection:
                connection.execute(
                    "create table register as select * from read_csv($path, all_varchar = true)", {"path": str(csv)}
                )

        yield Row(
            "import of the national register (50,515 rows, zip) into an empty store",
            *medians(ours, yardstick, ROUNDS),
            "DuckDB reading the CSV",
            aim=2.5,
        )
