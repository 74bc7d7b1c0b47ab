"""Forum pack: slides, paper, web page, workbook and pictures of one period, and what earlier packs said."""

from reach.screens.pack.contents import choose_recipe, save_recipe
from reach.screens.pack.files import make_files, show_preview
from reach.screens.pack.recorded_packs import show_recorded_packs
from reach.ui.page import page


def show_page() -> None:
    """Show the page."""
    view = page(
        "Forum pack",
        intro="Everything for the podium: choose for whom, look it over, make the files. Period and filters are those "
        "of the sidebar.",
    )
    recipe = choose_recipe(view)
    make_files(view, recipe)
    save_recipe(view, recipe)
    show_preview(view, recipe)
    show_recorded_packs(view)
