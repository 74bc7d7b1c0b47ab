"""A person's session with a Streamlit server, over the websocket that a browser would use, without a browser."""

import contextlib
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

_MAIN = 0
"""The first step of the path of what stands on the page itself, and not in the sidebar."""


@dataclass
class Run:
    """One run of a page: seconds until the server said that it was done, what the page shows, and its errors."""

    seconds: float
    texts: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    widgets: dict[str, str] = field(default_factory=dict)
    """The identifiers of the sidebar's widgets, by their keys."""


class Session:
    """Opens pages and changes filters, as one browser tab does."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._state = ClientState()

    async def open_page(self, page: str, query: Mapping[str, str]) -> Run:
        """Open a page at an address; page: its file's name, "" for the first page."""
        self._state = ClientState(query_string=urlencode(query), page_name=page)
        return await self._run()

    async def choose(self, page: Run, choices: Mapping[str, str | list[str]]) -> Run:
        """Choose filters on an opened page, by their keys: a text of a list, or texts of pills."""
        del self._state.widget_states.widgets[:]
        for key, chosen in choices.items():
            widget = self._state.widget_states.widgets.add(id=page.widgets[key])
            if isinstance(chosen, str):
                widget.string_value = chosen
            else:
                widget.string_array_value.data[:] = chosen
        return await self._run()

    async def _run(self) -> Run:
        begun, found = time.perf_counter(), Run(0)
        await self._socket.send(BackMsg(rerun_script=self._state).SerializeToString())
        async for data in self._socket:
            message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            kind = message.WhichOneof("type")
            if kind == "new_session":
                found = Run(0)  # what an earlier run began is not shown
                self._state.page_script_hash = message.new_session.page_script_hash
            elif kind == "delta":
                _note(message, found)
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                found.seconds = time.perf_counter() - begun
                return found
        raise ConnectionError("the server has closed the session")


def _note(message: ForwardMsg, run: Run) -> None:
    element = message.delta.new_element
    kind = element.WhichOneof("type")
    if kind == "exception":
        run.errors.append(element.exception.message)
    if message.metadata.delta_path[0] != _MAIN:
        if kind in ("selectbox", "button_group"):
            identifier = getattr(element, kind).id
            run.widgets[identifier.rpartition("-")[2]] = identifier
    elif kind in ("markdown", "heading", "metric", "plotly_chart", "alert"):
        shown = getattr(element, kind)
        run.texts += [text for name in ("label", "body", "spec", "delta") if (text := str(getattr(shown, name, "")))]


@contextlib.asynccontextmanager
async def session(address: str) -> AsyncIterator[Session]:
    """Open a session with the server at an address, such as http://127.0.0.1:8501."""
    where = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    # A browser sends no pings of its own, and waits for as long as it takes.
    async with connect(
        where, subprotocols=[Subprotocol("streamlit")], max_size=None, open_timeout=60, ping_interval=None
    ) as socket:
        yield Session(socket)
