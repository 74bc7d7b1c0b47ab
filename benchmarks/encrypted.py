"""What encryption costs: the queries of pages, on an encrypted copy of the demonstration and on itself."""

import contextlib
import shutil
import sys
from collections.abc import Iterator
from unittest import mock

from benchmarks.queries import YEAR
from benchmarks.side_by_side import Row, medians
from reach import queries
from reach.filters import Filters
from reach.settings import Encryption
from reach.store import Store, Version, encryption

ROUNDS = 15
ASKED = (
    "reach_total",
    "reach_by_la",
    "reach_by_phase",
    "reach_by_la_phase",
    "ladder_by_group",
    "standing_by_group",
    "reach_trend",
    "school_list",
    "attendance_by_group",
    "attendance_total",
    "retention",
    "compare_measures",
    "target_outlook",
    "partner_reach",
    "strand_panels",
    "call_list",
    "map_schools",
)
"""Those that the pages begin with."""
_CHOICES = {"breakdown": "la", "other_year": "2023/24", "other_period": "year"}


def measure(store: Store) -> Iterator[Row]:
    """Give a row: all queries one after the other, encrypted and not. Both are really executed each time."""
    print(f"encryption: {ROUNDS} rounds", file=sys.stderr)
    with encrypted_copy(store) as copy:
        plain, encrypted = store.read(), copy.read()
        filters = Filters.choose(store.settings, YEAR)
        pair = medians(lambda: ask_all(encrypted, filters), lambda: ask_all(plain, filters), ROUNDS)
    yield Row(f"{len(ASKED)} queries of pages on an encrypted store", *pair, "not encrypted", aim=1.1)


@contextlib.contextmanager
def encrypted_copy(store: Store) -> Iterator[Store]:
    """Give an encrypted copy of a store, with a key of its own, for as long as the context lasts."""
    folder = store.folder.parent / "encrypted"
    shutil.copytree(store.folder, folder)
    where = Encryption(key_file=(folder.parent / "key").resolve())
    encryption.make_key(where)
    settings = store.settings.model_copy(update={"encryption": where})
    try:
        with mock.patch("reach.store.encryption.current_settings", lambda: settings):
            copy = Store(folder, settings)
            copy.change_encryption(encrypted=True)
            yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ask_all(version: Version, filters: Filters) -> None:
    """Ask what the pages begin with."""
    for name in ASKED:
        queries.run(name, filters, version, _CHOICES)
