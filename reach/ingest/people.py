"""People as keyed hashes in place of names and e-mail addresses."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Collection

from reach.ingest.contact_details import address_in, taken_out, without_contact_details

_WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*")
_DOUBLE_WORD = re.compile(rf"{_WORD.pattern}(?:[-\u2010-\u2015]{_WORD.pattern})*")
_BETWEEN_NAMES = " -\u2010\u2011\u2012\u2013\u2014\u2015"
_SHORTEST_JOINED = 6
_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor")


def normalised(text: str) -> str:
    """Reduce a name or an address to what does not change with the typist: case, spaces and width of letters."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def person_hash(secret: bytes, email: str, first_name: str, last_name: str) -> str | None:
    """Give the hash of an e-mail address, or of the name where there is none; None where there is neither.

    The hash is HMAC-SHA-256 under the store's secret, cut to 128 bits and marked "e" or "n" for what it is of. Of a
    cell with more than its one address in it ("jo@school.example (office)"), the address counts.
    """
    address, name = address_in(normalised(email)) or normalised(email), normalised(f"{first_name} {last_name}")
    if "@" in address:
        return "e" + keyed_hash(secret, address)
    return "n" + keyed_hash(secret, name) if name else None


def attendee_hash(secret: bytes, person: str, urn: int) -> str:
    """Give who attended: the person of an e-mail address, or the person of that name at that school.

    A person whose hash was replaced by a random text ("r") counts as another person by that text.
    """
    return person if person.startswith(("e", "r")) else "n" + keyed_hash(secret, f"{person} {urn}")


def candidate_hash(secret: bytes, reference: str) -> str | None:
    """Give a candidate's hash, of a family of its own, so that it cannot be tied to who attended what; None for ""."""
    reference = normalised(reference)
    return "c" + keyed_hash(secret, f"candidate {reference}") if reference else None


class PeopleNamed:
    """The people whom a file names, so that their names can be taken out of every text of it that is kept.

    People write names where none belong: into the school, the role, the reason for a hold-back. This is held in memory
    while a file is imported, and goes with it.
    """

    def __init__(self) -> None:
        self._names: set[tuple[str, ...]] = set()
        self._lengths: set[int] = set()
        self._words: set[str] = set()
        self._joined: set[str] = set()
        self._last_names: set[tuple[str, ...]] = set()

    def add(self, *parts: str) -> None:
        """Note a person's name, given whole or in parts, the first name first."""
        # "Mary-Jane Quoxley-Smythe" has two names of two words, which others write without the hyphen.
        names = [
            tuple(_plain(word) for word in _WORD.findall(double))
            for part in parts
            for double in _DOUBLE_WORD.findall(part)
        ]
        self._words.update(word for name in names for word in name if len(word) > 2)
        if len(names) < 2:
            return
        first, last = names[0], names[-1]
        in_order = {sum(names, ()), first + last}
        backwards = {sum(names[::-1], ()), sum(names[1:], ()) + first, last + first}
        written = in_order | backwards
        if len("".join(last)) > 2:
            written.add((first[0][0], *last))
            self._last_names.add(last)
        self._names |= written
        self._lengths |= set(map(len, written))
        # "BeaOttercanary", "BOttercanary"
        joined = {"".join(words) for words in in_order | backwards | {(first[0][0], *last)}}
        self._joined |= {word for word in joined if len(word) >= _SHORTEST_JOINED}

    def update(self, others: "PeopleNamed") -> None:
        """Note everybody whom another table of the file names."""
        self._names |= others._names
        self._lengths |= others._lengths
        self._words |= others._words
        self._joined |= others._joined
        self._last_names |= others._last_names

    def taken_out_of(
        self, text: str, known_words: Collection[str] | None = None, known_texts: Collection[str] = ()
    ) -> str:
        """Give a text without addresses, telephone numbers, whole names, and names that are not known words, too.

        known_words are words of their own standing, such as those of schools' names: alone they stay, even if
        somebody is called so; where they are not given, every word does. A text that is in known_texts stays as it is.
        """
        shorter = without_contact_details(text)
        if shorter.casefold() in known_texts:
            return shorter
        found = list(_WORD.finditer(shorter))
        words = [_plain(match[0]) for match in found]
        is_named = [
            (word in self._joined or (known_words is not None and word in self._words))
            and word not in (known_words or ())
            for word in words
        ]
        for length in self._lengths:
            for start in range(len(words) - length + 1):
                written = tuple(words[start : start + length])
                if written in self._names or (written[0] in _TITLES and written[1:] in self._last_names):
                    is_named[start : start + length] = [True] * length
        if not any(is_named):
            # Brackets and dashes around what is left are taken away only where something was taken out.
            return shorter if shorter == " ".join(text.split()) else _tidied(shorter)
        taken: list[tuple[int, int]] = []
        for match, is_taken in zip(found, is_named, strict=True):
            if is_taken and taken and not shorter[taken[-1][1] : match.start()].strip(_BETWEEN_NAMES):
                taken[-1] = (taken[-1][0], match.end())
            elif is_taken:
                taken.append(match.span())
        return _tidied(taken_out(shorter, taken))


def _tidied(text: str) -> str:
    text = " ".join(re.sub(r"[(\[<]\s*[)\]>]", " ", text).split())
    return re.sub(r"\s+(?=[,;])", "", text).strip(" ,;:-–|/(")


def _plain(word: str) -> str:
    """Reduce a word to compare it: letter case, accents and a possessive s make no difference."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'")).encode("ascii", "ignore").decode().casefold()
    return (plain or word.casefold()).removesuffix("'s")


def keyed_hash(secret: bytes, text: str) -> str:
    """Give HMAC-SHA-256 of a text under the store's secret, cut to 128 bits, as 32 digits of hex."""
    return hmac.new(secret, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]
