"""What can be asked for: year, period, local authorities, phases, strands, and what counts as reached.

Each field of Filters declares one filter and is the parameter that queries name ($academic_year, $la_codes, ...).
Filters of schools are fields of one parameter, $schools, which only the macro is_counted looks into. "All" is passing
all values.
"""

import dataclasses
from collections.abc import Collection
from typing import Any, Self

from reach.academic_years import PERIOD_LABELS, PERIODS
from reach.filter_kinds import SCHOOLS, Filter, OneOf, Options, Several, Switch
from reach.phases import ALL_PHASES, PHASES, phase_label
from reach.settings import Settings

RUNGS = ("not_reached", "signed_up", "attended", "completed")
RUNG_LABELS = {
    "not_reached": "Not reached",
    "signed_up": "Signed up",
    "attended": "Attended",
    "on_course": "On course to complete",
    "completed": "Completed",
}
"""Names of the rungs. Nobody has completed before the academic year is over: until then they are on course to."""
COUNTED_AS = {rung: RUNG_LABELS[rung] for rung in ("signed_up", "attended", "completed")}
"""The rungs that can count as reached."""
FALLS_BACK = ("completed",)
"""The rungs from which a school can fall back while the year runs: by missing later sessions."""


def _declare(declared: Filter, **default: Any) -> Any:
    """Return a field that declares a filter.

    A filter that is added to those below needs a default: the value that older records of packs stand for.
    """
    return dataclasses.field(metadata={"filter": declared}, **default)


def _academic_years(settings: Settings) -> Options:
    return {year: year for year in settings.academic_year_names()}


def _local_authorities(settings: Settings) -> Options:
    return {la.code: la.name for la in settings.local_authorities}


def _strands(settings: Settings) -> Options:
    return {strand.code: strand.name for strand in settings.strands}


@dataclasses.dataclass(frozen=True)
class Filters:
    """One view of the figures. Made by `choose`, which checks every value against the hub's settings.

    phases holds "all" beside every phase when no phase was chosen: schools then count as a whole, whatever they
    teach. With phases chosen, a school counts when it teaches one of them and is reached in it.
    """

    academic_year: str = _declare(
        OneOf(
            label="Academic year",
            noun="academic year",
            key="year",
            option_help="Academic year, such as 2025/26.",
            choose_from=_academic_years,
            column="academic_year",
            of_period=True,
        )
    )
    period: str = _declare(
        OneOf(
            label="Period",
            noun="period",
            key="period",
            option_help=f"One of {', '.join(PERIODS)}.",
            choose_from=lambda _: PERIOD_LABELS,
            usual="year",
            column="period",
            of_period=True,
            widest="year",
        )
    )
    la_codes: tuple[str, ...] = _declare(
        Several(
            label="Local authorities",
            noun="local authority",
            key="la",
            option_help="Code of a local authority; may be repeated.",
            advice="None chosen means all of them.",
            choose_from=_local_authorities,
            column="la_code",
        )
    )
    phases: tuple[str, ...] = _declare(
        Several(
            label="Phases",
            noun="phase",
            key="phase",
            option_help=f"Any of {', '.join(PHASES)}; may be repeated.",
            advice="None chosen means all. In a phase, only schools that teach it and programmes for it count.",
            choose_from=lambda _: {phase: phase_label(phase) for phase in PHASES},
            mark_of_all=ALL_PHASES,
            column="phase",
        )
    )
    strands: tuple[str, ...] = _declare(
        Several(
            label="Strands",
            noun="strand",
            key="strand",
            option_help="Code of a strand; may be repeated.",
            advice="None chosen means all. Only programmes of the chosen strands make a school reached.",
            choose_from=_strands,
            column="strand",
        )
    )
    counted_as: str = _declare(
        OneOf(
            label="Counts as reached",
            stamp="Counted as reached",
            noun="step",
            key="counted_as",
            option_help=f"One of {', '.join(COUNTED_AS)}.",
            advice="Signed up: booked, absent or apologies. Attended: someone attended a session. Completed: one "
            "person attended at least 75% of an activity's sessions held in the year so far, of two or more; they are "
            "on course to complete until the year is over.",
            choose_from=lambda _: COUNTED_AS,
            usual="attended",
            column="rung",
            known_as={"on_course": "completed"},
        )
    )
    independent: bool = _declare(
        Switch(
            label="Independent schools",
            key="independent",
            option_help="Count independent schools, too.",
            of_schools=True,
        )
    )
    light_touch: bool = _declare(
        Switch(
            label="Light-touch programmes",
            key="light_touch",
            option_help="Count light-touch programmes, too.",
            advice="Networks, webinars and newsletters. Usually they do not make a school reached.",
            widest=True,
        )
    )

    @classmethod
    def choose(cls, settings: Settings, academic_year: str, **chosen: Any) -> Self:
        """Return the filters that were chosen, by field; a filter that was not chosen stands at its usual value.

        Raises FilterError naming the value and what it may be, and TypeError for a field that does not exist.
        """
        values = {"academic_year": academic_year, **chosen}
        checked = {each.name: each.checked(values.pop(each.name, None), settings) for each in FILTERS}
        return cls(**checked, **values)

    def parameters(self) -> dict[str, Any]:
        """Return the values by the names that queries use; lists where a query asks for one of several.

        Filters of schools are together under the name "schools", by their own names: a struct for DuckDB.
        """
        values = {each.name: getattr(self, each.name) for each in FILTERS}
        known = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
        schools = {each.name: known.pop(each.name) for each in FILTERS if each.of_schools}
        return known | {SCHOOLS: schools}

    def with_changes(self, **changes: Any) -> Self:
        """Return the same view with something else chosen."""
        return dataclasses.replace(self, **changes)

    def widened(self, settings: Settings) -> dict[str, Any]:
        """Return the changes that let everything through, for a page about one school or activity.

        The academic year and what counts as reached stay. So do independent schools: whether they count is a choice
        about the hub, not about what is shown.
        """
        return {each.name: each.widened(getattr(self, each.name), settings) for each in FILTERS}

    @property
    def chosen_phases(self) -> tuple[str, ...]:
        """The phases, without the mark that stands for all of them."""
        return tuple(phase for phase in self.phases if phase != ALL_PHASES)

    def in_words(self, settings: Settings, asked: Collection[str]) -> list[tuple[str, str]]:
        """Return what was chosen beside the time as (what, which) pairs, to be shown and to stand on every export.

        asked: the parameters of the query behind the figures. A filter that it does not ask narrows nothing and is
        not named.
        """
        return [
            (each.stamp_label, each.describe(getattr(self, each.name), settings))
            for each in FILTERS
            if each.is_asked(asked) and not each.of_period
        ]

    def not_applied(self, settings: Settings, asked: Collection[str], applied: "Filters") -> list[str]:
        """Return the names, for people, of the filters that are chosen here and that figures are not narrowed by.

        asked: the parameters of the figures' query. applied: the filters that it was asked with. An academic year is
        always chosen, so it is never among them.
        """
        return [
            each.stamp_label
            for each in FILTERS
            if each.is_chosen(getattr(self, each.name), settings)
            and (not each.is_asked(asked) or not each.is_chosen(getattr(applied, each.name), settings))
        ]


FILTERS: tuple[Filter, ...] = tuple(
    dataclasses.replace(field.metadata["filter"], name=field.name) for field in dataclasses.fields(Filters)
)
"""Every filter there is, in the order of the sidebar."""
