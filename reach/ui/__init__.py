"""The screen. The only part of reach that knows Streamlit.

A page is four beats: `page` reads the filters, its view asks queries, charts draws, `show` shows.
"""

from reach.ui.behind import Behind
from reach.ui.card import show
from reach.ui.choosing import share_or_count
from reach.ui.compare_page import choose_measure, choose_other_period, compared_at_a_glance
from reach.ui.fairness_page import choose_breakdown
from reach.ui.figures import headline_figures, headlines
from reach.ui.journeys_page import choose_journey, journey_paths
from reach.ui.navigation import navigate
from reach.ui.places_page import choose_programme, show_groups
from reach.ui.schools_page import school_table
from reach.ui.view import View, page

__all__ = [
    "Behind",
    "View",
    "choose_breakdown",
    "choose_journey",
    "choose_measure",
    "choose_other_period",
    "choose_programme",
    "compared_at_a_glance",
    "headline_figures",
    "headlines",
    "journey_paths",
    "navigate",
    "page",
    "school_table",
    "share_or_count",
    "show",
    "show_groups",
]
