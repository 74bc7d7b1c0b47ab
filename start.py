"""Sets up the dashboard and opens it. Needs Python 3.11 or newer, and nothing else.

    python3 start.py                     set up whatever is missing, start the dashboard, open the browser
    python3 start.py setup               only set up
    python3 start.py stop                end a dashboard that is running, also one that lost its terminal
    python3 start.py reach ARGUMENTS     the command line, with the right Python: start.py reach --help
    python3 start.py sign-in             begin to let people sign in from other computers: docs/sign-in.md
    python3 start.py test [ARGUMENTS]    set up and run every check; ARGUMENTS go to pytest
    python3 start.py test --thorough     the same with many more examples, which takes hours: before a release

This file has to be readable for old Pythons (3.6 and later), because it is what tells people that theirs is too old.
"""

import argparse
import contextlib
import hashlib
import http.client
import importlib.util
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

OLDEST_PYTHON = (3, 11)
USUAL_PORT = 8501
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PROCESSES = Path("/proc")  # on Linux
HOST = "127.0.0.1"
SECONDS_TO_START = 120
SECONDS_TO_STOP = 3

# Exit codes. 2 is argparse's own: an option that start.py does not know.
CHECKS_FAILED = 1
OLD_PYTHON = 3
NO_VENV = 4
NO_NETWORK = 5
NOT_INSTALLED = 6
PORT_BUSY = 7
NO_STORE = 8
SERVER_STOPPED = 9
NO_BROWSER = 10
NO_OFFICE = 11
BAD_SETTINGS = 12
NOT_STOPPED = 13
NO_SIGN_IN = 14
NO_POSTGRES = 15
INTERRUPTED = 130

# What pip says when it cannot reach the place that it installs from, in lower case.
NETWORK_WORDS = (
    "after connection broken by",
    "failed to establish a new connection",
    "failed to connect",
    "connection timed out",
    "read timed out",
    "name resolution",
    "getaddrinfo failed",
    "network is unreachable",
    "cannot connect to proxy",
)
CERTIFICATE_WORDS = ("certificate verify failed", "ssl certificate")

# Where browsers are: the tests drive one.
BROWSER_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_BROWSERS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
MAC_BROWSERS = ("Google Chrome", "Microsoft Edge", "Chromium")


class StartError(Exception):
    """Something that the person at the keyboard can put right: an exit code and what to do."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def main(arguments: "list[str]") -> int:
    """Do what the command line asks; a person never sees a traceback for what they can put right."""
    try:
        check_python()
        if arguments[:1] == ["test"]:
            return test(arguments[1:])
        # What stands behind “reach” is for the command line, and none of this file's business.
        place = arguments.index("reach") if "reach" in arguments else len(arguments)
        options = read_options(arguments[:place])
        if arguments[place:]:
            return command_line(options.store, arguments[place + 1 :])
        if options.command == "stop":
            return stop_running(options.port)
        if options.command == "sign-in":
            return begin_sign_in()
        if options.command == "setup":
            with one_at_a_time():
                set_up_everything(options.store)
            print("Ready. Open the dashboard with: python3 start.py")
            return 0
        return start(options)
    except StartError as error:
        print(error, file=sys.stderr)
        return error.code
    except OSError as error:
        print(f"The dashboard could not be set up in {ROOT}: {error}", file=sys.stderr)
        return NOT_INSTALLED
    except KeyboardInterrupt:
        print("\nStopped. You can start again at any time.", file=sys.stderr)
        return INTERRUPTED


def read_options(arguments: "list[str]") -> argparse.Namespace:
    """Read the command line of everything but `test`, whose arguments are pytest's."""
    parser = argparse.ArgumentParser(
        prog="start.py", description="Sets up the dashboard, starts it on this computer and opens the browser."
    )
    parser.add_argument(
        "command",
        nargs="?",
        choices=["setup", "stop", "sign-in"],
        help="only set up, end a dashboard that is running, or begin to let people sign in (more: start.py test, "
        "start.py reach --help)",
    )
    parser.add_argument(
        "--port", type=port_number, default=USUAL_PORT, help=f"where the dashboard listens ({USUAL_PORT})"
    )
    parser.add_argument(
        "--address",
        default=HOST,
        help=f"the network address that other computers reach it at, for people who sign in ({HOST}: this one only)",
    )
    parser.add_argument(
        "--store",
        type=store_place,
        default=os.environ.get("REACH_STORE") or str(ROOT / "data" / "hub"),
        help="the store's folder (data/hub), or the address of a shared one: docs/shared-store.md",
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")
    return parser.parse_args(arguments)


def store_place(text: str) -> "Path | str":
    """Read where the store is: a folder, or the address of a shared one."""
    return text if is_shared(text) else Path(text).expanduser().resolve()


def is_shared(store: "Path | str") -> bool:
    """Tell whether a store is a shared one, which needs parts of its own."""
    return str(store).startswith("ducklake:")


def parts_for(*stores: "Path | str") -> "list[str]":
    """List the files of parts that the dashboard needs for these stores."""
    return ["requirements.txt", *["requirements-shared.txt"] * any(map(is_shared, stores))]


def port_number(text: str) -> int:
    """Read a port, so that a slip is named before anything slow begins."""
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text}")
    return int(text)


