"""Compare: any two periods side by side, with what changed and which schools moved."""

from reach.screens import compare

compare.show_page()
