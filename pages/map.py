"""Map: where the schools are that come and that do not, reach by area, and where few are reached."""

from reach.screens import map

map.show_page()
