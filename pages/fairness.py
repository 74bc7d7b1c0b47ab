"""Fairness: whether the hub reaches disadvantaged schools as much as others, and which schools it passes by."""

from reach.screens import fairness

fairness.show_page()
