"""Imports: files in, what they would change, what was held, and what came before."""

from reach.screens import imports

imports.show_page()
