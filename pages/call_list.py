"""Call list: whom to ring first, by a score whose parts and weights stand on the page."""

from reach.screens import call_list

call_list.show_page()
