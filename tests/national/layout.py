"""How the DfE lays out its establishment register and links file: the headings, and how cells are written."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence

ENCODING = "cp1252"

# fmt: off
COLUMNS = (
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
    "TypeOfEstablishment (name)", "EstablishmentTypeGroup (code)", "EstablishmentTypeGroup (name)",
    "EstablishmentStatus (code)", "EstablishmentStatus (name)", "ReasonEstablishmentOpened (code)",
    "ReasonEstablishmentOpened (name)", "OpenDate", "ReasonEstablishmentClosed (code)",
    "ReasonEstablishmentClosed (name)", "CloseDate", "PhaseOfEducation (code)", "PhaseOfEducation (name)",
    "StatutoryLowAge", "StatutoryHighAge", "Boarders (code)", "Boarders (name)", "NurseryProvision (name)",
    "OfficialSixthForm (code)", "OfficialSixthForm (name)", "Gender (code)", "Gender (name)",
    "ReligiousCharacter (code)", "ReligiousCharacter (name)", "ReligiousEthos (name)", "Diocese (code)",
    "Diocese (name)", "AdmissionsPolicy (code)", "AdmissionsPolicy (name)", "SchoolCapacity", "SpecialClasses (code)",
    "SpecialClasses (name)", "CensusDate", "NumberOfPupils", "NumberOfBoys", "NumberOfGirls", "PercentageFSM",
    "TrustSchoolFlag (code)", "TrustSchoolFlag (name)", "Trusts (code)", "Trusts (name)", "SchoolSponsorFlag (name)",
    "SchoolSponsors (name)", "FederationFlag (name)", "Federations (code)", "Federations (name)", "UKPRN",
    "FEHEIdentifier", "FurtherEducationType (name)", "OfstedLastInsp", "OfstedSpecialMeasures (code)",
    "OfstedSpecialMeasures (name)", "LastChangedDate", "Street", "Locality", "Address3", "Town", "County (name)",
    "Postcode", "SchoolWebsite", "TelephoneNum", "HeadTitle (name)", "HeadFirstName", "HeadLastName",
    "HeadPreferredJobTitle", "BSOInspectorateName (name)", "InspectorateReport", "DateOfLastInspectionVisit",
    "NextInspectionVisit", "TeenMoth (name)", "TeenMothPlaces", "CCF (name)", "SENPRU (name)", "EBD (name)",
    "PlacesPRU", "FTProv (name)", "EdByOther (name)", "Section41Approved (name)", "SEN1 (name)", "SEN2 (name)",
    "SEN3 (name)", "SEN4 (name)", "SEN5 (name)", "SEN6 (name)", "SEN7 (name)", "SEN8 (name)", "SEN9 (name)",
    "SEN10 (name)", "SEN11 (name)", "SEN12 (name)", "SEN13 (name)", "TypeOfResourcedProvision (name)",
    "ResourcedProvisionOnRoll", "ResourcedProvisionCapacity", "SenUnitOnRoll", "SenUnitCapacity", "GOR (code)",
    "GOR (name)", "DistrictAdministrative (code)", "DistrictAdministrative (name)", "AdministrativeWard (code)",
    "AdministrativeWard (name)", "ParliamentaryConstituency (code)", "ParliamentaryConstituency (name)",
    "UrbanRural (code)", "UrbanRural (name)", "GSSLACode (name)", "Easting", "Northing", "MSOA (name)", "LSOA (name)",
    "InspectorateName (name)", "SENStat", "SENNoStat", "BoardingEstablishment (name)", "PropsName",
    "PreviousLA (code)", "PreviousLA (name)", "PreviousEstablishmentNumber", "OfstedRating (name)",
    "RSCRegion (name)", "Country (name)", "UPRN", "SiteName", "QABName (code)", "QABName (name)",
    "EstablishmentAccredited (code)", "EstablishmentAccredited (name)", "QABReport", "CHNumber", "MSOA (code)",
    "LSOA (code)", "FSM", "AccreditationExpiryDate",
)
# fmt: on
"""All 140 headings, in the order that the file had in November 2023."""

_OFSTED = ("OfstedLastInsp", "OfstedSpecialMeasures (code)", "OfstedSpecialMeasures (name)", "OfstedRating (name)")

VINTAGES = {
    133: COLUMNS[:-7],
    139: tuple(column for column in COLUMNS if column != "OfstedRating (name)"),
    135: tuple(column for column in COLUMNS if column not in (*_OFSTED, "HeadPreferredJobTitle")),
}
"""Headings of other years by their number: some had not come yet, and Ofsted's have gone since."""

LINK_COLUMNS = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")

_NOT_APPLICABLE = {column: "Not applicable" for column in COLUMNS if column.startswith("SEN") and "(name)" in column}
_NUMBERS = {"StatutoryLowAge", "StatutoryHighAge", "NumberOfPupils", "Easting", "Northing", "LinkURN"}
"""What the DfE writes without quotes, where it is a number."""

Cells = Mapping[str, str]


def as_csv(rows: Iterable[Cells], columns: Sequence[str] = COLUMNS) -> bytes:
    """Give rows as the site's file has them: cp1252 without a mark at the start, CRLF, texts in quotes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells = {**_NOT_APPLICABLE, **row}
        writer.writerow([_cell(column, cells.get(column, "")) for column in columns])
    return text.getvalue().encode(ENCODING)


def as_zip(content: bytes, name: str) -> bytes:
    """Give a file packed as the site packs it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        # A zip remembers when a file was written; this one is the same whenever it is made.
        archive.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def after_excel(rows: Iterable[Cells]) -> list[dict[str, str]]:
    """Give rows as they are once Excel has opened and saved the file: without leading zeros, dates with slashes."""
    return [{column: _as_excel_has_it(cell) for column, cell in row.items()} for row in rows]


def _as_excel_has_it(cell: str) -> str:
    if re.fullmatch(r"\d\d-\d\d-\d{4}", cell):
        return cell.replace("-", "/")
    return cell.lstrip("0") or "0" if re.fullmatch(r"\d+", cell) else cell


def _cell(column: str, cell: str) -> str | int:
    return int(cell) if column in _NUMBERS and cell.isdigit() else cell
