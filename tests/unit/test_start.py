"""What start.py owes the person who runs it: a dashboard, or one line that says what to do."""

import ast
import importlib.util
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import tomllib
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reach.settings import PROJECT
from tests.skips import not_on_windows

ORIGINAL = Path(__file__).resolve().parents[2] / "start.py"

# Stand-ins for the programs that start.py runs. It runs them as modules from its own folder, so these come first.
# Each notes what it was asked; a file called <name>.says makes it say that and fail.
STAND_IN = """
import sys
from pathlib import Path
NAME = Path(__file__).parent.name
with open("asked.txt", "a") as asked:
    print(NAME, *sys.argv[1:], file=asked)
refusal = Path(NAME + ".says")
if refusal.exists():
    sys.exit(refusal.read_text())
"""
REACH = """
store = Path(sys.argv[sys.argv.index("--store") + 1])
store.mkdir(parents=True, exist_ok=True)
(store / "half").touch()
if Path("reach.breaks").exists():
    sys.exit("Lost: the invented schools.")
(store / "current").write_text("hub.0001.duckdb")
"""
SETTINGS_CHECK = """
import sys
from pathlib import Path
if Path("settings.says").exists():
    sys.exit(Path("settings.says").read_text())
"""
PYTEST = """
counts = next(word.partition("=")[2] for word in sys.argv if word.startswith("--junitxml="))
Path(counts).write_text('<testsuites><testsuite tests="10" errors="1" failures="0" skipped="2" /></testsuites>')
"""
STREAMLIT = """
import os, threading, time
from http.server import BaseHTTPRequestHandler, HTTPServer

class Health(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/_stcore/health" else 404)
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *args):
        pass

# Should nobody stop it, it stops by itself.
timer = threading.Timer(60, os._exit, [1])
timer.daemon = True
timer.start()
Path("served.txt").write_text(os.environ["REACH_STORE"])
if Path("streamlit.waits").exists():
    time.sleep(float(Path("streamlit.waits").read_text()))
port = int(sys.argv[sys.argv.index("--server.port") + 1])
try:
    HTTPServer(("127.0.0.1", port), Health).serve_forever()
except KeyboardInterrupt:
    Path("stopped.txt").touch()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of start.py in a folder with spaces in its name, among stand-ins."""
    folder = tmp_path / "a folder with spaces"
    folder.mkdir()
    shutil.copy(ORIGINAL, folder)
    (folder / "requirements.txt").write_text("streamlit==1\n")
    (folder / "requirements-dev.txt").write_text("pytest==1\n")
    (folder / "requirements-shared.txt").write_text("ducklake==1\n")
    extras = {"reach": REACH, "streamlit": STREAMLIT, "pytest": PYTEST}
    for name in ("pip", "reach", "streamlit", "ruff", "sqlfluff", "mypy", "pytest"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").touch()
        (folder / name / "__main__.py").write_text(STAND_IN + extras.get(name, ""))
    (folder / "reach" / "check_settings.py").write_text(SETTINGS_CHECK)
    (folder / "importlinter").mkdir()
    (folder / "importlinter" / "cli.py").write_text("def lint_imports_command():\n" + _indented(STAND_IN))
    return folder


def _indented(source: str) -> str:
    return "\n".join("    " + line for line in source.splitlines())


@pytest.fixture
def start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The copy as a module, with a .venv that takes no time as it gets no pip, and with a browser for the tests."""
    monkeypatch.delenv("REACH_STORE", raising=False)
    description = importlib.util.spec_from_file_location("start_copy", folder / "start.py")
    assert description
    assert description.loader
    start = importlib.util.module_from_spec(description)
    description.loader.exec_module(start)

    def quick_venv() -> None:
        venv.create(folder / ".venv", with_pip=False, clear=True)

    monkeypatch.setattr(start, "make_venv", quick_venv)
    monkeypatch.setattr(start, "find_browser", lambda: "chromium")
    monkeypatch.setattr(start, "find_postgres", lambda: "pg_ctl")
    return start


def asked(folder: Path) -> list[str]:
    """What the stand-ins were asked, in order."""
    note = folder / "asked.txt"
    return note.read_text().splitlines() if note.exists() else []


def last_line(capfd: pytest.CaptureFixture[str]) -> str:
    return capfd.readouterr().out.splitlines()[-1]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run start.py as people do, from another folder, in a terminal of its own; read until the dashboard is up."""
    environment = {key: value for key, value in os.environ.items() if key != "REACH_STORE"}
    process = subprocess.Popen(
        [sys.executable, str(folder / "start.py"), "--no-browser", *arguments],
        cwd=folder.parent,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_for(file: Path) -> None:
    deadline = time.monotonic() + 20
    while not file.exists():
        assert time.monotonic() < deadline, f"{file.name} never came"
        time.sleep(0.02)


# Old Pythons


def test_python_3_6_can_read_the_file_and_reports_that_it_is_too_old() -> None:
    ast.parse(ORIGINAL.read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13)])
