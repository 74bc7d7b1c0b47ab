"""The Forum pack page: what goes in, the files, a preview, and what earlier packs said."""

from reach.ui.pack_page.choosing import choose_recipe, save_and_load
from reach.ui.pack_page.making import make_files, preview
from reach.ui.pack_page.on_record import packs_on_record

__all__ = ["choose_recipe", "make_files", "packs_on_record", "preview", "save_and_load"]