# Setting up


def check_python() -> None:
    """Say at once that Python is too old: everything later would fail in a stranger way."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        found, needed = (".".join(map(str, version[:2])) for version in (sys.version_info, OLDEST_PYTHON))
        raise StartError(
            OLD_PYTHON,
            f"Python {found} is too old: the dashboard needs Python {needed} or newer. "
            f"Install one from python.org and run start.py with it, for example: python{needed} start.py",
        )


def set_up_everything(store: "Path | str") -> None:
    """Have all that the dashboard needs: its parts, settings that can be used, and a store."""
    set_up(*parts_for(store))
    check_settings()
    if isinstance(store, Path):  # a shared one is made by whoever sets it up
        build_store(store)


@contextlib.contextmanager
def one_at_a_time() -> "Iterator[None]":
    """Let one start set up, and others wait for it: two at once would delete each other's .venv."""
    with (ROOT / ".start.lock").open("a+b") as file:
        if not try_to_lock(file):
            print("Another start is setting up the dashboard; waiting for it ... ", end="", flush=True)
            while not try_to_lock(file):
                time.sleep(0.2)
            print("done", flush=True)
        yield  # the lock goes with the file, or with this program


def try_to_lock(file: Any) -> bool:
    """Take the lock on a file, unless another program has it."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def check_settings() -> None:
    """Stop at once where hub.toml cannot be used: the app could only say so page by page."""
    refuse_unless_right(BAD_SETTINGS, "reach.check_settings")


def refuse_unless_right(code: int, *module: str) -> None:
    """Run a module of the dashboard; where it finds something wrong, stop with the words that it has for it."""
    asked = subprocess.run(
        [str(PYTHON), "-m", *module],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if asked.returncode != 0:
        raise StartError(code, asked.stdout.strip())


def set_up(*requirements: str) -> None:
    """Have a working .venv with these requirements installed; one that was made here and failed is removed again."""
    is_new = not venv_version()
    if is_new and not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise StartError(
            NO_VENV,
            "This Python cannot make virtual environments (venv or ensurepip is missing). "
            "On Debian or Ubuntu: sudo apt install python3-venv. Elsewhere: install Python from python.org.",
        )
    try:
        if is_new:
            make_venv()
        for name in requirements:
            install(ROOT / name, is_new)
    except BaseException:
        if is_new:
            shutil.rmtree(VENV, ignore_errors=True)
        raise


def venv_version() -> str:
    """Give the Python version of .venv, or nothing where there is no .venv that works.

    It is asked rather than looked at, because a .venv outlives a Python that was removed or renewed.
    """
    question = "import sys, pip; print(*sys.version_info[:2]) if sys.version_info[:2] >= {} else sys.exit(1)"
    try:
        answer = subprocess.run(
            [str(PYTHON), "-c", question.format(OLDEST_PYTHON)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=False,
        )
    except OSError:
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""


def make_venv() -> None:
    """Make .venv, in place of one that does not work."""
    if VENV.exists():
        print("The folder .venv does not work with the Python that is here now, so it is made afresh.")
        shutil.rmtree(VENV)
    made = run_quietly("Making a place for the dashboard's parts (.venv)", [sys.executable, "-m", "venv", str(VENV)])
    if made.returncode != 0:
        raise StartError(NOT_INSTALLED, "The folder .venv could not be made. Python said:\n" + last_lines(made.stdout))


def install(requirements: Path, is_new: bool) -> None:
    """Install a requirements file, unless .venv remembers that exactly this was installed."""
    note = VENV / f"installed-{requirements.stem}.sha256"
    fingerprint = hashlib.sha256(requirements.read_bytes() + venv_version().encode()).hexdigest()
    if note.exists() and note.read_text(encoding="ascii") == fingerprint:
        return
    # The note goes first: an installation that is cut short must not pass for the one before it.
    if note.exists():
        note.unlink()
    what = {"requirements-dev": "parts that test the dashboard", "requirements-shared": "parts for a shared store"}.get(
        requirements.stem, "dashboard's parts"
    )
    done = run_quietly(
        f"Installing the {what} (about two minutes the first time)",
        [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(requirements)],
        # A pip that is set to install for the user alone would refuse to install into .venv.
        {"PIP_NO_INPUT": "1", "PIP_USER": "0"},
    )
    if done.returncode != 0:
        raise not_installed(done.stdout, is_new)
    note.write_text(fingerprint, encoding="ascii")


def not_installed(output: str, is_new: bool) -> StartError:
    """Tell from what pip said why it failed, and what that leaves."""
    left = "Nothing was left behind." if is_new else "The .venv that was here is kept."
    message = output.lower()
    if any(words in message for words in CERTIFICATE_WORDS):
        return StartError(
            NO_NETWORK,
            "The network's security certificate is not trusted, so the dashboard's parts cannot be fetched. "
            f"Ask your IT support for the certificate file, set PIP_CERT to its path and start again. {left}",
        )
    if any(words in message for words in NETWORK_WORDS):
        return StartError(
            NO_NETWORK,
            "The dashboard's parts cannot be fetched: no network, or a firewall or proxy in between. "
            f"Connect to the internet (or ask your IT support about pip's proxy setting) and start again. {left}",
        )
    return StartError(
        NOT_INSTALLED, f"The dashboard's parts could not be installed. {left} pip said:\n" + last_lines(output)
    )


def build_store(store: Path) -> None:
    """Build the demonstration where there is no store; one that is there, or was, is never touched."""
    if (store / "current").exists():
        return
    if has_versions(store):
        # Its pointer is lost: the command line says which versions there are and how to bring one back.
        refuse_unless_right(NO_STORE, "reach", "--store", str(store), "check")
        return
    was_there = store.exists()
    try:
        built = run_quietly(
            f"Building the demonstration store in {store}",
            [str(PYTHON), "-m", "reach", "--store", str(store), "demo"],
        )
        if built.returncode != 0:
            raise StartError(NO_STORE, "The demonstration store could not be built:\n" + last_lines(built.stdout))
    finally:
        # A drive may have come back meanwhile, with a store on it.
        if not was_there and not (store / "current").exists() and not has_versions(store):
            shutil.rmtree(store, ignore_errors=True)


def has_versions(store: Path) -> bool:
    """Tell whether a folder holds any version of a store."""
    return any(store.glob("hub.*.duckdb"))


def run_quietly(
    doing: str, command: "list[str]", extra_environment: "dict[str, str] | None" = None
) -> "subprocess.CompletedProcess[str]":
    """Say what is being done and how long it took; what the command itself says is kept for when it fails."""
    print(f"{doing} ... ", end="", flush=True)
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=dict(os.environ, **(extra_environment or {})),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    took = max(1, round(time.monotonic() - began))
    print(f"done in {took} s" if done.returncode == 0 else "failed", flush=True)
    return done


def last_lines(output: str) -> str:
    """Give the end of what a command said, where the reason usually stands."""
    return "\n".join(line[:200] for line in output.strip().splitlines()[-8:])


# Starting the dashboard


def start(options: argparse.Namespace) -> int:
    """Set up whatever is missing, start the dashboard and stay until Ctrl-C; lead to one that is there already."""
    while True:
        if other_answers(options.port):
            return show_running(options)
        check_port(options.port)
        with contextlib.ExitStack() as lock:
            lock.enter_context(one_at_a_time())
            # Another start may have begun the dashboard while this one waited for the lock.
            if may_be_running(options.port):
                continue
            check_port(options.port)
            set_up_everything(options.store)
            if options.address != HOST:
                refuse_unless_right(NO_SIGN_IN, "reach.check_settings", options.address)
            return serve(options, begun=lock.close)


class Note(NamedTuple):
    """What a start records of the dashboard that it began: process, store, and a token that only this one was given."""

    process: int
    store: str
    token: str


NO_PROCESS = Note(0, "", "")


def note_of(port: int) -> Path:
    """Give the file that says which dashboard listens at a port."""
    return ROOT / f".running-{port}.json"


def read_note(port: int) -> "Note | None":
    """Read the note of a port, if there is one. One that a power cut left half-written names no process."""
    try:
        fields = json.loads(note_of(port).read_text(encoding="utf-8"))
        return Note(int(fields["process"]), str(fields["store"]), str(fields["token"]))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError):
        return NO_PROCESS


def write_note(port: int, note: Note) -> None:
    """Write a note so that nobody reads half of it."""
    new = ROOT / f".running-{port}-new.json"
    new.write_text(json.dumps(note._asdict()), encoding="utf-8")
    new.replace(note_of(port))


def remove_note(port: int, note: Note) -> None:
    """Remove a note, unless another start has written its own there since."""
    if read_note(port) == note:
        with contextlib.suppress(FileNotFoundError):
            note_of(port).unlink()


def is_dashboard(note: Note) -> "bool | None":
    """Tell whether a note's process is the dashboard that was begun with its token; None where that is not known.

    The number alone proves nothing: after a restart of the computer it belongs to another program.
    """
    if not (note.process > 0 and note.token):
        return False
    command = command_of(note.process)
    return None if command is None else note.token in command.split()


def command_of(process: int) -> "str | None":
    """Give the command that a process was begun with: empty where it has gone, None where this is not known."""
    if (PROCESSES / "self" / "cmdline").exists():
        try:
            return (PROCESSES / str(process) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
        except OSError:
            return None
    if os.name == "nt":
        # A process that is there is marked, as the command of somebody else's is not shown.
        query = f"Get-CimInstance Win32_Process -Filter 'ProcessId={process}'"
        query += " | ForEach-Object { 'found ' + $_.CommandLine }"
        ask = ["powershell", "-NoProfile", "-NonInteractive", "-Command", query]
    else:
        ask = ["ps", "-ww", "-o", "command=", "-p", str(process)]
    try:
        answer = subprocess.run(ask, stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    command = answer.stdout.decode(errors="replace").strip()
    # Of a process that has gone, ps says nothing at all.
    return None if command == "found" or (not command and answer.stderr.strip()) else command


def may_be_running(port: int) -> bool:
    """Tell whether a dashboard of this folder is running at the port, or being started there."""
    note = read_note(port)
    if note is None:
        return False
    is_ours = is_dashboard(note)
    # Where that is not known, a note is believed for as long as a start may take, and while something answers.
    return is_ours or (is_ours is None and (seconds_since_written(port) < SECONDS_TO_START or health_is_ok(port)))


def seconds_since_written(port: int) -> float:
    """Give the age of a note; one that has just gone is very old."""
    try:
        return time.time() - note_of(port).stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def other_answers(port: int) -> bool:
    """Tell whether the dashboard of this folder answers at the port, once it does where it is just being started."""
    deadline = time.monotonic() + SECONDS_TO_START
    is_announced = False
    while may_be_running(port):
        if health_is_ok(port):
            return True
        if time.monotonic() > deadline:
            raise StartError(
                PORT_BUSY,
                f"A dashboard is running at port {port} and does not answer. End it with: {stop_command(port)}",
            )
        if not is_announced:
            print("Another start is starting the dashboard; waiting for it.", flush=True)
            is_announced = True
        time.sleep(0.2)
    return False


def stop_command(port: int) -> str:
    """Give the command that ends the dashboard at a port."""
    return "python3 start.py stop" + ("" if port == USUAL_PORT else f" --port {port}")


def show_running(options: argparse.Namespace) -> int:
    """Open the browser on the dashboard that is running, instead of starting another."""
    address = f"http://{HOST}:{options.port}"
    note = read_note(options.port) or NO_PROCESS
    if note.store and Path(note.store) != Path(options.store):
        raise StartError(
            PORT_BUSY,
            f"The dashboard is running at {address} with another store, {note.store}. "
            f"End it with: {stop_command(options.port)}, or choose another port with --port",
        )
    print(f"The dashboard is running already, at {address}. To end it: {stop_command(options.port)}", flush=True)
    if not options.no_browser and has_screen():
        webbrowser.open(address)
    return 0


def stop_running(port: int) -> int:
    """End the dashboard at a port, whatever became of its terminal, and never another program."""
    note = read_note(port)
    is_ours = note is not None and is_dashboard(note)
    if note is not None and is_ours is None:
        raise StartError(
            NOT_STOPPED,
            f"Nothing was stopped: this computer does not say whether process {note.process} is the dashboard. "
            "Close the window that it was started in, or restart the computer.",
        )
    if note is None or not is_ours:
        if note is not None:
            remove_note(port, note)
        print(f"No dashboard of this folder is running at port {port}.")
        return 0
    # Without its note the start.py that waits for it knows that it was stopped.
    remove_note(port, note)
    for number in ("SIGTERM", "SIGKILL"):
        with contextlib.suppress(ProcessLookupError):
            os.kill(note.process, getattr(signal, number, signal.SIGTERM))
        deadline = time.monotonic() + SECONDS_TO_STOP
        while is_dashboard(note) and time.monotonic() < deadline:
            time.sleep(0.1)
        if not is_dashboard(note):
            print(f"The dashboard at port {port} is stopped.")
            return 0
    raise StartError(
        NOT_STOPPED, f"The dashboard at port {port} could not be stopped. Close it, or restart the computer."
    )


def command_line(store: "Path | str", arguments: "list[str]") -> int:
    """Run the command line with the Python that has its parts."""
    with one_at_a_time():
        set_up(*parts_for(store, *arguments))
    # From where the person stands, as their files are named from there.
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    command = [str(PYTHON), "-m", "reach", "--store", str(store), *arguments]
    return subprocess.run(command, env=environment, check=False).returncode


def check_port(port: int) -> None:
    """Say that the port is taken before anything slow begins, and by the dashboard itself, if it is."""
    other = f"choose another with --port {port + 1 if port < 65535 else USUAL_PORT}"
    if health_is_ok(port):
        raise StartError(
            PORT_BUSY, f"The dashboard seems to be running already at http://{HOST}:{port} (if it is not, {other})"
        )
    busy = StartError(PORT_BUSY, f"Port {port} is in use by another program; {other}")
    with socket.socket() as caller:
        caller.settimeout(0.5)
        if caller.connect_ex((HOST, port)) == 0:
            raise busy
    with socket.socket() as listener:
        # On Windows an address can be shared unless asked for alone; elsewhere a port just left is free to take again.
        listener.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR), 1)
        try:
            listener.bind((HOST, port))
        except PermissionError:
            raise StartError(PORT_BUSY, f"This computer does not let you use port {port}; {other}") from None
        except OSError:
            raise busy from None


def health_is_ok(port: int) -> bool:
    """Ask whether Streamlit answers. http.client, as it goes through no proxy."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        answer = connection.getresponse()
        return answer.status == 200 and answer.read(10).strip() == b"ok"
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def hosts() -> "list[str]":
    """Give the names under which browsers may ask for a dashboard that people sign in to; none where nobody does."""
    import tomllib
    from urllib.parse import urlsplit

    try:
        auth = tomllib.loads((ROOT / ".streamlit" / "secrets.toml").read_text(encoding="utf-8-sig"))["auth"]
        return ["localhost", HOST, *filter(None, [urlsplit(auth["redirect_uri"]).hostname])]
    except (OSError, ValueError, KeyError, TypeError):
        return []  # a file that cannot be used is named where somebody signs in


