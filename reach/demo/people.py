"""The people of the demonstration's schools: they come again, and sometimes leave."""

import random
from dataclasses import dataclass

from reach.demo.names import plain
from reach.demo.seeds import Names, Offer, Seeds


@dataclass(frozen=True)
class Person:
    """Somebody who keeps name, role and address over sessions and years."""

    first_name: str
    last_name: str
    email: str
    role: str


class Staff:
    """The people of one school whom the hub has met."""

    def __init__(self, seeds: Seeds, domain: str, roles: tuple[str, ...], rng: random.Random) -> None:
        self._seeds = seeds
        self._domain = domain
        self._roles = roles
        self._rng = rng
        self._year = ""
        self._here: list[Person] = []
        self._addresses: set[str] = set()

    def team(self, academic_year: str, offer: Offer, size: int) -> list[Person]:
        """Give the people whom the school sends to an activity, each once."""
        if academic_year != self._year:
            turnover = self._seeds.attendance.staff_turnover
            self._here = [person for person in self._here if self._rng.random() >= turnover]
            self._year = academic_year
        team: list[Person] = []
        for _ in range(size):
            known = [person for person in self._here if person not in team and self._fits(person, offer)]
            if known and self._rng.random() < self._seeds.attendance.known_faces:
                team.append(self._rng.choice(known))
            else:
                team.append(self._new(offer))
        return team

    def _fits(self, person: Person, offer: Offer) -> bool:
        return person.role in (offer.roles or self._roles)

    def _new(self, offer: Offer) -> Person:
        names: Names = self._seeds.names
        first_name, last_name = self._rng.choice(names.first), self._rng.choice(names.last)
        stem = f"{plain(first_name)}.{plain(last_name)}"
        number = 1
        while (address := f"{stem}{number if number > 1 else ''}") in self._addresses:
            number += 1
        self._addresses.add(address)
        role = self._rng.choice(offer.roles or self._roles)
        person = Person(first_name, last_name, f"{address}@{self._domain}", role)
        self._here.append(person)
        return person
