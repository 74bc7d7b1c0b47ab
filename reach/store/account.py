"""The account that makes a change, for the history of imports."""

import getpass


def account_name(way_in: str) -> str:
    """Return the account's name and the way in, such as "alex, command line"; only the way in without a name."""
    try:
        return f"{getpass.getuser()}, {way_in}"
    except (OSError, KeyError):
        return way_in
