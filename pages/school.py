"""A school: what it is and was, everything it attended, its support and trust, and who could be its buddy."""

from reach.screens import school

school.show_page()
