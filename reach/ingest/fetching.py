"""The DfE's daily establishment register, fetched over HTTPS and given as if it had been dropped on the Imports page.

Much can go wrong between a school's network and a public server, and each of it has its own message: the address may
be blocked, a proxy may want a sign-in, the file may be cut short. Nothing is written here, so nothing is ever half
done.
"""

import dataclasses
import datetime as dt
import io
import queue
import re
import ssl
import threading
import time
import urllib.parse
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import (
    DecodeError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ProxySchemeUnknown,
    ReadTimeoutError,
)

from reach.errors import ImportFileError
from reach.ingest.national import date_in_name
from reach.ingest.reading import SourceFile
from reach.progress import OnProgress, ignored

_MOST_REDIRECTS = 5
_BYTES_AT_ONCE = 256 * 1024
_MEGABYTE = 1024 * 1024
_NOT_THAT_DAY = (403, 404, 410)
"""How a server says that there is no file of a day; some stores of files say 403 for what is not there."""
_TUNNEL_REFUSED = re.compile(r"Tunnel connection failed: (\d{3})")
_SIGN_IN_WANTED = (401, 407, 511)

_BY_HAND = (
    "Nothing was changed. Download the register by hand from Get Information about Schools "
    "(get-information-schools.service.gov.uk, “Downloads”) and drop it on the Imports page."
)
_ASK = "If it stays so, ask your IT support to let this computer reach that address. "


class _NotThatDayError(Exception):
    """There is no file at an address; whether the server has none, or only refuses it, is in the status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclasses.dataclass(frozen=True)
class _Limits:
    largest_bytes: int
    seconds_without_a_byte: float
    seconds_in_all: float
    given_up: threading.Event
    """Set when nobody waits for the file any more."""


def fetch_register(
    address: str,
    today: dt.date,
    *,
    days_back: int = 7,
    largest_bytes: int = 200 * 1024 * 1024,
    seconds_without_a_byte: float = 20,
    seconds_in_all: float = 300,
    on_progress: OnProgress = ignored,
) -> SourceFile:
    """Fetch the newest establishment register there is: today's, else that of the day before, and so on.

    {date} in the address stands for the day as yyyymmdd; an address without it is fetched as it is, and the file has
    a day in its name only where the address or the server gives one. on_progress is called in the caller's thread.
    Raises ImportFileError where it cannot be had, whole and recognisable, within the limits.
    """
    limits = _Limits(largest_bytes, seconds_without_a_byte, seconds_in_all, threading.Event())
    reports: queue.SimpleQueue[tuple[str, float] | SourceFile | BaseException] = queue.SimpleQueue()

    def work() -> None:
        try:
            found = _fetch_newest(address, today, days_back, limits, lambda *report: reports.put(report))
        except BaseException as error:  # handed over to the caller, whatever it is
            reports.put(error)
        else:
            reports.put(found)

    # In a thread of its own, for only so does a limit on the whole time hold for what has no limit itself: looking
    # up a name, or a server that sends its headings letter by letter.
    ends_at = time.monotonic() + seconds_in_all
    threading.Thread(target=work, name="fetching the register", daemon=True).start()
    try:
        while (seconds_left := ends_at - time.monotonic()) > 0:
            try:
                report = reports.get(timeout=seconds_left)
            except queue.Empty:
                break
            if isinstance(report, SourceFile):
                return report
            if isinstance(report, BaseException):
                raise report
            on_progress(*report)
        raise _too_slow(address, limits)
    finally:
        limits.given_up.set()


def _fetch_newest(address: str, today: dt.date, days_back: int, limits: _Limits, report: OnProgress) -> SourceFile:
    if "{date}" not in address:
        try:
            content, headers = _fetch(address, _shown(address), limits, report)
        except _NotThatDayError as error:
            raise _not_there(address, [error.status], "There is no file at that address") from None
        name = urllib.parse.urlsplit(address).path.rpartition("/")[2]
        found = date_in_name(name) or date_in_name(headers.get("Content-Disposition", ""))
        # Without a day in its name, the import takes the latest change in the register.
        return SourceFile(f"edubasealldata{f'{found:%Y%m%d}' if found else ''}{_extension(content)}", content)
    statuses = []
    for days in range(days_back + 1):
        day = today - dt.timedelta(days=days)
        try:
            content, _ = _fetch(
                address.replace("{date}", f"{day:%Y%m%d}"), f"the register of {day:%d/%m/%Y}", limits, report
            )
        except _NotThatDayError as error:
            statuses.append(error.status)
            continue
        return SourceFile(f"edubasealldata{day:%Y%m%d}{_extension(content)}", content)
    first = today - dt.timedelta(days=days_back)
    raise _not_there(address, statuses, f"There is no file of any day from {first:%d/%m/%Y} to {today:%d/%m/%Y}")


def _fetch(address: str, what: str, limits: _Limits, report: OnProgress) -> tuple[bytes, Mapping[str, str]]:
    """Give what stands at an address, checked to be a whole register, and what the server says of it."""
    report(f"Looking for {what}", 0.0)
    with _Session() as session, _open(session, address, limits) as response:
        content = _read(response, what, limits, report)
        _check_register(content, response.url)
        return content, response.headers


class _SystemTrust(HTTPAdapter):
    """Trusts the certificates that this computer trusts, as a school's network may look into connections."""

    def build_connection_pool_key_attributes(self, *arguments: Any, **options: Any) -> tuple[Any, dict[str, Any]]:
        host, tls = super().build_connection_pool_key_attributes(*arguments, **options)
        return host, tls | {"ssl_context": ssl.create_default_context()}


