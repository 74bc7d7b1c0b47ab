"""What tests share: stores that are made once, and the places where real files may be."""

import functools
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit.logger

# Without a server Streamlit warns of every cache; that would stand below the result of the tests.
streamlit.logger.set_log_level("ERROR")

# AppTest puts pages/ before the project, where pages/reach.py would be taken for the package: so it is loaded first.
import reach.ui  # noqa: E402, F401
from reach.ingest import import_files  # noqa: E402
from reach.store import Store  # noqa: E402
from tests import effort  # noqa: E402
from tests.builders import SETTINGS, new_store  # noqa: E402
from tests.national import DATA_SETS, DataSet  # noqa: E402


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


@pytest.fixture(scope="session", params=DATA_SETS, ids=str)
def national_data(request: pytest.FixtureRequest) -> DataSet:
    """National-sized files: the invented ones, and in an extra run the real ones where they are beside the project."""
    return request.param


@pytest.fixture(scope="session")
def national_store(national_data: DataSet, store_of_data_set: Callable[[DataSet], Store]) -> Store:
    """A store with the national-sized files in it, to be read only."""
    return store_of_data_set(national_data)


@pytest.fixture(scope="session")
def store_of_data_set(tmp_path_factory: pytest.TempPathFactory) -> Callable[[DataSet], Store]:
    """Give each data set's store, made once however tests of one and the other take turns."""

    @functools.cache
    def make(data: DataSet) -> Store:
        store = new_store(tmp_path_factory.mktemp(data.name) / "hub")
        import_files(store, data.sources, imported_by="test")
        return store

    return make


@pytest.fixture(scope="session", params=["demonstration", *DATA_SETS], ids=str)
def store_and_year(request: pytest.FixtureRequest) -> tuple[Store, str]:
    """Each large store, and a whole year that it knows: the demonstration and all national-sized data."""
    if request.param == "demonstration":
        return request.getfixturevalue("demonstration"), "2024/25"
    return request.getfixturevalue("store_of_data_set")(request.param), "2022/23"
