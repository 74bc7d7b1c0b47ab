"""Partners: who leads what, whom each reaches, and what nobody leads."""

import streamlit as st

from reach import ui
from reach.exhibits import partners

view = ui.page(
    "Partners",
    intro="Who leads the hub's activities, and which schools and people come through each partner. Click a cell or a "
    "bar to see the schools behind it.",
)
if ui.has_partners(view):
    measure = ui.choose_count()
    strands = ui.Behind("partner_schools", ("partner", "strand"))
    ui.show(view, view.exhibit(partners.partner_strands, measure=measure), key="strands", behind=strands)

    of_partner = ui.Behind("partner_schools", ("partner",))
    left, right = st.columns(2)
    with left:
        ui.show(view, view.exhibit(partners.partner_reach, measure="reached"), key="schools", behind=of_partner)
    with right:
        ui.show(view, view.exhibit(partners.partner_reach, measure="people"), key="people", behind=of_partner)

    by_la = ui.Behind("partner_schools", ("partner", "la_code"))
    ui.show(view, view.exhibit(partners.partner_las), key="las", behind=by_la)
ui.without_lead(view)
