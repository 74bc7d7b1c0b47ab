"""A pack as slides for PowerPoint: native charts with their numbers in them, in the hub's own template if it has one.

    content = write(pack, template)

No browser is needed, except for the few charts that PowerPoint has no kind of its own for.
"""

from reach.report.packs import Pack
from reach.report.slides.deck import Deck
from reach.report.slides.refresh import Refreshed, refresh
from reach.report.slides.template import TemplateError
from reach.report.slides.write_deck import add_slides

__all__ = ["Refreshed", "TemplateError", "refreshed", "write"]


def refreshed(pack: Pack, deck: bytes) -> Refreshed:
    """Give a deck that was made from an earlier pack, and edited since, with the figures of this one.

    Raises TemplateError for a deck that cannot be used.
    """
    return refresh(deck, pack, write)


def write(pack: Pack, template: bytes | None = None) -> bytes:
    """Give the slides. template: a .pptx or .potx whose layouts, fonts and colours they take.

    Raises TemplateError for a template that cannot be used.
    """
    deck = Deck(template)
    add_slides(deck, pack)
    return deck.save(
        title=f"{pack.title}: {pack.subtitle}",
        author=pack.settings.hub.name,
        subject=f"As at {pack.as_at}. {pack.output_class}",
        made_at=pack.made_at,
    )
