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

_TEXTS_REMEMBERED = 100_000

FAITHS = frozenset({"ce", "catholic", "methodist", "jewish", "muslim"})
STAGES = frozenset({"nursery", "infant", "junior", "primary", "first", "middle", "secondary", "college", "preparatory"})

_PHRASES = (
    # Several words, or letters with full stops between them, that mean one thing.
    (r"ce ?va", "ce aided"),
    (r"ce ?vc", "ce controlled"),
    (r"rc ?va", "catholic aided"),
    (r"rc ?vc", "catholic controlled"),
    (r"church of (england|eng)|c of e|c of|cofe|cof( e)?|c ofe|of e|ofe|c o e|coe|c e|anglican", "ce"),
    (r"roman catholic|romancatholic|r c|rc|cath|catholics?", "catholic"),
    (r"voluntary aided|v a", "aided"),
    (r"voluntary controlled|v c", "controlled"),
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
    (r"saint|ste|ss|sts|(?<!all )saints", "st"),
)
_PHRASE_PATTERNS = tuple((re.compile(rf"\b(?:{pattern})\b"), meaning) for pattern, meaning in _PHRASES)
_ANY_PHRASE = re.compile("|".join(rf"\b(?:{pattern})\b" for pattern, _ in _PHRASES))

# Misspelt, these are corrected before the words around them are read.
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
_SMALL_WORDS = frozenset({"the", "of", "for", "and", "at", "in", "with", "a", "by", "de"})
_LETTERS_APART = re.compile(r"\w( \w)+")
_SIGNS = str.maketrans({"'": "", "`": "", "&": " and ", "+": " and "})
_AS_DIGITS, _AS_LETTERS = str.maketrans("OIL", "011"), str.maketrans("01", "OI")
_WHOLE_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^a-z0-9]+")
_SPOILT_APOSTROPHE = re.compile(r"[’‘´′ʼ]|[âÂ]€[™˜]?|â\x80\x99|[Ââ](?=s\b)")
_ONLY_BEFORE_A_PLAIN_WORD = frozenset({"high", "first", "middle", "lower", "upper"})
"""Also parts of proper names (High Legh, Lower Park): kinds only where "school", "academy" or nothing follows."""
_STATUS = {"aided": "aided", "va": "aided", "controlled": "controlled", "vc": "controlled"}
"""Words of a church school's status: they distinguish two schools where one has them in its name, and one has not."""
_LEGAL_TAIL = re.compile(
    r"[\s,:]+an? (specialist|voluntary|catholic voluntary|science|technology|business|language|church)\b.*$"
    r"|(?<=\w High) (?!School).*College$|(?<=School) (?!and\b|&)[\w ]+ College$"
    r"|(?<=School) (and|&) Sixth Form( College| Centre)?$",
    re.IGNORECASE,
)
"""What a registered name ends with and nobody writes: ", A Voluntary Academy", "High School Media Arts College"."""


_FEDERATION_IN_FRONT = re.compile(
    r"^.*\bfederat(?:ed|ion)\b.*\s[-–—]\s(?=\S.*\b(?:School|Academy|College|Nursery)\b)", re.IGNORECASE
)
"""What a registered name begins with: "Aspiring Foundations Federated Nursery Schools - Ditton Nursery School"."""


class SchoolName(NamedTuple):
    """A name taken apart. words are the distinctive ones, in order; core is these without spaces.

    full is the whole name without spaces, common words written out: what two people write who write all of it.
    bare is that without the words that say nothing, such as "school", "academy" and "community", and without the
    nursery of a primary school.
    """

    words: tuple[str, ...]
    kinds: frozenset[str]
    faiths: frozenset[str]
    core: str
    full: str
    bare: str
    has_plain_words: bool


@functools.lru_cache(_TEXTS_REMEMBERED)
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


def without_legal_tail(name: str) -> str:
    """Give a registered name without the status or specialism that it ends with."""
    return _LEGAL_TAIL.sub("", name) or name


def without_federation(name: str) -> str:
    """Give a registered name without the federation in front of it."""
    return _FEDERATION_IN_FRONT.sub("", name)


def postcode_key(postcode: str) -> str:
    """Reduce a postcode to its letters and digits."""
    return re.sub(r"[^A-Z0-9]", "", postcode.upper())


