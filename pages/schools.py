"""Schools: every school, with its standing and its rung, to be searched and taken away."""

from reach import ui

view = ui.page("Schools", intro="Every school open in the period, with how far it has come and its standing this year.")
ui.school_table(view, view.ask("school_list"))
