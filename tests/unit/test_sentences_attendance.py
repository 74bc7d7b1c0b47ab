"""What charts of attendance say in words is what they show."""

import datetime as dt
from typing import Any

import pandas as pd

from reach.sentences import attendance as sentences


def rates(*rows: tuple[str, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["la_name", "times_attended", "times_expected"])
    return frame.assign(share_attended=frame["times_attended"] / frame["times_expected"])


def test_highest_lowest_and_what_worsened_are_named() -> None:
    now, before = rates(("Halton", 50, 100), ("Wirral", 90, 100)), rates(("Halton", 80, 100), ("Wirral", 90, 100))
    assert sentences.on_attendance(now, "la_name", before) == (
        "The attendance rate is highest in Wirral (90%, 90 of 100) and lowest in Halton (50%, 50 of 100). "
        "The greatest change is in Halton: the rate fell from 80% to 50%."
    )


def test_a_rate_of_few_is_neither_highest_nor_lowest() -> None:
    said = sentences.on_attendance(rates(("Halton", 50, 100), ("Wirral", 3, 3), ("Chester", 60, 100)), "la_name")
    assert "Wirral" not in said and "highest in Chester" in said


def test_one_none_and_equals_read_well() -> None:
    assert sentences.on_attendance(rates(("Halton", 1, 2)), "la_name") == "Halton: 50%, 1 of 2."
    assert sentences.on_attendance(rates(), "la_name") == "Nobody signed up for a session held in this period."
    equal = sentences.on_attendance(rates(("Halton", 10, 20), ("Wirral", 20, 40)), "la_name")
    assert equal == "The attendance rate is the same in all that are compared: 50%."


def test_rates_of_fewer_than_ten_people_are_no_finding() -> None:
    few = rates(("Halton", 20, 40), ("Wirral", 40, 40)).assign(signed_up=9)
    assert sentences.on_attendance(few, "la_name") == "Each is of fewer than ten people: too few to compare."
    assert sentences.on_attendance(few.assign(signed_up=[9, 10]), "la_name") == "Wirral: 100%, 40 of 40."


def outcomes(*rows: tuple[str, int, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["period", "signed_up", "no_shows", "sent_apologies"])
    shares = {f"share_{name}": frame[name] / frame["signed_up"] for name in ("no_shows", "sent_apologies")}
    return frame.assign(**shares)


def test_no_shows_and_apologies_are_named_where_they_are_most_frequent() -> None:
    assert sentences.on_outcomes(outcomes(("autumn", 20, 1, 4), ("spring", 40, 4, 4)), "period") == (
        "In the spring term 4 of 40 who signed up (10%) were no-shows, more than elsewhere. "
        "In the autumn term 4 of 20 who signed up (20%) only sent apologies, more than elsewhere."
    )
    assert sentences.on_outcomes(outcomes(("autumn", 20, 0, 0)), "period") == (
        "There were no no-shows. Nobody left it at apologies."
    )
    few = outcomes(("autumn", 9, 9, 0), ("spring", 40, 4, 0), ("summer", 40, 4, 0))
    assert sentences.on_outcomes(few, "period") == (
        "In the spring term 4 of 40 who signed up (10%) were no-shows. Nobody left it at apologies."
    )
    assert sentences.on_outcomes(outcomes(("autumn", 9, 9, 2), ("spring", 9, 1, 0)), "period") == (
        "Fewer than ten people signed up in each: too few to compare."
    )
    assert sentences.on_outcomes(outcomes(), "period") == "Nobody signed up for a session held in this period."


def steps(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["course_length", "step", "people", "share_of_signed_up"])


def test_the_steps_are_of_courses_and_of_single_sessions() -> None:
    course = [
        ("two_or_more", "signed_up", 8, 1),
        ("two_or_more", "came", 6, 0.75),
        ("two_or_more", "stayed", 4, 0.5),
    ]
    single = [("one_session", "signed_up", 1, 1), ("one_session", "came", 0, 0)]
    first = (
        "Of 8 sign-ups for activities of two or more sessions, 6 came (75%) and 4 came to at least 75% of "
        "the sessions held (50%)."
    )
    second = "Of 1 sign-up for single sessions, 0 came (0%)."
    assert sentences.on_funnel(steps(*course, *single)) == f"{first} {second}"
    assert sentences.on_funnel(steps(*single)) == second
    assert sentences.on_funnel(steps()) == "Nobody signed up for a session held in this period."


def curve(*rows: tuple[str | None, int, int, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["activity", "turn", "activities", "started", "still_there"])
    return frame.assign(share_still_there=frame["still_there"] / frame["started"])


def test_who_is_still_there_is_of_the_second_and_the_last_session() -> None:
    frame = curve(
        (None, 1, 2, 20, 20), (None, 2, 2, 20, 15), (None, 3, 1, 10, 5), ("A", 1, 1, 10, 10), ("A", 2, 1, 10, 1)
    )
    assert sentences.on_retention(frame) == (
        "Of 20 people who came to an activity of two or more sessions, 15 (75%) were still there at the second. "
        "1 activity is 3 sessions long: there, 5 (50%) were still there at the last."
    )
    assert sentences.on_retention(frame, "A").endswith("A: 1 of 10 (10%) at session 2.")
    assert sentences.on_retention(curve()) == "No activity has held two sessions in this period yet."


def worry(**cells: Any) -> pd.Series:
    usual = {
        "is_falling_fast": False,
        "is_half_empty": False,
        "sessions_taken": 3,
        "latest_on": pd.Timestamp(2023, 3, 10),
        "next_on": pd.NaT,
        "signed_up": 14,
        "started": 12,
        "still_there": 5,
        "share_gone": 7 / 12,
        "places": 30,
        "taken": 12,
    }
    return pd.Series(usual | cells, dtype=object)


def test_a_worry_says_why_in_figures_and_when_the_next_session_is() -> None:
    assert sentences.on_worry(worry(is_falling_fast=True, next_on=pd.Timestamp(2023, 5, 10))) == (
        "Falling fast: 5 of 12 still there at the latest of 3 sessions (58% gone). Next session: 10 May 2023."
    )
    assert sentences.on_worry(worry(is_half_empty=True)) == (
        "Half-empty: 12 of 30 places taken (12 came). Latest session: 10 March 2023, none booked after it."
    )
    to_come = worry(
        is_half_empty=True, sessions_taken=0, taken=0, signed_up=0, latest_on=pd.NaT, next_on=dt.date(2023, 5, 10)
    )
    assert sentences.on_worry(to_come) == ("Half-empty: 0 of 30 places taken (0 signed up). Next session: 10 May 2023.")


def test_the_rule_of_worry_stands_with_its_limits() -> None:
    frame = pd.DataFrame([worry(is_falling_fast=True, is_half_empty=True), worry(is_half_empty=True)])
    said = sentences.on_worries(frame, 25, 50)
    assert said.startswith("2 activities: 1 falls fast and 2 are half-empty. ")
    assert "more than 25% are gone" in said and "fewer than 50% of the places" in said
    assert sentences.on_worries(frame.iloc[:0], 20, 40).startswith("No activity raises an alarm. ")


def register(*rows: tuple[int, str, int, int, float | None, int | None, float | None]) -> pd.DataFrame:
    columns = ["turn", "state", "attended", "booked", "share_attended", "still_there", "share_still_there"]
    frame = pd.DataFrame(rows, columns=columns).astype({"still_there": "Int64"})
    frame = frame.assign(absent=10 - frame["attended"], apologies=0)
    return frame.assign(held_on=[dt.date(2023, 1, 10) + dt.timedelta(days=30 * turn) for turn in frame["turn"]])


def test_a_register_is_described_from_its_first_session_to_what_is_to_come() -> None:
    first, second = (1, "held", 9, 0, 0.9, 10, 1.0), (2, "held", 6, 0, 0.6, 6, 0.6)
    to_come = (3, "to_come", 0, 8, None, None, None)
    assert sentences.on_register(register(first, second, to_come)) == (
        "Of 10 people who ever came, 6 (60%) were still there at the latest of 2 sessions held, on 11 March 2023. "
        "1 session is still to come, next on 10 April 2023 with 8 booked."
    )
    assert sentences.on_register(register((1, "held", 1, 0, 1.0, 1, 1.0))) == "One session was held, with 1 person."
    assert sentences.on_register(register(to_come)).startswith(
        "No register of its sessions has been marked yet. 1 session"
    )
    assert sentences.on_register(register((1, "held", 0, 0, 0.0, 0, None))) == "Nobody has come to the 1 session held."
    assert sentences.on_register(register()) == "No session of this activity is on any register yet."
    assert sentences.on_sessions(register(first, second)) == (
        "The attendance rate was highest at session 1 (90%) and lowest at session 2 (60%)."
    )
    of_few = register(first, second).assign(absent=0)
    assert sentences.on_sessions(of_few) == "Fewer than ten people were expected at most sessions: too few to compare."
    assert sentences.on_sessions(register(first)) == "At the one session held the attendance rate was 90%."


def test_schools_of_which_nobody_came_and_of_elsewhere_are_mentioned() -> None:
    frame = pd.DataFrame({"came": [2, 0, 1], "counts_for_hub": [True, True, False]})
    assert sentences.on_activity_schools(frame) == (
        "3 schools on the register. From 1 of them nobody has come. 1 counts in no figure of the hub."
    )
    assert sentences.on_activity_schools(frame.iloc[:1]) == "1 school on the register."
    assert sentences.on_activity_schools(frame.iloc[:0]) == "No school is on the register yet."
