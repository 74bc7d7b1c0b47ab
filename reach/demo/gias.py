"""The demonstration's establishment register and its links file, laid out as the DfE lays them out."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from reach.demo.history import Link
from reach.demo.model import Establishment

ENCODING = "cp1252"
ESTABLISHMENT_HEADINGS = (
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentNumber",
    "EstablishmentName",
    "TypeOfEstablishment (name)",
    "EstablishmentTypeGroup (name)",
    "EstablishmentStatus (name)",
    "OpenDate",
    "CloseDate",
    "PhaseOfEducation (name)",
    "StatutoryLowAge",
    "StatutoryHighAge",
    "OfficialSixthForm (name)",
    "Gender (name)",
    "ReligiousCharacter (name)",
    "NumberOfPupils",
    "PercentageFSM",
    "TrustSchoolFlag (name)",
    "Trusts (code)",
    "Trusts (name)",
    "UKPRN",
    "LastChangedDate",
    "Street",
    "Locality",
    "Town",
    "Postcode",
    "SchoolWebsite",
    "GOR (name)",
    "UrbanRural (name)",
    "Easting",
    "Northing",
)
LINK_HEADINGS = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")

Cell = str | int


def establishments_csv(establishments: Iterable[Establishment]) -> bytes:
    """Give the establishment register."""
    return _csv(ESTABLISHMENT_HEADINGS, [_establishment_row(each) for each in establishments])


def links_csv(links: Iterable[Link]) -> bytes:
    """Give the links file."""
    rows = [(link.of.urn, link.to.urn, link.to.name, link.type, _day(link.established_on)) for link in links]
    return _csv(LINK_HEADINGS, rows)


def _establishment_row(each: Establishment) -> tuple[Cell, ...]:
    no_religion = "None" if each.type_group == "Academies" else "Does not apply"
    religion = each.faith.name if each.faith else no_religion
    return (
        str(each.urn),
        each.area.code,
        each.area.name,
        "" if each.number is None else str(each.number),
        each.name,
        each.type,
        each.type_group,
        each.status,
        _day(each.opened_on),
        _day(each.closed_on),
        each.phase,
        _number(each.low_age),
        _number(each.high_age),
        each.sixth_form,
        each.gender,
        religion,
        _number(each.pupils),
        each.fsm,
        each.trust_flag,
        each.trust_code,
        each.trust_name,
        each.ukprn,
        _day(each.last_changed_on),
        each.street,
        each.locality,
        each.town,
        each.postcode,
        each.website,
        "North West",
        each.urban_rural,
        each.easting,
        each.northing,
    )


def _csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode(ENCODING)


def _day(day: dt.date | None) -> str:
    return "" if day is None else f"{day:%d-%m-%Y}"


def _number(number: int | None) -> Cell:
    return "" if number is None else number
