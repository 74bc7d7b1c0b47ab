"""Journeys: programmes that are stages of a journey of years, who stands where, and each school's path."""

from reach.screens import journeys

journeys.show_page()