class _Session(requests.Session):
    """Goes through the system's proxies, and follows redirects to nothing but the web, never out of encryption."""

    def __init__(self) -> None:
        super().__init__()
        self.max_redirects = _MOST_REDIRECTS
        self.headers = CaseInsensitiveDict({"User-Agent": "reach-dashboard", "Accept-Encoding": "gzip"})
        self.auth = lambda request: request  # no password from a .netrc
        self.mount("https://", _SystemTrust())

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        location = super().get_redirect_target(resp)
        if location is None:
            return None
        following = _checked(resp.url, location)
        if resp.url.startswith("https:") and not following.lower().startswith("https:"):
            raise ImportFileError(
                "The register could not be fetched safely",
                f"{_shown(resp.url)} refers to an address without encryption, which is not followed: the school's "
                "network may want a sign-in first. Open any web page in a browser, sign in if asked, and try again. "
                f"{_BY_HAND}",
            )
        return location


def _open(session: requests.Session, address: str, limits: _Limits) -> requests.Response:
    """Open an address, and the one that it refers to, and so on."""
    _checked(address)
    try:
        response = session.get(address, stream=True, timeout=limits.seconds_without_a_byte)
    except requests.TooManyRedirects:
        raise ImportFileError(
            "The register could not be fetched",
            f"{_shown(address)} only refers to other addresses, time and again. {_BY_HAND}",
        ) from None
    except (requests.RequestException, HTTPError, ValueError) as error:
        raise _explained(error, address, limits) from None
    if response.status_code == 200:
        return response
    with response:
        raise _meaning(response.status_code, response.url)


def _checked(address: str, location: str = "") -> str:
    """Give an address, or where it refers to. Raises ImportFileError for what may not be fetched."""
    try:
        found = urllib.parse.urljoin(address, location)
        parts = urllib.parse.urlsplit(found)
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        raise _no_address() from None
    if re.search(r"\s", parts.hostname or ""):
        raise _no_address()
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ImportFileError(
            "The address of the register cannot be used",
            "Only addresses that begin with https:// or http:// are fetched, and this one "
            f"{f'begins with {parts.scheme}:' if parts.scheme else 'does not'}. {_BY_HAND}",
        )
    if parts.username is not None or parts.password is not None:
        raise ImportFileError(
            "The address of the register cannot be used",
            f"There is a user name or a password in the address at {parts.hostname}. The DfE's register needs none: "
            f"take it out. {_BY_HAND}",
        )
    return found


