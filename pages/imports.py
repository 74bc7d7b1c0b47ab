"""Imports: files in, what they would change, what was held, and what came before."""

from reach import ui
from reach.ui import imports_page as imports

view = ui.page(
    "Imports",
    needs_figures=False,
    intro="Drop files as they come: the DfE's establishment register and its links, registers of attendance from "
    "Eventbrite, Forms, Teams, Zoom or a spreadsheet, and outlines of local authorities for the map. Nothing is "
    "changed before you confirm it, and nobody's name or address is kept.",
)
imports.drop_files(view)
imports.held_rows(view)
imports.answers_given(view)
imports.uncounted_schools(view)
imports.history(view)
imports.versions_and_backups(view)
imports.quality(view)
imports.templates(view)
