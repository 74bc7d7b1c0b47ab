"""A pack's recipe: for whom, of which period, which sections in which order, in whose words. Kept as JSON.

A recipe is saved under a name, used again next term, and run unattended by the command line.
"""

import dataclasses
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model, model_validator

from reach.errors import ReachError
from reach.exhibit import Origin, OutputClass
from reach.filters import FILTERS, Filters
from reach.report.sections import IN_APPENDIX, READERS, SECTIONS
from reach.settings import Settings

Reader = Literal["forum", "board", "monitoring"]
Audience = OutputClass


class RecipeError(ReachError):
    """A recipe that cannot be read, or names what is not there."""


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_FIELDS: dict[str, Any] = {
    field.name: (field.type, ... if each.usual is None else each.usual)
    for field, each in zip(dataclasses.fields(Filters), FILTERS, strict=True)
}
_PlainFilters: Any = create_model("_PlainFilters", __base__=_Stored, **_FIELDS)


class ChosenFilters(_PlainFilters):  # type: ignore[misc] # create_model makes a class while the program runs
    """Filters as plain values, a field each; checked against the hub's settings when they are used."""

    @classmethod
    def of(cls, filters: Filters, settings: Settings) -> Self:
        """Give what was chosen; all of a kind is kept as none chosen, so that it stays all when the hub grows."""
        return cls(**{each.name: each.unchecked(getattr(filters, each.name), settings) for each in FILTERS})

    def under(self, settings: Settings) -> Filters:
        """Give the filters. Raises FilterError for what the hub does not have."""
        return Filters.choose(settings, **self.model_dump())


class Part(_Stored):
    """A section: on or off, in the story or the appendix, and the hub's own words in place of the usual.

    place: None for where its reader expects it.
    """

    section: str
    is_on: bool = True
    place: Literal["story", "appendix"] | None = None
    text: str | None = Field(default=None, max_length=4000)

    def exhibits_in_story(self, reader: Reader) -> int | None:
        """Return how many exhibits of the section stand in the story; None where all of it does."""
        has_exhibits = SECTIONS[self.section].has_exhibits
        if self.section in IN_APPENDIX or (self.place == "appendix" and has_exhibits):
            return 0
        if not has_exhibits or self.section == "added":
            return None
        usual = READERS[reader].story.get(self.section, 0)
        return max(usual, 1) if self.place == "story" else usual


SUMMARY = "summary"
"""The key of the summary, for a title of one's own."""


class Wording(_Stored):
    """A person's own words for an exhibit, in place of those proposed; None for what was left as proposed.

    exhibit: its key, or that of the summary. proposed: the finding in whose place they stand, so that a later pack can
    say that it changed.
    """

    exhibit: str
    title: str | None = Field(default=None, max_length=300)
    text: str | None = Field(default=None, max_length=2000)
    proposed: str = ""


class Addition(_Stored):
    """A chart that was put into the pack from its page, with its filters frozen."""

    make: str
    options: str
    filters: ChosenFilters

    @property
    def origin(self) -> Origin:
        """How its exhibit is made."""
        return Origin(self.make, self.options)


class Recipe(_Stored):
    """All that is chosen of a pack.

    audience: who may see its figures; where it is not given, those whom its reader is for.
    """

    reader: Reader = "forum"
    audience: Audience = "public"
    filters: ChosenFilters
    parts: tuple[Part, ...]
    additions: tuple[Addition, ...] = ()
    wordings: tuple[Wording, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _audience_is_its_readers(cls, given: Any) -> Any:
        """Take the audience of the reader where none is given: a pack that leaves the hub is rounded."""
        if not isinstance(given, dict) or given.get("audience") is not None:
            return given
        reader = READERS.get(str(given.get("reader", "forum")))
        return given | {"audience": reader.audience} if reader else given

    @classmethod
    def usual(cls, filters: ChosenFilters, reader: Reader = "forum", audience: Audience | None = None) -> Self:
        """Give the default story for a reader, with the figures that they may see unless an audience is given."""
        parts = tuple(Part(section=section) for section in READERS[reader].sections)
        return cls(reader=reader, audience=audience or READERS[reader].audience, filters=filters, parts=parts)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a recipe. Raises RecipeError saying what is wrong with it."""
        try:
            recipe = cls.model_validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the file"
            raise RecipeError("The recipe cannot be read", f"{where}: {first['msg']}.") from None
        unknown = [part.section for part in recipe.parts if part.section not in SECTIONS]
        if unknown:
            raise RecipeError(f"There is no section “{unknown[0]}”", f"There are {', '.join(SECTIONS)}.")
        return recipe

    def text_of(self, section: str) -> str | None:
        """Give the hub's own words for a section, where there are any."""
        return next((part.text for part in self.parts if part.section == section), None)
