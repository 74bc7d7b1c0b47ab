"""One school: its history, under every URN that it has had, and what it could try next and with whom.

History is as at the date of the establishment register, whatever year, strands or local authorities are chosen. Where a
school stands, its trust's schools and its buddies follow the filters.
"""

import dataclasses
from typing import Any

from reach.academic_years import ShownPeriod
from reach.charts import schools as charts
from reach.exhibit import Exhibit
from reach.exhibits.chart_notes import NoteScope, with_chart_notes, with_notes_on_days
from reach.exhibits.query_context import QueryContext
from reach.queries import Result
from reach.sentences import schools as sentences


@dataclasses.dataclass(frozen=True)
class OneSchool:
    """A school as it is today, the URN that it had in the chosen period, and the newest academic year."""

    urn: int
    name: str
    newest_year: str
    urn_then: int
    is_open: bool = True
    trust: str | None = None
    has_coordinates: bool = True

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """The stamp of the school's exports, beside the filters."""
        return (("School", f"{self.name} (URN {self.urn})"),)


def standing(context: QueryContext, *, school: OneSchool) -> Exhibit:
    """How far the school came in the period, and its standing, as a whole and by phase."""
    result = context.ask("school_standing", urn=school.urn_then)
    period = context.period_in_words
    sentence = sentences.on_standing(result.frame, period)
    return Exhibit(f"Status and how far it has come, {period}", result, None, sentence, context.settings, school.chosen)


def lineage(context: QueryContext, *, school: OneSchool) -> Exhibit:
    """What the school was before, and what it became."""
    result = _history(context, "school_lineage", school)
    sentence = sentences.on_lineage(result.frame)
    return Exhibit("Predecessors and successors", result, None, sentence, context.settings, school.chosen)


def timeline(context: QueryContext, *, school: OneSchool) -> Exhibit:
    """Everything the school attended, session by session."""
    result = _history(context, "school_sessions", school)
    chart = None if result.frame.empty else charts.timeline(result.frame)
    sentence = sentences.on_timeline(result.frame)
    title = f"Everything it attended, to {newest_period(context, school).in_words}"
    exhibit = Exhibit(title, result, chart, sentence, *_end(context, school))
    return with_notes_on_days(context, exhibit, day="held_on", scope=_notes_of(context, school))


def programmes_by_year(context: QueryContext, *, school: OneSchool) -> Exhibit:
    """What the school took part in, by year and programme."""
    result = _history(context, "school_programmes_by_year", school)
    sentence = sentences.on_programmes(result.frame)
    return Exhibit("By year and programme", result, None, sentence, *_end(context, school))


def people_by_year(context: QueryContext, *, school: OneSchool) -> Exhibit:
    """How many people came, and for how many hours, year by year."""
    result = _history(context, "school_people_by_year", school)
    chart = charts.people_and_hours(result.frame)
    sentence = sentences.on_people(result.frame, newest_period(context, school))
    exhibit = Exhibit("People and hours by year", result, chart, sentence, *_end(context, school))
    return with_chart_notes(context, exhibit, by=("academic_year",), scope=_notes_of(context, school))


def attendance_by_year(context: QueryContext, *, school: OneSchool) -> Exhibit:
    """The school's attendance rate against the hub's, year by year."""
    result = _history(context, "school_attendance_by_year", school)
    sentence = sentences.on_attendance(result.frame, newest_period(context, school))
    exhibit = Exhibit(
        "Attendance rate by year", result, charts.attendance_rate(result.frame), sentence, *_end(context, school)
    )
    return with_chart_notes(context, exhibit, by=("academic_year",), scope=_notes_of(context, school))


def journeys(context: QueryContext, *, school: OneSchool) -> Exhibit:
    """Which stages of which journeys the school came to."""
    result = _history(context, "school_journeys", school)
    sentence = sentences.on_journeys(result.frame, newest_period(context, school))
    return Exhibit("Stages of journeys", result, None, sentence, *_end(context, school))


def supports(context: QueryContext, *, school: OneSchool) -> Exhibit:
    """Support that the school gave and received."""
    result = _history(context, "school_supports", school)
    return Exhibit(
        "Support given and received", result, None, sentences.on_supports(result.frame), *_end(context, school)
    )


def trust_schools(context: QueryContext, *, school: OneSchool) -> Exhibit:
    """The other schools of the school's academy trust."""
    result = context.ask("school_trust", urn=school.urn)
    period = context.period_in_words
    sentence = sentences.on_trust(result.frame, school.trust or "", period)
    return Exhibit(f"Its trust's other schools, {period}", result, None, sentence, *_end(context, school))


def programmes_to_try(context: QueryContext, *, school: OneSchool) -> Exhibit:
    """Programmes for the school's phases that it has never tried."""
    result = context.ask("school_programmes_to_try", urn=school.urn)
    sentence = sentences.on_programmes_to_try(result.frame)
    return Exhibit("What it has never tried", result, None, sentence, *_end(context, school))


def buddies(
    context: QueryContext, *, school: OneSchool, programme_code: str | None = None, programme_name: str | None = None
) -> Exhibit:
    """The nearest schools that sustain a programme that the school has never tried."""
    result = context.ask("school_buddies", urn=school.urn, programme_code=programme_code)
    what = programme_name or "any programme that it has never tried"
    sentence = sentences.on_buddies(result.frame, what, has_coordinates=school.has_coordinates)
    chosen = (*school.chosen, ("Programme", programme_name)) if programme_name else school.chosen
    title = "Nearest schools for a buddy"
    return Exhibit(
        f"{title}: {programme_name}" if programme_name else title, result, None, sentence, context.settings, chosen
    )


def schools_like_it(context: QueryContext, *, school: OneSchool) -> Exhibit:
    """The schools reached in the period that are most like the school."""
    result = context.ask("schools_like_it", urn=school.urn)
    period = context.period_in_words
    sentence = sentences.on_schools_like_it(result.frame, period)
    return Exhibit(f"Schools like it that come, {period}", result, None, sentence, *_end(context, school))


def _history(context: QueryContext, query: str, school: OneSchool) -> Result:
    """Return the answer for everything the school ever did: the filters are widened, and exports say so."""
    everything = context.filters.widened(context.settings) | {"academic_year": school.newest_year}
    return context.ask(query, urn=school.urn, **everything)


def newest_period(context: QueryContext, school: OneSchool) -> ShownPeriod:
    """Return the newest year of the school's history, which may not be over."""
    return context.shown(school.newest_year, "year")


def _notes_of(context: QueryContext, school: OneSchool) -> NoteScope:
    """Return whose notes a school's charts show: the hub's and its local authority's, not those of single work."""
    facts = context.ask_if_recorded("school_facts", urn=school.urn)
    la_code = "" if facts is None or facts.frame.empty else str(facts.frame.iloc[0]["la_code"])
    return NoteScope(la_code, strand="", programme_code="")


def _end(context: QueryContext, school: OneSchool) -> tuple[Any, tuple[tuple[str, str], ...]]:
    return context.settings, school.chosen
