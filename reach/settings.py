"""The settings of a hub, read from data/hub.toml and checked.

An error names the line, the key and what it may be.
"""

import datetime as dt
import functools
import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from reach.academic_years import (
    Period,
    TermEnds,
    academic_year_name,
    periods_of,
    starting_year,
    unequal_terms,
    usual_term_ends,
)
from reach.errors import SettingsError
from reach.settings_errors import (
    ADDRESS,
    DOMAIN,
    EMAIL,
    GSS_CODE,
    SHORT_NAME,
    THREE_DIGITS,
    PlacedError,
    described,
    not_toml,
)

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
        """Return both ends, the usual one where none is set."""
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


class SchoolHoliday(_Section):
    """Days on which the hub's schools are closed, the first and the last: sessions on them are pointed out."""

    first: dt.date
    last: dt.date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.first <= self.last <= self.first + dt.timedelta(days=100):
            raise ValueError("last must be on the day of first or after it, and within 100 days")
        return self


class LocalAuthority(_Section):
    """A local authority that the hub serves, by its code in GIAS; gss_code is its code at ONS, for outlines."""

    code: Annotated[str, Field(pattern=THREE_DIGITS)]
    name: Text
    gss_code: Annotated[str, Field(pattern=GSS_CODE)] | None = None
    investment_area: Literal["none", "area", "priority"] = "none"


class EstablishmentRegister(_Section):
    """Where the DfE's daily register of establishments can be fetched; {date} stands for the day as yyyymmdd."""

    address: Annotated[str, Field(pattern=ADDRESS)] = (
        "https://ea-edubase-api-prod.azurewebsites.net/edubase/downloads/public/edubasealldata{date}.csv"
    )


class Scope(_Section):
    """Which establishments count as the hub's schools, by their groups and types in GIAS."""

    type_groups: Annotated[tuple[Text, ...], Field(min_length=1)]
    independent_type_groups: tuple[Text, ...] = ()
    independent_types: tuple[Text, ...] = ()


class Strand(_Section):
    """A strand of the hub's work. What the dashboard does for a strand alone it does by the role, never by the code."""

    code: Annotated[str, Field(pattern=SHORT_NAME)]
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
    """What the public may see of pupils and schools. For people there is the sector's rule, and no setting.

    pupils_under: 5 rounds counts of pupils like those of people, 0 shows exact counts. schools_under: a table with a
    smaller count of schools, 0 excepted, is left out; 0 leaves none out.
    """

    pupils_under: Literal[0, 5] = 5
    schools_under: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="before")
    @classmethod
    def _without_limits_of_people(cls, values: Any) -> Any:
        if isinstance(values, dict):
            for name in ("people_under", "percentage_base_under"):
                if name in values:
                    raise PlacedError(
                        (name,),
                        f"{name} is no longer a setting. Numbers of people are always rounded to the nearest 5, "
                        "1 to 4 reads “fewer than 5”, and percentages stand on 23 people or more. Delete the line",
                    )
        return values


class Backup(_Section):
    """The folder of the daily backup, and whether the store's secret is in it; no folder, no backup."""

    folder: Path | None = None
    with_secret: bool = False

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.folder is not None and not str(self.folder).isprintable():
            raise PlacedError(("folder",), "a backslash in it is read as another sign; write / instead: D:/Backups")
        if self.folder is not None and not self.folder.expanduser().is_absolute():
            raise PlacedError(("folder",), "folder must be a whole path, such as D:/Backups or /mnt/backups")
        return self


class Encryption(_Section):
    """Where the key of an encrypted store is: in a file, or in the computer's own place for keys."""

    key_file: Path | None = None
    key_in_system: bool = False

    @model_validator(mode="after")
    def _is_one_place(self) -> Self:
        if self.key_file is not None and self.key_in_system:
            raise PlacedError(("key_in_system",), "is given beside key_file; write one of the two")
        if self.key_file is not None and not self.key_file.expanduser().is_absolute():
            raise PlacedError(("key_file",), "key_file must be a whole path, such as D:/Keys/reach.key")
        return self


class Mail(_Section):
    """The hub's own mail server, for packs that are sent by e-mail. The password stands in no file of settings.

    security: "starttls" (usual on port 587), "ssl" (on 465), or "none", which is only for a server on this computer.
    """

    server: Text | None = None
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    security: Literal["starttls", "ssl", "none"] = "starttls"
    user: Text | None = None
    sender: Text | None = None
    to: tuple[Text, ...] = ()

    @property
    def port_used(self) -> int:
        """The port, or the usual one of the security."""
        return self.port or {"starttls": 587, "ssl": 465, "none": 25}[self.security]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.server is not None and self.sender is None:
            raise PlacedError(("sender",), "is missing; write the address that e-mails come from")
        if self.security == "none" and self.server not in (None, "localhost", "127.0.0.1", "::1"):
            raise PlacedError(("security",), "none is only for a server on this computer; write starttls or ssl")
        return self