def begin_sign_in() -> int:
    """Write .streamlit/secrets.toml from its example, with a secret of its own; one that is there stays."""
    example, file = (ROOT / ".streamlit" / name for name in ("secrets.example.toml", "secrets.toml"))
    if file.exists():
        print(f"{file} is there already and was left as it is. docs/sign-in.md goes through it.")
        return 0
    text = example.read_text(encoding="utf-8")
    text = text.replace('cookie_secret = ""', f'cookie_secret = "{secrets.token_urlsafe(48)}"')
    # Nobody else may read it, not even for the moment before its rights are set.
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as written:
        written.write(text)
    print(f"{file} was written, with a new secret for cookies. Fill in the rest: docs/sign-in.md goes through it.")
    return 0


def serve(options: argparse.Namespace, begun: "Callable[[], None]") -> int:
    """Run Streamlit until Ctrl-C; its warnings and errors show in the terminal, its own greeting does not.

    begun is called once there is a note of the dashboard, by which other starts know of it.
    """
    port, store = options.port, options.store
    address = f"http://{HOST}:{port}"
    token = secrets.token_hex(8)
    # For people who sign in: with headers, a health check and log files.
    named = hosts()
    script = "reach/server/app.py" if named else "dashboard.py"
    command = [str(PYTHON), "-m", "streamlit", "run", script]
    command += ["--server.address", options.address, "--server.port", str(port), "--server.headless", "true"]
    for host in named:
        command += ["--server.allowedHosts", host]
    command += ["--browser.gatherUsageStats", "false", "--logger.level", "warning", "--", token]
    print("Starting the dashboard (a few seconds)", flush=True)
    started = time.monotonic()
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(os.environ, REACH_STORE=str(store), REACH_STORE_IS_THERE="1"),
        stdout=subprocess.DEVNULL,
    )
    note = Note(server.pid, str(store), token)
    try:
        write_note(port, note)
        begun()
        if wait_until_it_answers(server, port):
            took = max(1, round(time.monotonic() - started))
            print(f"The dashboard is at {address} (ready in {took} s). Press Ctrl-C here to stop it.", flush=True)
            if not options.no_browser and has_screen():
                webbrowser.open(address)
            server.wait()
            what, reason = "by itself", "the reason should stand above. Start it again."
        else:
            what, reason = "while starting", "the reason should stand above."
        if read_note(port) != note:
            print("The dashboard was stopped.", flush=True)
            return 0
    except KeyboardInterrupt:
        print("\nStopping the dashboard.", flush=True)
        return 0
    finally:
        stop(server)
        remove_note(port, note)
    raise StartError(SERVER_STOPPED, f"The dashboard stopped {what}; {reason}")


