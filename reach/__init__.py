"""Reach of a Maths Hub: from registers of attendance to figures that can be defended."""

VERSION = "0.9.0"
"""What CHANGELOG.md says is new, the foot of every page names, and pyproject.toml repeats."""
