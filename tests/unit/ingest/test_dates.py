"""Days and durations as people and programs write them."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reach.ingest.date_order import DateOrder, date_order
from reach.ingest.dates import day, days_in, minutes

OCTOBER_14 = dt.date(2023, 10, 14)


@pytest.mark.parametrize(
    "value",
    [
        OCTOBER_14,
        dt.datetime(2023, 10, 14, 9, 0, 11),
        "14/10/2023",
        " 14/10/2023 ",
        "14-10-2023",
        "14.10.23",
        "14/10/23, 09:25:11",
        "14/10/2023 9:25",
        "2023-10-14",
        "2023-10-14 09:00:11",
        "2023-10-14T09:00:11.123Z",
        "2023-10-14 18:04:11+01:00",
        "2023/10/14 4:05:12 PM GMT+1",
        "2023/10/14 4:05:12 pm BST",
        "14 October 2023",
        "14 Oct. 2023",
        "14-Oct-23",
        "14th Oct 23",
        "14th of October 2023",
        "Sat 14 Oct 2023",
        "Saturday, 14 October 2023",
        "October 14, 2023",
        "\u200e14/10/2023",
        45213,
        45213.4,
        "45213",
        "45213.375",
    ],
)
def test_a_day_is_read_however_it_is_written(value: Any) -> None:
    assert day(value) == OCTOBER_14


def test_the_day_is_the_one_that_was_written_whatever_the_zone() -> None:
    assert day("2023-10-14 00:30:00+01:00") == day("2023-10-14T23:30:00-05:00") == OCTOBER_14


@pytest.mark.parametrize(
    "value",
    [
        *(None, "", " ", True, 64, 1e300, float("nan"), float("inf"), "soon", "2023", "99999", "9:00"),
        *("31/02/2023", "14/13/2023", "14/10-2023", "14/10", "October 2023", "14/10/0203"),
        *("14/10/2023 and 21/10/2023", "١٤/١٠/٢٠٢٣"),
    ],
)
def test_what_is_no_certain_day_is_none(value: Any) -> None:
    assert day(value) is None


def test_a_column_with_the_month_first_is_read_so_and_only_so() -> None:
    assert day("11/14/23, 3:58:12\u202fPM", month_first=True) == dt.date(2023, 11, 14)
    assert day("11/12/2023", month_first=True) == dt.date(2023, 11, 12)
    assert day("14/11/2023", month_first=True) is None
    assert day("2023-11-12", month_first=True) == day("12 Nov 2023", month_first=True) == dt.date(2023, 11, 12)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2050, 12, 31)), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y"]))
def test_every_day_is_read_back(written: dt.date, date_format: str) -> None:
    assert day(written.strftime(date_format)) == written


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    day(text)
    minutes(text)
    date_order([text])


@pytest.mark.parametrize(
    ("texts", "month_first"),
    [
        (["01/02/2023", "14/10/2023"], False),
        (["01/02/23, 09:00:00", "11/14/23, 3:58:12 PM"], True),
        (["05/11/2025, 15:45:45"], False),
        (["05/11/2025, 3:45:45 PM"], False),
        (["5/11/25, 3:45:45 PM"], True),
        (["Wed 05/11/2025"], False),
        (["Sun 05/11/2025"], True),
        (["05/11/2025 09:00", "05/11/2025 9:00"], False),
        (["01/02/2023", *["14/10/2023"] * 6, "10/15/2023"], False),
    ],
)
def test_a_whole_column_decides_whether_the_month_is_first(texts: list[str], month_first: bool) -> None:
    found = date_order(texts)
    assert (found.month_first, found.is_open) == (month_first, False)
    assert found.why and found.example in texts


@pytest.mark.parametrize(
    "texts",
    [
        ["05/11/2025"],
        ["05/11/2025", "2023-10-14", "14 October 2023", "", "soon"],
        ["11/12/2025 10:00 PM"],
        ["01/02/2023", "14/10/2023", "10/15/2023"],
    ],
)
def test_what_could_be_either_way_round_is_open(texts: list[str]) -> None:
    found = date_order(texts)
    assert (found.is_open, found.example) == (True, texts[0])
    assert date_order(texts, answered=True) == DateOrder(True, False, "You said so.", texts[0])


def test_other_files_of_the_tool_decide_what_a_file_leaves_open() -> None:
    assert date_order(["05/11/2025"], before=True).month_first
    assert not date_order(["05/11/2025"], before=True).is_open
    assert not date_order(["14/11/2025", "05/11/2025"], before=True).month_first


def test_a_tool_that_pads_american_months_leaves_them_open() -> None:
    assert not date_order(["05/11/2025 03:45 PM"]).is_open
    assert date_order(["05/11/2025 03:45 PM"], pads_months=True).is_open


@pytest.mark.parametrize("texts", [[], ["05/05/2025"], ["2025-11-05", "5 November 2025"]])
def test_what_can_be_read_in_one_way_only_is_not_open(texts: list[str]) -> None:
    assert date_order(texts) == DateOrder()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1h 6m 19s", 66 + 19 / 60),
        ("55m 12s", 55.2),
        ("13m 8s", 13 + 8 / 60),
        ("45s", 0.75),
        ("64", 64),
        (" 64.5 ", 64.5),
        (64, 64),
        (64.0, 64),
        ("1:06:19", 66 + 19 / 60),
        ("26:00:00", 1560),
        ("1 hr 6 min", 66),
        ("1 hour, 5 minutes", 65),
        ("PT1H6M19S", 66 + 19 / 60),
        (dt.time(1, 6, 19), 66 + 19 / 60),
        ("0m", 0),
    ],
)
def test_a_duration_is_read_in_minutes(text: Any, expected: float) -> None:
    assert minutes(text) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["", " ", None, "h", "pt", "long", "6:19", "1:60:00", "-5", -5, True, float("nan")])
def test_what_is_no_certain_duration_is_none(text: Any) -> None:
    assert minutes(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("5 & 6 November 2025", [5, 6]),
        ("Wed 5 and Thu 6 November 2025", [5, 6]),
        ("5th, 12th and 19th November 2025", [5, 12, 19]),
        ("5 - 7 November 2025", [5, 6, 7]),
        ("Session 2, 5 November 2025", [5]),
        ("Session 1 - 5 November 2025", [5]),
        ("KS1 & 2 - 5 November 2025", [5]),
        ("Room 4, 5 November 2025", [5]),
        ("16:00, 5 November 2025", [5]),
    ],
)
def test_days_that_share_a_month_are_all_given(text: str, days: list[int]) -> None:
    assert [found.day for found, _ in days_in(text)] == days
    assert [found.day for found, _ in days_in(text.removesuffix(" 2025"), academic_year="2025/26")] == days