class Alerts(_Section):
    """Lines whose crossing is said once, when a pack is made on a schedule; none is said that is not set.

    schools_behind_last_year: reach is more than so many schools behind the same date a year before.
    group_filled_under_percent: fewer than so many per cent of a group's places are taken.
    """

    target_reached: bool = False
    schools_behind_last_year: Annotated[int, Field(ge=0)] | None = None
    group_filled_under_percent: Annotated[int, Field(ge=1, le=100)] | None = None

    @property
    def is_any(self) -> bool:
        """Whether any line is drawn."""
        return (
            self.target_reached
            or self.schools_behind_last_year is not None
            or self.group_filled_under_percent is not None
        )


class Nickname(_Section):
    """What people write for a school or a town, and what it means: a name as in the register, or a part of one."""

    name: Text
    means: Text

    @model_validator(mode="after")
    def _is_a_word_for_something_else(self) -> Self:
        if not any(letter.isalnum() for letter in self.name):
            raise PlacedError(("name",), "has no letter; write the words that people use")
        if self.name.casefold() == self.means.casefold():
            raise PlacedError(("means",), "is the same as name; write the name in the register, or delete the entry")
        return self


class Teachers(_Section):
    """What is counted of teachers. least_hours: those with at least so many hours in a period are counted apart."""

    least_hours: Annotated[float, Field(gt=0, le=1000)] = 5


Role = Literal["lead", "administrator", "viewer", "adviser"]
"""What a person who has signed in may do: reach.access says it of each."""
EmailAddress = Annotated[str, Field(pattern=EMAIL), AfterValidator(str.casefold)]
Domain = Annotated[str, Field(pattern=DOMAIN), AfterValidator(str.casefold)]


class RoleRule(_Section):
    """A role, and who has it: by e-mail address, by the domain of the address, or by a group of the identity provider.

    groups: as the provider names them in the claim "groups", or "roles". local_authorities: the codes of those that
    an adviser sees.
    """

    role: Role
    emails: tuple[EmailAddress, ...] = ()
    groups: tuple[Text, ...] = ()
    domains: tuple[Domain, ...] = ()
    local_authorities: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _is_for_somebody(self) -> Self:
        if not (self.emails or self.groups or self.domains):
            raise PlacedError(("role",), "is for nobody; add emails, groups or domains")
        if self.role == "adviser" and not self.local_authorities:
            raise PlacedError(("local_authorities",), "is missing; write the codes that the adviser sees")
        if self.role != "adviser" and self.local_authorities:
            raise PlacedError(("local_authorities",), f"is for advisers only; a {self.role} sees all of the hub's")
        return self


class Access(_Section):
    """Who may use a dashboard that people sign in to, and in which role; without rules, nobody.

    ask: whom to ask for access, in words. hours: how long a sign-in lasts. blocked: addresses that have no role,
    whatever the rules say.
    """

    ask: Text = "the person who looks after the hub's data"
    hours: Annotated[float, Field(gt=0, le=24 * 30)] = 10
    blocked: tuple[EmailAddress, ...] = ()
    rules: tuple[RoleRule, ...] = ()


class NationalFigure(_Section):
    """A published figure for England, with its source."""

    academic_year: AcademicYear
    label: Text
    share: Share
    source: Text


