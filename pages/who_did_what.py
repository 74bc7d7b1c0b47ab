"""Who did what: sign-ins, imports, changes, exports and packs, newest first."""

from reach.screens import who_did_what

who_did_what.show_page()
