"""Forum pack: slides, paper, web page, workbook and pictures of one period, and what earlier packs said."""

import streamlit as st

from reach import formats
from reach.report import READERS, Recipe
from reach.screens.pack.contents import choose_recipe, save_recipe
from reach.screens.pack.files import make_files, show_preview
from reach.screens.pack.recorded_packs import show_recorded_packs
from reach.store import listing
from reach.ui.page import page
from reach.ui.page_top import show_answer
from reach.ui.store_lists import cached_list
from reach.ui.view import View


def show_page() -> None:
    """Show the page."""
    view = page("Forum pack")
    first = st.container()
    recipe = choose_recipe(view)
    with first:
        show_answer(_answer(view, recipe))
    make_files(view, recipe)
    save_recipe(view, recipe)
    show_preview(view, recipe)
    show_recorded_packs(view)


def _answer(view: View, recipe: Recipe) -> str:
    """Say what the pack will have, and when the last one was made."""
    empty = set() if recipe.additions else {"added"}
    in_story = sum(
        part.is_on and part.section not in empty and part.exhibits_in_story(recipe.reader) != 0 for part in recipe.parts
    )
    sections = f"{formats.count_of(in_story, 'section')} and an appendix"
    ready = f"A pack of {sections} on {view.period_in_words} is ready to make for the {READERS[recipe.reader].name}."
    packs = cached_list(view, listing.packs)
    last = f"The last one was made on {formats.day(packs[0]['made_at'].date())}." if packs else "It is the first one."
    return f"{ready} {last}"
