"""Sentences on places say whose places they are."""

import pandas as pd

from reach.sentences import places


def test_with_local_authorities_chosen_the_places_are_still_the_whole_hubs() -> None:
    frame = pd.DataFrame({"group_state": ["full", "filling"], "places": [10, 20], "free_places": [0, 5]})
    of_hub = places.on_places_taken(frame)
    assert of_hub.endswith("5 of 30 places are free.")
    whole = " These places are the whole hub's."
    assert places.on_places_taken(frame, is_part_of_hub=True) == f"{of_hub}{whole}"
    assert places.on_underfilled(frame, is_part_of_hub=True) == f"{places.on_underfilled(frame)}{whole}"
    assert whole not in places.on_underfilled(frame[:0], is_part_of_hub=True)
