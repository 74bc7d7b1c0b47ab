"""People, told apart without being known: a keyed hash in place of a name and an e-mail address."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Collection

_ADDRESS = re.compile(r"\S+@\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’`-][^\W\d_]+)*")


def normalised(text: str) -> str:
    """Reduce a name or an address to what does not change with the typist: case, spaces and width of letters."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def person_hash(secret: bytes, email: str, first_name: str, last_name: str) -> str | None:
    """Give the hash of an e-mail address, or of the name where there is none; None where there is neither.

    The hash is HMAC-SHA-256 under the store's secret, cut to 128 bits and marked "e" or "n" for what it is of.
    """
    address, name = normalised(email), normalised(f"{first_name} {last_name}")
    if "@" in address:
        return "e" + _keyed(secret, address)
    return "n" + _keyed(secret, name) if name else None


def attendee_hash(secret: bytes, person: str, urn: int) -> str:
    """Give who attended: the person of an e-mail address, or the person of that name at that school."""
    return person if person.startswith("e") else "n" + _keyed(secret, f"{person} {urn}")


class PeopleNamed:
    """The people whom a file names, so that their names can be taken out of its other columns.

    People write names where none belong: into the school, the role, the comments. This is held in memory while a
    file is imported, and goes with it.
    """

    def __init__(self) -> None:
        self._names: set[tuple[str, ...]] = set()
        self._lengths: set[int] = set()
        self._words: set[str] = set()

    def add(self, *parts: str) -> None:
        """Note a person's name, given whole or in parts."""
        words = tuple(_plain(word) for part in parts for word in _WORD.findall(part))
        self._words.update(word for word in words if len(word) > 2)
        if len(words) > 1:
            self._names |= {words, words[::-1]}
            self._names |= {(words[0], words[-1]), (words[-1], words[0])}
            self._lengths |= {2, len(words)}

    def taken_out_of(
        self, text: str, known_words: Collection[str] | None = None, known_texts: Collection[str] = ()
    ) -> str:
        """Give a text without addresses, without whole names, and without names that are not known words, too.

        known_words are words of their own standing, such as those of schools' names: alone they stay, even if
        somebody is called so; where they are not given, every word does. A text that is in known_texts stays as it is.
        """
        text = " ".join(_ADDRESS.sub(" ", text).split())
        if text.casefold() in known_texts:
            return text
        found = list(_WORD.finditer(text))
        words = [_plain(match[0]) for match in found]
        is_named = [known_words is not None and word in self._words and word not in known_words for word in words]
        for length in self._lengths:
            for start in range(len(words) - length + 1):
                if tuple(words[start : start + length]) in self._names:
                    is_named[start : start + length] = [True] * length
        if not any(is_named):
            return text
        for match, taken in reversed(list(zip(found, is_named, strict=True))):
            if taken:
                text = f"{text[: match.start()]} {text[match.end() :]}"
        return " ".join(re.sub(r"\(\s*\)", " ", text).split()).strip(" ,;:-–|/()")


def _plain(word: str) -> str:
    """Reduce a word to compare it: letter case, accents and a possessive s make no difference."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'")).encode("ascii", "ignore").decode().casefold()
    return (plain or word.casefold()).removesuffix("'s")


def _keyed(secret: bytes, text: str) -> str:
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:32]
