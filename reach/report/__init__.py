"""The forum pack: what a hub says once a term, to whom, in five forms, and what it said before.

recipe = Recipe.usual(ChosenFilters(academic_year="2025/26", period="spring"))
pack = make_pack(recipe, FromStore(version), settings, made_at=now, made_by="...")
content = FORMATS["pptx"].make(pack)
"""

from reach.report.answers import FromStore
from reach.report.packs import Pack, PackError, make_pack
from reach.report.recipes import Addition, ChosenFilters, Part, Recipe, RecipeError
from reach.report.stories import READERS, SECTIONS

__all__ = [
    "READERS",
    "SECTIONS",
    "Addition",
    "ChosenFilters",
    "FromStore",
    "Pack",
    "PackError",
    "Part",
    "Recipe",
    "RecipeError",
    "make_pack",
]
