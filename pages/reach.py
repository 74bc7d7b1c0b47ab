"""Reach: by local authority and by phase, side by side and crossed."""

from reach.screens import reach

reach.show_page()
