"""Pages, run as Streamlit runs them, on any store."""

import sys
from collections.abc import Callable

import pytest
from streamlit.proto.PlotlyChart_pb2 import PlotlyChart
from streamlit.testing.v1 import AppTest

from reach.settings import PROJECT
from reach.store import Store

Opener = Callable[..., AppTest]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Open a page on a store, with an address's parameters, and see that nothing broke."""

    def open_it(name: str, store: Store, **address: str | list[str]) -> AppTest:
        monkeypatch.setenv("REACH_STORE", str(store.folder))
        # AppTest leaves its page behind as the main program, which a spawned process would then run.
        monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
        app = AppTest.from_file(PROJECT / "pages" / f"{name}.py", default_timeout=60)
        for key, value in address.items():
            app.query_params[key] = value
        app.run()
        assert not app.exception, app.exception[0].stack_trace
        return app

    return open_it


def charts(app: AppTest) -> list[PlotlyChart]:
    """The charts of a page, as Streamlit sends them to the browser."""
    return [each.proto for each in app.get("plotly_chart")]


def texts(app: AppTest) -> list[str]:
    """The texts of a page without the marks that make findings bold, each card's finding before its other sentences."""
    return [each.value.replace("**", "") for each in app.markdown]


def chart_titles(app: AppTest) -> list[str]:
    """What each chart of a page shows, in their order: its text for those who do not see it begins with it."""
    return [each.alt.partition(". ")[0] for each in charts(app)]
