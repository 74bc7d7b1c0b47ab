"""An activity: what it is, who is still there, its register in numbers and the schools taking part."""

from reach import ui
from reach.exhibits import attendance

view = ui.page("An activity")
activity_id = ui.choose_activity(view)
ui.activity_facts(view, activity_id)
behind = ui.whole_activity(view, activity_id)
ui.show(view, view.exhibit(attendance.activity_register, activity_id=activity_id), key="still_there", behind=behind)
ui.show(
    view,
    view.exhibit(attendance.activity_register, activity_id=activity_id, as_table=True),
    key="register",
    behind=behind,
)
ui.show(view, view.exhibit(attendance.activity_schools, activity_id=activity_id), key="schools", behind=None)
