"""Call list: whom to ring first, by a score whose parts and weights stand on the page."""

from reach import ui
from reach.exhibits import calling

view = ui.page(
    "Call list",
    intro="Whom to ring first, of the schools not reached in the period. Set what counts and how much: the address "
    "keeps it, so a copied link gives the same list. Schools held back are never on it.",
)
choices = ui.call_choices(view)
first = view.exhibit(calling.first_to_ring, **choices)
if first.chart is not None:
    ui.show(view, first, key="first", behind=ui.Behind("call_list", by=("name",), choices=choices))
ui.call_table(view, choices)
ui.held_back_schools(view, choices)
