"""The establishment register of the DfE, as Get Information about Schools gives it out."""

import duckdb
import pyarrow as pa

from reach import formats
from reach.errors import ImportFileError
from reach.ingest.headings import Headings
from reach.ingest.kind import Loaded, Loading, Turn
from reach.ingest.national import NationalFile, date_in_name
from reach.ingest.scripts import Counts


class _Establishments(NationalFile):
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
        newest = loading.connection.execute("select register_date from register_dates").fetchone()
        if newest and newest[0] and newest[0] > as_at:
            raise ImportFileError(
                f"{file_name} is older than what is loaded",
                f"It is of {as_at:%d/%m/%Y}; the store has the register of {newest[0]:%d/%m/%Y}. Nothing was changed. "
                "To go back to the older one, undo the newer import first.",
            )
        return Loaded(
            Counts.found_by(found), self.preview(loading.connection), as_at=as_at, remarks=_unknown(loading.connection)
        )


def _unknown(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Name the words of the register that no definition knows, and how many schools of the hub have them."""
    rows = connection.execute(
        "select field, word, count(*) from unknown_register_words group by field, word order by field, word"
    ).fetchall()
    return [
        f"{field} says “{word}” of {formats.count_of(schools, 'school')}: no definition knows it, "
        "so that nothing follows from it."
        for field, word, schools in rows
    ]


KIND = _Establishments(
    name="establishments",
    label="Establishment register",
    described="an establishment register of the DfE (edubasealldata)",
    turn=Turn.SCHOOLS,
    mark=b"EstablishmentName",
    known_urns="select urn from establishments",
    consequence="Every figure would be as at its date, and the schools that it lacks would stay as they are.",
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
