"""The screen. The only part of reach that knows Streamlit.

A page is four beats: `page` reads the filters, its view asks queries, charts draws, `show` shows.
"""

import gc

from reach.ui import hold_backs, unforeseen
from reach.ui.activity_page import activity_facts, choose_activity, whole_activity
from reach.ui.attendance_page import (
    attendance_behind,
    attendance_breakdown,
    attendance_figures,
    pick_out_activity,
    worry_limits,
    worry_list,
)
from reach.ui.behind import Behind
from reach.ui.call_list_page import call_choices, call_table, held_back_schools
from reach.ui.card import show
from reach.ui.choosing import share_or_count
from reach.ui.compare_page import choose_measure, choose_other_period, compared_at_a_glance
from reach.ui.fairness_page import choose_breakdown
from reach.ui.figures import headline_figures, headlines
from reach.ui.journeys_page import choose_journey, journey_paths
from reach.ui.map_page import about_outlines, choose_marks, on_streets, schools_without_place
from reach.ui.navigation import navigate
from reach.ui.partners_page import choose_count, has_partners, without_lead
from reach.ui.places_page import choose_programme, show_groups
from reach.ui.school_page import buddies, choose_school, has_come, school_facts, school_list_card, show_where_any
from reach.ui.schools_page import school_table
from reach.ui.strands_page import choose_strand, choose_strand_measure, show_strand, strand_panels
from reach.ui.targets_page import choose_target, choose_week, earlier_years, has_targets, set_targets
from reach.ui.uploads_in_memory import keep_uploads_in_memory
from reach.ui.view import View, page

__all__ = [
    "Behind",
    "View",
    "about_outlines",
    "activity_facts",
    "attendance_behind",
    "attendance_breakdown",
    "attendance_figures",
    "buddies",
    "call_choices",
    "call_table",
    "choose_activity",
    "choose_breakdown",
    "choose_count",
    "choose_journey",
    "choose_marks",
    "choose_measure",
    "choose_other_period",
    "choose_programme",
    "choose_school",
    "choose_strand",
    "choose_strand_measure",
    "choose_target",
    "choose_week",
    "compared_at_a_glance",
    "earlier_years",
    "has_come",
    "has_partners",
    "has_targets",
    "headline_figures",
    "headlines",
    "held_back_schools",
    "hold_backs",
    "journey_paths",
    "navigate",
    "on_streets",
    "page",
    "pick_out_activity",
    "school_facts",
    "school_list_card",
    "school_table",
    "schools_without_place",
    "set_targets",
    "share_or_count",
    "show",
    "show_groups",
    "show_strand",
    "show_where_any",
    "strand_panels",
    "whole_activity",
    "without_lead",
    "worry_limits",
    "worry_list",
]

unforeseen.install()

# No page that takes files is drawn before this is loaded, whichever page is opened first.
keep_uploads_in_memory()

# Streamlit collects garbage after each run, and the browser waits for it. What is loaded by now stays for the life of
# the server, so it need not be looked through each time.
gc.freeze()
