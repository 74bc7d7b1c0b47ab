"""The forum pack: what a hub says once a term, to whom, in five forms, and what it said before.

recipe = Recipe.usual(ChosenFilters(academic_year="2025/26", period="spring"))
pack = make_pack(recipe, FromStore(version), settings, made_at=now, made_by="...")
content = FORMATS["pptx"].make(pack)
"""

from reach.report.answers import FromStore
from reach.report.files import NO_BROWSER, PACK_FORMATS, FormatError, PackFormat, chosen_formats, get_ready, pack_files
from reach.report.pack_maker import make_pack
from reach.report.packs import Pack, PackError
from reach.report.recipes import Addition, ChosenFilters, Part, Recipe, RecipeError
from reach.report.sections import READERS, SECTIONS

__all__ = [
    "NO_BROWSER",
    "PACK_FORMATS",
    "READERS",
    "SECTIONS",
    "Addition",
    "ChosenFilters",
    "FormatError",
    "FromStore",
    "Pack",
    "PackError",
    "PackFormat",
    "Part",
    "Recipe",
    "RecipeError",
    "chosen_formats",
    "get_ready",
    "make_pack",
    "pack_files",
]
