"""School names as people type them, taken apart: what is distinctive, what kind of school, of which faith.

"The Leftwich Comm. Pri Sch" and "Leftwich Community Primary School" come apart into the same: the distinctive word
leftwich, the kind primary. Infant, junior and nursery are meaningful; school, academy and "The" are not.
"""

import csv
import functools
import html
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

_FOLDER = Path(__file__).resolve().parent

FAITHS = frozenset({"ce", "catholic", "methodist", "jewish", "muslim"})
STAGES = frozenset({"nursery", "infant", "junior", "primary", "first", "middle", "secondary", "college", "preparatory"})

_PHRASES = (
    # Several words, or letters with full stops between them, that mean one thing.
    (r"ce ?v[ac]", "ce"),
    (r"rc ?v[ac]", "catholic"),
    (r"church of (england|eng)|c of e|c of|cofe|cof( e)?|c ofe|of e|ofe|c o e|coe|c e|anglican", "ce"),
    (r"roman catholic|romancatholic|r c|rc|cath|catholics?", "catholic"),
    (r"voluntary (aided|controlled)|v a|v c", " "),
    (
        r"junior and infants?|infants? and juniors?|junior infants?|junior mixed (and )?infants?|j m i|j and i|j i",
        "jmi",
    ),
    (r"(sixth|6th|vith|vi) form( centre)?", "sixthform"),
    (r"pre (school|sch)", "preschool"),
    (r"p s", "ps"),
    (r"c p", "primary"),
    (r"h s", "hs"),
    (r"(?<=ce )p|(?<=catholic )p", "primary"),
    (r"saint|ste|ss", "st"),
)
_PHRASE_PATTERNS = tuple((re.compile(rf"\b(?:{pattern})\b"), meaning) for pattern, meaning in _PHRASES)
_ANY_PHRASE = re.compile("|".join(rf"\b(?:{pattern})\b" for pattern, _ in _PHRASES))

# Misspelt, these are put right before anything else is made of the words around them.
_OFTEN_MISSPELT = (
    "academy",
    "aided",
    "catholic",
    "church",
    "college",
    "community",
    "comprehensive",
    "controlled",
    "england",
    "foundation",
    "grammar",
    "high",
    "infant",
    "infants",
    "junior",
    "nursery",
    "preparatory",
    "primary",
    "roman",
    "saint",
    "school",
    "secondary",
    "sixth",
    "voluntary",
)
_SIGNS = str.maketrans({"'": "", "`": "", "&": " and ", "+": " and "})
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^a-z0-9]+")
_SPOILT_APOSTROPHE = re.compile(r"[’‘´′ʼ]|[âÂ]€[™˜]?|â\x80\x99|[Ââ](?=s\b)")
_ONLY_BEFORE_A_PLAIN_WORD = frozenset({"high", "first", "middle", "lower", "upper"})
"""Also parts of proper names (High Legh, Lower Park): kinds only where "school", "academy" or nothing follows."""


class SchoolName(NamedTuple):
    """A name taken apart. words are the distinctive ones, in order; core is these without spaces.

    full is the whole name without spaces, common words written out: what two people write who write all of it.
    """

    words: tuple[str, ...]
    kinds: frozenset[str]
    faiths: frozenset[str]
    core: str
    full: str
    has_plain_words: bool


def plain_words(text: str) -> str:
    """Reduce text to lower-case words of letters and digits, apostrophes dropped and "&" spelt out.

    Apostrophes that a web form or a wrong encoding has spoilt are known, too.
    """
    plain = html.unescape(text) if "&" in text else text
    if not plain.isascii():
        plain = _SPOILT_APOSTROPHE.sub("'", plain)
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    plain = plain.casefold().translate(_SIGNS)
    return " ".join(_NEITHER_LETTER_NOR_DIGIT.split(plain)).strip()


def name_key(name: str) -> str:
    """Reduce a school's name to what two people who write it would both write.

    Letter case, accents, punctuation, apostrophes and a leading "The" make no difference.
    """
    return plain_words(name).removeprefix("the ")


def postcode_key(postcode: str) -> str:
    """Reduce a postcode to its letters and digits."""
    return re.sub(r"[^A-Z0-9]", "", postcode.upper())


