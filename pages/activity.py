"""An activity: what it is, who is still there, its register in numbers and the schools taking part."""

from reach.screens import activity

activity.show_page()
