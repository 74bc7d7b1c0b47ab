"""What makes the dashboard one hub's: data/hub.toml, read and checked.

A setting that cannot be used is named with file, key and what it may be.
"""

import datetime as dt
import hashlib
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from reach.academic_years import (
    Period,
    TermEnds,
    academic_year_name,
    periods_of,
    starting_year,
    usual_term_ends,
)
from reach.errors import SettingsError

PROJECT = Path(__file__).resolve().parent.parent
HUB_FILE = PROJECT / "data" / "hub.toml"
DEMONSTRATION_FILE = PROJECT / "data" / "demo.toml"


def _academic_year(text: str) -> str:
    starting_year(text)
    return text


AcademicYear = Annotated[str, AfterValidator(_academic_year)]
StrandRole = Literal["recruitment", "training", "cpd", "leadership", "enrichment"]
"""What a strand is about: recruitment of maths specialists into teaching; initial training, and converting teachers to
maths; CPD and school-to-school support; leadership; enrichment for pupils."""
Phase = Literal["early years", "primary", "secondary", "post-16"]
Share = Annotated[float, Field(ge=0, le=1)]
Text = Annotated[str, Field(min_length=1)]


_THREE_DIGITS, _GSS_CODE, _SHORT_NAME, _ADDRESS = r"^\d{3}$", r"^E\d{8}$", r"^[a-z0-9_-]+$", r"^https?://\S+$"


class _PlacedError(ValueError):
    """A value that is wrong because of another one, with its place in the file."""

    def __init__(self, location: tuple[int | str, ...], message: str) -> None:
        super().__init__(message)
        self.location = location


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class HubName(_Section):
    """The hub itself."""

    name: Text


class AcademicYears(_Section):
    """The first and the last academic year that the dashboard knows."""

    first: AcademicYear = "2014/15"
    last: AcademicYear = "2039/40"

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first > self.last:
            raise ValueError(f"first ({self.first}) comes after last ({self.last})")
        return self


class Terms(_Section):
    """Where one academic year's terms end, where that differs from the usual."""

    academic_year: AcademicYear
    autumn_ends: dt.date | None = None
    spring_ends: dt.date | None = None

    def ends(self) -> TermEnds:
        """Give both ends, the usual one where none is set."""
        usual = usual_term_ends(self.academic_year)
        return TermEnds(self.autumn_ends or usual.autumn, self.spring_ends or usual.spring)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        first = starting_year(self.academic_year)
        ends = self.ends()
        if not dt.date(first, 9, 1) <= ends.autumn < ends.spring < dt.date(first + 1, 8, 31):
            raise ValueError(
                "autumn_ends and spring_ends must come in this order, "
                f"between 1 September {first} and 31 August {first + 1}"
            )
        return self


class LocalAuthority(_Section):
    """A local authority that the hub serves, by its code in GIAS; gss_code is its code at ONS, for outlines."""

    code: Annotated[str, Field(pattern=_THREE_DIGITS)]
    name: Text
    gss_code: Annotated[str, Field(pattern=_GSS_CODE)] | None = None
    investment_area: Literal["none", "area", "priority"] = "none"


class EstablishmentRegister(_Section):
    """Where the DfE's daily register of establishments can be fetched; {date} stands for the day as yyyymmdd."""

    address: Annotated[str, Field(pattern=_ADDRESS)] = (
        "https://ea-edubase-api-prod.azurewebsites.net/edubase/downloads/public/edubasealldata{date}.csv"
    )


class Scope(_Section):
    """Which establishments count as the hub's schools, by their groups and types in GIAS."""

    type_groups: Annotated[tuple[Text, ...], Field(min_length=1)]
    independent_type_groups: tuple[Text, ...] = ()
    independent_types: tuple[Text, ...] = ()


class Strand(_Section):
    """A strand of the hub's work. What the dashboard does for a strand alone it does by the role, never by the code."""

    code: Annotated[str, Field(pattern=_SHORT_NAME)]
    name: Text
    role: StrandRole


