"""A plugin of pytest that ends a run at its first failed test.

pytest's own -x takes a file that cannot be loaded for a failed test, and gives the same exit code. With this plugin 1
means that a test failed, and 2 that tests could not be loaded.
"""

import pytest


class _StopAtFirstFailure:
    def __init__(self, session: pytest.Session) -> None:
        self._session = session

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._session.shouldfail = f"{report.nodeid} failed"


def pytest_sessionstart(session: pytest.Session) -> None:
    """Watch the session's tests, once it is there."""
    session.config.pluginmanager.register(_StopAtFirstFailure(session))
