"""The phases of education, in the order in which they are shown."""

PHASES = ("early years", "primary", "secondary", "post-16")

ALL_PHASES = "all"
"""Stands beside the phases for a school as a whole, whatever it teaches and even if GIAS does not say."""


def phase_label(phase: str) -> str:
    """Give a phase as people read it: "Post-16"."""
    return phase.capitalize()
