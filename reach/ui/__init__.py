"""The screen. The only part of reach that knows Streamlit.

A page is four beats: `page` reads the filters, its view asks queries, charts draws, `show` shows.
"""

from reach.ui.card import SHOWN_LA, SHOWN_PHASE, show
from reach.ui.drill import school_table, schools_behind, share_or_count
from reach.ui.figures import headline_figures, headlines
from reach.ui.navigation import navigate
from reach.ui.view import View, page

__all__ = [
    "SHOWN_LA",
    "SHOWN_PHASE",
    "View",
    "headline_figures",
    "headlines",
    "navigate",
    "page",
    "school_table",
    "schools_behind",
    "share_or_count",
    "show",
]
