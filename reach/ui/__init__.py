"""The screen. The only part of reach that knows Streamlit.

A page is four beats: `page` reads the filters, its view asks queries, charts draws, `show` shows.
"""

from reach.ui import hold_backs
from reach.ui.behind import Behind
from reach.ui.call_list_page import call_choices, call_table, held_back_schools
from reach.ui.card import show
from reach.ui.choosing import share_or_count
from reach.ui.figures import headline_figures, headlines
from reach.ui.navigation import navigate
from reach.ui.schools_page import school_table
from reach.ui.view import View, page

__all__ = [
    "Behind",
    "View",
    "call_choices",
    "call_table",
    "headline_figures",
    "headlines",
    "held_back_schools",
    "hold_backs",
    "navigate",
    "page",
    "school_table",
    "share_or_count",
    "show",
]
