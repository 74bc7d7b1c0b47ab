"""The counts of people that can be found from a hub's public figures, each rounded with regard to its parts.

Every count is asked in its smallest groups and put together from there: one programme, a strand, all; one local
authority, all; a term, the year; a phase, all. Each step up is rounded by what it is made of, along every way in which
it can be parted. So what is shown of a group depends on that group alone, and is the same in every table and pack.
"""

import dataclasses
import itertools
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd

from reach import delivery_modes
from reach.academic_years import to_date
from reach.disclosure.intervals import (
    Counts,
    Intervals,
    Parts,
    parts,
    parts_of_different,
    rounded,
    stacked,
)
from reach.disclosure.shares import Known
from reach.filters import Filters
from reach.phases import ALL_PHASES, PHASES
from reach.queries import Result
from reach.settings import Settings

ALL, CHOSEN = "all", "chosen"
"""What stands for all values of a dimension, and for all chosen phases."""
TERMS = ("autumn", "spring", "summer")
LENGTHS = ("two_or_more", "one_session")
SIGN_UPS = ("signed_up", "came", "stayed")
PEOPLE, REACHED, SCHOOLS, ACTIVITIES = "people", "reached", "schools", "activities"

Ask = Callable[[str, Filters], Result]
"""Gives the true answer to a query."""

_Level = tuple[bool, ...]
"""Whether groups are put together along each dimension."""


@dataclasses.dataclass(frozen=True)
class Group:
    """A group of people: a value for each dimension, or ALL."""

    la: str = ALL
    strand: str = ALL
    programme: str = ALL
    partner: str = ALL
    mode: str = ALL
    length: str = ALL


@dataclasses.dataclass(frozen=True)
class Rounded(Known):
    """A count of people as it is shown."""

    shown: int
    """A multiple of 5; where is_low, fewer than 5 is shown."""
    is_low: bool


def rounded_alone(true: int) -> Rounded:
    """Round a count with no regard to others."""
    each = rounded(np.array([true]))
    return _rounded_at(each, (0,))


def _rounded_at(each: Intervals, place: tuple[int, ...]) -> Rounded:
    counts = (each.true, each.least, each.most, each.shown)
    true, least, most, shown = (int(array[place]) for array in counts)
    return Rounded(true, least, most, shown, bool(each.is_low[place]))


class Groups:
    """Rounds counts of people. Each true answer is asked once, for a year with all its terms and phases."""

    def __init__(self, settings: Settings, ask: Ask) -> None:
        self._settings = settings
        self._ask = ask
        self._frames: dict[tuple[str, Filters], pd.DataFrame] = {}
        self._sign_ups: dict[tuple[Filters, str], _SignUps] = {}
        self._people: dict[tuple[Filters, str], _People] = {}

    def count(self, measure: str, filters: Filters, group: Group) -> Rounded | None:
        """Give a count of people; none where the group is none that is known."""
        filters, phase, group = self._named(filters, group)
        if measure == PEOPLE:
            return self._people_of(filters, phase).find(measure, (group.la, group.strand, group.partner))
        place = (group.la, group.strand, group.programme, group.mode, group.length)
        return self._sign_ups_of(filters, phase).find(measure, place)

    def _named(self, filters: Filters, group: Group) -> tuple[Filters, str, Group]:
        """Give a group its one name: what filters choose alone is a group of all, and what is all is not chosen.

        So people are the same number whether filters choose them or a row of a table is of them.
        """
        # What counts as reached is no matter to numbers of people.
        filters = filters.with_changes(counted_as="attended")
        las, strands = self._settings.la_codes, self._settings.strand_codes
        filters, la = _alone(filters, "la_codes", group.la, las)
        filters, strand = _alone(filters, "strands", group.strand, strands)
        phase = CHOSEN
        if len(filters.phases) == 1:
            (phase,) = filters.phases
            filters = filters.with_changes(phases=(ALL_PHASES, *PHASES))
        programme = ALL if self._is_whole_strand(group.programme, filters) else group.programme
        return filters, phase, dataclasses.replace(group, la=la, strand=strand, programme=programme)

    def _is_whole_strand(self, code: str, filters: Filters) -> bool:
        counted = [each for each in self._settings.programmes if filters.light_touch or not each.light_touch]
        strands = [each.strand for each in counted if each.code == code]
        return [each.strand for each in counted].count(strands[0]) == 1 if strands else False

    def _sign_ups_of(self, filters: Filters, phase: str) -> "_SignUps":
        key = (filters, phase)
        if key not in self._sign_ups:
            frame = self._rows("sign_ups_by_group", filters, phase)
            phases = [self._sign_ups_of(filters, each) for each in _phases(filters, phase)]
            terms = [self._sign_ups_of(each, phase) for each in self._terms("sign_ups_by_group", filters)]
            self._sign_ups[key] = _SignUps(frame, filters, self._settings, phases, terms)
        return self._sign_ups[key]

    def _people_of(self, filters: Filters, phase: str) -> "_People":
        key = (filters, phase)
        if key not in self._people:
            frame = self._rows("people_by_group", filters, phase)
            phases = [self._people_of(filters, each) for each in _phases(filters, phase)]
            terms = [self._people_of(each, phase) for each in self._terms("people_by_group", filters)]
            # Lead partners are those of the whole year.
            partners = sorted({*self._frame("people_by_group", filters)["partner"]} - {ALL})
            self._people[key] = _People(frame, filters, partners, phases, terms, self._sign_ups_of(filters, phase))
        return self._people[key]

    def _rows(self, query: str, filters: Filters, phase: str) -> pd.DataFrame:
        frame = self._frame(query, filters)
        return frame[(frame["period"] == filters.period) & (frame["phase"] == phase)]

    def _terms(self, query: str, filters: Filters) -> list[Filters]:
        """Give the filters of the terms that a year is made of; up to a date, of those that had begun by then."""
        if filters.period == "year":
            return [filters.with_changes(period=term) for term in TERMS]
        if filters.period != to_date("year"):
            return []
        found = {*self._frame(query, filters)["period"]}
        running = next((position for position, term in enumerate(TERMS) if to_date(term) in found), None)
        if running is None:
            return []
        terms = (*TERMS[:running], to_date(TERMS[running]))
        return [filters.with_changes(period=term) for term in terms]

    def _frame(self, query: str, filters: Filters) -> pd.DataFrame:
        year = filters.with_changes(period="year")
        if (query, year) not in self._frames:
            self._frames[query, year] = self._ask(query, year).frame
        return self._frames[query, year]


