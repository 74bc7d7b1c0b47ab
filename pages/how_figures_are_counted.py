"""How figures are counted: every word's meaning, beside the very query that counts it."""

from reach.screens import how_figures_are_counted

how_figures_are_counted.show_page()
