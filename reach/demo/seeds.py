"""What the demonstration grows from: data/demo.toml, read and checked."""

import datetime as dt
import functools
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from reach.settings import AcademicYear, LocalAuthority, Share, StrandRole, Target, demonstration_values

Spread = tuple[float, float, float, float, float]
"""Least value, lower quartile, median, upper quartile, greatest."""

Range = tuple[int, int]
"""Least and most."""


class _Seed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Year(_Seed):
    """An academic year of the demonstration hub."""

    academic_year: AcademicYear
    shares: dict[str, Share]
    disadvantage: float
    half_terms: tuple[tuple[dt.date, dt.date], ...]
    closed_days: tuple[dt.date, ...]
    modes: dict[str, float]

    @property
    def last_day(self) -> dt.date:
        """The 31 August that the year ends on."""
        return dt.date(self.half_terms[-1][1].year, 8, 31)

    def school_days(self, half_terms: Range) -> list[dt.date]:
        """Give the school days of some half-terms, the first being 1."""
        first, last = half_terms
        return [
            day
            for starts_on, ends_on in self.half_terms[first - 1 : last]
            for day in _days(starts_on, ends_on)
            if day.weekday() < 5 and day not in self.closed_days
        ]


class PlanSeeds(_Seed):
    """How schools come to take part."""

    never_share: Share
    loyalty: float
    courting: float
    whim: float
    programmes_a_school: tuple[int, ...]
    signed_up_share: Share
    no_show_share: Share
    light_touch_share: Share
    independent_share: Share
    visitors_a_year: int
    activity_schools: Range
    without_lead: Share
    upcoming_enrichment: int


class AttendanceSeeds(_Seed):
    """What a register's marks depend on."""

    reliability: Spread
    fading: float
    drop_out: Share
    half_hearted: Share
    unmarked: Share
    apologies: Share
    staff_turnover: Share
    known_faces: Share
    online_less: Share


class EvidenceSeeds(_Seed):
    """What registers know of the school."""

    without_urn: Share
    with_postcode: Share
    urn_of_today: Share
    urn_of_before: Share


class Conversions(_Seed):
    """A number of schools to which the same happens on the same day."""

    day: dt.date
    schools: int


class Closure(_Seed):
    """A school that closes for good at the end of a day."""

    area: str
    kind: str
    day: dt.date


class Merge(_Seed):
    """An infant and a junior school that become one."""

    area: str
    day: dt.date
    keeps_junior: bool


class Split(_Seed):
    """An all-through school that becomes two schools."""

    area: str
    day: dt.date


class Opening(_Seed):
    """A school that is new, or proposed; of some proposals the day is not known."""

    area: str
    kind: str
    type: str
    day: dt.date | None = None


class Changes(_Seed):
    """What became of schools over the years."""

    conversions: tuple[Conversions, ...]
    chains: int
    earlier_conversions: int
    old_closures: int
    one_sided_links: Share
    undated_links: Share
    proposed_to_close: Conversions
    closures: tuple[Closure, ...]
    merges: tuple[Merge, ...]
    splits: tuple[Split, ...]
    openings: tuple[Opening, ...]
    proposals: tuple[Opening, ...]


class Town(_Seed):
    """An invented town, around a point of the national grid."""

    name: str
    easting: int
    northing: int
    spread: int
    weight: int
    rural: Share


class Area(_Seed):
    """A local authority, and its schools by kind."""

    code: str
    name: str
    outside: bool = False
    postcode_area: str
    academies: dict[str, Share]
    fsm: Spread
    effects: dict[str, float] = Field(default_factory=dict)
    counts: dict[str, int]
    towns: tuple[Town, ...]


class Kind(_Seed):
    """A kind of school."""

    code: str
    group: str
    family: str = ""
    phase: str
    ages: tuple[Range, ...] = ()
    sixth_form: str = ""
    sixth_form_by_age: bool = False
    pupils: Spread | None = None
    fsm: Spread | None = None
    first_number: int | None = None
    maintained: tuple[str, ...]
    academy: tuple[str, ...] = ()
    church: bool = False
    stage: str = ""
    names: tuple[str, ...]
    roles: tuple[str, ...]
    more_programmes: int = 0
    effect: float = 0

    @property
    def is_in_scope(self) -> bool:
        """Whether such a school counts without being asked for."""
        return self.group not in ("independent", "other")


class Faith(_Seed):
    """A church that has schools."""

    name: str
    share: Share
    maintained: tuple[str, ...]
    names: tuple[str, ...]
    academy_suffix: str = ""


class Trust(_Seed):
    """An academy trust."""

    name: str
    areas: tuple[str, ...]
    faith: str = ""


class Offer(_Seed):
    """A programme as the hub offers it, or a journey of programmes."""

    code: str = ""
    stages: tuple[str, ...] = ()
    stage_titles: tuple[str, ...] = ()
    title: str
    light_touch: bool = False
    from_year: AcademicYear | None = None
    sessions: Range
    people: Range
    hours: float
    half_terms: Range
    brings_pupils: Spread | None = None
    weights: dict[str, float]
    roles: tuple[str, ...] = ()
    mode: str | None = None
    focus: str | None = None
    demand: float = 1

    @property
    def codes(self) -> tuple[str, ...]:
        """The programmes: one, or a journey's stages in order."""
        return self.stages or (self.code,)

    def title_of(self, stage: int) -> str:
        """Give what activities of a stage are called."""
        return f"{self.title}: {self.stage_titles[stage]}" if self.stages else self.title


