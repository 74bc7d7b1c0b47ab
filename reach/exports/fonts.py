"""Letters that no font of this machine has, found by asking Typst, and what stands in their place on paper.

A tagged PDF (PDF/UA-1) may not have letters that are not drawn: Typst ends with the first of them.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence

import typst

FONTS = ("Arial", "Liberation Sans", "Helvetica", "DejaVu Sans", "Libertinus Serif")
"""Any font of the machine is taken for letters that these do not have."""
BLANK = "\u25a1"
"""What stands for a letter without a font and without a short name."""

_PROBE = b"""#set document(title: "Probe")
#set text(lang: "en", font: json("probe.json").fonts)
#for text in json("probe.json").texts { par(text) }"""
_USUAL = re.compile(r"[ -~\u00a0-\u00ff]*")
_JOINS, _FLAG_LETTERS = "\u200d", re.compile("[\U0001f1e6-\U0001f1ff]")
_FIRST_FLAG_LETTER = 0x1F1E6
_BELONGS_TO_THE_ONE_BEFORE = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")

# What was found out, for the life of the program: fonts do not come and go.
_can_be_set: dict[str, bool] = {}


def missing_letters(texts: Iterable[str]) -> set[str]:
    """Give the letters, each with the marks that belong to it, that no font can set; a family emoji is one letter."""
    letters = {letter for text in texts if not _USUAL.fullmatch(text) for letter in letters_of(text)}
    _find_out([each for each in sorted(letters) if not _USUAL.fullmatch(each) and each not in _can_be_set])
    return {each for each in letters if not _can_be_set.get(each, True)}


def letters_of(text: str) -> list[str]:
    """Part a text into its letters, each with the marks that belong to it."""
    letters: list[str] = []
    for character in text:
        if letters and _belongs_to(character, letters[-1]):
            letters[-1] += character
        else:
            letters.append(character)
    return letters


def without_letters(text: str, missing: set[str], *, has_room: bool = True) -> str:
    """Give a text with what stands for the letters that are missing.

    has_room: pictures may be named in brackets; in a chart, where texts have their places, they are blank boxes.
    """
    if not missing or _USUAL.fullmatch(text):
        return text
    return "".join(_in_place_of(each, has_room) if each in missing else each for each in letters_of(text))


def _belongs_to(character: str, letter: str) -> bool:
    if _FLAG_LETTERS.match(character):
        return bool(_FLAG_LETTERS.fullmatch(letter))
    is_mark = unicodedata.category(character).startswith("M") or _BELONGS_TO_THE_ONE_BEFORE.match(character)
    return bool(is_mark) or letter.endswith(_JOINS)


def _in_place_of(letter: str, has_room: bool) -> str:
    """Give a picture's name in brackets, a usual letter without its marks, or a blank box."""
    if _USUAL.fullmatch(letter[0]):
        return letter[0]
    if _FLAG_LETTERS.match(letter):
        return (
            f"[flag {''.join(chr(ord(each) - _FIRST_FLAG_LETTER + ord('a')) for each in letter)}]"
            if has_room
            else BLANK
        )
    names = [unicodedata.name(each, "").lower() for each in letter if unicodedata.category(each) == "So"]
    return f"[{', '.join(names)}]" if has_room and any(names) else BLANK


def _find_out(letters: Sequence[str]) -> None:
    """Find out which can be set: all at once, and where that fails, in halves."""
    if not letters:
        return
    probe = {"main.typ": _PROBE, "probe.json": json.dumps({"fonts": FONTS, "texts": letters}).encode()}
    try:
        # Files by name are taken, too, though its types do not say so.
        typst.compile(probe, format="pdf", pdf_standards=["ua-1"])  # type: ignore[call-overload]
    except typst.TypstError:
        if len(letters) == 1:
            _can_be_set[letters[0]] = False
            return
        middle = len(letters) // 2
        _find_out(letters[:middle])
        _find_out(letters[middle:])
    else:
        _can_be_set.update(dict.fromkeys(letters, True))
