"""Speaker notes: a script for the person who presents, with what defends each figure behind it."""

from reach.definitions import definitions_of
from reach.report.packs import Numbered, Pack, Section
from reach.report.sections import SECTIONS
from reach.report.summary import Summary

_WHICH_SCHOOLS = "The dashboard lists the schools of each bar, below this chart."


def exhibit_notes(section: Section, numbered: Numbered) -> str:
    """Give the script of an exhibit: what to say, what to answer, where its schools are, and the definition last."""
    exhibit = numbered.exhibit
    say = f"{numbered.title}." if numbered.title else ""
    return notes_of(
        "Say this",
        say or numbered.text or exhibit.sentence,
        *(("If asked", numbered.text) if say and numbered.text else ()),
        *(("Which schools", _WHICH_SCHOOLS) if {"schools", "reached"} & set(exhibit.result.frame.columns) else ()),
        "What it is",
        f"{numbered.number} {exhibit.title}",
        "\n".join(f"{what}: {which}" for what, which in exhibit.stamp),
        "\n".join(each.meaning for each in definitions_of(SECTIONS[section.key].words)),
    )


def summary_notes(summary: Summary, pack: Pack) -> str:
    """Give the script of the summary."""
    return notes_of(
        "Say this",
        " ".join((summary.finding.text, *(each.text for each in (*summary.better[:1], *summary.worse[:1])))),
        *(("Then ask", summary.ask) if summary.ask else ()),
        "If asked",
        "\n".join(each.text for each in summary.further),
        *(("Which schools", "\n".join(summary.which_schools)) if summary.which_schools else ()),
        "Where the figures come from",
        stamped(pack),
    )


def stamped(pack: Pack) -> str:
    """Give what defends all figures of a pack."""
    return "\n".join(f"{what}: {which}" for what, which in pack.stamp)


def notes_of(*parts: str) -> str:
    """Put notes together, leaving out what is empty."""
    return "\n\n".join(part for part in parts if part.strip())
