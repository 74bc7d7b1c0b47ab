"""A server that is started with nothing but `streamlit run dashboard.py` serves this computer alone (DNS rebinding)."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from benchmarks.browser_time import SECONDS_TO_START
from reach.settings import PROJECT
from reach.store import Store

SWITCHED, REFUSED = 101, 403


@pytest.fixture(scope="module")
def port(demonstration: Store) -> Iterator[int]:
    """The port of a server that is started with its port alone; its address and hosts are those of its settings."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless", "true"]
    server = subprocess.Popen(
        [*command, "--server.port", str(port)],
        cwd=PROJECT,
        env=os.environ | {"REACH_STORE": str(demonstration.folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            with suppress(OSError):
                answer(port, "/_stcore/health")
                break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def answer(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
    """Give status, headers and text of what the server answers; a header's name is written with _ for -."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        got = connection.getresponse()
        named = {name.lower(): value for name, value in got.getheaders()}
        # What follows a switch to a websocket never ends.
        return got.status, named, "" if got.status == SWITCHED else got.read().decode("utf-8", "replace")
    finally:
        connection.close()


def websocket(port: int, **headers: str) -> int:
    """Give the status with which the server answers who asks for a websocket, over which all figures go."""
    asks = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
    status, _, _ = answer(port, "/_stcore/stream", Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==", **asks, **headers)
    return status


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_computer_is_served_at_any_port(port: int, host: str) -> None:
    for at_port in (port, 8501):
        assert websocket(port, Host=f"{host}:{at_port}", Origin=f"http://{host}:{at_port}") == SWITCHED
    status, _, text = answer(port, "/", Host=f"{host}:{port}")
    assert status == 200 and "<html" in text


@pytest.mark.parametrize(
    "host", ["hub.example", "127.0.0.1.hub.example", "localhost.hub.example", "192.168.0.10", "[::1]"]
)
def test_another_name_that_leads_here_is_refused_even_by_a_page_of_that_name(port: int, host: str) -> None:
    address = f"{host}:{port}"
    assert websocket(port, Host=address, Origin=f"http://{address}") == REFUSED
    assert websocket(port, Host=address) == REFUSED


def test_a_page_from_elsewhere_is_refused_under_our_own_name(port: int) -> None:
    for origin in ("http://hub.example", "https://127.0.0.1.hub.example", "null"):
        assert websocket(port, Host=f"127.0.0.1:{port}", Origin=origin) == REFUSED


def test_without_a_websocket_another_name_is_given_streamlits_own_files_and_nothing_of_the_hub(port: int) -> None:
    """Streamlit checks the host of websockets alone. What it serves beside them is the same for every app."""
    address = f"hub.example:{port}"
    asked = {"Host": address, "Origin": f"http://{address}"}
    for path in ("/", "/schools", "/_stcore/health", "/_stcore/host-config", "/_stcore/agent/openapi.json"):
        _, headers, text = answer(port, path, **asked)
        assert "access-control-allow-origin" not in headers, path
        assert not re.search("Cheshire|Halton|Wirral|hub.duckdb", text), path
    for path in ("/media/0", "/data/hub.toml", "/app/static/data/hub.toml", "/dashboard.py", "/../data/hub.toml"):
        _, _, text = answer(port, path, **asked)
        assert not re.search("Cheshire|st.navigation|from reach", text), path
    for method, path in (("PUT", "/_stcore/upload_file/0/0"), ("POST", "/_stcore/agent/interact")):
        status, _, _ = answer(port, path, method, **asked)
        assert status >= 400, path


def test_nothing_listens_on_the_network(port: int) -> None:
    others = {str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for other in {*others, "127.0.0.2"} - {"127.0.0.1"}:
        with socket.socket() as caller:
            caller.settimeout(1)
            assert caller.connect_ex((other, port)) != 0, other
