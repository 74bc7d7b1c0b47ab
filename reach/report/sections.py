"""The sections that a pack can have, the readers it is made for, and the order of sections for each.

A section asks for its exhibits exactly as a page does, so a figure in a pack is the figure on the page.
"""

import dataclasses
import functools
from collections.abc import Callable, Mapping

from reach.exhibit import Exhibit, OutputClass
from reach.exhibits import (
    QueryContext,
    attendance,
    candidates,
    fairness,
    journeys,
    maps,
    partners,
    reaching,
    strands,
    targets,
)


@dataclasses.dataclass(frozen=True)
class Shown:
    """An exhibit that a section shows, made when it is asked for.

    name: what it is called where it is left out. leads_with_change: the sentence on the greatest change, where there is
    one, is its title.
    """

    name: str
    make: Callable[[], Exhibit]
    leads_with_change: bool = False


@dataclasses.dataclass(frozen=True)
class SectionKind:
    """A kind of section: its heading, what it answers, and the exhibits that it shows, the most important first.

    words: what a reader must know to read it, by the names that docs/definitions.md has for them. has_exhibits: whether
    there can be any; of text alone nothing is for the appendix. is_written: its text is what it is for, and can be put
    into the hub's own words. slot: what a person is to write on its slide, where nothing is written yet; such a slide
    stands in slides only.
    """

    title: str
    question: str
    exhibits: Callable[[QueryContext], list[Shown]] = lambda _context: []
    words: tuple[str, ...] = ()
    has_exhibits: bool = True
    is_written: bool = False
    slot: str = ""


@dataclasses.dataclass(frozen=True)
class Reader:
    """Whom a pack is made for: its cover, who may see its figures, and the sections that they expect, in order.

    story: how many exhibits of a section stand in the story, for the ten minutes of a slot; the others, and those of
    sections that are not named, stand in the appendix. not_asked: the exhibits, by their names, that this reader does
    not ask for.
    """

    name: str
    title: str
    audience: OutputClass
    sections: tuple[str, ...]
    story: Mapping[str, int]
    not_asked: tuple[str, ...] = ()


def _outlook(context: QueryContext) -> list[Shown]:
    """Give where the year may end, while it is under way: of one that is over, the targets say it all."""
    if not context.this_year.is_running:
        return []
    return [Shown("Outlook of targets", lambda: targets.target_outlook(context, week=None))]


