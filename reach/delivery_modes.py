"""How activities are delivered: the modes that the sheet of activities offers, in the order in which they are shown."""

MODES: dict[str, tuple[str, ...]] = {
    "in person": ("face to face", "f2f"),
    "online": ("virtual", "remote"),
    "blended": ("hybrid", "mixed"),
}
"""Each mode with other words for it that a sheet may have."""

NOT_SAID = "not said"
"""What stands for the mode of an activity whose sheet gives none."""

SHOWN = (*MODES, NOT_SAID)
"""What activities are grouped by, in the order in which it is shown."""


def mode_label(mode: str) -> str:
    """Return a mode as people read it: "In person"."""
    return mode.capitalize()
