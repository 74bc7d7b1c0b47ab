"""Targets: each against what stands, what is still needed in schools, and whether the year will make it."""

from reach.screens import targets

targets.show_page()