def _alone(filters: Filters, chosen: str, value: str, everything: tuple[str, ...]) -> tuple[Filters, str]:
    """Give filters that choose everything along a dimension in place of one value, and that value."""
    values = getattr(filters, chosen)
    if value == ALL and len(values) == 1:
        (value,) = values
    if value != ALL:
        filters = filters.with_changes(**{chosen: everything})
    return filters, ALL if len(everything) == 1 else value


def _phases(filters: Filters, phase: str) -> tuple[str, ...]:
    return filters.chosen_phases if phase == CHOSEN and len(filters.chosen_phases) > 1 else ()


class _Counts:
    """Counts by several dimensions, by each of them put together, and how they hang together."""

    def __init__(self, keys: Sequence[Sequence[str]], phases: Sequence["_Counts"], terms: Sequence["_Counts"]) -> None:
        self._places = [{key: at for at, key in enumerate(each)} for each in keys]
        self._phases, self._terms = phases, terms
        self._found: dict[tuple[str, _Level], Intervals] = {}

    def find(self, measure: str, keys: Sequence[str]) -> Rounded | None:
        """Give a count of a group, named by its value along each dimension."""
        if not all(key == ALL or key in known for key, known in zip(keys, self._places, strict=True)):
            return None
        place = [0 if key == ALL else known[key] for key, known in zip(keys, self._places, strict=True)]
        each = self.counts(measure, tuple(key == ALL for key in keys))
        return _rounded_at(each, tuple(place))

    def counts(self, measure: str, level: _Level) -> Intervals:
        """Give all counts of a level. Dimensions that are put together have one place."""
        key = (measure, level)
        if key not in self._found:
            true = self._true(measure, level)
            self._found[key] = rounded(true, self._parts(measure, level, true), self._at_least(measure, level))
        return self._found[key]

    def _parts(self, measure: str, level: _Level, true: Counts) -> Iterator[Parts]:
        for axis, is_all in enumerate(level):
            finer = (*level[:axis], False, *level[axis + 1 :])
            if is_all and self._is_published(finer):
                yield self._together(self.counts(measure, finer), true, axis)
        if self._phases:
            yield parts_of_different(stacked([each.counts(measure, level) for each in self._phases]), true)
        if self._terms:
            yield from self._of_terms(measure, level, true)

    def _of_terms(self, measure: str, level: _Level, true: Counts) -> Iterator[Parts]:
        yield parts_of_different(stacked([each.counts(measure, level) for each in self._terms]), true)

    def _is_published(self, _level: _Level) -> bool:
        """Whether any table is by these groups."""
        return True

    def _true(self, measure: str, level: _Level) -> Counts:
        raise NotImplementedError

    def _at_least(self, measure: str, level: _Level) -> Counts | int:
        raise NotImplementedError

    def _together(self, finer: Intervals, true: Counts, axis: int) -> Parts:
        raise NotImplementedError


