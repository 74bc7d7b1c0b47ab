"""Sentences on partners."""

import pandas as pd

from reach.sentences import partners as sentences

STRANDS = {"cpd": "CPD", "enrichment": "Enrichment", "leadership": "Leadership"}


def strands(*rows: tuple[str, str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["partner", "strand", "activities"])
    return frame.assign(
        strand_name=frame["strand"].map(STRANDS), reached=2 * frame["activities"], people=3 * frame["activities"]
    )


def test_the_map_names_the_largest_cell_who_stands_alone_and_where_nobody_leads() -> None:
    frame = strands(
        ("A", "cpd", 5),
        ("A", "enrichment", 1),
        ("A", "leadership", 0),
        ("B", "cpd", 2),
        ("B", "enrichment", 0),
        ("B", "leadership", 0),
        ("No lead given", "leadership", 1),
    )
    assert sentences.on_partner_strands(frame, "activities") == (
        "A leads most in one strand: 5 activities in CPD. One partner alone leads in Enrichment (A). "
        "No partner leads anything in Leadership."
    )
    assert sentences.on_partner_strands(frame, "people").startswith("A reaches most in one strand: 15 people in CPD.")
    assert sentences.on_partner_strands(frame[-1:], "people") == "No activity of this period has a lead partner."
    assert sentences.on_partner_strands(frame[:0], "people") == "No activity of this period has a lead partner."


def reach(*rows: tuple[str, bool, int], total: int) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["partner", "is_known_partner", "reached"])
    return frame.assign(reached_in_total=total)


def test_where_rounding_does_not_tell_who_has_most_those_alike_are_named() -> None:
    frame = pd.DataFrame({"partner": ["A", "B", "C"], "is_known_partner": True, "people_in_total": 25})
    alike = sentences.on_partner_reach(frame.assign(people=[10, 10, 5]), "people", is_rounded=True)
    assert alike == "About 10 people came through each of A and B."
    low = sentences.on_partner_reach(
        frame.assign(people=pd.Series([None, 0, None], dtype="Int64")), "people", is_rounded=True
    )
    assert low == "Fewer than 5 people came through each of A and C."


def test_bars_are_set_against_the_total_and_the_unknown_and_leadless_are_named() -> None:
    frame = reach(("A", True, 9), ("Zed", False, 3), ("No lead given", False, 1), total=10)
    assert sentences.on_partner_reach(frame, "reached") == (
        "Most come through A: 9 of 10 schools in all. 1 school came to activities with no lead partner recorded. "
        "“Zed” is on no list of partners: correct the name, or add it to the partners sheet."
    )
    assert sentences.on_partner_reach(frame[:0], "reached") == "Nobody was on a register in this period."
    only = sentences.on_partner_reach(frame[-1:], "reached")
    assert only == "1 school came to activities with no lead partner recorded."
    nobody = sentences.on_partner_reach(reach(("A", True, 0), total=0), "reached")
    assert nobody == "Nobody came through a lead partner in this period."


def las(*rows: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["partner", "la_name", "reached"])


def test_local_authorities_name_who_is_everywhere_who_in_one_and_who_is_left_out() -> None:
    frame = las(("A", "X", 2), ("A", "Y", 1), ("A", "Z", 0), ("B", "X", 0), ("B", "Y", 1), ("B", "Z", 0))
    assert sentences.on_partner_las(frame) == (
        "No partner reached schools in all 3 local authorities. In one only: B (Y). No partner reached a school in Z."
    )
    assert sentences.on_partner_las(las(("A", "X", 2))) == "1 partner reached schools in X."
    assert sentences.on_partner_las(las(("A", "X", 0))).startswith("No school was reached through a lead partner")


def test_lists_read_well_for_none_one_and_many() -> None:
    activities = pd.DataFrame({"activity": ["A", "B"]})
    assert sentences.on_activities_without_lead(activities).startswith("2 activities of this period have no lead.")
    assert sentences.on_activities_without_lead(activities[:1]).startswith("1 activity of this period has no lead.")
    assert sentences.on_activities_without_lead(activities[:0]) == "Every activity of this period has a lead."
    partners = pd.DataFrame({"partner": ["A", "B"]})
    assert sentences.on_idle_partners(partners) == "2 partners lead nothing: A and B."
    assert sentences.on_idle_partners(partners[:1]) == "1 partner leads nothing: A."
    assert sentences.on_idle_partners(partners[:0]) == "Every partner leads something in this academic year."
