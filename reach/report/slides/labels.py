"""Data labels of native charts: in a place where they fit, in a colour that can be read."""

from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from reach.exports.typesetting import readable
from reach.report.slides.plotted import Label

LANGUAGE = "en-GB"
_SHOWN = "".join(
    f'<c:{what} val="{{{"value" if what == "showVal" else "no"}}}"/>'
    for what in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
)


def labels_of(points: list[tuple[Label, str, str] | None], *, number_format: str, size: float, is_value: bool) -> Any:
    """Give a series' labels: for each point its label, place ("inBase", "outEnd", ...) and colour; None for no label.

    is_value: the labels say the value and nothing else, so PowerPoint writes them, and they follow when it is edited.
    """
    each = [_point(number, point, size, is_value=is_value) for number, point in enumerate(points)]
    return parse_xml(
        f"<c:dLbls {nsdecls('c', 'a')}>{''.join(each)}"
        f'<c:numFmt formatCode="{escape(number_format)}" sourceLinked="0"/>{_properties("tx1", size)}'
        f"{_SHOWN.format(value=int(is_value), no=0)}</c:dLbls>"
    )


def _point(number: int, point: tuple[Label, str, str] | None, size: float, *, is_value: bool) -> str:
    if point is None:
        return f'<c:dLbl><c:idx val="{number}"/><c:delete val="1"/></c:dLbl>'
    label, place, colour = point
    text = "" if is_value else f"<c:tx><c:rich><a:bodyPr/><a:p>{_runs(label, colour, size)}</a:p></c:rich></c:tx>"
    return (
        f'<c:dLbl><c:idx val="{number}"/>{text}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_properties(colour, size)}<c:dLblPos val="{place}"/>{_SHOWN.format(value=1, no=0)}</c:dLbl>'
    )


def _runs(label: Label, colour: str, size: float) -> str:
    return "".join(
        f'<a:r><a:rPr lang="{LANGUAGE}" sz="{round(100 * size)}" b="{int(is_bold)}">{_fill(colour)}</a:rPr>'
        f"<a:t>{escape(readable(text))}</a:t></a:r>"
        for text, is_bold in ((label.bold, True), (label.rest, False))
        if text
    )


def _properties(colour: str, size: float) -> str:
    return (
        '<c:txPr><a:bodyPr wrap="none"/><a:p><a:pPr>'
        f'<a:defRPr sz="{round(100 * size)}">{_fill(colour)}</a:defRPr></a:pPr><a:endParaRPr lang="{LANGUAGE}"/></a:p></c:txPr>'
    )


def _fill(colour: str) -> str:
    kind = f'<a:srgbClr val="{colour[1:].upper()}"/>' if colour.startswith("#") else f'<a:schemeClr val="{colour}"/>'
    return f"<a:solidFill>{kind}</a:solidFill>"