class _SignUps(_Counts):
    """Sign-ups and times by local authority, strand, programme, mode and length; each is in one group only.

    A programme is of one strand: its other places are empty, and stay so.
    """

    _LENGTH = 4

    def __init__(
        self,
        frame: pd.DataFrame,
        filters: Filters,
        settings: Settings,
        phases: Sequence["_SignUps"],
        terms: Sequence["_SignUps"],
    ) -> None:
        programmes = [programme for programme in settings.programmes if programme.strand in filters.strands]
        keys = (filters.la_codes, filters.strands, [each.code for each in programmes], delivery_modes.SHOWN, LENGTHS)
        super().__init__(keys, phases, terms)
        strand_of = {each.code: each.strand for each in programmes}
        names = (*SIGN_UPS, ACTIVITIES, SCHOOLS, REACHED)
        self._smallest = {name: np.zeros([len(each) for each in keys], dtype=int) for name in names}
        self._of_all = {name: np.zeros([1, *(len(each) for each in keys[1:])], dtype=int) for name in names}
        for row in frame.to_dict("records"):
            code = row["programme_code"]
            named = (row["la_code"], strand_of[code], code, row["delivery_mode"], row["course_length"])
            place = tuple(0 if key == ALL else places[key] for places, key in zip(self._places, named, strict=True))
            for name, counts in (self._of_all if row["la_code"] == ALL else self._smallest).items():
                counts[place] = row[name]

    def _is_published(self, level: _Level) -> bool:
        """Tables are by programme, by mode or by length, and not by two of them. A programme says its strand."""
        _, is_all_strands, *others = level
        if not others[0] and is_all_strands:
            return False
        return others.count(False) <= 1

    def _true(self, measure: str, level: _Level) -> Counts:
        return _summed(self._smallest[measure], level)

    def _at_least(self, measure: str, level: _Level) -> Counts | int:
        """Everybody sees how many activities and schools there are. In each somebody signed up, or came."""
        counts = self._of_all if level[0] else self._smallest
        others = (False, *level[1:])
        if measure == "signed_up":
            schools = _greatest(np.maximum(counts[SCHOOLS], counts[REACHED]), others)
            return np.asarray(np.maximum(_summed(counts[ACTIVITIES], others), schools))
        return _greatest(counts[REACHED], others) if measure == "came" else 0

    def _together(self, finer: Intervals, _true: Counts, axis: int) -> Parts:
        return parts(finer, axis, keeps_axis=True)

    def _of_terms(self, measure: str, level: _Level, true: Counts) -> Iterator[Parts]:
        """An activity of two sessions in a year may have one of them in a term: lengths are not the same."""
        if level[self._LENGTH]:
            yield from super()._of_terms(measure, level, true)


class _People(_Counts):
    """Different people by local authority, strand and lead partner, each once, however many groups they stand in."""

    def __init__(
        self,
        frame: pd.DataFrame,
        filters: Filters,
        partners: Sequence[str],
        phases: Sequence["_People"],
        terms: Sequence["_People"],
        sign_ups: _SignUps,
    ) -> None:
        keys = (filters.la_codes, filters.strands, partners)
        super().__init__(keys, phases, terms)
        self._sign_ups = sign_ups
        self._known: dict[tuple[str, _Level], Counts] = {}
        for level in itertools.product((False, True), repeat=len(keys)):
            for name in (PEOPLE, REACHED):
                shape = [1 if is_all else len(each) for is_all, each in zip(level, keys, strict=True)]
                self._known[name, level] = np.zeros(shape, dtype=int)
        for row in frame.to_dict("records"):
            named = (row["la_code"], row["strand"], row["partner"])
            level = tuple(key == ALL for key in named)
            place = tuple(0 if key == ALL else places[key] for places, key in zip(self._places, named, strict=True))
            for name in (PEOPLE, REACHED):
                self._known[name, level][place] = row[name]

    def _parts(self, measure: str, level: _Level, true: Counts) -> Iterator[Parts]:
        yield from super()._parts(measure, level, true)
        la, strand, is_all_partners = level
        if is_all_partners:
            # Who attended is among the sign-ups that came, once for each activity.
            came = self._sign_ups.counts("came", (la, strand, True, True, True))
            yield parts_of_different(Intervals(*(each[..., 0, 0] for each in came.arrays)), true, 2, keeps_axis=True)

    def _true(self, measure: str, level: _Level) -> Counts:
        return self._known[measure, level]

    def _at_least(self, measure: str, level: _Level) -> Counts | int:
        """Everybody may see how many schools there are, and from each came somebody."""
        return self._known[REACHED if measure == PEOPLE else measure, level]

    def _together(self, finer: Intervals, true: Counts, axis: int) -> Parts:
        return parts_of_different(finer, true, axis, keeps_axis=True)


def _summed(counts: Counts, level: _Level) -> Counts:
    return np.asarray(counts.sum(axis=tuple(axis for axis, is_all in enumerate(level) if is_all), keepdims=True))


def _greatest(counts: Counts, level: _Level) -> Counts:
    return np.asarray(
        counts.max(axis=tuple(axis for axis, is_all in enumerate(level) if is_all), keepdims=True, initial=0)
    )
