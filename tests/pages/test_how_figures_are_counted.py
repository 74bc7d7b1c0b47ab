"""How figures are counted."""

from reach import queries
from reach.store import Store
from tests.national import DataSet
from tests.pages.conftest import Opener


def test_it_says_of_which_day_the_schools_are_and_what_was_loaded(
    open_page: Opener, national_data: DataSet, national_store: Store
) -> None:
    app = open_page("how_figures_are_counted", national_store)
    on = national_data.register_date
    answer = f"Schools are as at {on.day} {on:%B %Y}, the date of the establishment register."
    assert answer in [each.value for each in app.markdown]
    assert app.table[0].value["File"].tolist() == [source.name for source in reversed(national_data.sources)]


def test_every_query_stands_there(open_page: Opener, fresh_store: Store) -> None:
    app = open_page("how_figures_are_counted", fresh_store)
    labels = " ".join(each.label for each in app.expander)
    assert all(f"**{name}**" in labels for name in queries.names())


def test_every_word_of_the_definitions_is_explained(open_page: Opener, fresh_store: Store) -> None:
    app = open_page("how_figures_are_counted", fresh_store)
    text = " ".join(each.value for each in app.markdown)
    for word in (
        "Academic year",
        "As at",
        "In scope",
        "Phase",
        "ladder",
        "Status",
        "Teachers reached",
        "Light-touch",
    ):
        assert word in text
