"""The DfE's daily establishment register, fetched over HTTPS and given as if it had been dropped on the Imports page.

Much can go wrong between a school's network and a public server, and each of it is told apart: the address may be
blocked, a proxy may want a sign-in, the file may be cut short. Nothing is written here, so nothing is ever half done.
"""

import csv
import dataclasses
import datetime as dt
import email.utils
import http.client
import io
import queue
import re
import socket
import ssl
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Sequence

from reach.errors import ImportFileError
from reach.ingest.kinds.establishments import date_in_name
from reach.ingest.reading import SourceFile

OnProgress = Callable[[str, float], None]
"""Called with what is being done, and how much of it is done, from 0 to 1; 0 while that is not known."""

_MOST_REDIRECTS = 5
_BYTES_AT_ONCE = 256 * 1024
_MEGABYTE = 1024 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_NOT_THAT_DAY = (403, 404, 410)
"""How a server says that there is no file of a day; some stores of files say 403 for what is not there."""
_SIGN_IN_WANTED = (401, 407, 511)
_DATE_FORMATS = ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d")

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
    on_progress: OnProgress = lambda *_: None,
) -> SourceFile:
    """Fetch the newest establishment register there is: today's, else that of the day before, and so on.

    {date} in the address stands for the day as yyyymmdd; an address without it is fetched as it is, and the day is
    looked for in its name, in the file and in what the server says of it. on_progress is called in the caller's
    thread. Raises ImportFileError where it cannot be had, whole and recognisable, within the limits.
    """
    limits = _Limits(largest_bytes, seconds_without_a_byte, seconds_in_all, threading.Event())
    reports: queue.SimpleQueue[tuple[str, float] | SourceFile | BaseException] = queue.SimpleQueue()

    def work() -> None:
        try:
            found = _fetch_newest(address, today, days_back, limits, lambda *said: reports.put(said))
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
                said = reports.get(timeout=seconds_left)
            except queue.Empty:
                break
            if isinstance(said, SourceFile):
                return said
            if isinstance(said, BaseException):
                raise said
            on_progress(*said)
        raise _too_slow(address, limits)
    finally:
        limits.given_up.set()


def _fetch_newest(address: str, today: dt.date, days_back: int, limits: _Limits, report: OnProgress) -> SourceFile:
    if "{date}" not in address:
        try:
            content, headers = _fetch(address, _shown(address), limits, report)
        except _NotThatDayError as error:
            raise _not_there(address, [error.status], "There is no file at that address") from None
        return SourceFile(_name_of(address, content, headers, today), content)
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


def _fetch(address: str, what: str, limits: _Limits, report: OnProgress) -> tuple[bytes, http.client.HTTPMessage]:
    """Give what stands at an address, checked to be a whole register, and what the server says of it."""
    report(f"Looking for {what}", 0.0)
    with _open(address, limits) as response:
        content = _read(response, what, limits, report)
        _check_register(content, response.url)
        return content, response.headers


def _open(address: str, limits: _Limits) -> http.client.HTTPResponse:
    """Open an address, and the one that it refers to, and so on.

    Redirects are followed here, for urllib would go from HTTPS to HTTP, too, and to FTP.
    """
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),  # the system's proxies, or those in the environment
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    current = address
    for _ in range(_MOST_REDIRECTS + 1):
        try:
            _check_address(current)
            request = urllib.request.Request(  # noqa: S310 - nothing but http and https gets here
                current, headers={"User-Agent": "reach-dashboard", "Accept-Encoding": "gzip"}
            )
            response: http.client.HTTPResponse = opener.open(request, timeout=limits.seconds_without_a_byte)
        except urllib.error.HTTPError as error:
            with error:
                current = _next_address(error, current)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _explained(error, current, limits) from None
        else:
            return response
    raise ImportFileError(
        "The register could not be fetched",
        f"{_shown(address)} only refers to other addresses, time and again. {_BY_HAND}",
    )


