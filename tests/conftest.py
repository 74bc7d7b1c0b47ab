"""What tests share: stores and a browser that are made once, how thorough the run is, and what it says at its end."""

import functools
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import streamlit.logger
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright
from streamlit.components.v2 import manifest_scanner

# Without a server Streamlit warns of every cache; that would stand below the result of the tests.
streamlit.logger.set_log_level("ERROR")

# Each worker has a core of its own: questions of a few rows are slower, not quicker, with a second thread. To check the
# signatures of a shared store's extensions takes half a second for each connection.
_connect = duckdb.connect


def _connect_with_one_thread(*arguments: Any, config: dict[str, Any] | None = None, **options: Any) -> Any:
    ours = {"threads": 1, "allow_unsigned_extensions": "true"}
    return _connect(*arguments, **options | {"config": {**(config or {}), **ours}})


duckdb.connect = _connect_with_one_thread

# AppTest looks through all installed packages at each run of a page: a third of the time of the pages' tests.
manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)

# AppTest puts pages/ before the project, where pages/reach.py would be taken for the package: so it is loaded first.
import reach.screens  # noqa: E402, F401
from reach import demo_store, queries  # noqa: E402
from reach.exports import browser, pictures  # noqa: E402
from reach.ingest import Answers, import_files  # noqa: E402
from reach.report import answers  # noqa: E402
from reach.settings import Settings  # noqa: E402
from reach.store import Store  # noqa: E402
from reach.ui import error_messages  # noqa: E402
from tests import effort, known_answers, skips  # noqa: E402
from tests.builders import SETTINGS, new_store  # noqa: E402
from tests.golden import fixed_hub  # noqa: E402
from tests.known_answers import keep_answers_of  # noqa: E402
from tests.leftovers import _nothing_is_left_behind, _the_run_leaves_nothing_behind  # noqa: E402, F401
from tests.national import DATA_SETS, DataSet  # noqa: E402
from tests.postgres import Postgres, running_postgres  # noqa: E402

# Tests must see what breaks a page.
error_messages.uninstall()
queries.run = known_answers.run
vars(answers)["version_up_to"] = known_answers.version_up_to
pictures._renderer = known_answers.KnownPictures()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let tests be thorough."""
    effort.add_option(parser)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Say how thorough to be before tests are loaded, once the seed is known."""
    effort.configure(config)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, rather than skip, what only a thorough run tries."""
    left_out = [item for item in items if item.get_closest_marker("thorough") and not effort.is_thorough()]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_collection_finish() -> None:
    """Let the collector of unused objects pass over what stays for the whole run: modules, and all tests."""
    gc.collect()
    gc.freeze()
    # What tests leave in circles can wait: to look for it after every 700 objects takes longer than they are worth.
    gc.set_threshold(10_000)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that skipped what may not be skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and not skips.all_are_allowed(reporter) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say what brings the run back, and what was skipped."""
    terminalreporter.write_line(f"The tests' order and their chance come back with --randomly-seed={effort.seed()}")
    skips.report(terminalreporter)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's browser, one for all tests of a process: a second Playwright cannot be started beside the first."""
    path = browser()
    if path is None:
        pytest.skip(skips.NO_BROWSER)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(autouse=True, scope="session")
def _answers_are_shared(tmp_path_factory: pytest.TempPathFactory) -> None:
    known_answers.share(_folder_of_run(tmp_path_factory) / "answers")


def _folder_of_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that all processes of the run have."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _made_once_a_run(
    name: str,
    fill: Callable[[Store], None],
    tmp_path_factory: pytest.TempPathFactory,
    settings: Settings = SETTINGS,
) -> Store:
    """Give this process's copy of a store that takes long to make, made by whichever process wants it first."""
    place = _folder_of_run(tmp_path_factory)
    made, copy = place / f"{name} made once", tmp_path_factory.mktemp(name.replace(" ", "_")) / "hub"
    with FileLock(place / f"{name}.lock"):
        if not made.exists():
            being_made = new_store(place / f"{name} being made", settings)
            fill(being_made)
            being_made.folder.rename(made)
    shutil.copytree(made, copy)
    return keep_answers_of(Store(copy, settings))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of the tests' own, for those that are marked needs_postgres."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def fresh_store(tmp_path: Path) -> Store:
    """A store with its tables and settings, and nothing in it."""
    return new_store(tmp_path / "hub")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The demonstration, to be read only."""
    return _made_once_a_run("demonstration", demo_store.build, tmp_path_factory)


@pytest.fixture(scope="session")
def fixed_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The fixed hub of the golden files, to be read only."""
    return _made_once_a_run("fixed hub", fixed_hub.fill, tmp_path_factory, fixed_hub.SETTINGS)


@pytest.fixture(scope="session", params=DATA_SETS, ids=str)
def national_data(request: pytest.FixtureRequest) -> DataSet:
    """National-sized files: the invented ones, and in an extra run the real ones where they are beside the project."""
    data: DataSet = request.param
    return data


@pytest.fixture(scope="session")
def national_store(national_data: DataSet, store_of_data_set: Callable[[DataSet], Store]) -> Store:
    """A store with the national-sized files in it, to be read only."""
    return store_of_data_set(national_data)


@pytest.fixture(scope="session")
def store_of_data_set(tmp_path_factory: pytest.TempPathFactory) -> Callable[[DataSet], Store]:
    """Give each data set's store, made once however tests of one and the other take turns."""

    @functools.cache
    def make(data: DataSet) -> Store:
        def fill(store: Store) -> None:
            import_files(
                store, data.sources, imported_by="test", answers=Answers(holds_unclear=True, takes_as_it_is=True)
            )

        return _made_once_a_run(data.name, fill, tmp_path_factory)

    return make


@pytest.fixture(scope="session", params=["demonstration", *DATA_SETS], ids=str)
def store_and_year(request: pytest.FixtureRequest) -> tuple[Store, str]:
    """Each large store, and a whole year that it knows: the demonstration and all national-sized data."""
    if request.param == "demonstration":
        return request.getfixturevalue("demonstration"), "2024/25"
    return request.getfixturevalue("store_of_data_set")(request.param), "2022/23"
