"""The establishment register of the DfE, as Get Information about Schools gives it out."""

import datetime as dt

import duckdb
import pyarrow as pa
import pyarrow.compute

from reach import formats
from reach.errors import ImportFileError
from reach.ingest.dates import day as day_written
from reach.ingest.headings import Headings
from reach.ingest.kind import Loaded, Loading, Removal, Turn
from reach.ingest.national import FEWEST_TO_COMPARE, NationalFile, date_in_name, urns_in
from reach.ingest.scripts import Counts
from reach.store import Store

_FEWEST_OF_ENGLAND = 20_000
"""England has some 27,000 establishments that are open, and its register as many again that have closed."""
_LEAST_SHARE_OF_OPEN = 0.99
"""A school that is open hardly ever leaves the register, or the hub's local authorities."""


class _Establishments(NationalFile):
    def day_of(self, name: str, rows: pa.Table) -> dt.date | None:
        """Give the day in a register's name, else that of the latest change in it."""
        written = rows.column("last_changed_on").unique().to_pylist() if "last_changed_on" in rows.column_names else []
        return date_in_name(name) or max(filter(None, map(day_written, written)), default=None)

    def doubts(self, rows: pa.Table, day: dt.date | None, store: Store) -> list[str]:
        """Say why a register may be a part of it: much that is loaded is missing, or of a first one nearly all."""
        version = store.read()
        if day and version.register_date and day < version.register_date and not version.is_demonstration:
            return []  # it is refused when it is loaded
        names = dict(version.rows(_OPEN_SCHOOLS))
        known, _ = self.urns_loaded(version.rows)
        la_codes = pyarrow.compute.utf8_lpad(rows.column("la_code"), 3, "0")
        is_of_hub = pyarrow.compute.is_in(la_codes, value_set=pa.array(store.settings.la_codes))
        listed, of_hub = urns_in(rows), urns_in(rows.filter(is_of_hub))
        if version.is_demonstration or not names or len(known) < FEWEST_TO_COMPARE:
            las = zip(store.settings.la_codes, store.settings.la_names, strict=True)
            known_codes = set(la_codes.unique().to_pylist())
            return _doubts_of_first(len(listed), len(of_hub), [name for code, name in las if code not in known_codes])
        missing = sorted(names.keys() - of_hub)
        if len(missing) <= (1 - _LEAST_SHARE_OF_OPEN) * len(names) and self.is_whole(rows, version.rows):
            return []
        return [
            f"It has {len(listed):,} establishments, and {len(known - listed):,} of the {len(known):,} that are loaded "
            f"are not in it. Of the hub's {formats.count_of(len(names), 'open school')}, {len(missing):,} are not in "
            f"it or have left the hub's local authorities{_such_as([names[urn] for urn in missing])}. "
            f"{self.consequence}"
        ]

    def load(self, rows: pa.Table, loading: Loading) -> Loaded:
        """Write a register into the store. Its date is the one in the file's name, else the latest change in it.

        Raises ImportFileError where the store has a newer register, or its date cannot be found.
        """
        file_name = loading.part.source.name
        found = self.written(loading.connection, rows, loading.batch_id)
        as_at = date_in_name(file_name) or found["last_changed_on"]
        if as_at is None:
            raise ImportFileError(
                f"{file_name} has no date",
                "Neither its name nor its column LastChangedDate says of which day it is. Nothing was changed. "
                "Name it as the DfE does, for example edubasealldata20231116.csv.",
            )
        self.refuse_older(loading.connection, file_name, as_at)
        return Loaded(
            Counts.found_by(found), self.preview(loading.connection), as_at=as_at, remarks=_unknown(loading.connection)
        )


_OPEN_SCHOOLS = """
    select schools_in_scope.urn, schools_in_scope.name
    from schools_in_scope
    cross join register_dates
    where is_open(
        schools_in_scope.status, schools_in_scope.opened_on, schools_in_scope.closed_on, register_dates.register_date
    )
"""