def _next_address(error: urllib.error.HTTPError, current: str) -> str:
    """Give where an answer refers to; raise what it means where it refers to nowhere."""
    location = error.headers.get("Location")
    if error.code not in _REDIRECTS or not location:
        raise _meaning(error.code, current) from None
    try:
        following = urllib.parse.urljoin(current, location)
        _check_address(following)
    except ValueError:
        raise _no_address() from None
    if current.lower().startswith("https:") and not following.lower().startswith("https:"):
        raise ImportFileError(
            "The register could not be fetched safely",
            f"{_shown(current)} refers to an address without encryption, which is not followed: the school's network "
            f"may want a sign-in first. Open any web page in a browser, sign in if asked, and try again. {_BY_HAND}",
        )
    return following


def _check_address(address: str) -> None:
    parts = urllib.parse.urlsplit(address)
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


def _read(response: http.client.HTTPResponse, what: str, limits: _Limits, report: OnProgress) -> bytes:
    """Read an answer to its end, unpacked."""
    address, expected = response.url, _length(response)
    if expected is not None and expected > limits.largest_bytes:
        raise _too_large(address, limits)
    unpack = _unpacker(response, address)
    content = bytearray()
    received, told = 0, -1
    while (expected is None or received < expected) and not limits.given_up.is_set():
        # read1 gives what there is, so that a slow server is seen to be slow; it is told how much is left, for not
        # every Python keeps count of that itself.
        most = _BYTES_AT_ONCE if expected is None else min(_BYTES_AT_ONCE, expected - received)
        try:
            chunk = response.read1(most)
        except TimeoutError:
            raise _stalled(address, received, limits) from None
        except (OSError, http.client.HTTPException):
            raise _cut_short(address, received, expected) from None
        if not chunk:
            break
        received += len(chunk)
        content += unpack.take(chunk, limits.largest_bytes + 1 - len(content))
        if len(content) > limits.largest_bytes:
            raise _too_large(address, limits)
        if received // _MEGABYTE > told:
            told = received // _MEGABYTE
            size = f"{told:,} MB" if expected is None else f"{told:,} of {-(-expected // _MEGABYTE):,} MB"
            report(f"Fetching {what}: {size}", received / expected if expected else 0.0)
    if (expected is not None and received < expected) or not unpack.is_whole:
        raise _cut_short(address, received, expected)
    return bytes(content)


def _length(response: http.client.HTTPResponse) -> int | None:
    """Give the announced number of bytes, None where there is none that can be relied upon."""
    text = response.headers.get("Content-Length", "")
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text.strip()) and not response.chunked else None


class _AsItIs:
    is_whole = True

    def take(self, chunk: bytes, at_most: int) -> bytes:  # noqa: ARG002 - it cannot grow
        return chunk


