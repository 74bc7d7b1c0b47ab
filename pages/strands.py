"""Strands: what each strand of the hub's work delivers, and what is particular to it."""

from reach import ui
from reach.exhibits import strands

view = ui.page(
    "Strands",
    intro="What each strand of the work delivers, this year and last. Below, choose one to see what is particular to "
    "it. Click a bar or a cell to see the schools behind it.",
)
ui.strand_panels(view)

measure = ui.choose_strand_measure()
schools = ui.Behind("pupil_schools" if measure == "pupils" else "school_list", ("strand",))
ui.show(view, view.exhibit(strands.strand_bars, measure=measure), key="strands", behind=schools)

ui.show_strand(view, ui.choose_strand())
