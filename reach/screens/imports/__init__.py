"""Imports: files in, what they would change, what was held, and what came before."""

from reach.screens.imports.held_rows import show_held_rows, show_remembered_answers
from reach.screens.imports.history import show_history
from reach.screens.imports.quality import show_quality, warn_of_uncounted_schools
from reach.screens.imports.templates import offer_templates
from reach.screens.imports.uploads import drop_files
from reach.screens.imports.versions_and_backups import show_versions_and_backups
from reach.ui.page import page


def show_page() -> None:
    """Show the page."""
    view = page(
        "Imports",
        needs_figures=False,
        intro="Drop files as they come: the DfE's establishment register and its links, registers of attendance from "
        "Eventbrite, Forms, Teams, Zoom or a spreadsheet, and outlines of local authorities for the map. Nothing is "
        "changed before you confirm it, and nobody's name or address is kept.",
    )
    drop_files(view)
    show_held_rows(view)
    show_remembered_answers(view)
    warn_of_uncounted_schools(view)
    show_history(view)
    show_versions_and_backups(view)
    show_quality(view)
    offer_templates(view)
