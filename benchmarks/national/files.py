"""The invented England as files that the dashboard imports: registers of schools and attendance, and settings."""

import csv
import json
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.national.england import REGISTER_DATE, England, Establishment, Hub, School
from benchmarks.national.groups import MARKS, Group, Network, partners_of
from reach.demo.gias import ENCODING, ESTABLISHMENT_HEADINGS, LINK_HEADINGS
from reach.demo.register import HEADINGS
from reach.settings import HUB_FILE

ESTABLISHMENTS_FILE = f"edubasealldata{REGISTER_DATE:%Y%m%d}.csv"
LINKS_FILE = f"links_{ESTABLISHMENTS_FILE}"
ENGLAND_SETTINGS = "England.toml"
HOURS = 2.0


def write_files(network: Network, folder: Path) -> None:
    """Write the register of schools, its links, and a register of attendance of each hub's term into a folder."""
    registers = folder / "registers"
    registers.mkdir(parents=True, exist_ok=True)
    write_schools(network.england, folder)
    for part in network.parts():
        if part.rows:
            write_register(registers / part.name, network.groups(part))


def write_schools(england: England, folder: Path) -> None:
    """Write the establishment register and the links file, laid out as the DfE lays them out."""
    rows = sorted(
        (establishment.urn, _school_cells(school, establishment))
        for school in england.schools
        for establishment in school.establishments
    )
    _write_csv(
        folder / ESTABLISHMENTS_FILE,
        ESTABLISHMENT_HEADINGS,
        ([cells.get(heading, "") for heading in ESTABLISHMENT_HEADINGS] for _, cells in rows),
        ENCODING,
    )
    links = ([*link[:4], f"{link.day:%d-%m-%Y}"] for link in sorted(england.links))
    _write_csv(folder / LINKS_FILE, LINK_HEADINGS, links, ENCODING)


def write_register(file: Path, groups: Iterable[Group]) -> None:
    """Write groups as one register in the hub's template."""
    _write_csv(file, HEADINGS, _attendance_rows(groups), "utf-8")


def write_settings(england: England, folder: Path) -> None:
    """Write hub.toml of all England, and that of each hub."""
    whole = Hub(0, "England", tuple(england.la_names))
    for hub in (whole, *england.hubs):
        partners = [partner for each in england.hubs if hub in (whole, each) for partner in partners_of(each)]
        name = ENGLAND_SETTINGS if hub is whole else f"hub {hub.number:02}.toml"
        (folder / name).write_text(_settings(england, hub, partners), encoding="utf-8")


def gives_urn(attendee_place: int) -> bool:
    """Whether an attendee's row gives the school's URN; the others give its name and postcode."""
    return attendee_place % 3 != 0


def _attendance_rows(groups: Iterable[Group]) -> Iterator[Sequence[object]]:
    for group in groups:
        days = [f"{day:%d/%m/%Y}" for day in group.days]
        for place, (person, school, establishment, marks) in enumerate(group.attendees):
            urn, pupils = establishment.urn if gives_urn(place) else "", pupils_brought(group, place)
            for session, mark in enumerate(marks):
                yield (
                    group.activity,
                    group.programme.code,
                    days[session],
                    session + 1,
                    HOURS,
                    establishment.name,
                    urn,
                    school.postcode,
                    person.first_name,
                    person.last_name,
                    person.email,
                    person.role,
                    MARKS[int(mark)],
                    pupils,
                    group.lead_partner,
                )


def pupils_brought(group: Group, attendee_place: int) -> int | None:
    """How many pupils an attendee brings: to an activity for pupils, some; else None."""
    return 10 + attendee_place % 20 if group.programme.strand == "enrichment" else None


def _school_cells(school: School, establishment: Establishment) -> dict[str, object]:
    kind, is_last = establishment.kind, establishment == school.establishments[-1]
    in_trust = kind.group == "Academies" and school.trust is not None
    return {
        "URN": establishment.urn,
        "LA (code)": school.la_code,
        "LA (name)": school.la_name,
        "EstablishmentNumber": establishment.number,
        "EstablishmentName": establishment.name,
        "TypeOfEstablishment (name)": kind.type,
        "EstablishmentTypeGroup (name)": kind.group,
        "EstablishmentStatus (name)": "Closed" if establishment.closed_on else "Open",
        "OpenDate": f"{establishment.opened_on:%d-%m-%Y}" if establishment.opened_on else "",
        "CloseDate": f"{establishment.closed_on:%d-%m-%Y}" if establishment.closed_on else "",
        "PhaseOfEducation (name)": kind.phase,
        "StatutoryLowAge": kind.ages[0],
        "StatutoryHighAge": kind.ages[1],
        "OfficialSixthForm (name)": kind.sixth_form,
        "NumberOfPupils": school.pupils if is_last else "",
        "PercentageFSM": school.fsm if is_last else "",
        "TrustSchoolFlag (name)": "Supported by a multi-academy trust" if in_trust else "Not applicable",
        "Trusts (code)": school.trust if in_trust else "",
        "Trusts (name)": f"TRUST {school.trust}" if in_trust else "",
        "LastChangedDate": f"{REGISTER_DATE:%d-%m-%Y}",
        "Town": school.town,
        "Postcode": school.postcode,
        "SchoolWebsite": f"www.{school.domain}",
        "UrbanRural (name)": school.urban_rural,
        "Easting": school.easting,
        "Northing": school.northing,
    }


def _settings(england: England, hub: Hub, partners: Sequence[str]) -> str:
    """Give hub.toml of the project, with another hub's name, local authorities and partners."""
    values: dict[str, Any] = tomllib.loads(HUB_FILE.read_text(encoding="utf-8"))
    values |= {
        "hub": {"name": hub.name},
        "local_authorities": [{"code": code, "name": england.la_names[code]} for code in hub.la_codes],
        "partners": [{"name": partner} for partner in partners],
        "nicknames": [],
    }
    tables = [
        (f"[[{name}]]" if isinstance(value, list) else f"[{name}]", table)
        for name, value in values.items()
        for table in (value if isinstance(value, list) else [value])
    ]
    # Words, numbers, truth and lists of them are written alike in TOML and JSON.
    return "\n".join(
        "\n".join([head, *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()), ""])
        for head, table in tables
    )


def _write_csv(file: Path, headings: Sequence[str], rows: Iterable[Sequence[object]], encoding: str) -> None:
    with file.open("w", encoding=encoding, newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(headings)
        writer.writerows(rows)
