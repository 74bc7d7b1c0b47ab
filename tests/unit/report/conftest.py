"""Packs of the demonstration, made once."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from reach.exhibit import Exhibit
from reach.report import ChosenFilters, FromStore, Pack, Part, Recipe, make_pack
from reach.report.packs import Numbered, Section
from reach.store import Store

MADE_AT = dt.datetime(2026, 5, 20, 9, 30)


def pack_of(store: Store, recipe: Recipe) -> Pack:
    """Make a pack of a store as it is."""
    return make_pack(recipe, FromStore(store.read()), store.settings, made_at=MADE_AT, made_by="test")


def numbered(exhibit: Exhibit, number: str = "1.1") -> Numbered:
    """Give an exhibit its place in a pack, under its own finding."""
    title = exhibit.finding.removesuffix(".")
    return Numbered(number, "key", exhibit, title, exhibit.details, proposed=title)


def section(**content: Any) -> Section:
    """Give a section of the story."""
    return Section(**{"number": "1", "key": "reach", "title": "Reach", "question": "", **content})


@pytest.fixture(scope="session")
def usual() -> Recipe:
    """The usual story of a term."""
    return Recipe.usual(ChosenFilters(academic_year="2024/25", period="spring"), audience="internal")


@pytest.fixture(scope="session")
def pack(demonstration: Store, usual: Recipe) -> Pack:
    """The usual pack, made."""
    return pack_of(demonstration, usual)


@pytest.fixture
def make(demonstration: Store) -> Callable[..., Pack]:
    """Make a pack of the demonstration with something chosen."""

    def made(parts: Sequence[Part] = (), **chosen: Any) -> Pack:
        filters = ChosenFilters.model_validate({"academic_year": "2024/25", **chosen})
        recipe = Recipe.usual(filters, audience="internal")
        return pack_of(demonstration, recipe.model_copy(update={"parts": tuple(parts)}) if parts else recipe)

    return made
