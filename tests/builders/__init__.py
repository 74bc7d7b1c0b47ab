"""Builders: each test states only the rows that it is about, and these fill in the rest."""

import contextlib
import csv
import datetime as dt
import io
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from reach import ingest, store
from reach.filters import Filters
from reach.ingest import Answers, Batch, SourceFile, import_files
from reach.report.answers import FromStore, PackContext
from reach.settings import PROJECT, Settings, load_settings
from reach.store import Store, Version, versions
from tests import effort

SETTINGS = load_settings()
SHARED_DATA = PROJECT.parent / "shared" / "data"

TODAY = dt.date(2026, 5, 20)
"""The day that counts as today where a test does not say which."""

_SCHOOL = {
    "URN": 900001,
    "LA (code)": "876",
    "LA (name)": "Halton",
    "EstablishmentNumber": "2001",
    "EstablishmentName": "Cosine Park Primary School",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentTypeGroup (name)": "Local authority maintained schools",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "",
    "CloseDate": "",
    "PhaseOfEducation (name)": "Primary",
    "StatutoryLowAge": "4",
    "StatutoryHighAge": "11",
    "OfficialSixthForm (name)": "Does not have a sixth form",
    "NumberOfPupils": "200",
    "PercentageFSM": "20.0",
    "TrustSchoolFlag (name)": "",
    "Trusts (code)": "",
    "Trusts (name)": "",
    "Street": "1 Chord Lane",
    "Locality": "",
    "Town": "Radian",
    "Postcode": "QX1 1AA",
    "SchoolWebsite": "www.cosinepark.example",
    "TelephoneNum": "01270000000",
    "UKPRN": "",
    "UrbanRural (name)": "",
    "Easting": "350000",
    "Northing": "380000",
    "LastChangedDate": "01-09-2023",
}

_LA_NAMES = dict(zip(SETTINGS.la_codes, SETTINGS.la_names, strict=True)) | {"999": "Elsewhere"}


def school(urn: int, name: str = "", **cells: Any) -> dict[str, Any]:
    """Give an establishment; la, phase, opened, closed, group, type, status, fsm, postcode and number for short."""
    short = {
        "la": "LA (code)",
        "phase": "PhaseOfEducation (name)",
        "opened": "OpenDate",
        "closed": "CloseDate",
        "group": "EstablishmentTypeGroup (name)",
        "type": "TypeOfEstablishment (name)",
        "status": "EstablishmentStatus (name)",
        "fsm": "PercentageFSM",
        "pupils": "NumberOfPupils",
        "postcode": "Postcode",
        "number": "EstablishmentNumber",
        "low": "StatutoryLowAge",
        "high": "StatutoryHighAge",
        "sixth_form": "OfficialSixthForm (name)",
    }
    row = _SCHOOL | {
        "URN": urn,
        "EstablishmentName": name or f"Cosine Park {urn} Primary School",
        "EstablishmentNumber": str(urn)[-4:],
    }
    row |= {short.get(key, key): value for key, value in cells.items()}
    return row | {"LA (name)": _LA_NAMES[str(row["LA (code)"])]}


def attended(
    urn: int | str,
    on: str,
    *,
    person: str = "ada",
    programme: str = "MNRKS1",
    activity: str = "Group 1",
    session: int | str = 1,
    attendance: str = "Attended",
    **cells: Any,
) -> dict[str, Any]:
    """Give a register's row of one person at one session, on a day written dd/mm/yyyy."""
    return {
        "Activity": activity,
        "Programme": programme,
        "Session date": on,
        "Session": session,
        "Hours": "2.0",
        "School": "",
        "URN": urn,
        "Postcode": "",
        "First name": person.title(),
        "Last name": "Lovelace",
        "Email": f"{person}@school.example",
        "Role": "Teacher",
        "Attendance": attendance,
        "Pupils": "",
        "Lead partner": "",
    } | cells


def link(urn: int, link_type: str, linked_urn: int, on: str = "") -> dict[str, Any]:
    """Give a row of the links file."""
    return {
        "URN": urn,
        "LinkURN": linked_urn,
        "LinkName": "",
        "LinkType": link_type,
        "LinkEstablishedDate": on,
    }


def table(rows: Iterable[dict[str, Any]], name: str, *, encoding: str = "utf-8") -> SourceFile:
    """Give rows as a CSV file."""
    rows = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(dict.fromkeys(key for row in rows for key in row)))
    writer.writeheader()
    writer.writerows(rows)
    return SourceFile(name, text.getvalue().encode(encoding))


