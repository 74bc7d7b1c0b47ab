"""The phases of education, in the order in which they are shown."""

PHASES = ("early years", "primary", "secondary", "post-16")

ALL_PHASES = "all"
"""The mark of a school as a whole, whatever it teaches and even if GIAS does not say."""


def phase_label(phase: str) -> str:
    """Return a phase as people read it: "Post-16"."""
    return phase.capitalize()
