"""A version as it would be if nothing had happened after a day: what a report as at that day is made from.

Every definition applies to it as it stands: the year of that day is not over, it is compared with the same date a year
before, and schools are counted as at that day at the latest.
"""

import contextlib
import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reach.store import Version, schema_steps, system_errors
from reach.store.opening import connect
from reach.store.upkeep import work_out

DAYS_OF_FACTS = {
    "register_rows": "held_on",
    "pupil_count_rows": "held_on",
    "candidate_stage_rows": "reached_on",
    "support_rows": "started_on",
    "calls": "called_on",
    "chart_notes": "dated_on",
}
"""The tables of what happened on a day, each with that day's column. What is planned for a later day stays."""


@contextlib.contextmanager
def version_up_to(version: Version, day: dt.date) -> Iterator[Version]:
    """Return a version without what happened after a day, for as long as the context lasts; itself if nothing did.

    The store stays as it is. Raises StoreError where there is no room for a copy.
    """
    last_day = version.rows("select last_day from recorded_days")[0][0]
    if last_day is None or last_day <= day:
        yield version
        return
    with system_errors.as_store_errors(), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "up_to.duckdb"
        shutil.copyfile(version.file, file)
        connection = connect(file)
        try:
            connection.begin()
            schema_steps.set_fact(connection, schema_steps.LAST_DAY, day.isoformat())
            for table, column in DAYS_OF_FACTS.items():
                connection.execute(f"delete from {table} where {column} > $day", {"day": day})  # noqa: S608 - see above
            work_out(connection)
            connection.commit()
            yield Version(f"{version.name} up to {day}", connection)
        finally:
            connection.close()