class Programme(_Section):
    """A programme: its strand, the phases it is for, and its place in a journey if it is a stage of one."""

    code: Text
    name: Text
    strand: Text
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    light_touch: bool = False
    journey: Text | None = None
    stage: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _journey_and_stage(self) -> Self:
        if (self.journey is None) != (self.stage is None):
            raise ValueError("journey and stage go together: give both, or neither")
        return self


class Partner(_Section):
    """A strategic partner."""

    name: Text


class Disclosure(_Section):
    """What the public may see of pupils and schools. What it may see of people is the sector's rule, and no setting.

    pupils_under: 5 rounds counts of pupils as those of people, 0 shows them as they were counted. schools_under: a
    table with a smaller count of schools, but 0, is left out; 0 leaves none out.
    """

    pupils_under: Literal[0, 5] = 5
    schools_under: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="before")
    @classmethod
    def _without_limits_of_people(cls, values: Any) -> Any:
        if isinstance(values, dict):
            for name in ("people_under", "percentage_base_under"):
                if name in values:
                    raise _PlacedError(
                        (name,),
                        f"{name} is no longer a setting. Numbers of people are always rounded to the nearest 5, and "
                        "percentages stand on 23 people or more. Delete the line",
                    )
        return values


class Backup(_Section):
    """Where a backup is made by itself each day, and whether the store's secret is in it; nowhere without a folder."""

    folder: Path | None = None
    with_secret: bool = False

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.folder is not None and not str(self.folder).isprintable():
            raise _PlacedError(("folder",), "a backslash in it is read as another sign; write / instead: D:/Backups")
        if self.folder is not None and not self.folder.expanduser().is_absolute():
            raise _PlacedError(("folder",), "folder must be a whole path, such as D:/Backups or /mnt/backups")
        return self


class NationalFigure(_Section):
    """A published figure for England, with its source."""

    academic_year: AcademicYear
    label: Text
    share: Share
    source: Text


class Target(_Section):
    """A share of schools to be reached in a year, for all of the hub or the part that is named."""

    academic_year: AcademicYear
    share: Share
    local_authority: Text | None = None
    phase: Phase | None = None
    strand: Text | None = None
    source: Text


class Settings(_Section):
    """All of hub.toml."""

    hub: HubName
    academic_years: AcademicYears = AcademicYears()
    terms: tuple[Terms, ...] = ()
    local_authorities: Annotated[tuple[LocalAuthority, ...], Field(min_length=1)]
    establishment_register: EstablishmentRegister = EstablishmentRegister()
    scope: Scope
    disclosure: Disclosure = Disclosure()
    backup: Backup = Backup()
    strands: Annotated[tuple[Strand, ...], Field(min_length=1)]
    programmes: Annotated[tuple[Programme, ...], Field(min_length=1)]
    partners: tuple[Partner, ...] = ()
    national_figures: tuple[NationalFigure, ...] = ()
    targets: tuple[Target, ...] = ()

    @property
    def la_codes(self) -> tuple[str, ...]:
        """The codes of the hub's local authorities, in the order of hub.toml."""
        return tuple(la.code for la in self.local_authorities)

    @property
    def la_names(self) -> tuple[str, ...]:
        """Their names, in the same order."""
        return tuple(la.name for la in self.local_authorities)

    @property
    def strand_codes(self) -> tuple[str, ...]:
        """The codes of the strands, in the order of hub.toml."""
        return tuple(strand.code for strand in self.strands)

    def strands_with_role(self, *roles: StrandRole) -> tuple[str, ...]:
        """Give the codes of the strands that have one of some roles: of each role one, or none."""
        return tuple(strand.code for strand in self.strands if strand.role in roles)

    @property
    def journeys(self) -> tuple[str, ...]:
        """The journeys of years that programmes are stages of, in the order of hub.toml."""
        return tuple(dict.fromkeys(programme.journey for programme in self.programmes if programme.journey))

    def academic_year_names(self) -> list[str]:
        """Give every academic year that the dashboard knows, oldest first."""
        first, last = starting_year(self.academic_years.first), starting_year(self.academic_years.last)
        return [academic_year_name(year) for year in range(first, last + 1)]

    def periods(self) -> Iterator[Period]:
        """Give every year and term that the dashboard knows."""
        ends = {terms.academic_year: terms.ends() for terms in self.terms}
        for academic_year in self.academic_year_names():
            yield from periods_of(academic_year, ends.get(academic_year))

    def fingerprint(self) -> str:
        """Give a short text that differs whenever any setting does that the store's figures depend on."""
        return hashlib.sha256(self.model_dump_json(exclude={"backup"}).encode()).hexdigest()[:16]

    @model_validator(mode="after")
    def _names_are_unique_and_known(self) -> Self:
        _unique("local_authorities", "code", [la.code for la in self.local_authorities])
        _unique("strands", "code", [strand.code for strand in self.strands])
        _unique("strands", "role", [strand.role for strand in self.strands])
        _unique("programmes", "code", [programme.code.casefold() for programme in self.programmes])
        _unique("partners", "name", [partner.name.casefold() for partner in self.partners])
        _unique("terms", "academic_year", [terms.academic_year for terms in self.terms])
        for number, programme in enumerate(self.programmes):
            _known(("programmes", number, "strand"), programme.strand, self.strand_codes)
        for number, target in enumerate(self.targets):
            if target.strand is not None:
                _known(("targets", number, "strand"), target.strand, self.strand_codes)
            if target.local_authority is not None:
                _known(("targets", number, "local_authority"), target.local_authority, self.la_codes)
        return self