def _read(response: requests.Response, what: str, limits: _Limits, report: OnProgress) -> bytes:
    """Read an answer to its end, unpacked, and never more than the limit: few bytes may unpack to fill the memory."""
    address, body = response.url, response.raw
    announced = response.headers.get("Content-Length", "").strip()
    expected = int(announced) if re.fullmatch(r"[0-9]{1,15}", announced) and not body.chunked else None
    if expected is not None and expected > limits.largest_bytes:
        raise _too_large(address, limits)
    content = bytearray()
    reported = -1
    try:
        while not limits.given_up.is_set():
            # read1 gives what there is, so that a slow server is seen to be slow.
            chunk = body.read1(_BYTES_AT_ONCE, decode_content=True)
            if not chunk:
                break
            content += chunk
            if len(content) > limits.largest_bytes:
                raise _too_large(address, limits)
            received = body.tell()
            if received // _MEGABYTE > reported:
                reported = received // _MEGABYTE
                size = f"{reported:,} MB" if expected is None else f"{reported:,} of {-(-expected // _MEGABYTE):,} MB"
                report(f"Fetching {what}: {size}", received / expected if expected else 0.0)
    except DecodeError:
        raise ImportFileError(
            "The register arrived damaged",
            f"What {_shown(address)} sent cannot be unpacked. Try again in a few minutes. {_BY_HAND}",
        ) from None
    except (ReadTimeoutError, TimeoutError):
        raise _stalled(address, body.tell(), limits) from None
    except (HTTPError, OSError):
        raise _cut_short(address, body.tell(), expected) from None
    return bytes(content)