class Target(_Section):
    """A share of schools to reach in a year, for the whole hub or a part of it."""

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
    school_holidays: tuple[SchoolHoliday, ...] = ()
    local_authorities: Annotated[tuple[LocalAuthority, ...], Field(min_length=1)]
    establishment_register: EstablishmentRegister = EstablishmentRegister()
    scope: Scope
    disclosure: Disclosure = Disclosure()
    backup: Backup = Backup()
    encryption: Encryption = Encryption()
    mail: Mail = Mail()
    alerts: Alerts = Alerts()
    access: Access = Access()
    strands: Annotated[tuple[Strand, ...], Field(min_length=1)]
    programmes: Annotated[tuple[Programme, ...], Field(min_length=1)]
    partners: tuple[Partner, ...] = ()
    nicknames: tuple[Nickname, ...] = ()
    teachers: Teachers = Teachers()
    national_figures: tuple[NationalFigure, ...] = ()
    targets: tuple[Target, ...] = ()

    def holidays(self) -> list[tuple[dt.date, dt.date]]:
        """Return the first and the last day of each school holiday that hub.toml names."""
        return [(holiday.first, holiday.last) for holiday in self.school_holidays]

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

    @property
    def meanings_of_nicknames(self) -> dict[str, str]:
        """What each nickname means, by the nickname."""
        return {nickname.name: nickname.means for nickname in self.nicknames}

    def strands_with_role(self, *roles: StrandRole) -> tuple[str, ...]:
        """Give the codes of the strands that have one of some roles: of each role one, or none."""
        return tuple(strand.code for strand in self.strands if strand.role in roles)

    @property
    def journeys(self) -> tuple[str, ...]:
        """The journeys of years that programmes are stages of, in the order of hub.toml."""
        return tuple(dict.fromkeys(programme.journey for programme in self.programmes if programme.journey))

    def academic_year_names(self) -> list[str]:
        """Return every academic year that the dashboard knows, oldest first."""
        first, last = starting_year(self.academic_years.first), starting_year(self.academic_years.last)
        return [academic_year_name(year) for year in range(first, last + 1)]

    def periods(self) -> Iterator[Period]:
        """Return every year and term that the dashboard knows."""
        ends = {terms.academic_year: terms.ends() for terms in self.terms}
        for academic_year in self.academic_year_names():
            yield from periods_of(academic_year, ends.get(academic_year))

    def note_on_terms(self, academic_year: str, period: str, until: dt.date | None) -> str:
        """Return the note on a term that is compared with one of another length, as Easter moves; else ""."""
        before = academic_year_name(starting_year(academic_year) - 1)
        known = list(self.periods())
        this, last = ([each for each in known if each.academic_year == year] for year in (academic_year, before))
        return unequal_terms(this, last, period, until)

    def fingerprint(self) -> str:
        """Return a short text that changes with every setting that figures depend on."""
        return hashlib.sha256(
            self.model_dump_json(exclude={"backup", "encryption", "nicknames", "mail", "alerts", "access"}).encode()
        ).hexdigest()[:16]

    @model_validator(mode="after")
    def _names_are_unique_and_known(self) -> Self:
        _unique("local_authorities", "code", [la.code for la in self.local_authorities])
        _unique("strands", "code", [strand.code for strand in self.strands])
        _unique("strands", "role", [strand.role for strand in self.strands])
        _unique("programmes", "code", [programme.code.casefold() for programme in self.programmes])
        _unique("partners", "name", [partner.name.casefold() for partner in self.partners])
        _unique("nicknames", "name", [nickname.name.casefold() for nickname in self.nicknames])
        _unique("terms", "academic_year", [terms.academic_year for terms in self.terms])
        for number, programme in enumerate(self.programmes):
            _known(("programmes", number, "strand"), programme.strand, self.strand_codes)
        for number, target in enumerate(self.targets):
            if target.strand is not None:
                _known(("targets", number, "strand"), target.strand, self.strand_codes)
            if target.local_authority is not None:
                _known(("targets", number, "local_authority"), target.local_authority, self.la_codes)
        for number, rule in enumerate(self.access.rules):
            for code in rule.local_authorities:
                _known(("access", "rules", number, "local_authorities"), code, self.la_codes)
        return self


def load_settings(path: Path = HUB_FILE) -> Settings:
    """Read hub.toml.

    Raises SettingsError naming the file, the line, the key and what it may be.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")  # Notepad may put a byte order mark before the text.
    except FileNotFoundError:
        raise SettingsError("No settings", f"There is no {path.name}. Put the hub's own there.", str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, UnicodeDecodeError):
            line = error.object.count(b"\n", 0, error.start) + 1
            action = f"{path.name}: line {line} has a letter that is not UTF-8 text. Save the file as UTF-8 text."
        else:
            action = f"{path.name} cannot be opened. Close other programs that use it, and see that you may read it."
        raise SettingsError("Settings cannot be read", action, f"{path}: {error}") from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError("Settings cannot be read", f"{path.name}: {not_toml(error, text)}.", str(path)) from None
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        problems = "; ".join(described(details, values, text, Settings) for details in error.errors())
        raise SettingsError("A setting cannot be used", f"{path.name}: {problems}.", str(path)) from None


def current_settings() -> Settings:
    """Return the settings of hub.toml as it is now, read again only where the file has changed.

    Raises SettingsError as `load_settings` does.
    """
    status = HUB_FILE.stat() if HUB_FILE.exists() else None
    return _settings_of(status and (status.st_mtime_ns, status.st_size))


@functools.lru_cache(maxsize=2)
def _settings_of(_state_of_file: tuple[int, int] | None) -> Settings:
    return load_settings()


def demonstration_values(local_authorities: Sequence[LocalAuthority]) -> dict[str, Any]:
    """Read demo.toml, with a hub's local authorities in place of those in the file.

    Authorities that both have stay; the hub's others replace the rest in order. Those left over are outside the hub.
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


@functools.lru_cache(maxsize=8)  # asked whenever a demonstration is read, and demo.toml takes long to parse
def demonstration_targets(local_authorities: tuple[LocalAuthority, ...]) -> tuple[Target, ...]:
    """Return the invented targets of the demonstration, which replace the hub's own there."""
    targets = [Target.model_validate(target) for target in demonstration_values(local_authorities)["targets"]]
    codes = {None, *(la.code for la in local_authorities)}
    return tuple(target for target in targets if target.local_authority in codes)


def _with_codes(values: Any, codes: dict[str, str]) -> Any:
    """Return the values with some codes replaced, as values and as keys."""
    if isinstance(values, dict):
        return {codes.get(key, key): _with_codes(value, codes) for key, value in values.items()}
    if isinstance(values, list):
        return [_with_codes(value, codes) for value in values]
    return codes.get(values, values) if isinstance(values, str) else values


def _unique(section: str, key: str, values: Sequence[str]) -> None:
    for number, value in enumerate(values):
        if value in values[:number]:
            raise PlacedError((section, number, key), f"{key} {value} is given more than once")


def _known(location: tuple[int | str, ...], value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise PlacedError(location, f"'{value}' is not known; it may be {', '.join(known)}")
