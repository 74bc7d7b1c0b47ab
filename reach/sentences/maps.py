"""Sentences on the map: where schools stand, and where few are reached."""

import pandas as pd

from reach import formats
from reach.filters import RUNG_LABELS
from reach.small_bases import is_few


def on_school_map(frame: pd.DataFrame, by: str) -> str:
    """Say how many schools are of each kind, in which town most are not reached, and how many have no place."""
    if frame.empty:
        return "No school fits these filters."
    kinds = frame[by].value_counts()
    order = formats.STANDING_LABELS if by == "standing" else RUNG_LABELS
    counts = [f"{kinds[kind]:,} {str(formats.word(kind)).lower()}" for kind in order if kind in kinds]
    sentences = [f"Of {formats.count_of(len(frame), 'school')}: {formats.listed(counts)}."]
    towns = frame[~frame["is_reached"].astype(bool)].groupby("town").size().sort_values(ascending=False, kind="stable")
    if len(frame["town"].unique()) > 1 and len(towns) and towns.iloc[0] > 1 and (towns == towns.iloc[0]).sum() == 1:
        in_town = int((frame["town"] == towns.index[0]).sum())
        sentences.append(
            f"By postal town, most schools not reached are in {towns.index[0]}: {towns.iloc[0]:,} of {in_town:,}."
        )
    unplaced = int(frame["easting"].isna().sum())
    if unplaced:
        sentences.append(
            f"{formats.count_of(unplaced, 'school')} without coordinates {'is' if unplaced == 1 else 'are'} not on "
            "the map, but in its table and files."
        )
    return " ".join(sentences)


def on_cold_spots(frame: pd.DataFrame) -> str:
    """Say where the cold spots are, how many of ten are reached there, and against what; or why there are none."""
    if frame.empty:
        return "No school with coordinates fits these filters."
    overall = formats.percent(frame["share_overall"].iloc[0])
    cold = frame[frame["is_cold"].astype(bool)]
    if not cold.empty:
        towns = list(dict.fromkeys(place.partition(", around ")[0] for place in cold["hexagon"]))
        where = formats.listed(towns if len(towns) <= 5 else [*towns[:5], "elsewhere"])
        most = int(cold["reached"].max())
        few = "none" if not most else f"at most {most}"
        are = "1 hexagon is a cold spot" if len(cold) == 1 else f"{len(cold):,} hexagons are cold spots"
        return (
            f"{are}, in {where}: {few} of the ten nearest schools {'is' if most <= 1 else 'are'} reached there, where "
            f"{overall} of all are."
        )
    if is_few(frame["schools"].max()):
        return "There are fewer than ten schools: too few to call any place a cold spot."
    if not frame["can_be_cold"].iloc[0]:
        return (
            f"Nowhere stands out as a cold spot: {overall} of all schools are reached, so ten neighbours with none "
            "reached would not be unusual."
        )
    least = frame.iloc[0]
    return (
        f"There is no cold spot: the fewest reached of ten nearest schools are {least['reached']:,} "
        f"({least['hexagon']}), which may well be chance where {overall} of all are."
    )
