"""A PostgreSQL of the tests' own, without a port, and addresses of shared stores in it."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.skips import postgres_programs

_ACCOUNT = "postgres" if os.name == "posix" and os.geteuid() == 0 else None
"""PostgreSQL refuses to run as root."""


class Postgres:
    """A server with its data in a folder of its own, which can be stopped and started."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self.folder = programs, folder
        self._made = 0
        self._run(
            "initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "reach", "--no-sync", "--locale=C", "-E", "UTF8"
        )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off -c max_connections=40"
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o", settings, "start")

    def stop(self, how: str = "fast") -> None:
        """Stop it; immediate is as if the computer had lost its power."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", how, "stop")

    def new_database(self, copied_from: str = "template1") -> str:
        """Make a database, and return its name."""
        self._made += 1
        name = f"hub{self._made}"
        self._run("createdb", "-h", str(self.folder), "-U", "reach", "-T", copied_from, name)
        return name

    def address(self, database: str, data: Path, copies: Path) -> str:
        """Return the address of the shared store in a database."""
        return f"ducklake:postgres:host={self.folder} user=reach dbname={database};data={data};copies={copies}"

    def _run(self, program: str, *arguments: str) -> None:
        with (self.folder / "said").open("w") as said:
            done = subprocess.run(
                [self._programs / program, *arguments],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
                user=_ACCOUNT,
                group=_ACCOUNT,
                extra_groups=[] if _ACCOUNT else None,
            )
        assert done.returncode == 0, (self.folder / "said").read_text()


@contextlib.contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Run one for as long as the context lasts."""
    programs = postgres_programs()
    assert programs
    # Paths of sockets are short, and the folder is for an account that may not look into pytest's.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    try:
        if _ACCOUNT:
            shutil.chown(folder, _ACCOUNT)
        server = Postgres(programs, folder)
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder)


def forget_connections() -> None:
    """Close the connections to shared stores, as the end of the program would."""
    from reach.store import storage

    storage._shared_storage.cache_clear()
