"""The register fetched from a server of our own, which serves well, badly and with malice: never from the network."""

import contextlib
import datetime as dt
import gzip
import http.server
import io
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reach.errors import ImportFileError
from reach.ingest.fetching import fetch_register
from reach.ingest.reading import SourceFile
from reach.settings import load_settings
from tests.builders import establishments, school
from tests.skips import NO_OPENSSL

TODAY = dt.date(2026, 1, 5)
REGISTER = establishments([school(900001), school(900002, LastChangedDate="03-01-2026")]).content
SIGN_IN = b"<!DOCTYPE html><html><title>Sign in to the network</title></html>"
BY_HAND = "Get Information about Schools"

Answer = Callable[[Any], object]


class Server:
    """A web server on this computer; answers are put under a path, and what was asked for is kept."""

    def __init__(self, scheme: str = "http", certificate: Path | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.over = threading.Event()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                with contextlib.suppress(ConnectionError, ssl.SSLError):
                    outer.answers.get(self.path, says(404))(self)
                self.close_connection = True

            do_CONNECT = do_GET  # noqa: N815 - the name that http.server looks for

            def log_message(self, *_: Any) -> None:
                pass

        class Listener(http.server.ThreadingHTTPServer):
            def handle_error(self, *_: Any) -> None:
                pass

        self._server = Listener(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self.place = f"127.0.0.1:{self.port}"
        self.root = f"{scheme}://{self.place}"
        self.by_day = f"{self.root}/edubasealldata{{date}}.csv"
        threading.Thread(target=lambda: self._server.serve_forever(0.02), daemon=True).start()

    def stop(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()


def says(status: int, body: bytes = b"", length: int | None = -1, **headers: str) -> Answer:
    """Give an answer: length -1 announces the body's own, None announces none."""

    def answer(handler: Any) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if length is not None:
            handler.send_header("Content-Length", str(len(body) if length == -1 else length))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def dribbles(server: Server, body: bytes, *, seconds: float, at_once: int = 1) -> Answer:
    """Give an answer that comes bit by bit, until the test is over."""

    def answer(handler: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        for start in range(0, len(body), at_once):
            handler.wfile.write(body[start : start + at_once])
            if server.over.wait(seconds):
                return

    return answer


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name but this computer's own is found, and no proxy stands between."""
    look_up = socket.getaddrinfo

    def look_up_here(host: Any, *arguments: Any, **options: Any) -> Any:
        if host not in ("127.0.0.1", "localhost"):
            raise socket.gaierror(socket.EAI_NONAME, "not in a test")
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    # Were none set, those of the system would be asked for.
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


def fetched(address: str, **options: Any) -> SourceFile:
    return fetch_register(address, TODAY, **({"seconds_without_a_byte": 5, "seconds_in_all": 20} | options))


def refused(address: str, title: str | None, message: str = "", **options: Any) -> ImportFileError:
    """Fetch what cannot be had, and check that the error says what happened, what was kept and what to do."""
    with pytest.raises(ImportFileError, match=title) as caught:
        fetched(address, **options)
    assert "Nothing was changed." in caught.value.message and BY_HAND in caught.value.message
    assert message in caught.value.message
    return caught.value


def zipped(content: bytes, name: str = "edubasealldata20260105.csv") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        # Not dated now, so that the same is packed alike a moment later.
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def test_the_address_of_the_dfe_has_a_place_for_the_day() -> None:
    address = load_settings().establishment_register.address
    assert address.startswith("https://") and "{date}" in address


def test_todays_register_is_fetched_first(server: Server) -> None:
    server.answers["/edubasealldata20260105.csv"] = says(200, REGISTER)
    server.answers["/edubasealldata20260104.csv"] = says(200, b"older")
    assert fetched(server.by_day) == SourceFile("edubasealldata20260105.csv", REGISTER)
    assert server.asked == ["/edubasealldata20260105.csv"]


@pytest.mark.parametrize("status", [403, 404, 410])
def test_the_newest_day_that_there_is_wins(server: Server, status: int) -> None:
    server.answers["/edubasealldata20260105.csv"] = says(status)
    server.answers["/edubasealldata20260103.csv"] = says(200, REGISTER)
    server.answers["/edubasealldata20260102.csv"] = says(200, REGISTER)
    assert fetched(server.by_day).name == "edubasealldata20260103.csv"
    assert len(server.asked) == 3


def test_no_day_has_a_register(server: Server) -> None:
    error = refused(server.by_day, "No establishment register was found", "29/12/2025 to 05/01/2026")
    assert len(server.asked) == 8 and "block" not in error.message
    refused(server.by_day, "No establishment register was found", "05/01/2026 to 05/01/2026", days_back=0)


def test_an_address_that_is_always_forbidden_may_be_blocked(server: Server) -> None:
    for day in range(1, 6):
        server.answers[f"/edubasealldata2026010{day}.csv"] = says(403)
    refused(server.by_day, "No establishment register", "the school's network may block it", days_back=4)


def test_a_zip_is_named_as_one(server: Server) -> None:
    server.answers["/edubasealldata20260105.csv"] = says(200, zipped(REGISTER))
    assert fetched(server.by_day) == SourceFile("edubasealldata20260105.zip", zipped(REGISTER))


def test_an_address_without_a_day_is_fetched_as_it_is(server: Server) -> None:
    for path, answer, name in (
        ("/all20251231.csv", says(200, REGISTER), "edubasealldata20251231.csv"),
        (
            "/attached",
            says(200, REGISTER, Content_Disposition='filename="all20251230.csv"'),
            "edubasealldata20251230.csv",
        ),
        # The import takes the latest change in it.
        ("/latest", says(200, REGISTER), "edubasealldata.csv"),
        ("/latest.zip", says(200, zipped(REGISTER)), "edubasealldata.zip"),
    ):
        server.answers[path] = answer
        assert fetched(server.root + path).name == name
    refused(f"{server.root}/nothing", "No establishment register was found", "There is no file at that address")


def test_progress_reports_megabytes_in_the_callers_thread(server: Server) -> None:
    large = REGISTER + b"x" * 3_500_000 + b"\n"
    server.answers["/edubasealldata20260105.csv"] = says(200, large)
    server.answers["/unannounced.csv"] = says(200, large, length=None)
    said: list[tuple[str, float]] = []
    threads = set()

    def on_progress(doing: str, share: float) -> None:
        said.append((doing, share))
        threads.add(threading.current_thread())

    fetched(server.by_day, on_progress=on_progress)
    assert threads == {threading.current_thread()}
    assert said[0] == ("Looking for the register of 05/01/2026", 0.0)
    assert said[-1][0] == "Fetching the register of 05/01/2026: 3 of 4 MB" and 0.8 < said[-1][1] <= 1
    fetched(f"{server.root}/unannounced.csv", on_progress=on_progress)
    assert said[-1] == (f"Fetching {server.place.partition(':')[0]}/unannounced.csv: 3 MB", 0.0)


def test_what_the_caller_raises_ends_it(server: Server) -> None:
    server.answers["/edubasealldata20260105.csv"] = says(200, REGISTER)

    def give_up(*_: Any) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fetched(server.by_day, on_progress=give_up)


def test_there_is_no_network() -> None:
    refused("https://register.example/{date}.csv", "register.example was not found", "no connection to the internet")


def test_the_connection_is_refused() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    refused(f"http://127.0.0.1:{port}/{{date}}.csv", "127.0.0.1 refused the connection")


def test_the_connection_is_broken_off(server: Server) -> None:
    server.answers["/r.csv"] = lambda _: None
    refused(f"{server.root}/r.csv", "broke off the connection")


def test_the_answer_is_no_answer(server: Server) -> None:
    server.answers["/r.csv"] = lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")
    refused(f"{server.root}/r.csv", "did not answer as a web server does")


def test_encryption_fails(server: Server) -> None:
    refused(f"https://{server.place}/{{date}}.csv", "There is no secure connection to 127.0.0.1")


@pytest.mark.parametrize("status", [500, 502, 503])
def test_the_service_is_down(server: Server, status: int) -> None:
    server.answers["/edubasealldata20260105.csv"] = says(status, SIGN_IN)
    refused(server.by_day, "127.0.0.1 is not working at the moment", str(status))
    assert len(server.asked) == 1


def test_other_answers_are_named(server: Server) -> None:
    for status, title in (
        (401, "wants a sign-in"),
        (511, "wants a sign-in"),
        (429, "asked too often"),
        (418, "not be"),
    ):
        server.answers["/r.csv"] = says(status)
        refused(f"{server.root}/r.csv", title, str(status))


def test_the_server_stalls(server: Server) -> None:
    server.answers["/silent.csv"] = lambda _: server.over.wait(5)
    server.answers["/half.csv"] = dribbles(server, REGISTER, seconds=5, at_once=200)
    began = time.monotonic()
    refused(f"{server.root}/silent.csv", "stopped coming", "0.2 seconds, from the start", seconds_without_a_byte=0.2)
    refused(f"{server.root}/half.csv", "stopped coming", "0.2 seconds, after", seconds_without_a_byte=0.2)
    assert time.monotonic() - began < 4


def test_the_server_is_too_slow_in_all(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow_headings(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        while not server.over.wait(0.05):
            handler.wfile.write(b"x")

    server.answers["/slow.csv"] = dribbles(server, REGISTER, seconds=0.05)
    server.answers["/headings.csv"] = slow_headings
    for path in ("/slow.csv", "/headings.csv"):
        began = time.monotonic()
        refused(f"{server.root}{path}", "took too long", "0.3 seconds", seconds_in_all=0.3)
        assert time.monotonic() - began < 3
    # Looking up a name has no limit of its own.
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: server.over.wait(5))
    refused(f"{server.root}/slow.csv", "took too long", seconds_in_all=0.2)


def test_a_file_that_is_too_large_is_not_read(server: Server) -> None:
    server.answers["/announced.csv"] = says(200, REGISTER, length=5_000_000)
    server.answers["/read.csv"] = says(200, REGISTER + b"x" * 2_000_000 + b"\n", length=None)
    for path in ("/announced.csv", "/read.csv"):
        refused(f"{server.root}{path}", "too large", "more than 1 MB", largest_bytes=1024 * 1024)


def test_a_gzip_bomb_is_not_unpacked(server: Server) -> None:
    bomb = gzip.compress(REGISTER + bytes(50_000_000))
    assert len(bomb) < 100_000
    server.answers["/r.csv"] = says(200, bomb, Content_Encoding="gzip")
    refused(f"{server.root}/r.csv", "too large", largest_bytes=1024 * 1024)


def test_gzip_is_unpacked(server: Server) -> None:
    half = len(REGISTER) // 2
    server.answers["/one20260101.csv"] = says(200, gzip.compress(REGISTER), Content_Encoding="gzip")
    in_two = gzip.compress(REGISTER[:half]) + gzip.compress(REGISTER[half:])
    server.answers["/two20260101.csv"] = says(200, in_two, Content_Encoding="gzip")
    for path in ("/one20260101.csv", "/two20260101.csv"):
        assert fetched(server.root + path).content == REGISTER


def test_damaged_packing_is_reported(server: Server) -> None:
    packed = gzip.compress(REGISTER)
    server.answers["/no.csv"] = says(200, REGISTER, Content_Encoding="gzip")
    server.answers["/cut.csv"] = says(200, packed[:-20], Content_Encoding="gzip")
    server.answers["/other.csv"] = says(200, b"\x8b\x05\x80" + packed, Content_Encoding="br")
    server.answers["/cut.zip"] = says(200, zipped(REGISTER)[:-40])
    refused(f"{server.root}/no.csv", "arrived damaged")
    refused(f"{server.root}/cut.csv", "cut short")
    refused(f"{server.root}/other.csv", "no establishment register")
    refused(f"{server.root}/cut.zip", "cut short")


def test_a_file_that_is_cut_short_is_not_taken(server: Server) -> None:
    server.answers["/more-announced.csv"] = says(200, REGISTER, length=len(REGISTER) + 10)
    server.answers["/less-announced.csv"] = says(200, REGISTER, length=len(REGISTER) - 10)
    server.answers["/unannounced.csv"] = says(200, REGISTER[:-10], length=None)
    server.answers["/chunked.csv"] = says(200, b"5\r\n12345\r\nff\r\n123", length=None, Transfer_Encoding="chunked")
    refused(f"{server.root}/more-announced.csv", "cut short", f"{len(REGISTER):,} of {len(REGISTER) + 10:,} bytes")
    for path in ("/less-announced.csv", "/unannounced.csv", "/chunked.csv"):
        refused(server.root + path, "cut short")


def test_bytes_after_the_announced_end_are_not_read(server: Server) -> None:
    server.answers["/edubasealldata20260105.csv"] = says(200, REGISTER + b"and more", length=len(REGISTER))
    assert fetched(server.by_day).content == REGISTER


@pytest.mark.parametrize("length", ["-5", "many", "1e9", "²"])
def test_a_length_that_is_none_is_not_relied_upon(server: Server, length: str) -> None:
    server.answers["/edubasealldata20260105.csv"] = says(200, REGISTER, length=None, Content_Length=length)
    assert fetched(server.by_day).content == REGISTER


@pytest.mark.parametrize("page", [SIGN_IN, b"\xef\xbb\xbf\r\n <HTML><body>", b"<?xml version='1.0'?><html/>"])
def test_a_page_to_sign_in_on_is_no_register(server: Server, page: bytes) -> None:
    server.answers["/edubasealldata20260105.csv"] = says(200, page, Content_Type="text/html")
    refused(server.by_day, "The school's network wants a sign-in", "sent a web page")


@pytest.mark.parametrize("content", [b"", b"URN,Name\n1,a\n", b"\0\1\2", zipped(b"URN\n"), zipped(REGISTER, "a.txt")])
def test_something_else_is_no_register(server: Server, content: bytes) -> None:
    server.answers["/edubasealldata20260105.csv"] = says(200, content)
    refused(server.by_day, "no establishment register", "headings")


def test_a_redirect_is_followed(server: Server) -> None:
    for status in (301, 302, 303, 307, 308):
        server.answers["/old20260105.csv"] = says(status, Location="/new.csv")
        server.answers["/new.csv"] = says(200, REGISTER)
        assert fetched(f"{server.root}/old20260105.csv").content == REGISTER


def test_a_redirect_to_a_page_to_sign_in_on(server: Server) -> None:
    server.answers["/edubasealldata20260105.csv"] = says(302, Location=f"{server.root}/sign-in")
    server.answers["/sign-in"] = says(200, SIGN_IN)
    refused(server.by_day, "wants a sign-in")


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/r.csv", "data:,URN", "javascript:1"])
def test_a_redirect_goes_nowhere_but_to_the_web(server: Server, location: str) -> None:
    server.answers["/r.csv"] = says(302, Location=location)
    refused(f"{server.root}/r.csv", "address of the register cannot be used", "https://")


def test_a_redirect_that_is_no_address(server: Server) -> None:
    for location in ("http://[", "http://127.0.0.1:port/", "http://a b/"):
        server.answers["/r.csv"] = says(302, Location=location)
        refused(f"{server.root}/r.csv", "address of the register cannot be used")
    server.answers["/r.csv"] = says(302)
    refused(f"{server.root}/r.csv", "could not be fetched", "302")


def test_redirects_in_a_circle_end(server: Server) -> None:
    server.answers["/a.csv"] = says(302, Location="/b.csv")
    server.answers["/b.csv"] = says(302, Location="/a.csv")
    refused(f"{server.root}/a.csv", "could not be fetched", "time and again")
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://127.0.0.1/r.csv", "C:\\register.csv", "register.csv", "", "https://", "http://["],
)
def test_only_web_addresses_are_fetched(address: str) -> None:
    refused(address, "address of the register cannot be used")


def test_what_may_be_secret_in_an_address_is_not_shown(server: Server) -> None:
    host = server.place
    for address in (
        f"http://me:hunter2@{host}/r.csv",
        f"http://{host}/r.csv?sig=hunter2",
        "http://me:hunter2@x/{date}",
    ):
        error = refused(address, None)
        assert "hunter2" not in str(error)
    server.answers["/r.csv"] = says(302, Location=f"http://me:hunter2@{host}/")
    assert "hunter2" not in str(refused(f"{server.root}/r.csv", "cannot be used"))


def test_the_systems_proxy_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.root)
    server.answers["http://register.example/edubasealldata20260105.csv"] = says(200, REGISTER)
    assert fetched("http://register.example/edubasealldata{date}.csv").content == REGISTER


@pytest.mark.parametrize(("status", "title"), [(407, "wants a sign-in"), (403, "school's proxy refused")])
def test_the_proxy_wants_a_sign_in(server: Server, monkeypatch: pytest.MonkeyPatch, status: int, title: str) -> None:
    monkeypatch.setenv("https_proxy", f"http://me:hunter2@{server.place}")
    server.answers["register.example:443"] = says(status)
    assert "hunter2" not in str(refused("https://register.example/{date}.csv", title, str(status)))


def test_a_proxy_of_another_kind_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:9")
    refused("http://register.example/{date}.csv", "proxy cannot be used")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate that nobody has signed, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip(NO_OPENSSL)
    key, signed, both = tmp_path / "key.pem", tmp_path / "signed.pem", tmp_path / "both.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", signed),
        ],
        check=True,
        capture_output=True,
    )
    both.write_bytes(key.read_bytes() + signed.read_bytes())
    return both


def test_over_https(server: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secure = Server("https", certificate)
    try:
        secure.answers["/edubasealldata20260105.csv"] = says(200, REGISTER)
        secure.answers["/r.csv"] = says(302, Location=f"{server.root}/edubasealldata20260105.csv")
        server.answers["/edubasealldata20260105.csv"] = says(200, REGISTER)
        server.answers["/r.csv"] = says(302, Location=f"{secure.root}/edubasealldata20260105.csv")
        refused(secure.by_day, "The connection to 127.0.0.1 is not trusted", "certificate")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert fetched(secure.by_day).content == REGISTER
        assert fetched(f"{server.root}/r.csv").content == REGISTER
        refused(f"{secure.root}/r.csv", "could not be fetched safely", "without encryption")
        assert server.asked == ["/r.csv"]
    finally:
        secure.stop()
