"""The periods that are not over, with the last day that their figures are of."""

import datetime as dt
from pathlib import Path

from reach import queries
from tests.builders import attended, filters, hub, school
from tests.rows import records_of


def test_a_running_year_and_term_and_the_same_days_of_the_year_before_have_their_last_day(tmp_path: Path) -> None:
    store = hub(tmp_path, [school(900001)], [attended(900001, "10/10/2023")])
    frame = queries.run("periods_shown_until", filters("2023/24"), store.read()).frame
    days = {(row["academic_year"], row["period"]): row["until_day"].date() for row in records_of(frame)}
    last_day = dt.date(2023, 11, 16)  # of the establishment register
    assert days[("2023/24", "year")] == days[("2023/24", "autumn")] == last_day
    assert days[("2022/23", "autumn_to_date")] == dt.date(2022, 11, 16)
    assert ("2022/23", "year") not in days
