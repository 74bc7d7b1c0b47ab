"""A pack on paper: set by Typst as a tagged PDF (PDF/UA-1), its charts as vector pictures with their sentences as text.

Texts go to Typst as data, never as markup. Its fonts are the machine's Arial or what comes nearest, put into the file.
"""

import itertools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typst

from reach.errors import ExportError
from reach.exports.fonts import BLANK, FONTS, missing_letters, without_letters
from reach.exports.typesetting import readable
from reach.report.packs import Numbered, Pack
from reach.report.summary import Summary
from reach.report.tables import columns_of, rows_of

_TEMPLATE = Path(__file__).resolve().parent / "templates" / "pack.typ"
_UNUSUAL = re.compile(r"[^\n -~\u00a0-\u00ff‘’“”–—…]")
_NOTE = (
    "Some letters or pictures in names are in no font of the computer that made this file. Pictures are named in "
    f"square brackets, and {BLANK} stands for any other letter. The pack’s other files have them."
)


def write(pack: Pack) -> bytes:
    """Give the PDF. Raises ExportError where there is no browser to draw the charts, or where it cannot be set."""
    pictures = {
        _picture_name(numbered, part): svg.decode("utf-8")
        for numbered in pack.exhibits
        if numbered.exhibit.chart is not None
        for part, svg in enumerate(numbered.svgs, start=1)
    }
    content = _readable(_content(pack))
    missing = missing_letters((*_texts_of(content), *pictures.values()))
    try:
        return _set(
            _changed(content, lambda text: without_letters(text, missing)),
            {name: without_letters(svg, missing, has_room=False) for name, svg in pictures.items()},
            pack,
            note=_NOTE if missing else "",
        )
    except typst.TypstError:
        # Letters beside each other may need what each alone does not: then only those that any font has are left.
        pass
    try:
        return _set(
            _changed(content, lambda text: _UNUSUAL.sub("?", text)),
            {name: _UNUSUAL.sub("?", svg) for name, svg in pictures.items()},
            pack,
            note=_UNUSUAL.sub("?", _NOTE),
        )
    except typst.TypstError as error:
        raise ExportError(
            "The PDF could not be set", f"{error.message}. The other formats can still be made."
        ) from error


def _set(content: dict[str, Any], pictures: dict[str, str], pack: Pack, *, note: str) -> bytes:
    """Give the PDF of these texts and charts. Raises TypstError where it cannot be set."""
    texts = json.dumps(content | {"missing_letters": note}, ensure_ascii=False)
    files = {name: text.encode("utf-8") for name, text in {**pictures, "pack.json": texts}.items()}
    files["main.typ"] = _TEMPLATE.read_bytes()
    made_at = int(pack.made_at.timestamp())
    # Files by name are taken, too, though its types do not say so.
    made: bytes = typst.compile(files, format="pdf", pdf_standards=["ua-1"], timestamp=made_at)  # type: ignore
    return made


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
        "fonts": FONTS,
        "summary": _summary(pack.summary) if pack.summary else None,
        "first_words": [text for section in pack.sections if section.summary for text in section.paragraphs],
        "sections": [
            {
                "number": section.number,
                "title": section.title,
                "is_in_appendix": section.is_in_appendix,
                "paragraphs": section.paragraphs,
                "exhibits": [_exhibit(numbered) for numbered in section.exhibits],
                "words": [(word.name, word.meaning) for word in section.words],
                "left_out": section.left_out,
            }
            for section in pack.sections
            if not section.summary and section.is_written_or_shown
        ],
    }


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "finding": summary.finding.text.removesuffix("."),
        "numbers": [
            {"label": each.label, "value": each.value, "of": each.of, "change": f"{each.arrow} {each.change}".strip()}
            for each in summary.numbers
        ],
        "compared": summary.comparison,
        "england": summary.england,
        "lists": summary.lists,
    }


def _exhibit(numbered: Numbered) -> dict[str, Any]:
    exhibit = numbered.exhibit
    columns = columns_of(exhibit)
    shown, source = exhibit.short_stamp
    parts = numbered.svgs if exhibit.chart is not None else ()
    return {
        "number": numbered.number,
        "heading": numbered.heading,
        "topic": numbered.topic,
        "text": numbered.text_with_notes,
        "name": exhibit.title,
        "alts": [f"{exhibit.title}. {exhibit.sentence}", *[f"{exhibit.title}, continued"] * (len(parts) - 1)],
        "pictures": [_picture_name(numbered, part) for part in range(1, len(parts) + 1)],
        "columns": [{"heading": column.heading, "is_number": column.is_number} for column in columns],
        "rows": rows_of(columns),
        "stamp": f"{shown} {source}",
        "definition": exhibit.definition,
    }


def _picture_name(numbered: Numbered, part: int) -> str:
    return f"{numbered.number}-{part}.svg"


def _readable(part: Any) -> Any:
    """Remove from every text what cannot be printed, or would have its words read in another order."""
    return _changed(part, readable)


def _changed(part: Any, change: Callable[[str], str]) -> Any:
    """Change every text; the names of what they are stay."""
    if isinstance(part, str):
        return change(part)
    if isinstance(part, dict):
        return {key: value if key in ("fonts", "pictures") else _changed(value, change) for key, value in part.items()}
    return [_changed(each, change) for each in part] if isinstance(part, list | tuple) else part


def _texts_of(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        yield from itertools.chain.from_iterable(map(_texts_of, part.values()))
    elif isinstance(part, list | tuple):
        yield from itertools.chain.from_iterable(map(_texts_of, part))
