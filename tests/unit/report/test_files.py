"""Which formats of a pack need the browser that draws pictures, and that it starts early."""

from pathlib import Path

import pytest

from reach.exports import pictures
from reach.exports.chart_renderer import ChartRenderer
from reach.report import chosen_formats, get_ready


@pytest.mark.parametrize(("formats", "starts"), [(["xlsx"], 0), (["pptx"], 1), (["xlsx", "pdf", "zip"], 1)])
def test_the_browser_starts_only_where_something_is_drawn(
    formats: list[str], starts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[bool] = []
    monkeypatch.setattr(pictures, "start_browser", lambda: started.append(True))
    get_ready(chosen_formats(formats))
    assert len(started) == starts


def test_a_browser_that_does_not_start_early_is_said_with_the_first_picture(tmp_path: Path) -> None:
    renderer = ChartRenderer()
    renderer.start(tmp_path / "no browser")
    assert (renderer._drawer, renderer._loop) == (None, None)
