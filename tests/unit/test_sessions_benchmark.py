"""People without a browser: each sees their own local authority, and what is not theirs is noticed."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from benchmarks.browser_time import serving
from benchmarks.sessions import foreign, visit
from benchmarks.streamlit_client import Run
from reach.store import Store


def test_what_is_shown_of_another_local_authority_is_an_error() -> None:
    run = Run(0.1, ["Reach", "Halton Council: 3 of 12 schools"])
    assert foreign(run, "Halton Council", ["Wirral Council"]) == []
    assert foreign(run, "Wirral Council", ["Halton Council"]) == [
        "Wirral Council was shown Halton Council",
        "Wirral Council was not shown itself",
    ]


def test_several_people_at_once_see_their_own_local_authority_only(demonstration: Store) -> None:
    settings = demonstration.settings
    # The hub's name stands on each page, and Wirral in it.
    las = [name for name in settings.la_names if name not in settings.hub.name]
    # A browser of another test may have an event loop in this thread.
    with serving("dashboard.py", demonstration.folder) as address, ThreadPoolExecutor(1) as threads:
        seen = threads.submit(asyncio.run, visit(address, las, len(las), runs=2, pause=0)).result()
    assert seen.errors == []
    assert len(seen.seconds) == 2 * len(las) == 6
