"""A school: what it is and was, everything it attended, its support and trust, and who could be its buddy."""

import streamlit as st

from reach import ui
from reach.exhibits import schools

view = ui.page(
    "A school",
    intro="Standing, rung, trust and buddies follow the filters of year, strands and rung. Its history is everything "
    "it ever attended, under every URN that it has had, whatever is chosen there.",
)
school = ui.choose_school(view)
has_come = ui.has_come(view, school)

ui.school_facts(view, school)
ui.hold_backs.panel(view, school.urn)
ui.show(view, view.exhibit(schools.standing, school=school), key="standing", behind=None)
ui.show_where_any(view, view.exhibit(schools.lineage, school=school), key="lineage")

if has_come:
    alongside = ui.Behind("schools_alongside", ("programme_name",), {"urn": school.urn})
    ui.show(view, view.exhibit(schools.timeline, school=school), key="timeline", behind=alongside)
    ui.show(view, view.exhibit(schools.programmes_by_year, school=school), key="by_year", behind=alongside)
    left, right = st.columns(2)
    with left:
        ui.show(view, view.exhibit(schools.people_by_year, school=school), key="people", behind=None)
    with right:
        ui.show(view, view.exhibit(schools.attendance_by_year, school=school), key="rate", behind=None)
    ui.show_where_any(view, view.exhibit(schools.journeys, school=school), key="journeys")

ui.school_list_card(view, view.exhibit(schools.supports, school=school), key="supports")
if school.trust and school.is_open:
    ui.school_list_card(view, view.exhibit(schools.trust_schools, school=school), key="trust")
if school.is_open:
    sustained_by = ui.Behind("buddies_by_programme", ("programme_name",), {"urn": school.urn})
    ui.show(view, view.exhibit(schools.programmes_to_try, school=school), key="to_try", behind=sustained_by)
    ui.buddies(view, school)
