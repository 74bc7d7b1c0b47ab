"""A browser that draws charts: started with the first picture, kept for the next, ended with the app.

kaleido's own server (start_sync_server) is not used. It gives threads each other's pictures, and once its browser
hangs it can neither be stopped nor lets Python end.
"""

import asyncio
import atexit
import concurrent.futures
import contextlib
import logging
import os
import signal
import subprocess
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import kaleido
import plotly.graph_objects as go

from reach.exports.browsers import can_be_boxed_in

# It warns of a browser that ends before its time: the user is informed, or it is meant.
logging.getLogger("choreographer").setLevel(logging.ERROR)

SECONDS_TO_START = 30
SECONDS_TO_DRAW = 20
_SECONDS_TO_END = 5


class ChartRenderer:
    """One browser and the thread that talks to it. Any thread may ask for a picture; one is drawn at a time."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._drawer: kaleido.Kaleido | None = None
        self._being_cleared_up: list[concurrent.futures.Future[None]] = []
        atexit.register(self.end)

    def draw(self, figure: go.Figure, kind: str, browser: Path, *, scale: int = 1) -> bytes:
        """Draw a figure as png, svg or json (the figure with all that the browser worked out).

        Raises TimeoutError, or whatever the browser came back with; the next picture then gets a new browser.
        """
        if not self._turn.acquire(timeout=SECONDS_TO_START + SECONDS_TO_DRAW):
            raise TimeoutError
        try:
            loop, drawer = self._started(browser)
            picture: bytes = _wait(drawer.calc_fig(figure, {"format": kind, "scale": scale}), loop, SECONDS_TO_DRAW)
            return picture
        except BaseException:
            self._give_up()
            raise
        finally:
            self._turn.release()

    def start(self, browser: Path) -> None:
        """Start the browser before the first picture is asked for; where it does not start, that picture says so."""
        if not self._turn.acquire(timeout=SECONDS_TO_START):
            return
        try:
            self._started(browser)
        except BaseException:
            self._give_up()
        finally:
            self._turn.release()

    def end(self) -> None:
        """End the browser, once it has drawn or started."""
        is_free = self._turn.acquire(timeout=SECONDS_TO_DRAW)
        try:
            loop, drawer = self._release()
        finally:
            if is_free:
                self._turn.release()
        concurrent.futures.wait(self._being_cleared_up, timeout=_SECONDS_TO_END + 1)
        self._being_cleared_up.clear()
        if loop and drawer:
            with contextlib.suppress(Exception):
                _wait(_clear_up(drawer), loop, _SECONDS_TO_END)
            _kill(drawer)

    def _started(self, browser: Path) -> tuple[asyncio.AbstractEventLoop, Any]:
        if self._drawer and self._drawer.subprocess.poll() is not None:
            # Somebody, or a machine short of memory, ended it since the last picture.
            self._give_up()
        if not (self._loop and self._drawer):
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=_run, args=(self._loop,), name="chart renderer", daemon=True).start()
            # Without MathJax nothing comes from the network: plotly.js is Plotly's own file.
            self._drawer = kaleido.Kaleido(
                path=str(browser), enable_sandbox=can_be_boxed_in(), mathjax=False, timeout=None
            )
            _wait(self._drawer.open(), self._loop, SECONDS_TO_START)
        return self._loop, self._drawer

    def _give_up(self) -> None:
        """End a browser that may no longer answer, without waiting for it."""
        loop, drawer = self._release()
        if drawer:
            _kill(drawer)
        if loop:
            self._being_cleared_up.append(asyncio.run_coroutine_threadsafe(_clear_up(drawer), loop))

    def _release(self) -> tuple[asyncio.AbstractEventLoop | None, Any]:
        loop, drawer = self._loop, self._drawer
        self._loop = self._drawer = None
        return loop, drawer


def _run(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
    finally:
        loop.close()


def _wait(work: Coroutine[Any, Any, Any], loop: asyncio.AbstractEventLoop, seconds: float) -> Any:
    # The second limit is for a loop that is itself stuck.
    return asyncio.run_coroutine_threadsafe(_within(seconds, work), loop).result(seconds + 1)


async def _within(seconds: float, work: Coroutine[Any, Any, Any]) -> Any:
    # Not asyncio.wait_for: that waits for cancelled work to end, and hands on what it then raises.
    task = asyncio.ensure_future(work)
    await asyncio.wait({task}, timeout=seconds)
    if task.done():
        return task.result()
    task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
    task.cancel()
    raise TimeoutError


async def _clear_up(drawer: Any) -> None:
    """Close the browser and its files, then end the loop that this runs on."""
    with contextlib.suppress(Exception):
        await asyncio.wait_for(drawer.close(), _SECONDS_TO_END)
    # One that was killed is not closed to the end, and then leaves its folders.
    for part in ("_browser_impl", "_html_tmp_dir"):
        with contextlib.suppress(Exception):
            getattr(drawer, part).clean()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.wait(others, timeout=1) if others else None
    loop = asyncio.get_running_loop()
    loop.call_later(0.01, loop.stop)


def _kill(drawer: Any) -> None:
    process: subprocess.Popen[bytes] | None = getattr(drawer, "subprocess", None)
    if process is None or process.poll() is not None:
        return
    if os.name == "nt":
        # S607 would have a full path, which differs between machines.
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603, S607
    else:
        with contextlib.suppress(ProcessLookupError):
            # kaleido starts it in a group of its own, which the browser's helpers share.
            os.killpg(process.pid, signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS_TO_END)
