"""The store behind a page is for whoever may change it, and what they do stands under their name."""

from pathlib import Path

import pytest

from reach import ingest
from reach.access import LOCAL, SignInError, Visitor
from reach.access.visitors import NotForRoleError
from reach.store import Store, audit, listing
from reach.ui import sign_in
from reach.ui.store_lists import cached_list
from reach.ui.view import View
from tests.builders import attended, filters, hub, school


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return hub(tmp_path, [school(900001)], [attended(900001, "10/10/2022")])


def view(store: Store, visitor: Visitor) -> View:
    return View(store, store.read(), visitor.narrowed(filters("2022/23")), visitor)


@pytest.mark.parametrize("role", ["viewer", "adviser"])
def test_who_only_looks_gets_no_store_to_change_and_no_list_of_it(
    store: Store, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "is_still", lambda _: True)
    seen = view(store, Visitor("jane@hub.example", role, ("876",) if role == "adviser" else None))  # type: ignore[arg-type]
    with pytest.raises(NotForRoleError):
        _ = seen.store
    with pytest.raises(NotForRoleError):
        cached_list(seen, listing.batches)
    assert seen.ask("reach_total").output_class == "public"


def test_who_is_off_the_list_by_now_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "is_still", lambda _: False)
    with pytest.raises(SignInError):
        _ = view(store, Visitor("jane@hub.example", "lead")).store


def test_a_change_stands_under_the_name_of_who_made_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "is_still", lambda _: True)
    by_jane = view(store, Visitor("jane@hub.example", "administrator")).store
    ingest.hold_back(by_jane, 900001, "Control school of a trial", by="jane@hub.example, dashboard")
    assert audit.entries(store.folder)[0].who == "jane@hub.example, dashboard"


def test_where_nobody_signs_in_it_stands_under_the_account_of_the_computer(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "is_still", lambda _: True)
    view(store, LOCAL).record("Exported", "reach.csv")
    assert audit.entries(store.folder)[0].who.endswith("dashboard")
