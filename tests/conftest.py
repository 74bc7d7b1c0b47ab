"""What tests share: stores that are made once, and the places where real files may be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit.logger

# Without a server Streamlit warns of every cache; that would stand below the result of the tests.
streamlit.logger.set_log_level("ERROR")

# AppTest puts pages/ before the project, where pages/reach.py would be taken for the package: so it is loaded first.
import reach.ui  # noqa: E402, F401
from reach.ingest import import_files, read_source  # noqa: E402
from reach.store import Store  # noqa: E402
from tests import effort  # noqa: E402
from tests.builders import SETTINGS, SHARED_DATA, new_store  # noqa: E402

REAL_FILES = (
    "gias/edubasealldata20231116.zip",
    "gias/links_edubasealldata20240129.csv",
    "registers/register.csv",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let tests be thorough."""
    effort.add_option(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Say how thorough to be before tests are loaded."""
    effort.configure(config)


@pytest.fixture
def fresh_store(tmp_path: Path) -> Store:
    """A store with its tables and settings, and nothing in it."""
    return new_store(tmp_path / "hub")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The demonstration, to be read only."""
    from reach import demo_store

    store = Store(tmp_path_factory.mktemp("demonstration") / "hub", SETTINGS)
    demo_store.build(store)
    return store


@pytest.fixture(scope="session")
def real_files() -> list[Path]:
    """The full-size register, links and attendance."""
    files = [SHARED_DATA / name for name in REAL_FILES]
    missing = [str(file.name) for file in files if not file.exists()]
    if missing:
        pytest.skip(f"the full-size files are not beside the project: {', '.join(missing)}")
    return files


@pytest.fixture(scope="session")
def real_store(tmp_path_factory: pytest.TempPathFactory, real_files: list[Path]) -> Iterator[Store]:
    """A store with the full-size files in it, to be read only."""
    store = Store(tmp_path_factory.mktemp("real") / "hub", SETTINGS)
    import_files(store, [read_source(file) for file in real_files], imported_by="test")
    yield store
