"""How figures are counted: every word's meaning, beside the very query that counts it."""

from reach import ui
from reach.ui import definitions

view = ui.page("How figures are counted", needs_figures=False)
definitions.what_is_loaded(view)
definitions.words()
definitions.queries_in_full()
