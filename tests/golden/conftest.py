"""What the golden files share: the fixed hub, built once, and whether they are compared or refreshed."""

import pytest

from reach.store import Store
from tests.golden import fixed_hub
from tests.golden.answers import AnswersOnItsDay
from tests.golden.files import GoldenFiles
from tests.known_answers import keep_answers_of

_REFRESH = "--refresh"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let pytest know the option. It is there whenever tests/golden is asked for by name."""
    parser.addoption(_REFRESH, action="store_true", help="write the golden files anew; read them in the diff after it")


@pytest.fixture(scope="session")
def golden_files(pytestconfig: pytest.Config) -> GoldenFiles:
    """The golden files."""
    return GoldenFiles(is_refreshed=pytestconfig.getoption(_REFRESH, default=False))


@pytest.fixture(scope="session")
def fixed_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The fixed hub, to be read only."""
    return keep_answers_of(fixed_hub.build(tmp_path_factory.mktemp("golden") / "hub"))


@pytest.fixture(scope="session")
def answers(fixed_store: Store) -> AnswersOnItsDay:
    """The fixed hub's answers."""
    return AnswersOnItsDay(fixed_store.read())
