"""Saved views: a page with its filters under a name, somebody's own or the hub's.

They stand in a file beside the versions. An address is what the browser shows, such as ("la", "Halton"): a view opens
as its link would, narrowed to what the visitor may see.
"""

import dataclasses
import datetime as dt
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from reach.access.visitors import Visitor
from reach.errors import ReachError
from reach.store import json_file

FILE = json_file.SAVED_VIEWS
LONGEST_NAME = 80
MOST_VIEWS = 50
"""Views of one person, and of the hub, at most."""

THE_HUB = ""
"""The owner of the hub's views. Where nobody signs in, everybody has this name: each view is the hub's."""

_VIEWS = "views"


class SavedViewError(ReachError):
    """A view cannot be saved or removed. Nothing has been changed."""


@dataclasses.dataclass(frozen=True)
class SavedView:
    """A page, by its file in the menu, with its address, under a name.

    owner: the visitor's name, or THE_HUB. saved_at: in the server's time.
    """

    name: str
    page: str
    address: tuple[tuple[str, str], ...]
    owner: str
    saved_at: dt.datetime

    @property
    def is_of_hub(self) -> bool:
        """Whether everybody sees it."""
        return self.owner == THE_HUB


def saved_views(folder: Path, visitor: Visitor) -> list[SavedView]:
    """Return the views that somebody sees, by name: their own first, then the hub's.

    An entry that cannot be read is left out. Raises StoreError where the whole file cannot be read.
    """
    found = [view for view in map(_view_of, _entries(json_file.read(folder / FILE))) if view is not None]
    seen = [view for view in found if view.owner in (visitor.name, THE_HUB)]
    return sorted(seen, key=lambda view: (view.is_of_hub, view.name.casefold()))


def save_view(
    folder: Path, visitor: Visitor, name: str, page: str, address: Sequence[tuple[str, str]], *, is_for_hub: bool
) -> SavedView:
    """Save a view under a name that none of the same owner has, and return it.

    Raises SavedViewError for a name that cannot be used, NotForRoleError for whoever may not save for the hub.
    """
    if is_for_hub:
        visitor.require("change data")
    owner = THE_HUB if is_for_hub else visitor.name
    view = SavedView(
        _checked_name(name, address), page, tuple(address), owner, dt.datetime.now().replace(microsecond=0)
    )
    with json_file.changing(folder / FILE) as content:
        theirs = [each for each in map(_view_of, _entries(content)) if each is not None and each.owner == owner]
        if any(_same(each.name, view.name) for each in theirs):
            raise SavedViewError(
                f"There is a view called “{view.name}”",
                "Nothing was changed. Choose another name, or remove that view first.",
            )
        if len(theirs) >= MOST_VIEWS:
            raise SavedViewError(f"There are {MOST_VIEWS} saved views", "Nothing was changed. Remove one first.")
        content[_VIEWS] = [
            *_entries(content),
            {**dataclasses.asdict(view), "saved_at": view.saved_at.isoformat()},
        ]
    return view


def remove_view(folder: Path, visitor: Visitor, view: SavedView) -> None:
    """Remove a view of somebody's own, or of the hub.

    Raises SavedViewError where it is not there, NotForRoleError for whoever may not change the hub's.
    """
    if view.is_of_hub:
        visitor.require("change data")
    elif view.owner != visitor.name:
        raise SavedViewError("This view is somebody else's", "Nothing was changed.")
    with json_file.changing(folder / FILE) as content:
        kept = [each for each in _entries(content) if _view_of(each) != view]
        if len(kept) == len(_entries(content)):
            raise SavedViewError(f"The view “{view.name}” is gone", "Somebody else may have removed it.")
        content[_VIEWS] = kept


def may_change(view: SavedView, visitor: Visitor) -> bool:
    """Whether somebody may remove a view."""
    return visitor.may("change data") if view.is_of_hub else view.owner == visitor.name


def _entries(content: dict[str, Any]) -> Collection[Any]:
    entries = content.get(_VIEWS, [])
    return entries if isinstance(entries, list) else []


def _view_of(entry: Any) -> SavedView | None:
    """Return the view that an entry of the file describes; None where it describes none."""
    try:
        name, page, owner = entry["name"], entry["page"], entry["owner"]
        address = tuple((key, value) for key, value in entry["address"])
        saved_at = dt.datetime.fromisoformat(entry["saved_at"])
    except (KeyError, TypeError, ValueError):
        return None
    texts = (name, page, owner, *(part for pair in address for part in pair))
    return SavedView(name, page, address, owner, saved_at) if all(isinstance(each, str) for each in texts) else None


def _checked_name(name: str, address: Sequence[tuple[str, str]]) -> str:
    # The first look at a page does without this part, which takes long to load.
    from reach.ingest.contact_details import has_contact_details, without_unseen

    checked = " ".join(without_unseen(name).split())
    if not checked:
        raise SavedViewError("The view has no name", "Nothing was changed. Say in a few words what it shows.")
    if len(checked) > LONGEST_NAME:
        raise SavedViewError("The name is too long", f"Nothing was changed. Use {LONGEST_NAME} letters or fewer.")
    if has_contact_details(checked):
        raise SavedViewError(
            "The name has an e-mail address or telephone number in it",
            "Nothing was changed. Say what the view shows without naming people.",
        )
    if any(has_contact_details(value) for _, value in address):
        raise SavedViewError(
            "What is chosen has an e-mail address or telephone number in it",
            "Nothing was changed. Take it out of the search first.",
        )
    return checked


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