class _Gzip:
    """Unpacks gzip bit by bit, never more than asked for: a small file may unpack to fill the memory."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._unpacker = zlib.decompressobj(wbits=31)

    @property
    def is_whole(self) -> bool:
        return self._unpacker.eof

    def take(self, chunk: bytes, at_most: int) -> bytes:
        found = b""
        try:
            while chunk and len(found) < at_most:
                if self._unpacker.eof:
                    self._unpacker = zlib.decompressobj(wbits=31)  # one gzip may follow on another
                found += self._unpacker.decompress(chunk, at_most - len(found))
                chunk = self._unpacker.unused_data
        except zlib.error:
            raise ImportFileError(
                "The register arrived damaged",
                f"What {_shown(self._address)} sent cannot be unpacked. Try again in a few minutes. {_BY_HAND}",
            ) from None
        return found


def _unpacker(response: http.client.HTTPResponse, address: str) -> _AsItIs | _Gzip:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return _AsItIs()
    if encoding in ("gzip", "x-gzip"):
        return _Gzip(address)
    raise ImportFileError(
        "The register could not be read",
        f"{_shown(address)} sent it packed in a way that was not asked for. {_BY_HAND}",
    )


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


def _name_of(address: str, content: bytes, headers: http.client.HTTPMessage, today: dt.date) -> str:
    """Give a name with the day of a register whose address did not ask for one.

    Where no day is found the name has none, and the import says what to do about that.
    """
    day = (
        date_in_name(urllib.parse.urlsplit(address).path.rpartition("/")[2])
        or date_in_name(headers.get("Content-Disposition", ""))
        or _last_change(content, today)
        or _last_modified(headers)
    )
    return f"edubasealldata{f'{day:%Y%m%d}' if day else ''}{_extension(content)}"


def _last_change(content: bytes, today: dt.date) -> dt.date | None:
    """Give the latest day in the column LastChangedDate that is not still to come; None where there is none."""
    days = set()
    try:
        with _text_of(content) as text:
            rows = csv.reader(text)
            place = next(rows).index("LastChangedDate")
            days = {row[place] for row in rows if len(row) > place}
    except (ValueError, StopIteration, csv.Error, KeyError, zipfile.BadZipFile, zlib.error, OSError, RuntimeError):
        return None
    found = [day for text in days if (day := _day(text)) and day <= today]
    return max(found, default=None)


def _text_of(content: bytes) -> io.TextIOWrapper:
    """Give the text of the register, out of its zip where it is in one; what cannot be decoded is left out."""
    if not content.startswith(b"PK\x03\x04"):
        return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", errors="ignore", newline="")
    archive = zipfile.ZipFile(io.BytesIO(content))
    table = next(info for info in _tables(archive) if b"EstablishmentName" in _first_line(archive, info))
    return io.TextIOWrapper(archive.open(table), encoding="utf-8-sig", errors="ignore", newline="")


def _day(text: str) -> dt.date | None:
    for date_format in _DATE_FORMATS:
        try:
            return dt.datetime.strptime(text.strip(), date_format).date()
        except ValueError:
            continue
    return None


def _last_modified(headers: http.client.HTTPMessage) -> dt.date | None:
    try:
        return email.utils.parsedate_to_datetime(headers.get("Last-Modified", "")).date()
    except ValueError:
        return None


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


def _explained(error: Exception, address: str, limits: _Limits) -> ImportFileError:
    """Say in plain words what an error of the network means. Its own words may hold secrets, and are not given."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    host = _host(address)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return ImportFileError(
            f"The connection to {host} is not trusted",
            "Its certificate cannot be verified: the school's network may look into encrypted connections with a "
            "certificate of its own, which this computer does not know, or the computer's clock is wrong. "
            f"{_ASK}{_BY_HAND}",
        )
    if isinstance(reason, ssl.SSLError):
        return ImportFileError(
            f"There is no secure connection to {host}",
            f"The encryption could not be agreed upon: the school's network may be in the way. {_ASK}{_BY_HAND}",
        )
    if isinstance(reason, socket.gaierror):
        return ImportFileError(
            f"{host} was not found",
            "There may be no connection to the internet, or the school's network does not let this computer look up "
            f"the address. Check the connection and try again. {_BY_HAND}",
        )
    if isinstance(reason, TimeoutError):
        return _stalled(address, 0, limits)
    if isinstance(reason, ConnectionRefusedError):
        return ImportFileError(
            f"{host} refused the connection",
            f"The service, or a proxy on the way to it, may be down. Try again later. {_ASK}{_BY_HAND}",
        )
    refused = re.match(r"Tunnel connection failed: (\d{3})", str(reason))
    if refused:
        return _refused_by_proxy(int(refused[1]), address)
    if isinstance(reason, str):
        return ImportFileError(
            "The system's proxy cannot be used", f"It is of a kind that is not known here. {_ASK}{_BY_HAND}"
        )
    if isinstance(reason, ConnectionError | http.client.RemoteDisconnected):
        return ImportFileError(
            f"{host} broke off the connection",
            f"It was closed before anything had come. Try again in a few minutes. {_ASK}{_BY_HAND}",
        )
    if isinstance(reason, OSError):
        return ImportFileError(
            f"{host} cannot be reached",
            f"There is no way to it through the network. Check the connection and try again. {_ASK}{_BY_HAND}",
        )
    if isinstance(reason, http.client.InvalidURL) or not isinstance(reason, http.client.HTTPException):
        return _no_address()
    return ImportFileError(
        f"{host} did not answer as a web server does",
        f"The answer could not be understood: a proxy may be in the way. {_ASK}{_BY_HAND}",
    )


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
