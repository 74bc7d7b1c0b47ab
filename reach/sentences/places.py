"""Sentences on places and need."""

import pandas as pd

from reach import formats

_OF_THE_HUB = " These places are the whole hub's."


def on_need(frame: pd.DataFrame, *, is_part_of_hub: bool) -> str:
    """Say where most schools are still to be reached, and whether free places could take them.

    is_part_of_hub: local authorities are chosen, so they have only their part of the hub's free places.
    """
    wanted = frame[frame["not_yet_reached"] > 0]
    if wanted.empty:
        return "Every school that these programmes are for has been reached by them."
    most = wanted.iloc[int(wanted["not_yet_reached"].to_numpy().argmax())]
    sentence = (
        f"{most['programme_name']} has most schools still to reach: {most['not_yet_reached']:,} of the "
        f"{most['schools']:,} it is for."
    )
    unknown = int(frame["groups_without_places"].sum())
    if unknown:
        have = "has" if unknown == 1 else "have"
        sentence += f" {formats.count_of(unknown, 'group')} in the period {have} no number of places recorded."
    if is_part_of_hub:
        sentence += (
            " Places are open to the whole hub: these local authorities are given the part of the free ones that "
            "they have of the schools still to reach."
        )
    return sentence


def on_need_crossed(frame: pd.DataFrame) -> str:
    """Say where the programme is needed most, and where another group could be filled."""
    if frame.empty:
        return "There are no schools that it is for."
    elsewhere = _at_another_stage(frame)
    if not frame["not_yet_reached"].sum():
        return elsewhere or "It has reached every school that it is for."
    most = frame.iloc[int(frame["not_yet_reached"].to_numpy().argmax())]
    sentence = (
        f"Most schools still to be reached are in {_place(most)}: {most['not_yet_reached']:,} of {most['schools']:,}."
    )
    if elsewhere:
        sentence += f" {elsewhere}"
    groups = frame[frame["groups_wanted"].fillna(0) > 0]
    if groups.empty:
        return (
            sentence
            if frame["groups_wanted"].notna().any()
            else f"{sentence} How large its groups are is not known yet."
        )
    groups = groups.sort_values("groups_wanted", ascending=False, kind="stable")
    names = [f"{_place(row)} ({row['groups_wanted']:,})" for _, row in groups.iterrows()]
    where = formats.listed(names if len(names) < 5 else [*names[:3], "elsewhere"])
    return f"{sentence} Schools enough for another group, and how many groups: {where}."


def _at_another_stage(frame: pd.DataFrame) -> str:
    """Say how many schools a stage of a journey is not for now; nothing of any other programme."""
    past, not_ready = (int(frame[column].sum()) for column in ("schools_past_it", "schools_not_ready"))
    others = []
    if past:
        others.append(f"{formats.count_of(past, 'school')} {'is' if past == 1 else 'are'} past it")
    if not_ready:
        are = "is" if not_ready == 1 else "are"
        others.append(f"{formats.count_of(not_ready, 'school')} {are} not yet ready for it")
    in_each = " (a school of several phases counts in each)" if frame["phase"].nunique() > 1 else ""
    return f"{' and '.join(others)}{in_each}." if others else ""


def on_places_taken(frame: pd.DataFrame, *, is_part_of_hub: bool = False) -> str:
    """Say how many groups are full, and how many under-filled.

    is_part_of_hub: local authorities are chosen, and the places are those of the whole hub all the same.
    """
    if frame.empty:
        return "No group with places is known in this period."
    full = int((frame["group_state"] == "full").sum())
    under = int((frame["group_state"] == "under-filled").sum())
    return (
        f"Of {formats.count_of(len(frame), 'group')} with places, {full:,} {'is' if full == 1 else 'are'} full and "
        f"{under:,} {'is' if under == 1 else 'are'} under-filled; {int(frame['free_places'].sum()):,} of "
        f"{formats.count_of(int(frame['places'].sum()), 'place')} are free.{_OF_THE_HUB if is_part_of_hub else ''}"
    )


def on_underfilled(frame: pd.DataFrame, *, is_part_of_hub: bool = False) -> str:
    """Say how many groups have many places left.

    is_part_of_hub: local authorities are chosen, and the places are those of the whole hub all the same.
    """
    if frame.empty:
        return "No group whose places are known is under-filled in this period."
    return (
        f"{formats.count_of(len(frame), 'group')} with less than 60% of their places taken: "
        f"{int(frame['free_places'].sum()):,} of {formats.count_of(int(frame['places'].sum()), 'place')} are free."
        f"{_OF_THE_HUB if is_part_of_hub else ''}"
    )


def _place(row: pd.Series) -> str:
    return f"{row['la_name']} {str(formats.word(row['phase'])).lower()}"