def wait_until_it_answers(server: "subprocess.Popen[bytes]", port: int) -> bool:
    """Wait for the dashboard, but not for ever; tell whether it answers, or has ended."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not health_is_ok(port):
        if server.poll() is not None:
            return False
        if time.monotonic() > deadline:
            raise StartError(
                SERVER_STOPPED, f"The dashboard did not answer within {SECONDS_TO_START} s and was stopped. Try again."
            )
        time.sleep(0.1)
    return True


def has_screen() -> bool:
    """Without a screen, Linux would open a text browser in this very terminal."""
    return not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Let a program that got the same Ctrl-C finish by itself, then ask it, then make it."""
    for ask in (None, process.terminate, process.kill):
        if ask is not None:
            ask()
        try:
            process.wait(timeout=SECONDS_TO_STOP)
            return
        except subprocess.TimeoutExpired:
            continue


# Testing


def test(pytest_arguments: "list[str]") -> int:
    """Set up and run every check, all of them even when one fails, and end with one line that says how it went."""
    began = time.monotonic()
    set_up("requirements.txt", "requirements-shared.txt", "requirements-dev.txt")
    have_browser()
    have_postgres()
    if "--thorough" in pytest_arguments:
        have_office()
    with tempfile.TemporaryDirectory() as folder:
        done = side_by_side(quick_checks(), Path(folder))
        counts = Path(folder, "tests.xml")
        done.append(streamed("pytest", pytest_command(pytest_arguments, counts)))
        tests = count_tests(counts)
    failed = [check.name for check in done if not check.passed]
    minutes = ", ".join(f"{check.name} {check.seconds / 60:.1f}" for check in done)
    verdict = f"Failed: {', '.join(failed)}." if failed else "Every check passed."
    print(f"\n{tests}. {verdict} Minutes: {minutes}; in all {(time.monotonic() - began) / 60:.1f}.", flush=True)
    return CHECKS_FAILED if failed else 0