def test_an_old_python_gets_one_line_that_names_what_is_needed(
    start: ModuleType,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    version: tuple[int, ...],
) -> None:
    monkeypatch.setattr(sys, "version_info", version)

    assert start.main([]) == start.OLD_PYTHON == 3

    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert f"Python {version[0]}.{version[1]} is too old" in said.err
    assert "Python 3.11 or newer" in said.err
    assert not (folder / ".venv").exists()


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse(ORIGINAL.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= set(sys.stdlib_module_names)


# The command line


def test_without_options_it_is_port_8501_and_the_store_beside_start_py(start: ModuleType, folder: Path) -> None:
    options = start.read_options([])
    assert (options.command, options.port, options.no_browser) == (None, 8501, False)
    assert options.store == folder / "data" / "hub"


def test_a_store_is_meant_from_where_the_person_stands(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    options = start.read_options(["--port", "8600", "--store", "ours", "--no-browser"])
    assert (options.port, options.store, options.no_browser) == (8600, tmp_path / "ours", True)


def test_the_store_that_the_environment_names_is_the_one_that_opens(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REACH_STORE", str(tmp_path / "ours"))
    assert start.read_options([]).store == tmp_path / "ours"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty", ""])
def test_a_port_that_cannot_be_is_refused_at_once(
    start: ModuleType, capsys: pytest.CaptureFixture[str], port: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        start.read_options([f"--port={port}"])
    assert stopped.value.code == 2
    assert "a port is a number from 1 to 65535" in capsys.readouterr().err


# Setting up


def test_setting_up_installs_the_parts_builds_the_demonstration_and_says_how_long_it_took(
    start: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.main(["setup"]) == 0

    pip, reach = asked(folder)
    assert pip == (f"pip install --quiet --disable-pip-version-check -r {folder / 'requirements.txt'}")
    assert reach == f"reach --store {folder / 'data' / 'hub'} demo"
    said = capsys.readouterr().out
    assert "Installing the dashboard's parts (about two minutes the first time) ... done in 1 s" in said
    assert f"Building the demonstration store in {folder / 'data' / 'hub'} ... done in 1 s" in said


def test_a_second_set_up_finds_everything_and_does_nothing(
    start: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start.main(["setup"])
    first = asked(folder)
    capsys.readouterr()

    assert start.main(["setup"]) == 0

    assert asked(folder) == first
    assert "Installing" not in capsys.readouterr().out


def test_changed_requirements_are_installed_and_the_store_is_left_alone(start: ModuleType, folder: Path) -> None:
    start.main(["setup"])
    (folder / "asked.txt").unlink()
    (folder / "requirements.txt").write_text("streamlit==2\n")

    assert start.main(["setup"]) == 0

    assert [line.split()[0] for line in asked(folder)] == ["pip"]


def test_another_python_in_the_venv_means_installing_again(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start.main(["setup"])
    (folder / "asked.txt").unlink()
    monkeypatch.setattr(start, "venv_version", lambda: "3 99")

    assert start.main(["setup"]) == 0

    assert [line.split()[0] for line in asked(folder)] == ["pip"]


def test_a_venv_whose_python_has_gone_is_made_afresh(
    start: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = folder / ".venv" / "left behind.txt"
    broken.parent.mkdir()
    broken.touch()

    assert start.main(["setup"]) == 0

    assert not broken.exists()
    assert start.venv_version() == f"{sys.version_info[0]} {sys.version_info[1]}"


def test_a_python_without_ensurepip_gets_one_line_and_what_was_there_is_kept(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find_spec(name))
    (folder / ".venv").mkdir()

    assert start.main(["setup"]) == start.NO_VENV == 4

    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert "sudo apt install python3-venv" in said.err
    assert (folder / ".venv").exists()


@not_on_windows
def test_without_a_network_one_line_says_so_and_no_venv_is_left_behind(folder: Path) -> None:
    shutil.rmtree(folder / "pip")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    environment |= {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "1"}

    done = subprocess.run(
        [sys.executable, str(folder / "start.py"), "setup"], env=environment, capture_output=True, text=True
    )

    assert done.returncode == 5
    assert len(done.stderr.splitlines()) == 1
    assert "no network" in done.stderr
    assert "Nothing was left behind" in done.stderr
    assert not (folder / ".venv").exists()


def test_a_network_that_fails_during_an_update_leaves_the_venv_that_works(
    start: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start.main(["setup"])
    (folder / "requirements.txt").write_text("streamlit==2\n")
    (folder / "pip.says").write_text("WARNING: Retrying after connection broken by 'NewConnectionError'")

    assert start.main(["setup"]) == start.NO_NETWORK == 5
    assert "The .venv that was here is kept" in capsys.readouterr().err

    assert start.venv_version()


def test_after_an_update_that_failed_even_the_requirements_of_before_are_installed_again(
    start: ModuleType, folder: Path
) -> None:
    start.main(["setup"])
    (folder / "requirements.txt").write_text("streamlit==2\n")
    (folder / "pip.says").write_text("error: half of it is installed")
    assert start.main(["setup"]) == start.NOT_INSTALLED

    (folder / "pip.says").unlink()
    (folder / "requirements.txt").write_text("streamlit==1\n")
    assert start.main(["setup"]) == 0

    assert [line.split()[0] for line in asked(folder)] == ["pip", "reach", "pip", "pip"]


def test_a_network_that_opens_encrypted_traffic_is_recognised(
    start: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "pip.says").write_text("connection broken by SSLError: CERTIFICATE VERIFY FAILED")
    assert start.main(["setup"]) == start.NO_NETWORK
    assert "certificate is not trusted" in capsys.readouterr().err
    assert not (folder / ".venv").exists()


def test_any_other_failure_to_install_shows_the_end_of_what_pip_said(
    start: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "pip.says").write_text("\n".join(f"line {number}" for number in range(100)) + "\nNo space left")

    assert start.main(["setup"]) == start.NOT_INSTALLED == 6

    said = capsys.readouterr().err.splitlines()
    assert said[-1] == "No space left"
    assert 1 < len(said) < 12
    assert not (folder / ".venv").exists()


def test_ctrl_c_during_the_installation_leaves_no_venv_and_shows_no_traceback(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def ctrl_c(*_: object) -> None:
        assert (folder / ".venv").exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "run_quietly", ctrl_c)

    assert start.main([]) == start.INTERRUPTED == 130

    assert not (folder / ".venv").exists()
    assert "Traceback" not in capsys.readouterr().err


# The demonstration store


def test_a_store_that_is_there_is_never_built_over(start: ModuleType, folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "ours"
    store.mkdir()
    (store / "current").write_text("hub.0042.duckdb")

    assert start.main(["setup", "--store", str(store)]) == 0

    assert (store / "current").read_text() == "hub.0042.duckdb"
    assert [line.split()[0] for line in asked(folder)] == ["pip"]


def test_a_demonstration_that_cannot_be_built_leaves_no_half_of_it(
    start: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "reach.breaks").touch()

    assert start.main(["setup"]) == start.NO_STORE == 8

    assert not (folder / "data" / "hub").exists()
    assert "Lost: the invented schools." in capsys.readouterr().err


def test_a_folder_that_was_there_before_is_kept_when_the_demonstration_fails(
    start: ModuleType, folder: Path, tmp_path: Path
) -> None:
    (folder / "reach.breaks").touch()
    notes = tmp_path / "ours" / "notes.txt"
    notes.parent.mkdir()
    notes.touch()

    assert start.main(["setup", "--store", str(notes.parent)]) == start.NO_STORE

    assert notes.exists()


# Starting the dashboard


def test_a_busy_port_is_named_before_anything_slow_begins(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # The program behind the port never answers; waiting for that would take two seconds.
    monkeypatch.setattr(start, "health_is_ok", lambda _: False)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        assert start.main(["--port", str(port)]) == start.PORT_BUSY == 7

    other = port + 1 if port < 65535 else 8501
    said = capsys.readouterr()
    assert said.err == f"Port {port} is in use by another program; choose another with --port {other}\n"
    assert said.out == ""
    assert not (folder / ".venv").exists()


@not_on_windows
def test_the_dashboard_opens_says_where_it_is_and_ends_with_ctrl_c(folder: Path, start: ModuleType) -> None:
    venv.create(folder / ".venv", with_pip=False)
    port = free_port()
    store = folder.parent / "our store"

    with running(folder, "--port", str(port), "--store", str(store)) as process:
        assert process.stdout
        ready = next(line for line in process.stdout if "Press Ctrl-C" in line)
        assert f"The dashboard is at http://127.0.0.1:{port} (ready in " in ready

        again = subprocess.run(
            [sys.executable, str(folder / "start.py"), "--port", str(port)], capture_output=True, text=True
        )
        assert again.returncode == 7
        assert f"running at http://127.0.0.1:{port} with another store" in again.stderr

        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=20)

    assert process.returncode == 0
    assert "Traceback" not in said
    assert (folder / "stopped.txt").exists(), "the server was stopped the hard way"
    assert (folder / "served.txt").read_text() == str(store)
    assert re.fullmatch(
        f"streamlit run dashboard.py --server.address 127.0.0.1 --server.port {port} --server.headless true"
        " --browser.gatherUsageStats false --logger.level warning -- [0-9a-f]{16}",
        asked(folder)[-1],
    )
    assert not start.health_is_ok(port)
    start.check_port(port)


@not_on_windows
def test_a_start_while_one_runs_leads_to_it_and_stop_ends_it(
    folder: Path, start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    venv.create(folder / ".venv", with_pip=False)
    port = free_port()
    opened: list[str] = []
    monkeypatch.setattr(start.webbrowser, "open", opened.append)
    monkeypatch.setattr(start, "has_screen", lambda: True)
    assert start.main(["stop", "--port", str(port)]) == 0
    assert "No dashboard of this folder is running" in capsys.readouterr().out
    with running(folder, "--port", str(port)) as process:
        assert process.stdout and any("Press Ctrl-C" in line for line in process.stdout)
        assert start.main(["--port", str(port)]) == 0
        assert opened == [f"http://127.0.0.1:{port}"]
        assert "is running already" in capsys.readouterr().out
        assert start.main(["stop", "--port", str(port)]) == 0
        said, _ = process.communicate(timeout=20)
    assert process.returncode == 0 and "The dashboard was stopped." in said
    assert not start.health_is_ok(port) and not list(folder.glob(".running-*"))


@not_on_windows
def test_stop_ends_a_dashboard_whose_terminal_is_gone(folder: Path, start: ModuleType) -> None:
    venv.create(folder / ".venv", with_pip=False)
    port = free_port()
    with running(folder, "--port", str(port)) as process:
        assert process.stdout and any("Press Ctrl-C" in line for line in process.stdout)
        process.kill()
        process.wait()
        assert start.health_is_ok(port), "the server goes on without its start.py"
        assert start.main(["stop", "--port", str(port)]) == 0
    assert not start.health_is_ok(port)


def serving(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """A server that answers as Streamlit does, and is none of start.py's."""
    command = [sys.executable, "-m", "streamlit", "--server.port", str(port)]
    return subprocess.Popen(command, cwd=folder, env=dict(os.environ, REACH_STORE="another"))


@not_on_windows
def test_two_starts_at_once_lead_to_one_dashboard(folder: Path, start: ModuleType) -> None:
    """The second waits for the set-up, then for the dashboard that the first one starts."""
    port = free_port()
    (folder / "streamlit.waits").write_text("1")
    with running(folder, "--port", str(port)) as one, running(folder, "--port", str(port)) as other:
        with start.one_at_a_time():
            # Both wait here, as one would for the other's installation.
            venv.create(folder / ".venv", with_pip=False)
            assert one.stdout and other.stdout
        wait_for(folder / "served.txt")
        deadline = time.monotonic() + 20
        while one.poll() is None and other.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        second, first = (one, other) if one.poll() is not None else (other, one)
        said, _ = second.communicate(timeout=20)
        assert second.returncode == 0, said
        assert f"The dashboard is running already, at http://127.0.0.1:{port}. To end it: python3 start.py stop" in said
        assert f"start.py stop --port {port}" in said
        assert first.poll() is None and start.health_is_ok(port)
        assert len([line for line in asked(folder) if line.startswith("streamlit")]) == 1

        assert start.main(["--port", str(port), "--no-browser"]) == 0, "a third one finds it, too"
        assert start.main(["stop", "--port", str(port)]) == 0
        said, _ = first.communicate(timeout=20)
    assert first.returncode == 0 and "The dashboard was stopped." in said
    assert not list(folder.glob(".running-*"))


@not_on_windows
def test_stop_ends_a_dashboard_that_is_still_starting(
    folder: Path, start: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    venv.create(folder / ".venv", with_pip=False)
    port = free_port()
    (folder / "streamlit.waits").write_text("30")
    with running(folder, "--port", str(port)) as process:
        wait_for(folder / "served.txt")
        assert start.main(["stop", "--port", str(port)]) == 0
        assert f"The dashboard at port {port} is stopped." in capsys.readouterr().out
        said, _ = process.communicate(timeout=20)
    assert process.returncode == 0 and "The dashboard was stopped." in said


@not_on_windows
@pytest.mark.parametrize(
    "note",
    [
        '{{"process": {process}, "store": "ours"}}',
        '{{"process": {process}, "store": "ours", "token": "0123456789abcdef"}}',
        '{{"process": {process}, "store": "ours", "token": ""}}',
        "[{process}]",
        "",
    ],
)
def test_a_note_from_before_a_power_cut_ends_no_other_program(
    start: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str], note: str
) -> None:
    port = free_port()
    file = folder / f".running-{port}.json"
    other = serving(folder, port)
    try:
        file.write_text(note.format(process=other.pid))
        deadline = time.monotonic() + 20
        while not start.health_is_ok(port) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert start.main(["--port", str(port)]) == start.PORT_BUSY, "the other is not taken for the dashboard"

        assert start.main(["stop", "--port", str(port)]) == 0

        assert f"No dashboard of this folder is running at port {port}." in capsys.readouterr().out
        assert not file.exists()
        assert other.poll() is None and start.health_is_ok(port)
    finally:
        other.kill()
        other.wait()


def test_stop_ends_nothing_where_it_is_not_known_whose_the_process_is(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = []
    monkeypatch.setattr(start, "command_of", lambda _: None)
    monkeypatch.setattr(start.os, "kill", lambda *arguments: ended.append(arguments))
    start.write_note(8731, start.Note(4321, "ours", "0123456789abcdef"))

    assert start.main(["stop", "--port", "8731"]) == start.NOT_STOPPED == 13

    assert "Nothing was stopped" in capsys.readouterr().err
    assert ended == [] and (folder / ".running-8731.json").exists()


@pytest.mark.parametrize("process", [0, -1])
def test_a_note_that_names_every_process_ends_none(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, process: int
) -> None:
    ended = []
    monkeypatch.setattr(start.os, "kill", lambda *arguments: ended.append(arguments))
    monkeypatch.setattr(start, "health_is_ok", lambda _: True)
    monkeypatch.setattr(start, "SECONDS_TO_STOP", 0.1)
    file = folder / ".running-8731.json"
    file.write_text(f'{{"process": {process}, "store": "ours", "token": "0123456789abcdef"}}')
    assert start.main(["stop", "--port", "8731"]) == 0
    assert ended == [] and not file.exists()


def test_a_dashboard_that_never_answers_is_not_waited_for_without_end(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "command_of", lambda _: "streamlit run -- 0123456789abcdef")
    monkeypatch.setattr(start, "SECONDS_TO_START", 0.1)
    port = free_port()
    start.write_note(port, start.Note(4321, "ours", "0123456789abcdef"))
    assert start.main(["--port", str(port)]) == start.PORT_BUSY
    assert f"does not answer. End it with: python3 start.py stop --port {port}" in capsys.readouterr().err


def test_a_note_that_is_another_starts_stays(start: ModuleType, folder: Path) -> None:
    mine, others = start.Note(1, "ours", "mine"), start.Note(2, "ours", "others")
    start.write_note(8731, others)
    start.remove_note(8731, mine)
    assert start.read_note(8731) == others
    start.remove_note(8731, others)
    assert start.read_note(8731) is None and not list(folder.glob(".running-*"))


def test_the_command_of_a_process_is_known_and_one_that_has_gone_has_none(start: ModuleType) -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()", "0123456789abcdef"], stdin=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 20
        # For a moment a new process still has the command of the one that began it.
        while "0123456789abcdef" not in start.command_of(process.pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert start.is_dashboard(start.Note(process.pid, "ours", "0123456789abcdef")) is True
        assert start.is_dashboard(start.Note(process.pid, "ours", "fedcba9876543210")) is False
    finally:
        process.communicate(b"\n")
    assert start.command_of(process.pid) == ""


@pytest.mark.parametrize(
    ("system", "program", "output", "errors", "command"),
    [
        ("posix", "ps", b"python -m streamlit -- 01ab\n", b"", "python -m streamlit -- 01ab"),
        ("posix", "ps", b"", b"", ""),
        ("posix", "ps", b"", b"ps: not permitted", None),
        (
            "nt",
            "powershell",
            b"found python.exe -m streamlit -- 01ab\r\n",
            b"",
            "found python.exe -m streamlit -- 01ab",
        ),
        ("nt", "powershell", b"", b"", ""),
        ("nt", "powershell", b"found \r\n", b"", None),
        ("nt", "powershell", b"", b"running scripts is disabled", None),
    ],
)
def test_other_systems_are_asked_for_the_command(
    start: ModuleType,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    system: str,
    program: str,
    output: bytes,
    errors: bytes,
    command: str | None,
) -> None:
    commands = []

    def run(arguments: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        commands.append(arguments)
        return subprocess.CompletedProcess(arguments, 0, output, errors)

    monkeypatch.setattr(start, "PROCESSES", folder / "no such folder")
    monkeypatch.setattr(start.subprocess, "run", run)
    with monkeypatch.context() as patch:
        patch.setattr(start.os, "name", system)
        found = start.command_of(4321)
    assert found == command
    assert commands[0][0] == program and "4321" in commands[0][-1]


def test_without_a_program_that_tells_the_command_it_is_not_known(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "PROCESSES", folder / "no such folder")
    monkeypatch.setenv("PATH", str(folder))
    assert start.command_of(os.getpid()) is None


@not_on_windows
def test_nothing_of_the_servers_stands_before_the_ready_line_but_its_warnings(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Streamlit itself, with an empty dashboard and a setting that it does not know."""
    shutil.rmtree(folder / "streamlit")
    (folder / "dashboard.py").touch()
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text("[client]\nnonsense = true\n")
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(start, "set_up_everything", lambda _: None)
    monkeypatch.setattr(start, "SECONDS_TO_STOP", 0.1)
    wait = start.wait_until_it_answers

    def wait_then_ctrl_c(*arguments: object) -> None:
        wait(*arguments)
        time.sleep(0.3)  # The greeting comes with the first answer, or a moment later.
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "wait_until_it_answers", wait_then_ctrl_c)
    assert start.main(["--port", str(free_port()), "--no-browser"]) == 0
    said = capfd.readouterr()
    assert said.out == "Starting the dashboard (a few seconds)\n\nStopping the dashboard.\n"
    assert len(said.err.splitlines()) == 1 and '"client.nonsense" is not a valid config option' in said.err


def test_two_first_starts_take_turns(folder: Path, start: ModuleType) -> None:
    """The second waits for the first, and finds all that it set up."""
    with start.one_at_a_time():
        second = subprocess.Popen(
            [sys.executable, str(folder / "start.py"), "setup"],
            cwd=folder.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        venv.create(folder / ".venv", with_pip=False)
        time.sleep(1)
        assert second.poll() is None and asked(folder) == []
        start.set_up("requirements.txt")
        start.build_store(folder / "data" / "hub")
        before = asked(folder)
    said, _ = second.communicate(timeout=60)
    assert second.returncode == 0 and "waiting for it" in said
    assert asked(folder) == before, "nothing was set up twice"


def test_settings_that_cannot_be_used_stop_the_start(
    start: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = f"A setting cannot be used: hub.toml, line 3: name: is missing; {'what it may be, ' * 30}and no more."
    (folder / "settings.says").write_text(said)
    assert start.main(["--no-browser"]) == start.BAD_SETTINGS == 12
    assert said in capsys.readouterr().err
    assert not any(line.startswith("streamlit") for line in asked(folder))


def test_another_address_is_refused_with_the_reason_where_nobody_signs_in(
    start: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "reach" / "check_settings.py").write_text("import sys\nsys.exit('refused' if sys.argv[1:] else 0)\n")
    assert start.main(["--no-browser", "--address", "192.168.0.10"]) == start.NO_SIGN_IN == 14
    assert "refused" in capsys.readouterr().err
    assert not any(line.startswith("streamlit") for line in asked(folder))


def test_sign_in_begins_with_a_secret_of_its_own_that_nobody_else_can_read(
    start: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / ".streamlit").mkdir()
    shutil.copy(PROJECT / ".streamlit" / "secrets.example.toml", folder / ".streamlit")
    file = folder / ".streamlit" / "secrets.toml"
    made = set()
    for _ in range(2):
        assert start.main(["sign-in"]) == 0
        secret = tomllib.loads(file.read_text(encoding="utf-8"))["auth"]["cookie_secret"]
        assert len(secret) >= 64 and stat.S_IMODE(file.stat().st_mode) == 0o600
        made.add(secret)
        # One that is there is left as it is.
        file.write_text(file.read_text(encoding="utf-8") + "# ours\n", encoding="utf-8")
        assert start.main(["sign-in"]) == 0 and file.read_text(encoding="utf-8").endswith("# ours\n")
        assert "was left as it is" in capsys.readouterr().out
        file.unlink()
    assert len(made) == 2


def test_the_dashboard_is_served_under_the_name_where_people_sign_in(start: ModuleType, folder: Path) -> None:
    assert start.hosts() == []
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "secrets.toml").write_text(
        '[auth]\nredirect_uri = "https://reach.hub.example/oauth2callback"\n'
    )
    assert start.hosts() == ["localhost", "127.0.0.1", "reach.hub.example"]
    (folder / ".streamlit" / "secrets.toml").write_text("[auth\n")
    assert start.hosts() == []


def test_a_store_whose_pointer_is_lost_is_never_built_over(
    start: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "ours").mkdir()
    (folder / "ours" / "hub.0003.duckdb").write_bytes(b"years of work")
    (folder / "reach.says").write_text("There are: version 3.")
    assert start.main(["setup", "--store", str(folder / "ours")]) == start.NO_STORE
    assert "There are: version 3." in capsys.readouterr().err
    assert [line for line in asked(folder) if line.startswith("reach")][-1].endswith("check")
    assert (folder / "ours" / "hub.0003.duckdb").read_bytes() == b"years of work"


def test_the_command_line_runs_with_the_right_python_from_where_the_person_stands(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    (folder.parent / "asked.txt").unlink(missing_ok=True)
    assert start.main(["--store", "trial", "reach", "restore", "--store", "7"]) == 0
    last = (folder.parent / "asked.txt").read_text().splitlines()[-1]
    assert last == f"reach --store {folder.parent / 'trial'} restore --store 7"


@not_on_windows
def test_ending_start_py_from_outside_ends_the_dashboard_with_it(folder: Path, start: ModuleType) -> None:
    venv.create(folder / ".venv", with_pip=False)
    port = free_port()

    with running(folder, "--port", str(port)) as process:
        assert process.stdout
        assert any("Press Ctrl-C" in line for line in process.stdout)
        process.terminate()
        process.communicate(timeout=20)

    assert process.returncode == 0
    assert not start.health_is_ok(port)


def test_the_browser_opens_once_the_dashboard_answers_unless_that_is_not_wanted(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def opens(address: str) -> None:
        assert start.health_is_ok(port)
        opened.append(address)
        raise KeyboardInterrupt  # The person has seen it, and presses Ctrl-C.

    def wait_then_ctrl_c(*arguments: object) -> None:
        wait(*arguments)
        raise KeyboardInterrupt

    port = free_port()
    wait = start.wait_until_it_answers
    monkeypatch.setattr(start.webbrowser, "open", opens)
    monkeypatch.setattr(start, "has_screen", lambda: True)
    # Nobody else gets this Ctrl-C, so the server is not given long to notice it by itself.
    monkeypatch.setattr(start, "SECONDS_TO_STOP", 0.1)
    assert start.main(["--port", str(port)]) == 0
    assert opened == [f"http://127.0.0.1:{port}"]

    monkeypatch.setattr(start, "wait_until_it_answers", wait_then_ctrl_c)
    assert start.main(["--port", str(port), "--no-browser"]) == 0
    assert len(opened) == 1


def test_a_dashboard_that_dies_while_starting_is_not_waited_for(
    start: ModuleType, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "streamlit.says").write_text("Error: dashboard.py is not there")

    assert start.main(["--port", str(free_port()), "--no-browser"]) == start.SERVER_STOPPED == 9

    said = capfd.readouterr().err.splitlines()
    assert said == [
        "Error: dashboard.py is not there",
        "The dashboard stopped while starting; the reason should stand above.",
    ]


def test_a_dashboard_that_never_answers_is_stopped_in_the_end(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "streamlit" / "__main__.py").write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(start, "SECONDS_TO_START", 0.2)
    monkeypatch.setattr(start, "SECONDS_TO_STOP", 0.1)

    assert start.main(["--port", str(free_port()), "--no-browser"]) == start.SERVER_STOPPED

    assert "did not answer within 0.2 s" in capsys.readouterr().err


# Testing


def test_every_check_runs_with_its_heading_and_pytest_gets_the_rest_of_the_line(
    start: ModuleType, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "queries").mkdir()

    assert start.main(["test", "-k", "reach", "tests/unit"]) == 0

    *quick, pytest = [line for line in asked(folder) if not line.startswith("pip")]
    assert sorted(quick) == [
        "importlinter",
        "mypy",
        "ruff check .",
        "ruff format --check .",
        "sqlfluff lint --processes 2 .",
    ]
    assert re.fullmatch(r"pytest -n 3 --dist worksteal --junitxml=\S+ -k reach tests/unit", pytest)
    said = capfd.readouterr().out.splitlines()
    names = [line.strip("= ") for line in said if line.startswith("==")]
    assert sorted(names[:-1]) == ["lint-imports", "mypy", "ruff check", "ruff format", "sqlfluff"]
    assert names[-1] == "pytest"
    assert re.fullmatch(
        r"7 passed, 1 failed, 2 skipped\. Every check passed\. Minutes: ruff format \d+\.\d, ruff check \d+\.\d, "
        r"sqlfluff \d+\.\d, mypy \d+\.\d, lint-imports \d+\.\d, pytest \d+\.\d; in all \d+\.\d\.",
        said[-1],
    )


def test_the_checks_are_installed_and_need_no_demonstration_store(start: ModuleType, folder: Path) -> None:
    assert start.main(["test"]) == 0
    installed = [line.rpartition(os.sep)[2] for line in asked(folder) if line.startswith("pip")]
    assert installed == ["requirements.txt", "requirements-shared.txt", "requirements-dev.txt"]
    assert not (folder / "data").exists()
    assert not any(line.startswith("reach") for line in asked(folder))


def test_a_shared_store_gets_its_parts_and_is_not_filled(start: ModuleType, folder: Path) -> None:
    address = "ducklake:postgres:dbname=reach;data=/srv/reach"
    assert start.main(["--store", address, "setup"]) == 0
    installed = [line.rpartition(os.sep)[2] for line in asked(folder) if line.startswith("pip")]
    assert installed == ["requirements.txt", "requirements-shared.txt"]
    assert not any(line.startswith("reach") for line in asked(folder))
    assert start.parts_for(Path("data/hub"), "copy-store", "data/hub", address) == installed
    assert start.parts_for(Path("data/hub"), "check") == ["requirements.txt"]


def test_the_checks_never_see_the_store_that_this_terminal_works_with(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REACH_STORE", "ours")
    (folder / "pytest" / "__main__.py").write_text("import os, sys\nsys.exit(os.environ.get('REACH_STORE'))\n")

    assert start.main(["test"]) == 0


def test_the_checks_keep_what_python_compiles_wherever_this_terminal_does_not(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (folder / "pytest" / "__main__.py").write_text("import sys\nsys.exit(sys.dont_write_bytecode)\n")

    assert start.main(["test"]) == 0


def test_a_check_that_fails_stops_no_other_and_is_named_at_the_end(
    start: ModuleType, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "mypy.says").write_text("error: int is not str")

    assert start.main(["test"]) == start.CHECKS_FAILED == 1

    assert asked(folder)[-1].startswith("pytest -n 3 ")
    assert "7 passed, 1 failed, 2 skipped. Failed: mypy. Minutes: ruff format 0." in last_line(capfd)


def test_tests_that_did_not_come_to_their_end_are_said_to(
    start: ModuleType, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "pytest.says").write_text("Out of memory")

    assert start.main(["test"]) == start.CHECKS_FAILED

    assert last_line(capfd).startswith("The tests did not come to their end. Failed: pytest. Minutes: ")


def test_a_thorough_run_has_libreoffice_and_passes_the_word_on(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start.shutil, "which", lambda _: None)
    assert start.main(["test", "--thorough"]) == start.NO_OFFICE == 11

    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert start.main(["test", "--thorough", "tests/unit"]) == 0
    assert asked(folder)[-1].endswith(" --thorough tests/unit")


def test_without_a_browser_the_checks_stop_as_skipped_is_not_passed(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(start, "find_browser", lambda: None)
    monkeypatch.setattr(start.shutil, "which", lambda _: None)

    assert start.main(["test"]) == start.NO_BROWSER == 10

    assert "need Chrome, Edge or Chromium" in capsys.readouterr().err
    assert not any(line.startswith("pytest") for line in asked(folder))


def test_on_debian_as_root_chromium_is_installed(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = []

    def note(_doing: str, command: list[str], _environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0, stdout="")

    found = iter([None, "/usr/bin/chromium"])
    monkeypatch.setattr(start, "find_browser", lambda: next(found))
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(start, "run_quietly", note)

    start.have_browser()

    assert commands == [["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]]


def test_continuous_integration_runs_what_everyone_runs() -> None:
    script = ORIGINAL.parent / ".ci" / "run"
    lines = script.read_text().splitlines()
    assert "set -euo pipefail" in lines
    assert lines[-1] == "python3 start.py test"
    assert os.name == "nt" or os.access(script, os.X_OK)