SECTIONS: dict[str, SectionKind] = {
    "headlines": SectionKind("Summary", "What should be known first, for better and for worse.", has_exhibits=False),
    "reach": SectionKind(
        "Reach",
        "Which share of our schools have we reached, by local authority and by phase?",
        lambda context: [
            Shown("Reach by local authority", lambda: reaching.reach_by_la(context, is_ranked=True), True),
            Shown("Reach by phase", lambda: reaching.reach_by_phase(context)),
            Shown("Reach by local authority and phase", lambda: reaching.reach_by_la_phase(context)),
        ],
        ("Reach", "In a phase", "Strands"),
    ),
    "map": SectionKind(
        "Map",
        "Where are the schools that we reach?",
        lambda context: [Shown("Map of reach", lambda: maps.reach_map(context))],
        ("Reach",),
    ),
    "ladder": SectionKind(
        "How far schools have come",
        "How far have schools come, and which came back?",
        lambda context: [
            Shown("How far schools have come", lambda: reaching.ladder_by_la(context)),
            Shown("New, sustained and lapsed schools", lambda: reaching.standing_by_la(context)),
        ],
        ("The ladder", "Status"),
    ),
    "trend": SectionKind(
        "Against last year and target",
        "Are we ahead of where we were?",
        lambda context: [
            Shown("Reach term by term", lambda: reaching.reach_trend(context)),
            Shown("Targets and reach", lambda: targets.targets_and_reach(context)),
            *_outlook(context),
        ],
        ("Reach", "Target", "Still needed", "Expected end", "National figures"),
    ),
    "strands": SectionKind(
        "Strands",
        "What does each strand deliver, this year and last?",
        lambda context: [
            Shown("Schools reached by strand", lambda: strands.strand_bars(context, measure="reached", is_ranked=True)),
            Shown("Candidates by stage", lambda: candidates.candidate_funnel(context)),
            Shown("Days of support", lambda: strands.support_days(context, breakdown="la")),
            Shown("Schools with a leader trained", lambda: strands.leaders_by_la_phase(context)),
            Shown("Pupils brought", lambda: strands.pupils_by_la_phase(context)),
        ],
        ("Strands",),
    ),
    "attendance": SectionKind(
        "Attendance",
        "Who attends, who signs up and does not come, who stays to the end?",
        lambda context: [
            Shown("Sign-up to 75% of sessions", lambda: attendance.attendance_funnel(context)),
            Shown(
                "Attendance rate by programme",
                lambda: attendance.attendance_rate(context, breakdown="programme", is_ranked=True),
            ),
        ],
        ("Attendance rate", "Sign-up", "Came", "Came to 75%"),
    ),
    "fairness": SectionKind(
        "Fairness",
        "Do we reach disadvantaged schools as much as others?",
        lambda context: [
            Shown("Equity gap", lambda: fairness.equity_gap_trend(context)),
            Shown("Reach by free school meals", lambda: fairness.reach_by_group(context, breakdown="fifth")),
        ],
        ("Disadvantage", "Equity gap", "Few schools"),
    ),
    "journeys": SectionKind(
        "Journeys",
        "At which stage of their journey do schools stand?",
        lambda context: [
            Shown(f"Stages of {each}", functools.partial(journeys.places_by_la, context, journey=each))
            for each in context.settings.journeys
        ],
        ("Journey",),
    ),
    "partners": SectionKind(
        "Partners",
        "Who leads what, and whom does each reach?",
        lambda context: [
            Shown("Schools reached through each partner", lambda: partners.partner_reach(context, measure="reached")),
            Shown("Who leads what", lambda: partners.partner_strands(context, measure="activities")),
        ],
        ("Lead partner",),
    ),
    "added": SectionKind("Charts from other pages", "Charts from other pages, with the filters that they had there."),
    "school": SectionKind(
        "A school’s story",
        "What did working with the hub change in one school?",
        has_exhibits=False,
        is_written=True,
        slot="Which school, with its agreement. What it wanted to change. What its teachers did with the hub. "
        "What is different in its classrooms now. Put a picture beside it.",
    ),
    "since": SectionKind(
        "Since the last report",
        "What did we propose last time, and what came of it?",
        has_exhibits=False,
        is_written=True,
        slot="What came of each proposal of the last report.",
    ),
    "next": SectionKind(
        "What we propose",
        "What does the hub propose, and what does it ask for?",
        has_exhibits=False,
        is_written=True,
    ),
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
        "public",
        (
            "headlines",
            "reach",
            "trend",
            "map",
            "fairness",
            "strands",
            "added",
            "school",
            "since",
            "next",
            "ladder",
            "attendance",
            "partners",
            "counted",
        ),
        {"reach": 2, "trend": 1, "map": 1, "fairness": 1, "strands": 1},
        not_asked=("Outlook of targets", "Who leads what"),
    ),
    "board": Reader(
        "Strategic Board",
        "Progress report to the Strategic Board",
        "public",
        (
            "headlines",
            "trend",
            "reach",
            "strands",
            "fairness",
            "attendance",
            "added",
            "school",
            "since",
            "next",
            "partners",
            "ladder",
            "counted",
        ),
        {"trend": 2, "reach": 1, "strands": 1, "fairness": 1, "attendance": 1},
    ),
    "monitoring": Reader(
        "DfE and NCETM monitoring",
        "Monitoring return to the Department for Education and the NCETM",
        "internal",
        (
            "headlines",
            "reach",
            "ladder",
            "trend",
            "strands",
            "attendance",
            "fairness",
            "added",
            "since",
            "next",
            "journeys",
            "partners",
            "counted",
        ),
        {"reach": 2, "ladder": 1, "trend": 1, "strands": 1, "attendance": 1, "fairness": 1},
    ),
}
"""Whom packs are made for, by key."""

IN_APPENDIX = frozenset({"counted"})
"""Sections that are for looking up, whoever reads."""