class Check(NamedTuple):
    """A check that was run."""

    name: str
    passed: bool
    seconds: float


def quick_checks() -> "list[tuple[str, list[str]]]":
    """List the checks that only read the code."""
    # The scripts in .venv break when the folder is moved, hence modules; import-linter can only be called.
    lint_imports = ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    return [
        ("ruff format", ["-m", "ruff", "format", "--check", "."]),
        ("ruff check", ["-m", "ruff", "check", "."]),
        ("sqlfluff", ["-m", "sqlfluff", "lint", "--processes", "2", "."]),
        ("mypy", ["-m", "mypy"]),
        ("lint-imports", lint_imports),
    ]


def pytest_command(arguments: "list[str]", counts: Path) -> "list[str]":
    """Give the tests' command: three at a time on two cores, as a worker often waits for a browser."""
    return ["-m", "pytest", "-n", "3", "--dist", "worksteal", f"--junitxml={counts}", *arguments]


def side_by_side(checks: "list[tuple[str, list[str]]]", folder: Path) -> "list[Check]":
    """Run checks at the same time, and print what each says once it has ended."""
    outputs = {name: folder / f"{name}.txt" for name, _ in checks}
    began = time.monotonic()
    running = {}
    ended = {}
    try:
        for name, arguments in checks:
            with outputs[name].open("wb") as output:
                running[name] = checking(arguments, stdout=output, stderr=subprocess.STDOUT)
        while running:
            for name in [name for name, check in running.items() if check.poll() is not None]:
                ended[name] = Check(name, running.pop(name).returncode == 0, time.monotonic() - began)
                print(f"\n== {name} ==\n{outputs[name].read_text(encoding='utf-8', errors='replace')}", flush=True)
            time.sleep(0.1)
    finally:
        for check in running.values():
            stop(check)
    return [ended[name] for name, _ in checks]


