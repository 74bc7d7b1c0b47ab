"""A pack on paper: set by Typst as a tagged PDF (PDF/UA-1), its charts as vector pictures with their sentences as text.

Texts go to Typst as data, never as markup. Its fonts are the machine's Arial or what comes nearest, put into the file.
"""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import typst

from reach.errors import ExportError
from reach.exports.pictures import chart_height, chart_svg
from reach.exports.typesetting import readable
from reach.report.packs import Numbered, Pack
from reach.report.tables import columns_of, rows_of

_TEMPLATE = Path(__file__).resolve().parent / "templates" / "pack.typ"
_FONTS = ("Arial", "Liberation Sans", "Helvetica", "DejaVu Sans", "Libertinus Serif")
_NO_LETTER = re.compile(r'the text [`"]+(?P<letters>.+?)["`]+ could not be displayed')
_MOST_TRIES = 40
_NOT_SET = "The PDF could not be set"
PICTURE_WIDTH = 760
"""Layout pixels of a chart, across a page of A4: letters of 14 pixels are then 9 points."""


def write(pack: Pack) -> bytes:
    """Give the PDF. Raises ExportError where there is no browser to draw the charts, or where it cannot be set."""
    files: dict[str, bytes] = {"main.typ": _TEMPLATE.read_bytes()}
    for numbered in pack.exhibits:
        if numbered.exhibit.figure is not None:
            files[_picture_name(numbered)] = chart_svg(numbered.exhibit, PICTURE_WIDTH)
    content = _readable(_content(pack))
    made_at = int(pack.made_at.timestamp())
    for _ in range(_MOST_TRIES):
        files["pack.json"] = json.dumps(content, ensure_ascii=False).encode("utf-8")
        try:
            # Files by name are taken, too, though its types do not say so.
            made: bytes = typst.compile(files, format="pdf", pdf_standards=["ua-1"], timestamp=made_at)  # type: ignore
        except typst.TypstError as error:
            missing = _NO_LETTER.search(str(error))
            if missing is None:
                raise ExportError(
                    "The PDF could not be set", f"{error}. The other formats can still be made."
                ) from error
            content = _spelt_out(content, missing["letters"])
        else:
            return made
    raise ExportError(
        _NOT_SET,
        "Too many letters of its texts are in no font of this machine. The other formats can still be made.",
    )


def _spelt_out(part: Any, letters: str) -> Any:
    """Name the letters that no font of the machine has, such as an emoji's: a tagged PDF may not leave them blank."""
    if isinstance(part, str):
        for letter in dict.fromkeys(letters):
            if letter in part:
                name = unicodedata.name(letter, "").lower()
                is_picture = unicodedata.category(letter) == "So"
                part = part.replace(letter, f"[{name}]" if is_picture and name else "\u25a1" if name else "")
        return part
    if isinstance(part, dict):
        return {key: _spelt_out(value, letters) for key, value in part.items()}
    return [_spelt_out(each, letters) for each in part] if isinstance(part, list) else part


def _content(pack: Pack) -> dict[str, Any]:
    """Give everything that stands on paper, as plain values."""
    return {
        "title": pack.title,
        "subtitle": pack.subtitle,
        "hub": pack.settings.hub.name,
        "as_at": pack.as_at,
        "output_class": pack.output_class,
        "is_demonstration": pack.total.is_demonstration,
        "made_on": [pack.made_at.year, pack.made_at.month, pack.made_at.day],
        "stamp": pack.stamp,
        "fonts": _FONTS,
        "sections": [
            {
                "title": section.title,
                "question": section.question,
                "paragraphs": section.paragraphs,
                "headlines": [headline.text for headline in section.headlines],
                "exhibits": [_exhibit(numbered) for numbered in section.exhibits],
                "words": [(word.name, word.meaning) for word in section.words],
            }
            for section in pack.sections
        ],
    }


def _exhibit(numbered: Numbered) -> dict[str, Any]:
    exhibit = numbered.exhibit
    columns = columns_of(exhibit)
    shown, source = exhibit.short_stamp
    return {
        "number": numbered.number,
        "title": exhibit.title,
        "sentence": exhibit.sentence,
        "picture": _picture_name(numbered) if exhibit.figure is not None else None,
        "height_of_width": chart_height(exhibit) / PICTURE_WIDTH,
        "columns": [{"heading": column.heading, "is_number": column.is_number} for column in columns],
        "rows": rows_of(columns),
        "stamp": f"{shown} {exhibit.definition} {source}",
    }


def _picture_name(numbered: Numbered) -> str:
    return f"{numbered.number}.svg"


def _readable(part: Any) -> Any:
    """Remove from every text what cannot be printed, or would have its words read in another order."""
    if isinstance(part, str):
        return readable(part)
    if isinstance(part, dict):
        return {key: _readable(value) for key, value in part.items()}
    return [_readable(each) for each in part] if isinstance(part, list | tuple) else part
