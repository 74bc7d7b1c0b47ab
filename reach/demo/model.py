"""What a school of the demonstration is: one establishment after another."""

import datetime as dt
from dataclasses import dataclass

from reach.demo.seeds import Area, Faith, Kind

ACADEMY_GROUPS = ("Academies", "Free Schools")


@dataclass(eq=False)
class Establishment:
    """One row of the establishment register; what GIAS leaves blank is None or empty."""

    area: Area
    kind: Kind
    name: str
    number: int | None
    type: str
    type_group: str
    phase: str
    low_age: int | None
    high_age: int | None
    sixth_form: str
    opened_on: dt.date | None
    pupils: int | None
    fsm: str
    faith: Faith | None
    gender: str
    trust_flag: str
    trust_code: str
    trust_name: str
    ukprn: str
    street: str
    locality: str
    town: str
    postcode: str
    website: str
    urban_rural: str
    easting: int
    northing: int
    last_changed_on: dt.date
    status: str = "Open"
    closed_on: dt.date | None = None
    urn: int = 0

    def is_open(self, day: dt.date) -> bool:
        """Whether it is open on a day, its first and its last included."""
        return (
            self.status != "Proposed to open"
            and (self.opened_on is None or self.opened_on <= day)
            and (self.closed_on is None or self.closed_on >= day)
        )


@dataclass(eq=False)
class School:
    """A school over the years: one establishment after another, and the address that stays."""

    stays: list[Establishment]
    domain: str

    @property
    def today(self) -> Establishment:
        """The newest of its establishments."""
        return self.stays[-1]

    @property
    def area(self) -> Area:
        """Its local authority."""
        return self.today.area

    @property
    def kind(self) -> Kind:
        """Its kind."""
        return self.today.kind

    def on(self, day: dt.date) -> Establishment | None:
        """Give the establishment that it is on a day."""
        return next((stay for stay in self.stays if stay.is_open(day)), None)
