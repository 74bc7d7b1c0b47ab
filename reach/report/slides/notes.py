"""Speaker notes: what a figure means and what defends it, for the person who presents it."""

from reach.definitions import definitions_of
from reach.report.packs import Numbered, Pack, Section
from reach.report.sections import SECTIONS


def exhibit_notes(section: Section, numbered: Numbered) -> str:
    """Say what an exhibit shows, how it is counted, as at which day, and what its section's words mean."""
    exhibit = numbered.exhibit
    return notes_of(
        f"{numbered.number} {exhibit.title}",
        exhibit.sentence,
        "\n".join(f"{what}: {which}" for what, which in exhibit.stamp),
        "\n".join(each.meaning for each in definitions_of(SECTIONS[section.key].words)),
    )


def headline_notes(section: Section, pack: Pack) -> str:
    """Say which queries the headlines stand on."""
    stands = dict.fromkeys(f"{each.result.query.name}: {each.result.query.answers}" for each in section.headlines)
    lines = "\n".join(f"- {each.text}" for each in section.headlines)
    return notes_of(section.title, lines, "\n".join(("These figures come from:", *stands)), stamped(pack))


def stamped(pack: Pack) -> str:
    """Give what defends all figures of a pack."""
    return "\n".join(f"{what}: {which}" for what, which in pack.stamp)


def notes_of(*parts: str) -> str:
    """Put notes together, leaving out what is empty."""
    return "\n\n".join(part for part in parts if part.strip())
