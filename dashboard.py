"""The reach dashboard of a Maths Hub: draws the menu and runs the chosen page. Start it with start.py."""

from reach.screens import navigate

navigate()
