"""The reach dashboard of a Maths Hub: draws the menu and runs the page that is chosen. Start it with start.py."""

from reach import ui

ui.navigate()
