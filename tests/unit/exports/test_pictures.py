import copy
import os
import signal
import struct
import threading
import time
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import kaleido
import pytest

from reach.errors import ExportError
from reach.exhibit import Exhibit
from reach.exports import chart_renderer, pictures
from reach.exports.chart_renderer import ChartRenderer
from reach.exports.picture_layout import PictureLayout
from reach.exports.pictures import exhibit_png, exhibit_svg
from tests.skips import needs_browser, not_on_windows
from tests.typed import present

SVG = "{http://www.w3.org/2000/svg}"


def pixels(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def texts(svg: bytes) -> str:
    root = ET.fromstring(svg)  # noqa: S314 - our own
    return " ".join(" ".join(text.itertext()) for text in root.iter(f"{SVG}text"))


@needs_browser
def test_a_png_is_a_slide_of_2400_pixels(usual: Exhibit) -> None:
    assert pixels(exhibit_png(usual)) == (2400, 1350)


@needs_browser
def test_a_tall_chart_makes_a_tall_picture(usual: Exhibit) -> None:
    present(usual.figure).update_layout(height=2000)
    width, height = pixels(exhibit_png(usual))
    assert width == 2400
    assert height > 4000


@needs_browser
def test_an_svg_says_title_and_stamp_as_text(usual: Exhibit) -> None:
    svg = exhibit_svg(usual)
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == usual.title
    assert usual.sentence in present(root[1].text)
    shown = texts(svg)
    assert usual.title in shown
    assert "As at 31 August 2023" in shown
    assert usual.result.query.answers in shown
    assert usual.output_class in shown
    assert usual.source in shown


@needs_browser
def test_markup_and_control_characters_in_texts_do_no_harm(nasty: Exhibit) -> None:
    bars = present(nasty.figure).data[0]
    bars.y = [f"{name} \x01" for name in bars.y]
    svg = exhibit_svg(nasty)
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert "<b>A & B</b>" in texts(svg)
    assert "<script>alert(1)</script>" in texts(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert not list(root.iter(f"{SVG}a"))


@needs_browser
def test_nothing_overlaps_or_leaves_the_page(nasty: Exhibit) -> None:
    sheet = PictureLayout(nasty)
    whole = sheet.whole({"l": 200, "r": 20, "t": 8, "b": 48})
    title, sentence, foot = whole.layout.annotations
    page, margin = whole.layout.height, whole.layout.margin
    top_of = [margin.t - text.yshift for text in (title, sentence, foot)]
    end_of = [
        top + 1.3 * text.font.size * (text.text.count("<br>") + 1)
        for top, text in zip(top_of, (title, sentence, foot), strict=True)
    ]
    assert 0 < top_of[0] < end_of[0] <= top_of[1] < end_of[1] <= margin.t - 8
    assert page - margin.b + 48 <= top_of[2] < end_of[2] < page


def test_the_chart_itself_is_not_changed(usual: Exhibit) -> None:
    before = copy.deepcopy(present(usual.figure).to_dict())
    PictureLayout(usual).whole({"l": 1, "r": 1, "t": 1, "b": 1})
    assert present(usual.figure).to_dict() == before


def test_without_a_browser_it_says_what_to_do(usual: Exhibit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setattr(pictures, "browser", lambda: None)
    with pytest.raises(ExportError, match="No browser to draw pictures: Install Chrome, Edge or Chromium"):
        exhibit_png(usual)


def test_a_wrong_choice_of_browser_is_named(usual: Exhibit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/missing/browser")
    monkeypatch.setattr(pictures, "browser", lambda: None)
    with pytest.raises(ExportError, match="BROWSER_PATH says “/missing/browser”"):
        exhibit_png(usual)


def test_a_list_has_no_picture(usual: Exhibit) -> None:
    with pytest.raises(ExportError, match="no chart"):
        exhibit_png(Exhibit(usual.title, usual.result, None, usual.sentence, usual.settings))


@not_on_windows
def test_a_browser_that_hangs_is_given_up_in_time(
    usual: Exhibit, renderer: ChartRenderer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "pid"
    sleeper = tmp_path / "browser"
    sleeper.write_text(f"#!/bin/sh\necho $$ > '{note}'\nexec sleep 60\n")
    sleeper.chmod(0o755)
    monkeypatch.setattr(pictures, "browser", lambda: sleeper)
    monkeypatch.setattr(chart_renderer, "SECONDS_TO_START", 6)
    began = time.monotonic()
    with pytest.raises(ExportError, match="took too long"):
        exhibit_png(usual)
    assert time.monotonic() - began < 50, "the browser sleeps for a minute: it was waited for"
    assert is_gone(int(note.read_text()))


@not_on_windows
def test_a_browser_that_ends_at_once_is_reported(
    usual: Exhibit, renderer: ChartRenderer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "browser"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(pictures, "browser", lambda: broken)
    with pytest.raises(ExportError, match="could not be drawn"):
        exhibit_png(usual)


@needs_browser
@not_on_windows
def test_after_a_browser_hung_the_next_picture_has_a_new_one(
    usual: Exhibit, renderer: ChartRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    exhibit_png(usual)
    halted = present(renderer._drawer).subprocess.pid
    os.killpg(halted, signal.SIGSTOP)
    with monkeypatch.context() as patch:
        patch.setattr(chart_renderer, "SECONDS_TO_DRAW", 1)
        with pytest.raises(ExportError, match="took too long"):
            exhibit_png(usual)
    assert pixels(exhibit_png(usual))[0] == 2400
    assert present(renderer._drawer).subprocess.pid != halted
    assert is_gone(halted)


@needs_browser
@not_on_windows
def test_a_browser_that_was_ended_in_between_is_replaced(usual: Exhibit, renderer: ChartRenderer) -> None:
    exhibit_png(usual)
    os.killpg(present(renderer._drawer).subprocess.pid, signal.SIGKILL)
    present(renderer._drawer).subprocess.wait(5)
    assert pixels(exhibit_png(usual))[0] == 2400


@needs_browser
def test_threads_share_one_browser_and_get_their_own_pictures(
    usual: Exhibit, renderer: ChartRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    opened = kaleido.Kaleido.open

    async def counted(self: kaleido.Kaleido) -> None:
        started.append(threading.current_thread())
        await opened(self)

    monkeypatch.setattr(kaleido.Kaleido, "open", counted)

    def draw(number: int) -> bytes:
        return exhibit_svg(Exhibit(f"Chart {number}", usual.result, usual.chart, usual.sentence, usual.settings))

    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(draw, range(12)))
    assert len(started) == 1
    for number, svg in enumerate(drawn):
        assert f"Chart {number} " in texts(svg) + " "


@needs_browser
@not_on_windows
def test_the_browser_ends_with_the_app(renderer: ChartRenderer, usual: Exhibit) -> None:
    exhibit_png(usual)
    process = present(renderer._drawer).subprocess
    renderer.end()
    assert process.poll() is not None
    assert is_gone(process.pid)


def is_gone(group: int) -> bool:
    """Whether a group of processes has ended, or does so within 20 seconds."""
    for _ in range(400):
        try:
            os.killpg(os.getpgid(group), 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
