"""Strands: what each strand of the hub's work delivers, and what is particular to it."""

from reach.screens import strands

strands.show_page()
