"""Data labels of native charts: in a place where they fit, in a colour that can be read."""

import dataclasses
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from reach.charts.chart import Label
from reach.exports.typesetting import readable
from reach.report.slides.placeholders import LANGUAGE

_STAYS_TOGETHER = "\u00a0"


@dataclasses.dataclass(frozen=True)
class Placed:
    """A label with its place ("inBase", "outEnd", ...) and colour ("tx1", or "#" and six digits)."""

    label: Label
    place: str
    colour: str
    has_name: bool = False
    """Whether the series' name stands before the value; only where PowerPoint writes both."""


def labels_of(points: Sequence[Placed | None], *, number_format: str, size: float, is_value: bool) -> Any:
    """Give a series' labels, None for a point without.

    is_value: the labels say the value and nothing else, so PowerPoint writes them, and they follow when it is edited.
    """
    each = [_point(number, point, size, is_value=is_value) for number, point in enumerate(points)]
    return parse_xml(
        f"<c:dLbls {nsdecls('c', 'a')}>{''.join(each)}"
        f'<c:numFmt formatCode="{escape(number_format)}" sourceLinked="0"/>{_properties("tx1", size)}'
        f"{_shown(has_value=is_value, has_name=False)}</c:dLbls>"
    )


def _point(number: int, point: Placed | None, size: float, *, is_value: bool) -> str:
    if point is None:
        return f'<c:dLbl><c:idx val="{number}"/><c:delete val="1"/></c:dLbl>'
    runs = _runs(point.label, point.colour, size)
    text = "" if is_value else f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:p>{runs}</a:p></c:rich></c:tx>'
    return (
        f'<c:dLbl><c:idx val="{number}"/>{text}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_properties(point.colour, size)}<c:dLblPos val="{point.place}"/>'
        f"{_shown(has_value=True, has_name=point.has_name)}</c:dLbl>"
    )


def _shown(*, has_value: bool, has_name: bool) -> str:
    chosen = {"showVal": has_value, "showSerName": has_name}
    what = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    shown = "".join(f'<c:{each} val="{int(chosen.get(each, False))}"/>' for each in what)
    return f"{shown}<c:separator>: </c:separator>" if has_name else shown


def _runs(label: Label, colour: str, size: float) -> str:
    return "".join(
        f'<a:r><a:rPr lang="{LANGUAGE}" sz="{round(100 * size)}" b="{int(is_bold)}">{_fill(colour)}</a:rPr>'
        f"<a:t>{_text(text)}</a:t></a:r>"
        for text, is_bold in ((label.bold, True), (label.rest, False))
        if text
    )


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
