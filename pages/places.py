"""Places and need: places offered against schools not yet reached, under-filled groups, and where another is wanted."""

from reach.screens import places

places.show_page()
