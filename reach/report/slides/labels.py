"""Data labels of native charts: in a place where they fit, in a colour that can be read, bound to the chart's cells.

A label that says its value alone is PowerPoint's own. Any other is made of fields: the value, and a cell of the chart's
workbook with the rest of the label. So both follow when somebody edits the data. Programs that know no such fields show
the words that stand in them.
"""

import dataclasses
import uuid
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from reach.charts.chart import Label
from reach.exports.typesetting import readable
from reach.report.slides.placeholders import LANGUAGE

_STAYS_TOGETHER = "\u00a0"
_C15 = 'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'
_OF_LABEL, _OF_SERIES = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}", "{02D57815-91ED-43cb-92C2-25804820EDAC}"
"""The names by which PowerPoint knows its extensions of labels and of series."""


@dataclasses.dataclass(frozen=True)
class Placed:
    """A label with its place ("inBase", "outEnd", ...) and colour ("tx1", or "#" and six digits)."""

    label: Label
    place: str
    colour: str
    has_name: bool = False
    """Whether the series' name stands before the value; only where PowerPoint writes both."""


def labels_of(
    points: Sequence[Placed | None],
    *,
    number_format: str,
    size: float,
    colour: str,
    values: Sequence[str] | None,
) -> Any:
    """Give a series' labels, None for a point without.

    values: each point's value as labels write it, where labels say more than it; None where they say nothing else.
    """
    form = f'<c:numFmt formatCode="{escape(number_format)}" sourceLinked="0"/>'
    each = [
        _point(number, point, size, form, None if values is None else values[number])
        for number, point in enumerate(points)
    ]
    return parse_xml(
        f"<c:dLbls {nsdecls('c', 'a')}>{''.join(each)}{form}{_properties(colour, size)}"
        f"{_shown(has_value=values is None, has_name=False)}{'' if values is None else _from_cells()}</c:dLbls>"
    )


def cells_of(labels: Sequence[Label], values: Sequence[str]) -> list[str]:
    """Give what a series' labels say beside their values, for the cells that the labels are bound to."""
    return [
        "".join(text for text, _ in _beside(label, value)).strip() for label, value in zip(labels, values, strict=True)
    ]


def label_cells(reference: str, cells: Sequence[str]) -> Any:
    """Give the extension of a series that says which cells its labels are bound to, and what they hold.

    reference: the cells as Excel writes them, such as "Sheet1!$C$2:$C$6".
    """
    points = "".join(
        f'<c:pt idx="{number}"><c:v>{escape(readable(text))}</c:v></c:pt>' for number, text in enumerate(cells)
    )
    return parse_xml(
        f'<c:extLst {nsdecls("c")}><c:ext uri="{_OF_SERIES}" {_C15}><c15:datalabelsRange><c15:f>{escape(reference)}'
        f'</c15:f><c15:dlblRangeCache><c:ptCount val="{len(cells)}"/>{points}</c15:dlblRangeCache>'
        "</c15:datalabelsRange></c:ext></c:extLst>"
    )


def _from_cells(*, is_point: bool = False) -> str:
    """Give the extension of labels that are bound to cells. is_point: of one label, whose fields it then holds."""
    fields = "<c15:dlblFieldTable/>" if is_point else ""
    return f'<c:extLst><c:ext uri="{_OF_LABEL}" {_C15}>{fields}<c15:showDataLabelsRange val="1"/></c:ext></c:extLst>'


def _point(number: int, point: Placed | None, size: float, form: str, value: str | None) -> str:
    if point is None:
        return f'<c:dLbl><c:idx val="{number}"/><c:delete val="1"/></c:dLbl>'
    text = cells = ""
    if value is not None:
        runs = _runs(point.label, value, point.colour, size)
        text = f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:p>{runs}</a:p></c:rich></c:tx>'
        cells = _from_cells(is_point=True)
    return (
        f'<c:dLbl><c:idx val="{number}"/>{text}{form}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_properties(point.colour, size)}<c:dLblPos val="{point.place}"/>'
        f"{_shown(has_value=True, has_name=point.has_name)}{cells}</c:dLbl>"
    )


def _pieces(label: Label, value: str) -> list[tuple[str, bool, bool]]:
    """Give a label's pieces: each text, whether it is bold, and whether it is the value."""
    pieces = []
    is_found = False
    for text, is_bold in ((label.bold, True), (label.rest, False)):
        start = -1 if is_found or not value else text.find(value)
        if start in (0, len(text) - len(value)) and start >= 0:
            is_found = True
            parts = ((text[:start], False), (value, True), (text[start + len(value) :], False))
            pieces += [(part, is_bold, is_value) for part, is_value in parts if part]
        elif text:
            pieces.append((text, is_bold, False))
    return pieces


def _beside(label: Label, value: str) -> list[tuple[str, bool]]:
    return [(text, is_bold) for text, is_bold, is_value in _pieces(label, value) if not is_value]


def _shown(*, has_value: bool, has_name: bool) -> str:
    chosen = {"showVal": has_value, "showSerName": has_name}
    what = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    shown = "".join(f'<c:{each} val="{int(chosen.get(each, False))}"/>' for each in what)
    return f"{shown}<c:separator>: </c:separator>" if has_name else shown


def _runs(label: Label, value: str, colour: str, size: float) -> str:
    """Give a label's fields, with the blanks between them; a label whose value stands between words is text."""
    pieces = _pieces(label, value)
    if sum(not is_value for *_, is_value in pieces) > 1:
        pieces = [(text, is_bold, False) for text, is_bold in ((label.bold, True), (label.rest, False)) if text]
        return "".join(_run(text, colour, size, is_bold=is_bold) for text, is_bold, _ in pieces)
    runs = []
    for text, is_bold, is_value in pieces:
        words = text.strip()
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if before:
            runs.append(_run(before, colour, size, is_bold=is_bold))
        runs.append(_run(words, colour, size, is_bold=is_bold, field="VALUE" if is_value else "CELLRANGE"))
        if after and words:
            runs.append(_run(after, colour, size, is_bold=is_bold))
    return "".join(runs)


def _run(text: str, colour: str, size: float, *, is_bold: bool, field: str = "") -> str:
    style = f'<a:rPr lang="{LANGUAGE}" sz="{round(100 * size)}" b="{int(is_bold)}">{_fill(colour)}</a:rPr>'
    if field:
        name = str(uuid.uuid4()).upper()
        return f'<a:fld id="{{{name}}}" type="{field}">{style}<a:pPr/><a:t>{_text(text)}</a:t></a:fld>'
    return f"<a:r>{style}<a:t>{_text(text)}</a:t></a:r>"


def _text(text: str) -> str:
    return escape(readable(text)).replace(" ", _STAYS_TOGETHER)


def _properties(colour: str, size: float) -> str:
    return (
        '<c:txPr><a:bodyPr wrap="none"/><a:p><a:pPr>'
        f'<a:defRPr sz="{round(100 * size)}">{_fill(colour)}</a:defRPr></a:pPr><a:endParaRPr lang="{LANGUAGE}"/></a:p>'
        "</c:txPr>"
    )


def _fill(colour: str) -> str:
    kind = f'<a:srgbClr val="{colour[1:].upper()}"/>' if colour.startswith("#") else f'<a:schemeClr val="{colour}"/>'
    return f"<a:solidFill>{kind}</a:solidFill>"
