"""Names that no school, street or place has: made of mathematics."""

import random
import re
import unicodedata
from collections.abc import Sequence

from reach.demo.random_streams import Deck
from reach.demo.seeds import Area, Faith, Kind, Names

_INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


class NameMaker:
    """Gives names, each once."""

    def __init__(self, names: Names, areas: Sequence[Area], rng: random.Random) -> None:
        self._names = names
        self._rng = rng
        self._certain = {kind: list(certain) for kind, certain in names.certain.items()}
        self._parts = {
            "word": Deck(rng, names.words),
            "feature": Deck(rng, names.features),
            "saint": Deck(rng, names.saints),
        }
        self._villages = {
            area.code: Deck(rng, [*names.villages[place :: len(areas)], *(town.name for town in area.towns)])
            for place, area in enumerate(areas)
        }
        self._streets = Deck(rng, names.streets)
        self._common_words = set(names.common_words)
        self._used: set[str] = {self._distinctive(certain) for values in names.certain.values() for certain in values}
        self._postcodes: set[str] = set()
        self._domains: set[str] = set()

    def certain(self, kind: str) -> str | None:
        """Give a name that demo.toml wants there to be, if one is left for the kind."""
        left = self._certain.get(kind)
        return left.pop(0) if left else None

    def school(self, area: Area, kind: Kind, faith: Faith | None, *, is_academy: bool) -> str:
        """Give a school's name."""
        patterns = [pattern for pattern in kind.names if is_academy or "Academy" not in pattern]
        while True:
            name = self._fill(self._rng.choice(faith.names if faith else patterns), area, kind)
            distinctive = self._distinctive(name)
            if distinctive not in self._used:
                self._used.add(distinctive)
                # Some people's computers write curly apostrophes.
                return name.replace("'", "’") if self._rng.random() < 0.08 else name

    def street(self) -> str:
        """Give a street."""
        return f"{self._parts['word'].draw()} {self._streets.draw()}"

    def village(self, area: Area) -> str:
        """Give a village or a town of a local authority."""
        return self._villages[area.code].draw()

    def village_in(self, name: str, area: Area) -> str | None:
        """Give the village or town that a school's name begins with."""
        named = [village for village in self._villages[area.code].values if name.startswith(village)]
        return max(named, key=len, default=None)

    def postcode(self, area: Area) -> str:
        """Give a postcode in a postcode area that does not exist."""
        while True:
            letters = "".join(self._rng.choices(_INWARD_LETTERS, k=2))
            postcode = f"{area.postcode_area}{self._rng.randint(1, 29)} {self._rng.randint(1, 9)}{letters}"
            if postcode not in self._postcodes:
                self._postcodes.add(postcode)
                return postcode

    def domain(self, name: str, kind: Kind) -> str:
        """Give a web address of a school of its own, in the domain that is reserved for examples."""
        slug = self._distinctive(name) + (f"-{kind.code}" if kind.code in ("infant", "junior") else "")
        number = 1
        while (domain := f"{slug}{number if number > 1 else ''}.example") in self._domains:
            number += 1
        self._domains.add(domain)
        return domain

    def _fill(self, pattern: str, area: Area, kind: Kind) -> str:
        def part(found: re.Match[str]) -> str:
            match found[1]:
                case "stage":
                    return kind.stage
                case "village":
                    return self.village(area)
                case name:
                    return self._parts[name].draw()

        return re.sub(r"\{(\w+)\}", part, pattern)

    def _distinctive(self, name: str) -> str:
        return "".join(word for word in plain(name).split() if word not in self._common_words)


def plain(text: str) -> str:
    """Reduce a text to small letters of the alphabet, digits and spaces."""
    unmarked = unicodedata.normalize("NFKD", text.replace("Ł", "L").replace("ł", "l")).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9 ]", "", unmarked.decode().casefold().replace("-", " "))