def postcode_meant(postcode: str) -> str:
    """Reduce a postcode to its letters and digits, corrected where they were typed for one another: O for 0, I for 1.

    A whole postcode only. Where a digit stands in one, neither O nor I nor L can, and the letters of an area are none
    of the digits (Royal Mail, Programmers' Guide to the Postcode Address File).
    """
    key = postcode_key(postcode)
    if not 5 <= len(key) <= 7:
        return key
    first_half, sector, unit = key[:-3], key[-3], key[-2:]
    letters = 1 if len(first_half) == 2 or first_half[1].isdigit() else 2
    area = first_half[:letters].translate(_AS_LETTERS)
    district = first_half[letters:].translate(_AS_DIGITS)
    meant = area + district + sector.translate(_AS_DIGITS) + unit
    return meant if _WHOLE_POSTCODE.fullmatch(meant) else key


def take_apart(plain: str, proper_words: frozenset[str], put_right: Callable[[str], str]) -> SchoolName:
    """Take a name apart that is reduced to plain words.

    proper_words are the words that schools are really named with: they are never taken for misspelt common ones.
    put_right is put_right below for them, as the caller remembers it for words that come again.
    """
    words = _with_spaces_put_right(plain.split(), proper_words)
    corrected = " ".join(map(put_right, words))
    if _ANY_PHRASE.search(corrected):
        for pattern, meaning in _PHRASE_PATTERNS:
            corrected = pattern.sub(meaning, corrected)
    words = corrected.split()
    meanings, written_out = _meanings(), _written_out()
    distinctive: list[str] = []
    bare: list[str] = []
    kinds: set[str] = set()
    has_plain_words = False
    for position, word in enumerate(words):
        means = meanings.get(word)
        if means is None or (word in _ONLY_BEFORE_A_PLAIN_WORD and not _is_a_kind_here(words, position)):
            distinctive.append(word)
            bare.append(word)
        else:
            bare.append(means or _STATUS.get(word, ""))
            has_plain_words = has_plain_words or len(word) > 3 or bool(means) or word == "sch"
            if means:
                kinds.add(means)
    if "nursery" in kinds and "primary" in kinds:
        bare = [word for word in bare if word != "nursery"]
    if not distinctive:
        distinctive = [word for word in words if word != "the"]
    return SchoolName(
        tuple(distinctive),
        frozenset(kinds - FAITHS),
        frozenset(kinds & FAITHS),
        "".join(distinctive),
        "".join([written_out.get(word, word) for word in words]).replace(" ", ""),
        "".join(bare),
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
    if word in _abbreviations():
        return _abbreviations()[word]
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


def initials_in(plain: str) -> str:
    """Give the letters that plain words are, typed together or apart: "wgsb", "w g s b". "" where they are none."""
    letters = plain if " " not in plain else "".join(plain.split()) if _LETTERS_APART.fullmatch(plain) else ""
    return letters if letters.isalpha() and 3 <= len(letters) <= 8 else ""


def initials_of(name: str) -> dict[str, bool]:
    """Give the initials that a school's name is shortened to, and whether they are those of all its words.

    Small words may be left out, and "CofE" is one letter or two. Those of its own words, with or without "primary",
    "high" or "school" behind them, are not of all words: they are many schools'. At least four letters of all words.
    """
    plain = re.sub(r"\b(church of england|c of e|cofe)\b", "ce", plain_words(without_legal_tail(name)))
    words = [word for word in plain.split() if not word.isdigit()]
    own = [word for word in words if word not in _meanings()]
    initials: dict[str, bool] = {}
    for small in (_SMALL_WORDS, frozenset[str]()):
        for church in ("ce", "c"):
            long = "".join(church if word == "ce" else word[0] for word in words if word not in small)
            initials[long] = len(long) > 3
            if long.startswith("t") and words[0] == "the" and not small:
                initials.setdefault(long[1:], len(long) > 4)
    of_own = "".join(word[0] for word in own if word not in _SMALL_WORDS)
    kinds = {"primary": "p", "secondary": "h", "infant": "i", "junior": "j", "college": "c"}
    behind = {kinds[means] for word in words if (means := _meanings().get(word)) in kinds} | {""}
    for kind in behind:
        for school in ("", "s"):
            if len(of_own) > 1:
                initials.setdefault(f"{of_own}{kind}{school}", False)
    return {letters: is_of_all for letters, is_of_all in initials.items() if len(letters) > 2}


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
def _abbreviations() -> dict[str, str]:
    """Give what the shortened words of names stand for that are no kind of school: "rd" for "road"."""
    with (_FOLDER / "abbreviations.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["stands_for"] for row in csv.DictReader(file)}


@functools.cache
def webmail_domains() -> frozenset[str]:
    """Give the domains at which anyone can have an address."""
    with (_FOLDER / "webmail.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["domain"] for row in csv.DictReader(file))
