"""Imports: files in, what they would change, what was held, and what came before."""

from reach import ui
from reach.ui import imports

view = ui.page(
    "Imports",
    needs_figures=False,
    intro="Drop files as they come: the DfE's establishment register and its links, and registers of attendance. "
    "Nothing is changed before you confirm it.",
)
imports.drop_files(view)
imports.held_rows(view)
imports.uncounted_schools(view)
imports.history(view)
imports.templates(view)