def establishments(rows: Sequence[dict[str, Any]], on: str = "20231116") -> SourceFile:
    """Give schools as an establishment register of a day."""
    return table(rows, f"edubasealldata{on}.csv", encoding="cp1252")


def links(rows: Sequence[dict[str, Any]]) -> SourceFile:
    """Give links as the links file."""
    return table(rows, "links_edubasealldata20231116.csv", encoding="cp1252")


def register(rows: Sequence[dict[str, Any]], name: str = "register.csv") -> SourceFile:
    """Give a register in the hub's template."""
    return table(rows, name)


def imported(store: Store, *sources: SourceFile, imported_by: str = "test") -> list[Batch]:
    """Import files into a store. What is unclear holds its row, and small registers are taken: nothing is asked."""
    with _checked_by_other_tests():
        return import_files(
            store, sources, imported_by=imported_by, answers=Answers(holds_unclear=True, takes_as_it_is=True)
        )


def new_store(folder: Path, settings: Settings = SETTINGS) -> Store:
    """Give a store with nothing in it but its tables."""
    return _copy_of_store((), settings, folder)


def hub(
    folder: Path,
    schools: Sequence[dict[str, Any]],
    rows: Sequence[dict[str, Any]] = (),
    linked: Sequence[dict[str, Any]] = (),
    on: str = "20231116",
) -> Store:
    """Give a store with schools, links between them, and a register."""
    sources = [establishments(schools, on)]
    sources += [links(linked)] if linked else []
    sources += [register(rows)] if rows else []
    return _copy_of_store(tuple(sources), SETTINGS, folder)


def as_hubs_own(store: Store) -> Store:
    """Make a demonstration the store of a hub, which takes files of any kind, and give it again."""
    with store.write("The demonstration as a hub's own") as connection:
        connection.execute("update store_facts set value = 'no' where fact = 'demonstration'")
    return store


_STORES_KEPT = 12
_stores: OrderedDict[tuple[str, tuple[SourceFile, ...]], Path] = OrderedDict()


def _copy_of_store(sources: tuple[SourceFile, ...], settings: Settings, folder: Path) -> Store:
    """Give a store of its own with these files in it. Tests beside each other begin with the same, so it is kept."""
    key = (settings.fingerprint(), sources)
    if key not in _stores:
        made = Path(tempfile.mkdtemp(prefix="store_")) / "hub"
        if sources:
            begun = new_store(made, settings)
            _open_as_empty(begun)
            imported(begun, *sources)
        else:
            Store(made, settings).read()
        _stores[key] = made
        _forget_stores(_STORES_KEPT)
    _stores.move_to_end(key)
    shutil.copytree(_stores[key], folder, dirs_exist_ok=True)
    return Store(folder, settings)


def _open_as_empty(copy: Store) -> None:
    """Let a copy of the empty store be read through the empty store, which is open: opening a file takes long."""
    empty = Store(_stores[copy.settings.fingerprint(), ()], copy.settings).read()
    file = versions.current_version(copy.folder)
    if file:
        store._opened[store._identity(file)] = Version(empty.name, empty.connection.cursor())


@contextlib.contextmanager
def _checked_by_other_tests() -> Iterator[None]:
    """Import without checking the whole store afterwards, but for a thorough run: a third of a small test's time.

    Tests that twist files, kill imports, undo them or work from the command line and from pages do check.
    """
    with pytest.MonkeyPatch.context() as patch:
        if not effort.is_thorough():
            patch.setattr(ingest, "refuse_breaches", lambda *_, **__: None)
        yield


def forget_stores() -> None:
    """Remove the stores that are kept to be copied."""
    _forget_stores(0)


def _forget_stores(number_to_keep: int) -> None:
    while len(_stores) > number_to_keep:
        # The empty store is the beginning of all others.
        key = next((key for key in _stores if key[1]), next(iter(_stores)))
        shutil.rmtree(_stores.pop(key).parent, ignore_errors=True)


def filters(year: str = "2022/23", **chosen: Any) -> Filters:
    """Give filters under this hub's settings."""
    return Filters.choose(SETTINGS, year, **chosen)


def query_context_of(store: Store, year: str = "2024/25", *, today: dt.date = TODAY, **chosen: Any) -> PackContext:
    """Give the context of queries to a store as it is now: the one that packs are made with."""
    return PackContext(store.settings, Filters.choose(store.settings, year, **chosen), FromStore(store.read()), today)