def load_settings(path: Path = HUB_FILE) -> Settings:
    """Read hub.toml.

    Raises SettingsError naming the file, the line, the key and what it may be.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")  # Notepad may put a mark before the text.
    except FileNotFoundError:
        raise SettingsError("No settings", f"There is no {path.name}. Put the hub's own there.", str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, UnicodeDecodeError):
            line = error.object.count(b"\n", 0, error.start) + 1
            said = f"{path.name}: line {line} has a letter that is not UTF-8 text. Save the file as UTF-8 text."
        else:
            said = f"{path.name} cannot be opened. Close other programs that use it, and see that you may read it."
        raise SettingsError("Settings cannot be read", said, f"{path}: {error}") from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError("Settings cannot be read", f"{path.name}: {_not_toml(error, text)}.", str(path)) from None
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        problems = "; ".join(_described(details, values, text) for details in error.errors())
        raise SettingsError("A setting cannot be used", f"{path.name}: {problems}.", str(path)) from None


def demonstration_values(local_authorities: Sequence[LocalAuthority]) -> dict[str, Any]:
    """Read demo.toml, with the local authorities of a hub in the place of those that it was written for.

    Those that a hub does not have take the places of its others, in order; where it has fewer, theirs are outside.
    """
    values: dict[str, Any] = tomllib.loads(DEMONSTRATION_FILE.read_text(encoding="utf-8"))
    own = {la.code: la.name for la in local_authorities}
    written_for = [area["code"] for area in values["areas"] if not area.get("outside")]
    free = [code for code in own if code not in written_for]
    taken = dict(zip([code for code in written_for if code not in own], free, strict=False))
    values = _with_codes(values, taken)
    for area in values["areas"]:
        area["name"] = own.get(area["code"], area["name"])
    return values


def demonstration_targets(local_authorities: Sequence[LocalAuthority]) -> tuple[Target, ...]:
    """Give the invented targets of the demonstration, which take the place of the hub's own there."""
    targets = [Target.model_validate(target) for target in demonstration_values(local_authorities)["targets"]]
    codes = {None, *(la.code for la in local_authorities)}
    return tuple(target for target in targets if target.local_authority in codes)


def _with_codes(values: Any, codes: dict[str, str]) -> Any:
    """Put other codes in the place of some, whether they stand as values or as keys."""
    if isinstance(values, dict):
        return {codes.get(key, key): _with_codes(value, codes) for key, value in values.items()}
    if isinstance(values, list):
        return [_with_codes(value, codes) for value in values]
    return codes.get(values, values) if isinstance(values, str) else values


def _unique(section: str, key: str, values: Sequence[str]) -> None:
    for number, value in enumerate(values):
        if value in values[:number]:
            raise _PlacedError((section, number, key), f"{key} {value} is given more than once")