def _doubts_of_first(listed: int, of_hub: int, las_without: list[str]) -> list[str]:
    if listed >= _FEWEST_OF_ENGLAND and not las_without:
        return []
    none_in = f", none of them in {formats.listed(las_without)}" if las_without else ""
    return [
        f"England's register has some 50,000 establishments; this one has {listed:,}{none_in}. The hub would have "
        f"{formats.count_of(of_hub, 'school')}, and visitors from schools that are not in it would not be recognised."
    ]


def _such_as(names: list[str]) -> str:
    return f", such as {formats.listed(names[:3])}" if names else ""


def _unknown(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Name the words of the register that no definition knows, and how many schools of the hub have them."""
    rows = connection.execute(
        "select field, word, count(*) from unknown_register_words group by field, word order by field, word"
    ).fetchall()
    return [_not_known(field, word.strip(), formats.count_of(schools, "school")) for field, word, schools in rows]


def _not_known(field: str, word: str, schools: str) -> str:
    if field == "EstablishmentTypeGroup":
        says = f"is “{word}”" if word else "is blank"
        return (
            f"{field} {says} for {schools}: it is in no list under [scope] in hub.toml, so that only a type "
            "that is listed there makes them count."
        )
    return f"{field} is “{word}” for {schools}: no definition knows it, so that nothing follows from it."


KIND = _Establishments(
    name="establishments",
    label="Establishment register",
    described="an establishment register of the DfE (edubasealldata)",
    turn=Turn.SCHOOLS,
    tables=("school_records", "other_school_records"),
    removals=(
        Removal(
            "school's details as last loaded", "schools' details as last loaded", "school_records", ("batch_id", "urn")
        ),
        Removal("school's elsewhere", "schools' elsewhere", "other_school_records", ("batch_id", "urn")),
    ),
    sets_as_at=True,
    mark=b"EstablishmentName",
    known_urns="select urn from establishments",
    consequence="Every figure would be as at its date, and the schools that it lacks would stay as they are.",
    later="Every figure would be as at that day, and a register of an earlier day could not be loaded after it.",
    headings=Headings(
        {
            "urn": ("URN",),
            "name": ("EstablishmentName",),
            "la_code": ("LA (code)",),
            "la_name": ("LA (name)",),
            "establishment_number": ("EstablishmentNumber",),
            "status": ("EstablishmentStatus (name)",),
            "opened_on": ("OpenDate", "Open date"),
            "closed_on": ("CloseDate", "Close date"),
            "postcode": ("Postcode",),
            "website": ("SchoolWebsite", "School website"),
            "establishment_type": ("TypeOfEstablishment (name)",),
            "type_group": ("EstablishmentTypeGroup (name)",),
            "gias_phase": ("PhaseOfEducation (name)",),
            "low_age": ("StatutoryLowAge",),
            "high_age": ("StatutoryHighAge",),
            "sixth_form": ("OfficialSixthForm (name)",),
            "pupils": ("NumberOfPupils",),
            "fsm_percent": ("PercentageFSM",),
            "trust_flag": ("TrustSchoolFlag (name)",),
            "trust_code": ("Trusts (code)",),
            "trust_name": ("Trusts (name)",),
            "street": ("Street",),
            "locality": ("Locality",),
            "town": ("Town",),
            "ukprn": ("UKPRN",),
            "urban_rural": ("UrbanRural (name)",),
            "easting": ("Easting",),
            "northing": ("Northing",),
            "last_changed_on": ("LastChangedDate",),
            "telephone": ("TelephoneNum",),
        }
    ),
    needs=(
        "urn",
        "name",
        "la_code",
        "la_name",
        "establishment_number",
        "establishment_type",
        "type_group",
        "status",
        "opened_on",
        "closed_on",
        "gias_phase",
        "low_age",
        "high_age",
        "sixth_form",
    ),
)