def take_apart(text: str, proper_words: frozenset[str], put_right: Callable[[str], str]) -> SchoolName:
    """Take a name apart.

    proper_words are the words that schools are really named with: they are never taken for misspelt common ones.
    put_right is put_right below for them, as the caller remembers it for words that come again.
    """
    words = _with_spaces_put_right(plain_words(text).split(), proper_words)
    corrected = " ".join(map(put_right, words))
    if _ANY_PHRASE.search(corrected):
        for pattern, meaning in _PHRASE_PATTERNS:
            corrected = pattern.sub(meaning, corrected)
    words = corrected.split()
    meanings = _meanings()
    distinctive: list[str] = []
    kinds: set[str] = set()
    has_plain_words = False
    for position, word in enumerate(words):
        means = meanings.get(word)
        if means is None or (word in _ONLY_BEFORE_A_PLAIN_WORD and not _is_a_kind_here(words, position)):
            distinctive.append(word)
        else:
            has_plain_words = has_plain_words or len(word) > 3 or bool(means) or word == "sch"
            if means:
                kinds.add(means)
    if not distinctive:
        distinctive = [word for word in words if word != "the"]
    return SchoolName(
        tuple(distinctive),
        frozenset(kinds - FAITHS),
        frozenset(kinds & FAITHS),
        "".join(distinctive),
        "".join(_written_out().get(word, word) for word in words).replace(" ", ""),
        has_plain_words,
    )


def _is_a_kind_here(words: list[str], position: int) -> bool:
    following = words[position + 1] if position + 1 < len(words) else None
    return position > 0 and (following is None or _meanings().get(following) is not None)


def _with_spaces_put_right(words: list[str], proper_words: frozenset[str]) -> list[str]:
    """Move a space that slipped by a letter or two ("Lachep rimary"), where that makes a common word of it."""

    def is_known(word: str) -> bool:
        return word in _meanings() or word in proper_words

    right = list(words)
    for position in range(len(right) - 1):
        first, second = right[position], right[position + 1]
        if is_known(first) and is_known(second):
            continue
        together = first + second
        for slip in (-2, -1, 1, 2):
            place = len(first) + slip
            halves = together[:place], together[place:]
            if 0 < place < len(together) and all(map(is_known, halves)) and any(half in _meanings() for half in halves):
                right[position], right[position + 1] = halves
                break
    return right


def is_plain(word: str) -> bool:
    """Whether a word is one that any school may have: a kind, a faith, "school" or "the"."""
    return word in _meanings()


def is_like_a_common_word(word: str) -> bool:
    """Whether a word may be a misspelt common word of school names."""
    allowed = 1 if len(word) < 8 else 2
    return len(word) > 3 and bool(process.extractOne(word, _OFTEN_MISSPELT, scorer=OSA.distance, score_cutoff=allowed))


def put_right(word: str, proper_words: frozenset[str]) -> str:
    """Spell a common word as it should be, and part it from what ran into it; leave every other word alone."""
    if len(word) < 3 or word in _meanings() or word in proper_words:
        return word
    if len(word) == 3:
        return _shortened(word) or word
    allowed = 1 if len(word) < 8 else 2
    found = process.extractOne(word, _OFTEN_MISSPELT, scorer=OSA.distance, score_cutoff=allowed)
    if found:
        return str(found[0])
    shortened = _shortened(word)
    if shortened:
        return shortened
    for common in (*_OFTEN_MISSPELT, "cofe", "the"):
        if word.endswith(common) and (word[: -len(common)] in proper_words or word[: -len(common)] in _meanings()):
            return f"{word[: -len(common)]} {common}"
        if word.startswith(common) and (word[len(common) :] in proper_words or word[len(common) :] in _meanings()):
            return f"{common} {word[len(common) :]}"
    return word


def _shortened(word: str) -> str | None:
    """Give the one common word that a word begins ("Aca"), or whose consonants it has ("Prmy")."""
    begins = [common for common in _OFTEN_MISSPELT if common.startswith(word)]
    if len(begins) == 1 or len({_meanings().get(common) for common in begins}) == 1:
        return begins[0]
    if re.search(r"[aeiou]", word):
        return None
    pattern = re.compile(".*".join(word))
    found = [common for common in _OFTEN_MISSPELT if pattern.match(common)]
    return found[0] if len(found) == 1 else None


@functools.cache
def _meanings() -> dict[str, str]:
    """Give what the common words of school names mean: a kind of school, a faith, or "" for nothing in particular."""
    with (_FOLDER / "words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["means"] for row in csv.DictReader(file)}


@functools.cache
def _written_out() -> dict[str, str]:
    with (_FOLDER / "words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["written"] for row in csv.DictReader(file)}


@functools.cache
def webmail_domains() -> frozenset[str]:
    """Give the domains at which anyone can have an address."""
    with (_FOLDER / "webmail.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["domain"] for row in csv.DictReader(file))
