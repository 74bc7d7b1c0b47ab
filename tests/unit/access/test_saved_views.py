"""Saved views: each sees their own and the hub's, and changes only what is theirs."""

import concurrent.futures
import json
from pathlib import Path

import pytest

from reach.access import LOCAL, Visitor
from reach.access.saved_views import (
    FILE,
    LONGEST_NAME,
    MOST_VIEWS,
    SavedViewError,
    may_change,
    remove_view,
    save_view,
    saved_views,
)
from reach.access.visitors import NotForRoleError
from reach.errors import StoreError

LEAD = Visitor("lead@hub.example", "lead")
VIEWER = Visitor("chair@board.example", "viewer")
ADDRESS = (("year", "2024/25"), ("la", "Halton"), ("la", "Wirral"), ("as", "Number"))


def save(folder: Path, visitor: Visitor, name: str, *, is_for_hub: bool = False) -> None:
    save_view(folder, visitor, name, "reach", ADDRESS, is_for_hub=is_for_hub)


def names(folder: Path, visitor: Visitor) -> list[str]:
    return [view.name for view in saved_views(folder, visitor)]


def test_each_sees_their_own_first_and_then_the_hubs(tmp_path: Path) -> None:
    assert names(tmp_path, LEAD) == []
    save(tmp_path, LEAD, "A view of the hub", is_for_hub=True)
    save(tmp_path, LEAD, "zinc")
    save(tmp_path, LEAD, "Copper")
    save(tmp_path, VIEWER, "Mine")
    assert names(tmp_path, LEAD) == ["Copper", "zinc", "A view of the hub"]
    assert names(tmp_path, VIEWER) == ["Mine", "A view of the hub"]
    assert names(tmp_path, LOCAL) == ["A view of the hub"]
    assert saved_views(tmp_path, VIEWER)[0].address == ADDRESS


def test_whoever_may_not_change_data_changes_only_their_own(tmp_path: Path) -> None:
    save(tmp_path, LEAD, "Of the hub", is_for_hub=True)
    save(tmp_path, LEAD, "Of a lead")
    save(tmp_path, VIEWER, "Of a viewer")
    with pytest.raises(NotForRoleError):
        save(tmp_path, VIEWER, "Another", is_for_hub=True)
    own, of_hub = saved_views(tmp_path, VIEWER)
    assert may_change(own, VIEWER) and not may_change(of_hub, VIEWER)
    with pytest.raises(NotForRoleError):
        remove_view(tmp_path, VIEWER, of_hub)
    with pytest.raises(SavedViewError, match="somebody else's"):
        remove_view(tmp_path, VIEWER, saved_views(tmp_path, LEAD)[0])
    remove_view(tmp_path, VIEWER, own)
    remove_view(tmp_path, LEAD, of_hub)
    assert (names(tmp_path, VIEWER), names(tmp_path, LEAD)) == ([], ["Of a lead"])
    with pytest.raises(SavedViewError, match="is gone"):
        remove_view(tmp_path, LEAD, of_hub)


def test_a_name_is_used_once_by_each_owner(tmp_path: Path) -> None:
    save(tmp_path, LEAD, "Halton")
    with pytest.raises(SavedViewError, match="There is a view called"):
        save(tmp_path, LEAD, " HALTON\n")
    save(tmp_path, VIEWER, "Halton")
    save(tmp_path, LEAD, "Halton", is_for_hub=True)
    assert names(tmp_path, LEAD) == ["Halton", "Halton"]


@pytest.mark.parametrize(
    "name",
    ["", " \u200b ", "x" * (LONGEST_NAME + 1), "Ask jo@school.example", "Ring 01270 123456", "jo (at) gmail.com"],
)
def test_a_name_that_cannot_be_used_saves_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(SavedViewError):
        save(tmp_path, LEAD, name)
    assert not (tmp_path / FILE).exists()


def test_a_search_for_an_address_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(SavedViewError, match="What is chosen"):
        save_view(tmp_path, LEAD, "Jo", "schools", [("search", "jo@school.example")], is_for_hub=False)


def test_names_from_elsewhere_stand_as_they_are(tmp_path: Path) -> None:
    for name in ("Ysgol Gŵyr", "学校", "<b>bold</b> & [link](x)", 'say "maths"'):
        save(tmp_path, LEAD, name)
    assert set(names(tmp_path, LEAD)) == {"Ysgol Gŵyr", "学校", "<b>bold</b> & [link](x)", 'say "maths"'}


def test_several_who_save_at_once_lose_nothing(tmp_path: Path) -> None:
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: save(tmp_path, LEAD, f"View {number}"), range(24)))
    assert len(names(tmp_path, LEAD)) == 24


def test_there_is_an_end_to_views(tmp_path: Path) -> None:
    for number in range(MOST_VIEWS):
        save(tmp_path, LEAD, f"View {number}")
    with pytest.raises(SavedViewError, match="Remove one first"):
        save(tmp_path, LEAD, "One more")
    save(tmp_path, VIEWER, "Of somebody else")


@pytest.mark.parametrize("content", [b'{"views": [', b"[]", b"\xff\xfe"])
def test_a_damaged_file_is_said_and_never_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(StoreError, match="is damaged"):
        saved_views(tmp_path, LEAD)
    with pytest.raises(StoreError, match="is damaged"):
        save(tmp_path, LEAD, "Halton")
    assert (tmp_path / FILE).read_bytes() == content


def test_an_entry_that_cannot_be_read_is_left_out_and_kept(tmp_path: Path) -> None:
    save(tmp_path, LEAD, "Halton")
    content = json.loads((tmp_path / FILE).read_bytes())
    strange = [None, {}, {**content["views"][0], "name": 7}, {**content["views"][0], "address": [["la"]]}]
    (tmp_path / FILE).write_text(json.dumps({"views": [*strange, *content["views"]]}), encoding="utf-8")
    assert names(tmp_path, LEAD) == ["Halton"]
    save(tmp_path, LEAD, "Wirral")
    assert json.loads((tmp_path / FILE).read_bytes())["views"][:4] == strange
