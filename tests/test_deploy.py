"""The examples of docs/deploy fit the program and each other, and the list of parts fits requirements.txt."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from docs import list_dependencies
from reach.settings import PROJECT
from tests.robustness.test_stopped_server import SECONDS_TO_STOP

FOLDER = PROJECT / "docs" / "deploy"
UNIT = (FOLDER / "reach.service").read_text(encoding="utf-8")
NGINX = (FOLDER / "nginx-reach.conf").read_text(encoding="utf-8")
CONTAINER = (FOLDER / "Containerfile").read_text(encoding="utf-8")
CONFIG = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def unit_value(key: str) -> str:
    (found,) = re.findall(rf"^{key}=(.*)$", UNIT, re.MULTILINE)
    return str(found)


def container_command() -> list[str]:
    (found,) = re.findall(r"^CMD (\[.*\])$", CONTAINER, re.MULTILINE)
    return [str(word) for word in json.loads(found)]


def options(command: list[str]) -> dict[str, str]:
    """What stands behind each option of a command."""
    return {word: command[place + 1] for place, word in enumerate(command) if word.startswith("--")}


def test_both_start_the_server_with_its_headers() -> None:
    for command in (shlex.split(unit_value("ExecStart")), container_command()):
        script = command[command.index("run") + 1]
        assert script == "reach/server/app.py" and (PROJECT / script).is_file()


def test_nginx_hands_on_to_where_the_unit_listens_under_the_name_that_it_allows() -> None:
    found = options(shlex.split(unit_value("ExecStart")))
    (passed_to,) = re.findall(r"proxy_pass http://([\d.:]+);", NGINX)
    assert passed_to == f"{found['--server.address']}:{found['--server.port']}"
    names = set(re.findall(r"server_name (.*);", NGINX))
    assert names == {found["--server.allowedHosts"]} == {found["--browser.serverAddress"]}


def test_nginx_lets_uploads_through_that_the_dashboard_takes_and_keeps_none_on_the_disk() -> None:
    (size,) = re.findall(r"client_max_body_size (\d+)m;", NGINX)
    assert CONFIG["server"]["maxUploadSize"] < int(size) <= CONFIG["server"]["maxUploadSize"] + 5
    assert "proxy_request_buffering off;" in NGINX and "proxy_max_temp_file_size 0;" in NGINX
    assert not re.search(r"\$(request|args|query_string|request_uri)\b[^;]*\$status", NGINX), "a log without filters"


def test_a_stop_has_time_to_end_by_itself() -> None:
    assert unit_value("KillSignal") == "SIGTERM" and "STOPSIGNAL SIGTERM" in CONTAINER
    assert int(unit_value("TimeoutStopSec")) >= 2 * SECONDS_TO_STOP
    text = (PROJECT / "docs" / "container.md").read_text(encoding="utf-8")
    assert int(re.findall(r"--stop-timeout (\d+)", text)[0]) >= 2 * SECONDS_TO_STOP


def test_the_container_holds_what_the_program_needs_and_neither_store_nor_secrets() -> None:
    copied = [words[:-1] for words in map(str.split, re.findall(r"^COPY (.*)$", CONTAINER, re.MULTILINE))]
    patterns = [word for words in copied for word in words]
    assert {"reach", "pages", "queries", "dashboard.py", ".streamlit/config.toml", "requirements.txt"} <= set(patterns)
    found = [file for pattern in patterns for file in PROJECT.glob(pattern)]
    assert all(any(PROJECT.glob(pattern)) for pattern in patterns)
    names = {file.relative_to(PROJECT).as_posix() for file in found}
    assert "data/hub.toml" in names
    assert not {name for name in names if name in (".", "data", ".streamlit") or "secrets" in name or "hub/" in name}
    assert re.search(r"^USER [1-9]\d*$", CONTAINER, re.MULTILINE), "not root"


@pytest.mark.parametrize("page", ["server.md", "container.md", "for-it-managers.md", "dependencies.md"])
def test_what_a_page_leads_to_is_there(page: str) -> None:
    file = PROJECT / "docs" / page
    for path, heading in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", file.read_text(encoding="utf-8")):
        target = file.parent / path if path else file
        assert target.exists(), path
        if heading:
            lines = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}, heading


def test_every_part_is_listed_with_its_version_and_licence() -> None:
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (.+?) \|", Path(list_dependencies.PAGE).read_text("utf-8"), re.MULTILINE)
    listed = {name: version for name, version, _ in rows[2:]}
    assert listed == list_dependencies.pinned(PROJECT / "requirements.txt"), "python -m docs.list_dependencies"
    assert not [name for name, _, licence in rows[2:] if licence == list_dependencies.NOT_STATED]
