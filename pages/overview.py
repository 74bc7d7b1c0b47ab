"""Overview: the hub at a glance."""

from reach.screens import overview

overview.show_page()
