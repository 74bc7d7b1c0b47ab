"""What is asked for: year, period, local authorities, phases, strands, and what counts as reached.

The fields are the very parameters that queries name ($academic_year, $la_codes, ...). "All" is passing them all.
"""

import dataclasses
import re
from collections.abc import Iterable, Sequence
from typing import Any, Self

from reach.academic_years import PERIODS, period_in_words
from reach.errors import FilterError
from reach.phases import ALL_PHASES, PHASES, phase_label
from reach.settings import Settings

RUNGS = ("not_reached", "signed_up", "attended", "completed")
RUNG_LABELS = {
    "not_reached": "Not reached",
    "signed_up": "Signed up",
    "attended": "Attended",
    "completed": "Completed",
}
COUNTED_AS = RUNGS[1:]
"""The rungs that can count as reached."""
FALLS_BACK = ("completed",)
"""The rungs from which a school can fall back while the year runs: by missing later sessions."""


@dataclasses.dataclass(frozen=True)
class Filters:
    """One view of the figures. Made by `choose`, which checks every value against the hub's settings.

    phases holds "all" beside every phase when no phase was chosen: schools then count as a whole, whatever they
    teach. With phases chosen, a school counts when it teaches one of them and is reached in it.
    """

    academic_year: str
    period: str
    la_codes: tuple[str, ...]
    phases: tuple[str, ...]
    strands: tuple[str, ...]
    counted_as: str
    independent: bool
    light_touch: bool

    @classmethod
    def choose(
        cls,
        settings: Settings,
        academic_year: str,
        *,
        period: str = "year",
        la_codes: Iterable[str] = (),
        phases: Iterable[str] = (),
        strands: Iterable[str] = (),
        counted_as: str = "attended",
        independent: bool = False,
        light_touch: bool = False,
    ) -> Self:
        """Check what was chosen; nothing chosen of a kind means all of it.

        Raises FilterError naming the value and what it may be.
        """
        las = _chosen("local authority", la_codes, settings.la_codes, settings.la_names)
        taught = _chosen("phase", phases, PHASES)
        return cls(
            academic_year=_one("academic year", academic_year, settings.academic_year_names()),
            period=_one("period", period, PERIODS),
            la_codes=las,
            phases=(ALL_PHASES, *taught) if taught == PHASES else taught,
            strands=_chosen("strand", strands, settings.strand_codes, [strand.name for strand in settings.strands]),
            counted_as=_one("rung", counted_as, COUNTED_AS),
            independent=independent,
            light_touch=light_touch,
        )

    def parameters(self) -> dict[str, Any]:
        """Give the values by the names that queries use; lists where a query asks for one of several."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in ((field.name, getattr(self, field.name)) for field in dataclasses.fields(self))
        }

    def with_changes(self, **changes: Any) -> Self:
        """Give the same view with something else chosen."""
        return dataclasses.replace(self, **changes)

    @property
    def has_all_phases(self) -> bool:
        """Whether schools count as a whole rather than in some phases."""
        return ALL_PHASES in self.phases

    @property
    def chosen_phases(self) -> tuple[str, ...]:
        """The phases, without the mark that stands for all of them."""
        return tuple(phase for phase in self.phases if phase != ALL_PHASES)

    @property
    def period_in_words(self) -> str:
        """The period as people say it: "2025/26" or "spring term 2025/26"."""
        return period_in_words(self.academic_year, self.period)

    def in_words(self, settings: Settings) -> list[tuple[str, str]]:
        """Give what was chosen as (what, which) pairs, to be shown and to stand on every export."""
        la_names = dict(zip(settings.la_codes, settings.la_names, strict=True))
        strand_names = {strand.code: strand.name for strand in settings.strands}
        return [
            ("Period", self.period_in_words),
            (
                "Local authorities",
                "All" if self.la_codes == settings.la_codes else ", ".join(la_names[code] for code in self.la_codes),
            ),
            ("Phases", "All" if self.has_all_phases else ", ".join(map(phase_label, self.phases))),
            (
                "Strands",
                "All"
                if self.strands == settings.strand_codes
                else ", ".join(strand_names[code] for code in self.strands),
            ),
            ("Counted as reached", RUNG_LABELS[self.counted_as]),
            ("Independent schools", "Included" if self.independent else "Not included"),
            ("Light-touch programmes", "Included" if self.light_touch else "Not included"),
        ]


def _key(text: str) -> str:
    return re.sub(r"[\s_\-/]+", "", text).casefold()


def _one(what: str, value: str, known: Sequence[str], names: Sequence[str] = ()) -> str:
    for code, name in zip(known, names or known, strict=True):
        if _key(value) in (_key(code), _key(name)):
            return code
    listed = ", ".join(known) if len(known) <= 12 else f"{known[0]} to {known[-1]}"
    raise FilterError(f"There is no {what} “{value}”", f"It may be {listed}.")


def _chosen(what: str, values: Iterable[str], known: Sequence[str], names: Sequence[str] = ()) -> tuple[str, ...]:
    chosen = {_one(what, value, known, names) for value in values}
    return tuple(code for code in known if code in chosen) if chosen else tuple(known)
