"""Packs of the demonstration, made once."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from reach.report import ChosenFilters, FromStore, Pack, Recipe, make_pack
from reach.store import Store

MADE_AT = dt.datetime(2026, 5, 20, 9, 30)


def pack_of(store: Store, recipe: Recipe) -> Pack:
    """Make a pack of a store as it is."""
    return make_pack(recipe, FromStore(store.read()), store.settings, made_at=MADE_AT, made_by="test")


@pytest.fixture(scope="session")
def usual() -> Recipe:
    """The usual story of a term."""
    return Recipe.usual(ChosenFilters(academic_year="2024/25", period="spring"))


@pytest.fixture(scope="session")
def pack(demonstration: Store, usual: Recipe) -> Pack:
    """The usual pack, made."""
    return pack_of(demonstration, usual)


@pytest.fixture
def make(demonstration: Store) -> Callable[..., Pack]:
    """Make a pack of the demonstration with something chosen."""

    def made(**chosen: Any) -> Pack:
        filters = ChosenFilters.model_validate({"academic_year": "2024/25", **chosen})
        return pack_of(demonstration, Recipe.usual(filters))

    return made