def streamed(name: str, arguments: "list[str]") -> Check:
    """Run one check under its heading, with its output as it comes."""
    print(f"\n== {name} ==", flush=True)
    began = time.monotonic()
    check = checking(arguments)
    try:
        passed = check.wait() == 0
    finally:
        stop(check)
    return Check(name, passed, time.monotonic() - began)


def checking(arguments: "list[str]", **output: Any) -> "subprocess.Popen[bytes]":
    """Start a check. A store that this terminal works with is none of its business.

    Python may keep what it has compiled in __pycache__: else each worker compiles all tests and the program again.
    """
    not_handed_on = ("REACH_STORE", "PYTHONDONTWRITEBYTECODE")
    environment = {key: value for key, value in os.environ.items() if key not in not_handed_on}
    return subprocess.Popen([str(PYTHON), *arguments], cwd=ROOT, env=environment, **output)


def count_tests(counts: Path) -> str:
    """Say how many tests passed, failed and were skipped, from the file that pytest leaves."""
    try:
        suite = ElementTree.parse(counts).getroot().find("testsuite")  # noqa: S314 - our own file
    except (OSError, ElementTree.ParseError):
        suite = None
    if suite is None:
        return "The tests did not come to their end"
    total, failures, errors, skipped = (int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped"))
    return f"{total - failures - errors - skipped} passed, {failures + errors} failed, {skipped} skipped"


def have_browser() -> None:
    """Have a browser for the tests to drive; without one they would be skipped, and skipped is not passed."""
    have_program("Chrome, Edge or Chromium", find_browser, "chromium", NO_BROWSER)


def have_postgres() -> None:
    """Have PostgreSQL for the tests of a shared store where it can be installed; elsewhere these are skipped."""
    if can_install():
        have_program("PostgreSQL", find_postgres, "postgresql", NO_POSTGRES)


def find_postgres() -> "str | None":
    """Find PostgreSQL's programs on the path, or where Debian has them."""
    return shutil.which("pg_ctl") or next(map(str, Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")), None)


def can_install() -> bool:
    """Tell whether Debian's packages can be installed without asking."""
    return getattr(os, "geteuid", lambda: 1)() == 0 and bool(shutil.which("apt-get"))


def have_office() -> None:
    """Have LibreOffice for the thorough tests, which open a pack's slides and workbook with it."""
    have_program("LibreOffice", lambda: shutil.which("soffice"), "libreoffice-impress libreoffice-calc", NO_OFFICE)
    have_program("pdftoppm", lambda: shutil.which("pdftoppm"), "poppler-utils", NO_OFFICE)


def have_program(name: str, find: "Callable[[], str | None]", package: str, code: int) -> None:
    """Have a program that the tests drive, from Debian's packages where that can be done without asking."""
    if find():
        return
    if not can_install():
        raise StartError(
            code,
            f"The tests need {name}, and none was found. Install one "
            f"(on Debian: sudo apt install {package}) and run the tests again.",
        )
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run_quietly(f"Looking for {package}, which the tests drive", ["apt-get", "update"], quiet)
    got = run_quietly(f"Installing {package}", ["apt-get", "install", "-y", *package.split()], quiet)
    if got.returncode != 0 or not find():
        raise StartError(code, f"{package} could not be installed. apt-get said:\n" + last_lines(got.stdout))


def find_browser() -> "str | None":
    """Find Chrome, Edge or Chromium on the path or in its usual place on Windows and Mac."""
    usual = [
        Path(os.environ[folder], browser)
        for folder in WINDOWS_FOLDERS
        if folder in os.environ
        for browser in WINDOWS_BROWSERS
    ]
    usual += [Path("/Applications", f"{name}.app", "Contents", "MacOS", name) for name in MAC_BROWSERS]
    on_path = [path for path in map(shutil.which, BROWSER_NAMES) if path]
    return next(iter(on_path + [str(path) for path in usual if path.exists()]), None)


def on_signal(*_: object) -> None:
    """Turn a polite request to end into Ctrl-C; a second one must not interrupt the clearing up."""
    for number in signals():
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def signals() -> "list[signal.Signals]":
    """List the requests to end that this system knows; closing the window ends everything anyway."""
    return [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]


if __name__ == "__main__":
    for each in signals():
        signal.signal(each, on_signal)
    sys.exit(main(sys.argv[1:]))
