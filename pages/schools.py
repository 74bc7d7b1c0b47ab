"""Schools: every school, with its standing and its rung, to be searched, narrowed down and opened."""

from reach.screens import schools

schools.show_page()
