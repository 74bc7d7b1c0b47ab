"""Invented names that behave as real ones do: towns, villages, streets, dedications, trusts and people."""

import random
from collections.abc import Sequence

_BEGINNINGS = (
    *("Ald", "Brack", "Bram", "Calder", "Dunnel", "Elver", "Fenni", "Garth", "Hessel", "Ingle", "Kettle", "Lang"),
    *("Marple", "Nether", "Oaken", "Penni", "Quarn", "Rushen", "Sedge", "Thorn", "Ulver", "Wendle", "Yarrow", "Over"),
    *("Hazel", "Winter", "Cuck", "Dray", "Saxel", "Tarn"),
)
_ENDINGS = (
    *("bourne", "by", "combe", "cross", "dale", "field", "ford", "gate", "ham", "ley", "mere", "more", "rigg", "shaw"),
    *("stead", "thwaite", "ton", "wick", "worth", "wold"),
)
_VILLAGE_PARTS = ("Great {}", "Little {}", "{} Heath", "{} Green", "{}-on-the-Hill", "Lower {}", "{} Park", "{} Brook")
_STREETS = ("Road", "Lane", "Street", "Avenue", "Drive", "Close", "Way", "Grove")
_TREES = (
    *("Alder", "Beech", "Birch", "Cedar", "Elm", "Hawthorn", "Juniper", "Larch", "Linden", "Maple", "Poplar", "Rowan"),
    *("Sycamore", "Willow", "Heron", "Kestrel", "Linnet", "Plover", "Skylark", "Wren"),
)
SAINTS = (
    *("St Osyth", "St Wulfric", "St Wenna", "St Ebba", "St Sidwell", "St Arild", "St Decuman", "St Eanswythe"),
    *("St Frideswide", "St Guthlac", "St Inicgal", "St Kyneburgha", "St Mawes", "St Nectan", "St Piran", "St Rumwold"),
    *("St Tibba", "St Urith", "St Walstan", "St Ywi", "All Souls", "Holy Cross", "Our Lady of the Ford"),
)
_FIRST_NAMES = (
    *("Amira", "Ben", "Carys", "Dev", "Ellie", "Femi", "Grace", "Hana", "Idris", "Jo", "Kasia", "Liam", "Mei", "Noor"),
    *("Omar", "Priya", "Quinn", "Rosa", "Siân", "Tomos", "Una", "Viktor", "Wen", "Xanthe", "Yusuf", "Zoë"),
)
_LAST_NAMES = (
    *("Ashdown", "Begum", "Cartwright-Lee", "Dunne", "Eze", "Farrow", "Gill", "Hulme", "Ibrahim", "Janssen", "Kaur"),
    *("Lovell", "Mistry", "Nowak", "O'Brien", "Patel", "Quick", "Roberts", "Siddiqui", "Tanaka", "Underhill", "Varga"),
    *("Walker", "Xu", "Yates", "Zielińska"),
)
WEBMAIL = ("gmail.com", "outlook.com", "hotmail.co.uk", "yahoo.co.uk")


class Places:
    """Gives towns, villages, streets and postcodes, each town and postcode once."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._towns = [beginning + ending for beginning in _BEGINNINGS for ending in _ENDINGS]
        chance.shuffle(self._towns)
        self._postcodes: set[str] = set()

    def towns(self, number: int) -> list[str]:
        """Give towns that nobody has been given before."""
        return [self._towns.pop() for _ in range(number)]

    def village(self, towns: Sequence[str]) -> str:
        """Give a village, or a part of a town, called after one of the towns."""
        return self._chance.choice(_VILLAGE_PARTS).format(self._chance.choice(towns))

    def street(self) -> str:
        """Give a street with a number or without."""
        number = f"{self._chance.randint(1, 180)} " if self._chance.random() < 0.2 else ""
        return f"{number}{self._chance.choice(_TREES)} {self._chance.choice(_STREETS)}"

    def postcode(self, area: str) -> str:
        """Give a postcode of an area, whose letters no real area has."""
        while True:
            letters = "".join(self._chance.choices("ABDEFGHJLNPQRSTUWXYZ", k=2))
            postcode = f"{area}{self._chance.randint(1, 29)} {self._chance.randint(1, 9)}{letters}"
            if postcode not in self._postcodes:
                self._postcodes.add(postcode)
                return postcode


def tree(chance: random.Random) -> str:
    """Give a tree or a bird, as schools are called."""
    return chance.choice(_TREES)


def person(chance: random.Random) -> tuple[str, str]:
    """Give a person's first and last name."""
    return chance.choice(_FIRST_NAMES), chance.choice(_LAST_NAMES)
