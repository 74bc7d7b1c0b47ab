"""The sections that a pack can have, the readers it is made for, and the order of sections for each.

A section asks for its exhibits exactly as a page does, so a figure in a pack is the figure on the page.
"""

import dataclasses
import functools
from collections.abc import Callable

from reach.exhibit import Exhibit
from reach.exhibits import (
    QueryContext,
    attendance,
    candidates,
    fairness,
    journeys,
    partners,
    reaching,
    strands,
    targets,
)


@dataclasses.dataclass(frozen=True)
class SectionKind:
    """A kind of section: its heading, what it answers, and the exhibits it shows, each made when it is asked for.

    words: what a reader must know to read it, by the names that docs/definitions.md has for them. is_written: its text
    is what it is for, and can be put into the hub's own words.
    """

    title: str
    question: str
    exhibits: Callable[[QueryContext], list[Callable[[], Exhibit]]] = lambda _context: []
    words: tuple[str, ...] = ()
    is_written: bool = False


@dataclasses.dataclass(frozen=True)
class Reader:
    """Whom a pack is made for: its cover, and the sections that they expect, in order."""

    name: str
    title: str
    sections: tuple[str, ...]


def _outlook(context: QueryContext) -> list[Callable[[], Exhibit]]:
    """Give where the year may end, while it is under way: of one that is over, the targets say it all."""
    year = context.filters.academic_year
    ends_on = next(each.ends_on for each in context.settings.periods() if each.academic_year == year)
    as_at = context.ask("reach_total", period="year").as_at
    return [lambda: targets.target_outlook(context, week=None)] if as_at is not None and as_at < ends_on else []


SECTIONS: dict[str, SectionKind] = {
    "headlines": SectionKind("Headlines", "What should be known first, for better and for worse."),
    "reach": SectionKind(
        "Reach",
        "Which share of our schools have we reached, by local authority and by phase?",
        lambda context: [
            lambda: reaching.reach_by_la(context),
            lambda: reaching.reach_by_phase(context),
            lambda: reaching.reach_by_la_phase(context),
        ],
        ("Reach", "In a phase", "Strands"),
    ),
    "ladder": SectionKind(
        "How far schools have come",
        "How far have schools come, and which came back?",
        lambda context: [lambda: reaching.ladder_by_la(context), lambda: reaching.standing_by_la(context)],
        ("The ladder", "Status"),
    ),
    "trend": SectionKind(
        "Against last year and target",
        "Are we ahead of where we were?",
        lambda context: [
            lambda: reaching.reach_trend(context),
            lambda: targets.targets_and_reach(context),
            *_outlook(context),
        ],
        ("Reach", "Target", "Still needed", "Expected end", "National figures"),
    ),
    "strands": SectionKind(
        "Strands",
        "What does each strand deliver, this year and last?",
        lambda context: [
            lambda: strands.strand_bars(context, measure="reached"),
            lambda: candidates.candidate_funnel(context),
            lambda: strands.support_days(context, breakdown="la"),
            lambda: strands.leaders_by_la_phase(context),
            lambda: strands.pupils_by_la_phase(context),
        ],
        ("Strands",),
    ),
    "attendance": SectionKind(
        "Attendance",
        "Who attends, who signs up and does not come, who stays to the end?",
        lambda context: [
            lambda: attendance.attendance_rate(context, breakdown="programme"),
            lambda: attendance.attendance_funnel(context),
        ],
        ("Attendance rate", "Sign-up", "Came", "Came to 75%"),
    ),
    "fairness": SectionKind(
        "Fairness",
        "Do we reach disadvantaged schools as much as others?",
        lambda context: [
            lambda: fairness.equity_gap_trend(context),
            lambda: fairness.reach_by_group(context, breakdown="fifth"),
        ],
        ("Disadvantage", "Equity gap", "Few schools"),
    ),
    "journeys": SectionKind(
        "Journeys",
        "At which stage of their journey do schools stand?",
        lambda context: [
            functools.partial(journeys.places_by_la, context, journey=each) for each in context.settings.journeys
        ],
        ("Journey",),
    ),
    "partners": SectionKind(
        "Partners",
        "Who leads what, and whom does each reach?",
        lambda context: [
            lambda: partners.partner_strands(context, measure="activities"),
            lambda: partners.partner_reach(context, measure="reached"),
        ],
        ("Lead partner",),
    ),
    "added": SectionKind("Charts put in", "Charts from other pages, with the filters that they had there."),
    "next": SectionKind("What we will do next", "", is_written=True),
    "counted": SectionKind("How figures are counted", "What every word means."),
}
"""Every section there is, by its key."""

ALWAYS_EXPLAINED = ("Academic year", "As at", "Open", "In scope", "Phase", "Reached", "Teachers reached")
"""Words that every pack explains."""
EXPLAINED_TO_THE_PUBLIC = ("Rounded numbers", "[low]", "[c]", "Percentages of people", "Left out")
"""What else a public pack explains."""

READERS: dict[str, Reader] = {
    "forum": Reader(
        "National Maths Hubs Forum",
        "Report to the National Maths Hubs Forum",
        (
            "headlines",
            "reach",
            "ladder",
            "trend",
            "strands",
            "attendance",
            "fairness",
            "partners",
            "added",
            "next",
            "counted",
        ),
    ),
    "board": Reader(
        "Strategic Board",
        "Progress report to the Strategic Board",
        (
            "headlines",
            "trend",
            "reach",
            "strands",
            "fairness",
            "partners",
            "attendance",
            "ladder",
            "added",
            "next",
            "counted",
        ),
    ),
    "monitoring": Reader(
        "DfE and NCETM monitoring",
        "Monitoring return to the Department for Education and the NCETM",
        (
            "headlines",
            "reach",
            "ladder",
            "trend",
            "strands",
            "journeys",
            "attendance",
            "fairness",
            "partners",
            "added",
            "next",
            "counted",
        ),
    ),
}
"""Whom packs are made for, by key."""
