"""Who is at the machine, for the history of imports."""

import getpass


def at_the_machine(way_in: str) -> str:
    """Give the account's name and the way in, such as "alex, command line"; the way in alone where it has none."""
    try:
        return f"{getpass.getuser()}, {way_in}"
    except (OSError, KeyError):
        return way_in
