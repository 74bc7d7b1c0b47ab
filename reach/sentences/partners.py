"""Sentences on partners: who leads what, whom they reach, what nobody leads and who leads nothing."""

import pandas as pd

from reach import formats
from reach.measures import MEASURES


def on_partner_strands(frame: pd.DataFrame, measure: str, *, is_rounded: bool = False) -> str:
    """Say who leads or reaches most in one strand, where one partner stands alone, and where nobody leads."""
    led = frame[(frame["partner"] != formats.NO_LEAD) & (frame["activities"] > 0)]
    if led.empty:
        return "No activity of this period has a lead partner."
    sentences = []
    about = is_rounded and measure == "people"
    top = _top(led, measure, about)
    if top is not None:
        verb = "leads" if measure == "activities" else "reaches"
        sentences.append(
            f"{top['partner']} {verb} most in one strand: {_count(top[measure], measure, about)} "
            f"in {top['strand_name']}."
        )
    partners = led.groupby("strand_name", sort=False)["partner"].agg(list)
    alone = [f"{name} ({names[0]})" for name, names in partners.items() if len(names) == 1]
    if alone:
        sentences.append(f"One partner alone leads in {formats.listed(alone)}.")
    nobody = [str(name) for name in frame["strand_name"].unique() if name not in partners.index]
    if nobody:
        sentences.append(f"No partner leads anything in {formats.listed(nobody)}.")
    return " ".join(sentences)


def on_partner_reach(frame: pd.DataFrame, measure: str, *, is_rounded: bool = False) -> str:
    """Say through whom most schools or people are reached, against the total, and which leads are no known partner."""
    if frame.empty:
        return "Nobody was on a register in this period."
    total = frame.iloc[0][f"{measure}_in_total"]
    led = frame[frame["partner"] != formats.NO_LEAD]
    sentences = []
    about = is_rounded and measure == "people"
    top = _top(led, measure, about)
    if top is not None and top[measure] > 0:
        of_all = f" of {_count(total, measure, about)} in all"
        count = formats.about_number(top[measure], is_rounded=about)
        sentences.append(f"Most come through {top['partner']}: {count}{of_all}.")
    elif top is None:
        sentences += _alike(led, measure)
    none = frame[frame["partner"] == formats.NO_LEAD]
    if not none.empty:
        count = formats.capitalised(_count(none.iloc[0][measure], measure, about))
        sentences.append(f"{count} came to activities with no lead partner recorded.")
    unknown = led[~led["is_known_partner"].astype(bool)]["partner"].tolist()
    if unknown:
        sentences.append(
            f"{formats.listed([f'“{name}”' for name in unknown])} "
            f"{'is' if len(unknown) == 1 else 'are'} on no list of partners: correct the name, or add it to the "
            "partners sheet."
        )
    return " ".join(sentences) or "Nobody came through a lead partner in this period."


def on_partner_las(frame: pd.DataFrame) -> str:
    """Say which partners reach every local authority, which only one, and where fewest partners reach."""
    led = frame[(frame["partner"] != formats.NO_LEAD) & (frame["reached"] > 0)]
    if led.empty:
        return "No school was reached through a lead partner in this period."
    las = list(frame["la_name"].unique())
    reached = led.groupby("partner", sort=False)["la_name"].agg(list)
    if len(las) == 1:
        return f"{formats.count_of(len(reached), 'partner')} reached schools in {las[0]}."
    everywhere = [str(partner) for partner, names in reached.items() if len(names) == len(las)]
    single = [f"{partner} ({names[0]})" for partner, names in reached.items() if len(names) == 1]
    how_many = f"{formats.count_of(len(everywhere), 'partner')} of {len(reached):,}" if everywhere else "No partner"
    sentences = [f"{how_many} reached schools in {'both' if len(las) == 2 else f'all {len(las)}'} local authorities."]
    if single:
        sentences.append(f"In one only: {formats.listed(single)}.")
    left_out = [str(la) for la in las if la not in set(led["la_name"])]
    if left_out:
        sentences.append(f"No partner reached a school in {formats.listed(left_out)}.")
    return " ".join(sentences)


def on_activities_without_lead(frame: pd.DataFrame) -> str:
    """Say how many activities have no lead, and what to do about it."""
    if frame.empty:
        return "Every activity of this period has a lead."
    return (
        f"{formats.count_of(len(frame), 'activity', 'activities')} of this period "
        f"{'has' if len(frame) == 1 else 'have'} no lead. Give it in the column “Lead partner” of the activities "
        "sheet, or of the register, and load the file on the Imports page."
    )


def on_idle_partners(frame: pd.DataFrame) -> str:
    """Say how many partners lead nothing in the academic year."""
    if frame.empty:
        return "Every partner leads something in this academic year."
    names = formats.listed(frame["partner"].tolist())
    return f"{formats.count_of(len(frame), 'partner')} {'leads' if len(frame) == 1 else 'lead'} nothing: {names}."


def _top(frame: pd.DataFrame, measure: str, is_rounded: bool) -> pd.Series | None:
    """Return the row with most; none where numbers are rounded and another may be the same."""
    counts = frame[measure].fillna(0)
    if frame.empty or (is_rounded and (counts.max() == 0 or (counts == counts.max()).sum() > 1)):
        return None
    return frame.iloc[int(counts.to_numpy().argmax())]


def _alike(led: pd.DataFrame, measure: str) -> list[str]:
    """Say through whom most come where rounded counts do not tell one from the other, or are low."""
    most = max(led[measure].fillna(0), default=0)
    alike = led[led[measure] == most] if most > 0 else led[led[measure].isna()]
    if alike.empty:
        return []
    count = _count(most or None, measure, is_rounded=True)
    return [f"{formats.capitalised(count)} came through {formats.each_of(list(map(str, alike['partner'])))}."]


def _count(count: float | None, measure: str, is_rounded: bool = False) -> str:
    words = MEASURES[measure]
    return formats.about(count, words.one, words.several, is_rounded=is_rounded)
