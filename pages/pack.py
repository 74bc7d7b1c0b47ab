"""Forum pack: slides, paper, web page, workbook and pictures of one period, and what earlier packs said."""

from reach import ui
from reach.ui import pack_page as pack

view = ui.page(
    "Forum pack",
    intro="Everything for the podium: choose for whom, look it over, make the files. Period and filters are those of "
    "the sidebar.",
)
recipe = pack.choose_recipe(view)
pack.make_files(view, recipe)
pack.save_and_load(view, recipe)
pack.preview(view, recipe)
pack.packs_on_record(view)
