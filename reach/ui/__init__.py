"""The screen. The only part of reach that knows Streamlit.

A page is four beats: `page` reads the filters, its view asks queries, charts draws, `show` shows.
"""

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
from reach.ui.card import show
from reach.ui.choosing import share_or_count
from reach.ui.figures import headline_figures, headlines
from reach.ui.navigation import navigate
from reach.ui.schools_page import school_table
from reach.ui.view import View, page

__all__ = [
    "Behind",
    "View",
    "activity_facts",
    "attendance_behind",
    "attendance_breakdown",
    "attendance_figures",
    "choose_activity",
    "headline_figures",
    "headlines",
    "navigate",
    "page",
    "pick_out_activity",
    "school_table",
    "share_or_count",
    "show",
    "whole_activity",
    "worry_limits",
    "worry_list",
]
