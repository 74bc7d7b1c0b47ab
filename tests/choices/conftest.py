"""The hubs that choices are tried on, each made when it is first asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reach.store import Store
from tests.choices import hubs
from tests.choices.hubs import ChoiceHub
from tests.known_answers import keep_answers_of

GiveHub = Callable[[str], ChoiceHub]


@pytest.fixture(scope="session")
def choice_hub(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> GiveHub:
    """Give a hub by its name."""
    made: dict[str, ChoiceHub] = {}

    def give(name: str) -> ChoiceHub:
        if name not in made:
            if name == "demonstration":
                store: Store = request.getfixturevalue("demonstration")
                made[name] = hubs.demonstration(store)
            else:
                folder: Path = tmp_path_factory.mktemp(name.replace(" ", "_")) / "hub"
                made[name] = hubs.MAKERS[name](folder)
                keep_answers_of(made[name].store)
        return made[name]

    return give
