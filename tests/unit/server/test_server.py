"""What a server sends besides the pages: security headers, and whether its store answers."""

import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from benchmarks.browser_time import free_port, serving
from reach.server.web_headers import SECURITY_HEADERS
from reach.settings import PROJECT
from reach.store import Store, versions

APP = "reach/server/app.py"


def answer(address: str) -> tuple[int, Message, bytes]:
    """Give status, headers and content of an answer, also of one that says no."""
    try:
        with urllib.request.urlopen(address, timeout=20) as got:  # noqa: S310 - our own server
            return got.status, got.headers, got.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read()


@pytest.fixture(scope="module")
def folder(demonstration: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(demonstration.folder, tmp_path_factory.mktemp("server") / "hub"))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving(APP, folder) as address:
        yield address


@pytest.mark.parametrize("path", ["/", "/map", "/media/0", "/health", "/_stcore/health", "/nothing/there.js"])
def test_every_answer_has_the_security_headers(address: str, path: str) -> None:
    _, headers, _ = answer(address + path)
    assert {name: headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
    assert headers["Strict-Transport-Security"] is None, "nobody opens it by https"


def test_nothing_with_figures_is_kept_by_a_browser(address: str) -> None:
    assert answer(f"{address}/media/0")[1]["Cache-Control"] == "no-store"
    assert answer(f"{address}/health")[1]["Cache-Control"] == "no-store"


def test_other_sites_can_neither_frame_the_dashboard_nor_add_to_it() -> None:
    rules = dict(rule.split(" ", 1) for rule in SECURITY_HEADERS["Content-Security-Policy"].split("; "))
    assert rules["frame-ancestors"] == rules["object-src"] == "'none'"
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'self'"
    named = {source for rule in rules.values() for source in rule.split() if "." in source or "*" in source}
    assert named == {"https://tile.openstreetmap.org"}
    assert "unsafe-eval" not in rules["script-src"]


def test_pages_are_those_of_the_dashboard(address: str) -> None:
    status, _, content = answer(f"{address}/schools")
    assert status == 200 and b"<html" in content


def test_it_is_well_while_its_store_answers_and_only_then(address: str, folder: Path) -> None:
    assert (answer(f"{address}/health")[0], json.loads(answer(f"{address}/health")[2])) == (200, {"status": "ok"})
    file = versions.current_version(folder)
    assert file is not None
    pointer = folder / versions.POINTER
    named = pointer.read_bytes()
    files = sorted(each.name for each in folder.iterdir())
    damaged = folder / "hub.9999.duckdb"
    damaged.write_bytes(b"no database" * 1000)
    for content in (b"hub.0099.duckdb", b"", damaged.name.encode()):
        pointer.write_bytes(content)
        status, _, said = answer(f"{address}/health")
        assert (status, json.loads(said)) == (503, {"status": "unavailable"}), content
    damaged.unlink()
    pointer.write_bytes(named)
    assert answer(f"{address}/health")[0] == 200
    assert sorted(each.name for each in folder.iterdir()) == files, "who only asks changes nothing"
    log = (folder.parent / "hub-logs" / "dashboard.log").read_text(encoding="utf-8")
    assert "the store does not answer" in log


def test_a_server_without_a_store_makes_none_by_being_asked(tmp_path: Path) -> None:
    with serving(APP, tmp_path / "hub") as address:
        assert answer(f"{address}/health")[0] == 503
    assert not (tmp_path / "hub").exists()


def test_without_sign_in_it_does_not_start_for_other_computers(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streamlit", "run", APP, "--server.headless", "true"]
    done = subprocess.run(
        [*command, "--server.address", "0.0.0.0", "--server.port", str(free_port())],  # noqa: S104 - to be refused
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"REACH_STORE": str(tmp_path / "hub")},
    )
    assert done.returncode == 1
    assert "The dashboard was not started. Other computers could open" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
