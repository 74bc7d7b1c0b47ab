"""The pages of the dashboard: each a module or a folder named like its file in pages/, with the page's own widgets.

Importing this package loads all of them and prepares the server, once.
"""

import gc

from reach.screens import (
    activity,
    attendance,
    call_list,
    compare,
    fairness,
    how_figures_are_counted,
    imports,
    journeys,
    map,
    overview,
    pack,
    partners,
    places,
    reach,
    school,
    schools,
    strands,
    targets,
    who_did_what,
)
from reach.ui import error_messages
from reach.ui.navigation import navigate
from reach.ui.uploads_in_memory import keep_uploads_in_memory

__all__ = [
    "activity",
    "attendance",
    "call_list",
    "compare",
    "fairness",
    "how_figures_are_counted",
    "imports",
    "journeys",
    "map",
    "navigate",
    "overview",
    "pack",
    "partners",
    "places",
    "reach",
    "school",
    "schools",
    "strands",
    "targets",
    "who_did_what",
]

error_messages.install()

# No page that takes files is drawn before this is loaded, whichever page is opened first.
keep_uploads_in_memory()

# Streamlit collects garbage after each run, and the browser waits for it. What is loaded by now stays for the life of
# the server, so the collector need not look through it after every click.
gc.freeze()
