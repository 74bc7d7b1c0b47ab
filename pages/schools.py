"""Schools: every school, with its standing and its rung, to be searched, narrowed down and opened."""

from reach import ui

view = ui.page(
    "Schools",
    intro="Every school open in the period, with how far it has come and its standing this year. "
    "Choose a row to open the school's page.",
)
ui.school_table(view)
