"""Places and need: places offered against schools not yet reached, under-filled groups, and where another is wanted."""

from reach import ui
from reach.exhibits import places

view = ui.page(
    "Places and need",
    intro="Is there a group where one is needed? Schools not yet reached are those that a programme is for and that it "
    "has not reached in this academic year or any before it.",
)
of_any_programme = ui.Behind("need_schools", ("programme_name",), {"programme_code": None}, shows="not_reached")
ui.show(view, view.exhibit(places.need_by_programme), key="need", behind=of_any_programme)

programme_code = ui.choose_programme(view)
by_la_phase = view.exhibit(places.need_by_la_phase, programme_code=programme_code)
by_place, chosen = ("la_code", "phase"), {"programme_code": programme_code}
of_this_programme = ui.Behind("need_schools", by_place, chosen, shows="not_reached")
ui.show(view, by_la_phase, key="crossed", behind=of_this_programme)
ui.show_groups(view, view.exhibit(places.places_taken, programme_code=programme_code), key="groups")
ui.show_groups(view, view.exhibit(places.underfilled_groups), key="underfilled")