def _known(location: tuple[int | str, ...], value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise _PlacedError(location, f"'{value}' is not known; it may be {', '.join(known)}")


def _described(details: ErrorDetails, values: dict[str, Any], text: str) -> str:
    """Put one of pydantic's findings into words: line, place, what is wrong, what it may be."""
    location = details["loc"]
    cause = details.get("ctx", {}).get("error")
    if isinstance(cause, _PlacedError):
        location = (*location, *cause.location)
    place = _place(location, values)
    return f"{_line(location, text)}{place}{': ' if place else ''}{_problem(details)}"


def _problem(details: ErrorDetails) -> str:
    """Say what is wrong with a setting, and what it may be."""
    value, limits = _as_written(details["input"]), details.get("ctx", {})
    match details["type"]:
        case "missing":
            key = str(details["loc"][-1])
            if len(details["loc"]) == 1:
                return f"is missing; add the section {f'[{key}]' if key in ('hub', 'scope') else f'[[{key}]]'}"
            return f"is missing; add a line such as {key} = {_EXAMPLES.get(key, '...')}"
        case "string_type" if details["loc"][-1] in ("first", "last", "academic_year"):
            return f'{value} cannot be used; it may be an academic year in quotes, such as "2025/26"'
        case "extra_forbidden":
            return f"is not a setting; here there may be {', '.join(_keys_at(details['loc'][:-1]))}"
        case "literal_error":
            return f"{details['input']!r} is not known; it may be {limits['expected']}"
        case "value_error":
            return str(limits["error"])
        case "string_type" if isinstance(details["input"], int | float | dt.date):
            return f'{value} must be text; put it in quotes: "{value}"'
        case "string_pattern_mismatch":
            return f"{value} cannot be used; it may be {_PATTERNS[limits['pattern']]}"
        case "string_too_short":
            return "is empty; write a text between the quotes"
        case "too_short":
            return "is empty; name at least one"
        case "greater_than_equal" | "less_than_equal" if details["loc"][-1] == "share":
            return f"{value} cannot be used; it may be a number from 0 to 1, such as 0.58 for 58%"
        case "greater_than_equal":
            return f"{value} cannot be used; the smallest is {limits['ge']:g}"
        case "tuple_type" if len(details["loc"]) == 1:
            return f"needs two square brackets: [[{details['loc'][0]}]]"
        case "tuple_type":
            return f"{value} must be a list; put it in square brackets: [{value}]"
        case "model_type" | "model_attributes_type":
            return f"must be a section that begins with [{details['loc'][0]}] and is given once"
        case kind if kind.startswith("date_"):
            return f"{value} is not a date; write it without quotes, such as 2027-04-09"
        case kind if kind.startswith("bool_"):
            return f"{value} cannot be used; it may be true or false, without quotes"
        case kind if kind.startswith("int_"):
            return f"{value} cannot be used; it may be a whole number, such as 1, without quotes"
        case kind if kind.startswith("float_"):
            return f"{value} cannot be used; it may be a number, such as 0.58, without quotes"
        case _:
            return f'{value} cannot be used; it may be text in quotes, such as "Halton"'


_PATTERNS = {
    _THREE_DIGITS: 'three digits in quotes, such as "895"',
    _GSS_CODE: 'E and eight digits in quotes, such as "E06000049"',
    _ADDRESS: "an address that begins with https://, in quotes",
    _SHORT_NAME: 'small letters, digits, - and _ in quotes, such as "cpd"',
}


_EXAMPLES = {
    "name": '"Halton"',
    "code": '"876"',
    "strand": '"cpd"',
    "role": '"cpd"; each strand has one of recruitment, training, cpd, leadership and enrichment',
    "phases": '["primary"]',
    "academic_year": '"2025/26"',
    "label": '"Schools in England"',
    "share": "0.58",
    "source": '"Annual report 2023/24"',
    "type_groups": '["Academies"]',
}


def _as_written(value: Any) -> str:
    """Give a value as it stands in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _not_toml(error: tomllib.TOMLDecodeError, text: str) -> str:
    """Say in plain words why a file cannot be read as settings, with the line where the wrong setting begins."""
    lines = text.splitlines()
    found = re.search(r"at line (\d+)", str(error))
    number = min(int(found[1]) if found else len(lines), len(lines))
    begins = next((line for line in range(number - 1, -1, -1) if _is_toml(lines[:line])), 0) + 1
    if "overwrite" not in str(error) and begins < number:
        number = begins
    line = lines[number - 1].strip() if lines else ""
    key, equals, value = (part.strip() for part in line.partition("="))
    words = str(error)
    if "overwrite" in words or "twice" in words or "mutate" in words or "namespace" in words:
        problem = (
            f"{line} begins a section that is there already; delete one, or, where there may be several, "
            "write two square brackets at each, such as [[programmes]]"
            if line.startswith("[")
            else f"{key} is given twice in one section; delete one, or put the section's heading above the second"
        )
    elif line.startswith("["):
        problem = f"{line} is not a heading; write it alone in its line, such as [scope] or [[programmes]]"
    elif "“" in line or "”" in line:
        problem = f'{key} has curly quotes; write straight ones, such as "Halton"'
    elif "Unescaped" in words or "hex value" in words or "Escaped" in words:
        problem = f'{key} has a backslash; write / in its place, such as "D:/Backups"'
    elif not equals:
        problem = f'{line} has no equals sign; write a setting such as name = "Halton"'
    elif value.startswith("["):
        problem = (
            f'{key} is not a whole list; write commas between its values and ] at its end: ["primary", "secondary"]'
        )
    elif value.startswith(('"', "'")):
        problem = f'{key} is not a whole text; begin and end it with a quote, once each: "Halton"'
    elif value.lower() in ("true", "false", "yes", "no"):
        problem = f"{value} cannot be used at {key}; write true or false, in small letters"
    elif re.fullmatch(r"\d+[/.]\d+[/.]\d+|\d+-\d+-\d+", value):
        problem = f"{value} is not a date; write the year first, such as 2027-04-09"
    elif re.fullmatch(r"[\d.,]+\s*%|\d+,\d+", value):
        problem = f"{value} is not a number; write it with a point and without %, such as 0.58 for 58%"
    elif not value:
        problem = f"{key} has no value; write one behind the equals sign, or delete the line"
    else:
        problem = f'{value} cannot be used at {key}; put text in quotes: "{value}"'
    return f"line {number}, {problem}"


def _is_toml(lines: Sequence[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _line(location: tuple[int | str, ...], text: str) -> str:
    """Say in which line of the file a setting stands, or the head of its section where it is missing."""
    section = [step for step in location[:2] if isinstance(step, str)][:1]
    entry = next((step for step in location[1:2] if isinstance(step, int)), None)
    key = next((step for step in location[1:] if isinstance(step, str)), None)
    found = None
    inside, entries = False, -1
    for number, line in enumerate(text.splitlines(), start=1):
        head = re.match(r"\s*\[+\s*([\w-]+)\s*\]+", line)
        if head:
            inside = head[1] in section
            entries += inside
            inside = inside and entry in (None, entries)
            found = number if inside and found is None else found
        elif inside and key and re.match(rf"\s*{re.escape(key)}\s*=", line):
            return f"line {number}, "
    return f"line {found}, " if found else ""


def _place(location: tuple[int | str, ...], values: Any) -> str:
    """Give "programmes, entry 4 (CORE), strand" for ("programmes", 3, "strand")."""
    words: list[str] = []
    for step in location:
        if isinstance(step, int):
            values = values[step] if isinstance(values, list) and step < len(values) else None
            name = (values.get("code") or values.get("name")) if isinstance(values, dict) else None
            words.append(f"entry {step + 1}" + (f" ({name})" if name else ""))
        else:
            values = values.get(step) if isinstance(values, dict) else None
            words.append(step)
    return ", ".join(words)


def _keys_at(location: tuple[int | str, ...]) -> list[str]:
    """Give the keys that a section may have, found by walking the models as the location does."""
    model: type[BaseModel] = Settings
    for step in location:
        if isinstance(step, str):
            annotation: Any = model.model_fields[step].annotation
            model = annotation.__args__[0] if hasattr(annotation, "__args__") else annotation
    return sorted(model.model_fields)