def _check_register(content: bytes, address: str) -> None:
    """Check that this is an establishment register to its last line, and not some page or half a file."""
    if content.startswith(b"PK\x03\x04"):
        first_lines = _first_lines_in_zip(content, address)
    else:
        start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if start.startswith((b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<!--")) or b"<html" in start:
            raise _sign_in(address, "sent a web page in place of the register")
        first_lines = [content[:20_000].split(b"\n", 1)[0]]
    if not any(b"EstablishmentName" in line for line in first_lines):
        raise ImportFileError(
            "What was fetched is no establishment register",
            f"What {_shown(address)} sent does not have the headings of the DfE's register in its first line. "
            f"Check the address. {_BY_HAND}",
        )
    # The DfE ends every line with a line break. A server that announces too few bytes is noticed only by this.
    if not content.startswith(b"PK\x03\x04") and not content.endswith((b"\n", b"\r")):
        raise _cut_short(address, len(content), None)


def _first_lines_in_zip(content: bytes, address: str) -> list[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [_first_line(archive, info) for info in _tables(archive)]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, NotImplementedError, ValueError):
        raise _cut_short(address, len(content), None) from None


def _tables(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [info for info in archive.infolist() if info.filename.lower().endswith(".csv")]


def _first_line(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as file:
        return file.readline(20_000)


def _extension(content: bytes) -> str:
    return ".zip" if content.startswith(b"PK\x03\x04") else ".csv"


def _shown(address: str) -> str:
    """Give an address as it may be shown: without what may be a secret in it, and not longer than people read."""
    try:
        parts = urllib.parse.urlsplit(address)
        shown = f"{parts.hostname or ''}{parts.path}"
    except ValueError:
        return "the address"
    return shown if len(shown) <= 150 else f"{shown[:149]}…"


def _host(address: str) -> str:
    return _shown(address).partition("/")[0]


_MEANINGS: tuple[tuple[tuple[type[Exception], ...], str, str], ...] = (
    (
        (requests.exceptions.InvalidProxyURL, requests.exceptions.InvalidSchema, ProxySchemeUnknown),
        "The system's proxy cannot be used",
        f"It is of a kind that is not known here. {_ASK}",
    ),
    (
        (ssl.SSLCertVerificationError,),
        "The connection to {host} is not trusted",
        "Its certificate cannot be verified: the school's network may look into encrypted connections with a "
        f"certificate of its own, which this computer does not know, or the computer's clock is wrong. {_ASK}",
    ),
    (
        (ssl.SSLError,),
        "There is no secure connection to {host}",
        f"The encryption could not be agreed upon: the school's network may be in the way. {_ASK}",
    ),
    (
        (NameResolutionError,),
        "{host} was not found",
        "There may be no connection to the internet, or the school's network does not let this computer look up "
        "the address. Check the connection and try again. ",
    ),
    (
        (ConnectionRefusedError,),
        "{host} refused the connection",
        f"The service, or a proxy on the way to it, may be down. Try again later. {_ASK}",
    ),
    (
        (NewConnectionError,),
        "{host} cannot be reached",
        f"There is no way to it through the network. Check the connection and try again. {_ASK}",
    ),
    (
        (ConnectionError,),
        "{host} broke off the connection",
        f"It was closed before anything had come. Try again in a few minutes. {_ASK}",
    ),
    (
        (ProtocolError,),
        "{host} did not answer as a web server does",
        f"The answer could not be understood: a proxy may be in the way. {_ASK}",
    ),
)
"""What errors of the network mean: the first that is among an error's causes counts."""


def _explained(error: Exception, address: str, limits: _Limits) -> ImportFileError:
    """Say in plain words what an error of the network means. Its own words may hold secrets, and are not given."""
    causes = _causes(error)
    refused = next((found for cause in causes if (found := _TUNNEL_REFUSED.search(str(cause)))), None)
    if refused:
        return _refused_by_proxy(int(refused[1]), address)
    if any(isinstance(cause, requests.Timeout) for cause in causes):
        return _stalled(address, 0, limits)
    for kinds, title, message in _MEANINGS:
        if any(isinstance(cause, kinds) for cause in causes):
            return ImportFileError(title.format(host=_host(address)), f"{message}{_BY_HAND}")
    return _no_address()


def _causes(error: BaseException) -> list[BaseException]:
    """Give an error and all that it came from, which requests and urllib3 hand on in several ways."""
    found: list[BaseException] = []
    waiting: list[Any] = [error]
    while waiting:
        each = waiting.pop()
        if isinstance(each, BaseException) and each not in found:
            found.append(each)
            waiting += [*each.args, each.__cause__, each.__context__, getattr(each, "reason", None)]
    return found


def _no_address() -> ImportFileError:
    return ImportFileError(
        "The address of the register cannot be used",
        f"It, or that of the system's proxy, is not written as a web address is. {_BY_HAND}",
    )


def _refused_by_proxy(status: int, address: str) -> ImportFileError:
    if status in _SIGN_IN_WANTED:
        return _sign_in(address, f"was answered for with {status}")
    return ImportFileError(
        "The school's proxy refused the connection",
        f"It let nothing through to {_host(address)} (answer {status}). {_ASK}{_BY_HAND}",
    )


def _meaning(status: int, address: str) -> ImportFileError | _NotThatDayError:
    """Give the error for an answer that is not the file."""
    if status in _SIGN_IN_WANTED:
        return _sign_in(address, f"was answered with {status}")
    if status in _NOT_THAT_DAY:
        return _NotThatDayError(status)
    if status >= 500:
        return ImportFileError(
            f"{_host(address)} is not working at the moment",
            f"It answered with {status}, its own fault. Try again later. {_BY_HAND}",
        )
    if status == 429:
        return ImportFileError(
            f"{_host(address)} was asked too often", f"It answered with 429. Try again in an hour. {_BY_HAND}"
        )
    return ImportFileError(
        "The register could not be fetched", f"{_shown(address)} was answered with {status}. {_BY_HAND}"
    )


def _not_there(address: str, statuses: Sequence[int], what: str) -> ImportFileError:
    blocked = "The address is refused (403): the school's network may block it. " if set(statuses) == {403} else ""
    return ImportFileError(
        "No establishment register was found",
        f"{what} ({_host(address)}). {blocked}The DfE may have moved it: check the address, or try again tomorrow. "
        f"{_BY_HAND}",
    )


def _sign_in(address: str, what: str) -> ImportFileError:
    return ImportFileError(
        "The school's network wants a sign-in",
        f"{_host(address)} {what}: most likely a proxy's page to sign in on. Open any web page in a browser, sign in, "
        f"and try again. {_BY_HAND}",
    )


def _stalled(address: str, received: int, limits: _Limits) -> ImportFileError:
    came = f"after {received / _MEGABYTE:,.1f} MB" if received else "from the start"
    return ImportFileError(
        "The register stopped coming",
        f"{_host(address)} sent nothing for {limits.seconds_without_a_byte:g} seconds, {came}. Try again in a few "
        f"minutes. {_BY_HAND}",
    )


def _too_slow(address: str, limits: _Limits) -> ImportFileError:
    return ImportFileError(
        "Fetching the register took too long",
        f"It was given up after {limits.seconds_in_all:g} seconds: {_host(address)} or the network is too slow at the "
        f"moment. Try again later. {_BY_HAND}",
    )


def _too_large(address: str, limits: _Limits) -> ImportFileError:
    return ImportFileError(
        "What would be fetched is too large",
        f"{_shown(address)} has more than {limits.largest_bytes / _MEGABYTE:,.0f} MB, several times what the DfE's "
        f"register has. Check the address. {_BY_HAND}",
    )


def _cut_short(address: str, received: int, expected: int | None) -> ImportFileError:
    of_all = f" of {expected:,}" if expected is not None else ""
    return ImportFileError(
        "The register was cut short",
        f"{received:,}{of_all} bytes came from {_host(address)}, and then no more. Try again in a few minutes. "
        f"{_BY_HAND}",
    )