class Planned(_Seed):
    """Groups of a programme that are offered for the term to come, with no register yet."""

    code: str
    groups: int
    places: int
    starts_on: dt.date


class Challenge(_Seed):
    """A competition for pupils: schools say only how many came."""

    title: str
    programme: str
    groups: tuple[str, ...]
    schools: Range
    pupils: Spread
    half_term: int


class OfferedSeeds(_Seed):
    """What a sheet says of activities and a register does not."""

    without_row: Share
    without_places: Share
    without_focus: Share
    fill: Spread
    slack: dict[str, dict[str, float]]
    planned: tuple[Planned, ...]
    challenges: tuple[Challenge, ...]


class Step(_Seed):
    """A stage that a share of candidates comes to, so many days after the one before or at the start of a half-term."""

    stage: str
    share: Share
    days: Spread
    half_terms: tuple[int, ...] = ()


class Route(_Seed):
    """A route into teaching mathematics, with its steps after an enquiry."""

    name: str
    candidates: tuple[int, ...]
    phases: dict[str, float]
    steps: tuple[Step, ...]


class CandidateSeeds(_Seed):
    """How candidates come and go."""

    enquiries: tuple[float, ...]
    areas: dict[str, float]
    weak_steps: dict[str, dict[str, float]]
    from_school_on: str
    changes_school: Share
    without_school: Share
    without_area: Share
    unrecorded: Share
    routes: tuple[Route, ...]


class SupportKind(_Seed):
    """What schools of a family support each other in."""

    family: str
    supporters: int
    supports: tuple[int, ...]
    foci: tuple[str, ...]
    programmes: tuple[str, ...]


class SupportSeeds(_Seed):
    """How schools support each other."""

    across: Share
    with_programme: Share
    without_urn: Share
    days: Spread
    weeks: Spread
    kinds: tuple[SupportKind, ...]


class SheetTarget(_Seed):
    """A target as a sheet gives it: for a strand, by its role, or a programme, as a share or a number of schools."""

    academic_year: AcademicYear
    strand_role: StrandRole | None = None
    programme_code: str | None = None
    la_code: str | None = None
    phase: str | None = None
    share: Share | None = None
    schools: int | None = None


class HoldBackSeeds(_Seed):
    """Schools of a family that are held back for one reason, from one programme or all, until a day or for good."""

    family: str
    schools: int
    reason: str
    programme: str | None = None
    until: dt.date | None = None


class SheetSeeds(_Seed):
    """What the other sheets of the hub's template hold."""

    offered: OfferedSeeds
    candidates: CandidateSeeds
    supports: SupportSeeds
    targets: tuple[SheetTarget, ...]
    target_source: str
    partner_kinds: tuple[tuple[str, str], ...]
    other_partners: dict[str, str]
    hold_backs: tuple[HoldBackSeeds, ...]


class HeldRow(_Seed):
    """A row that cannot be loaded, by the cells in which it differs from one that can."""

    why: str
    cells: dict[str, str]


class Names(_Seed):
    """The parts that names are made of."""

    certain: dict[str, tuple[str, ...]]
    words: tuple[str, ...]
    features: tuple[str, ...]
    saints: tuple[str, ...]
    villages: tuple[str, ...]
    streets: tuple[str, ...]
    common_words: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]


class Seeds(_Seed):
    """All of demo.toml."""

    hub_date: dt.date
    seed: int
    first_urn: Annotated[int, Field(ge=900_000)]
    first_new_urn: int
    years: tuple[Year, ...]
    plan: PlanSeeds
    attendance: AttendanceSeeds
    evidence: EvidenceSeeds
    changes: Changes
    areas: tuple[Area, ...]
    kinds: tuple[Kind, ...]
    type_groups: dict[str, str]
    faiths: tuple[Faith, ...]
    trusts: tuple[Trust, ...]
    offers: tuple[Offer, ...]
    held_rows: tuple[HeldRow, ...]
    sheets: SheetSeeds
    names: Names
    targets: tuple[Target, ...]

    def kind(self, code: str) -> Kind:
        """Give a kind of school by its code."""
        return next(kind for kind in self.kinds if kind.code == code)

    def area(self, code: str) -> Area:
        """Give a local authority by its code."""
        return next(area for area in self.areas if area.code == code)


@functools.cache
def load_seeds(local_authorities: tuple[LocalAuthority, ...]) -> Seeds:
    """Read demo.toml, for a hub of these local authorities."""
    return Seeds.model_validate(demonstration_values(local_authorities))


def _days(starts_on: dt.date, ends_on: dt.date) -> list[dt.date]:
    return [starts_on + dt.timedelta(days=number) for number in range((ends_on - starts_on).days + 1)]
