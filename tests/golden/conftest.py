"""What the golden files share: the fixed hub's answers, and whether they are compared or refreshed."""

import pytest

from reach.store import Store, last_looks
from tests.golden.answers import AnswersOnItsDay
from tests.golden.files import GoldenFiles

_REFRESH = "--refresh"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let pytest know the option. It is there whenever tests/golden is asked for by name."""
    parser.addoption(_REFRESH, action="store_true", help="write the golden files anew; read them in the diff after it")


@pytest.fixture(autouse=True)
def nobody_looked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a page does so for the first time, whatever other tests opened the shared hub."""
    monkeypatch.setattr(last_looks, "begin_look", lambda *_: None)


@pytest.fixture(scope="session")
def golden_files(pytestconfig: pytest.Config) -> GoldenFiles:
    """The golden files."""
    return GoldenFiles(is_refreshed=pytestconfig.getoption(_REFRESH, default=False))


@pytest.fixture(scope="session")
def answers(fixed_store: Store) -> AnswersOnItsDay:
    """The fixed hub's answers."""
    return AnswersOnItsDay(fixed_store.read())
