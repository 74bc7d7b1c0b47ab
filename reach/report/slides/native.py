"""Charts that are PowerPoint's own: to be edited, restyled and copied, with the page's numbers in their workbook."""

import copy
from typing import Any

from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt

from reach import formats, theme
from reach.exports.typesetting import readable, width_of
from reach.report.slides.fitting import LEAST_SIZE, LINE_HEIGHT, Box
from reach.report.slides.labels import Placed, labels_of
from reach.report.slides.numbers import ChartNumbers
from reach.report.slides.palette import Palette
from reach.report.slides.plotted import Label, Plotted, Series
from reach.report.slides.space import Space, is_exclusive, side_by_side, space_of

SHARE, COUNT = "0 %", "#,##0"
_EITHER_WAY = "#,##0;#,##0"
_GRID, _HOLLOW = "D9D9D9", "6F777B"
_LONGEST_NAME = 200
_AIR = 12
"""Around a label, in points."""
_TYPES = {
    (True, False): XL_CHART_TYPE.BAR_CLUSTERED,
    (True, True): XL_CHART_TYPE.BAR_STACKED,
    (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    (False, True): XL_CHART_TYPE.COLUMN_STACKED,
}


def add_chart(slide: Slide, box: Box, shown: Plotted, palette: Palette, breadth: float) -> Any:
    """Add a chart to a slide, and give its frame.

    Last year's mark across a lying bar becomes a bar of its own below it: PowerPoint has no mark across lying bars that
    anybody could edit. Across standing bars it is a mark.
    """
    space = space_of(shown, box.width, box.height, breadth)
    numbers = ChartNumbers(number_format=_number_format(shown))
    numbers.categories = [_name(each) for each in shown.categories]
    for series in shown.series:
        numbers.add_series(_name(series.name), series.values)
    kind = _TYPES[shown.is_sideways, shown.is_stacked] if shown.has_bars else XL_CHART_TYPE.LINE_MARKERS
    frame = slide.shapes.add_chart(kind, *box.emu, numbers)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(space.size)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    _set_plot(chart, shown, space)
    _set_axes(chart, shown, space)
    for series, drawn in zip(shown.series, chart.series, strict=True):
        _set_colours(drawn, series, shown, palette)
        points = [_placed(series, point, shown, space, palette, breadth) for point in range(len(shown.categories))]
        if any(points):
            is_value = _says_values(series, shown)
            found = drawn._element.find(qn("c:dLbls"))
            if found is not None:
                drawn._element.remove(found)
            drawn._element._insert_dLbls(
                labels_of(points, number_format=_number_format(shown), size=_label_size(space), is_value=is_value)
            )
    if shown.has_bars and any(_stands_across(series, shown) for series in shown.series):
        _move_lines(chart, shown)
    _set_legend(chart, shown)
    _set_space(chart, space)
    return frame


def _set_plot(chart: Chart, shown: Plotted, space: Space) -> None:
    plot = chart.plots[0]
    plot.vary_by_categories = False
    if shown.has_bars:
        beside = max(len(side_by_side(shown)), 1)
        plot.gap_width = min(max(round(100 * (space.row - beside * space.bar) / space.bar), 10), 300)
        plot.overlap = 100 if shown.is_stacked or is_exclusive(shown) else 0


def _set_axes(chart: Chart, shown: Plotted, space: Space) -> None:
    values, categories = chart.value_axis, chart.category_axis
    has_less = any(value is not None and value < 0 for series in shown.series for value in series.values)
    if not has_less:
        values.minimum_scale = 0
    if shown.has_whole:
        values.maximum_scale, values.major_unit = 1, 0.25
    values.tick_labels.number_format = _number_format(shown)
    values.tick_labels.number_format_is_linked = False
    values.tick_labels.font.size = Pt(LEAST_SIZE)
    values.major_gridlines.format.line.width = Pt(0.75)
    values.major_gridlines.format.line.color.rgb = RGBColor.from_string(_GRID)
    values.format.line.fill.background()
    values.major_tick_mark = categories.major_tick_mark = XL_TICK_MARK.NONE
    categories.format.line.color.theme_color = MSO_THEME_COLOR.TEXT_1
    categories.tick_labels.font.size = Pt(space.size)
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if shown.is_sideways:
        # From the top, as on the page, with the scale kept below.
        categories.reverse_order = True
        values._element.find(qn("c:crosses")).set("val", "max")
    if shown.value_title:
        values.has_title = True
        text = values.axis_title.text_frame
        text.text = readable(shown.value_title)
        text.paragraphs[0].runs[0].font.size = Pt(LEAST_SIZE)
        text.paragraphs[0].runs[0].font.bold = False


def _set_colours(drawn: Any, series: Series, shown: Plotted, palette: Palette) -> None:
    if series.form == "line":
        line = drawn.format.line
        line.width = Pt(series.line_width)
        palette.set(line.color, series.colours[0])
        if series.is_dotted:
            line.dash_style = MSO_LINE.ROUND_DOT
        drawn.smooth = False if hasattr(drawn, "smooth") else None
        _set_marker(drawn, XL_MARKER_STYLE.CIRCLE if series.marker_size else XL_MARKER_STYLE.NONE, series, palette)
        return
    if series.is_outlined or series.form == "mark":
        # A hollow bar cannot be taken for one of the period's own, whatever their colours.
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
        drawn.format.line.width = Pt(1.25)
        drawn.format.line.color.rgb = RGBColor.from_string(_HOLLOW)
        is_first = next((each for each in shown.series if each.form == "mark"), series) is series
        drawn.format.line.dash_style = MSO_LINE.SOLID if is_first else MSO_LINE.DASH
        return
    drawn.invert_if_negative = False
    usual = series.colours[0]
    palette.fill(drawn.format.fill, usual)
    for point, colour in enumerate(series.colours):
        if colour != usual:
            palette.fill(drawn.points[point].format.fill, colour)
    if shown.is_stacked:
        drawn.format.line.width = Pt(0.75)
        drawn.format.line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1


def _set_marker(drawn: Any, style: Any, series: Series, palette: Palette) -> None:
    drawn.marker.style = style
    if series.marker_size:
        drawn.marker.size = max(int(series.marker_size), 4)
        palette.fill(drawn.marker.format.fill, series.colours[0])
        palette.set(drawn.marker.format.line.color, series.colours[0])


def _placed(
    series: Series, point: int, shown: Plotted, space: Space, palette: Palette, breadth: float
) -> Placed | None:
    """Give a point's label, its place and its colour; nothing where it would not fit."""
    value, label = series.values[point], series.labels[point]
    if series.form == "mark" and value is not None:
        # On the page its place says it; here its length does, and the number helps.
        label = Label("", _written(value, shown))
    if value is None or not label.text:
        return None
    if series.form == "line":
        return Placed(label, "b" if label.is_below else "t", "tx1")
    if not shown.is_sideways:
        return _on_standing_bar(series, point, label, shown, space, palette, breadth)
    colour = _text_colour(series, point, palette)
    size, length = _label_size(space), space.length_of(value)
    if space.bar < size:
        return None
    needed = _width(label, size, breadth)
    if shown.is_stacked:
        return Placed(label, "ctr", colour) if needed + 4 <= length else None
    if series.form == "mark" and shown.names_marks:
        named = needed + _width(Label("", f"{series.name}: "), size, breadth)
        if named + _AIR <= length or named + _AIR <= space.plot_width - length:
            return Placed(label, "inBase" if named + _AIR <= length else "outEnd", "tx1", has_name=True)
    if needed + _AIR <= length:
        return Placed(label, "inBase", colour)
    if needed + _AIR <= space.plot_width - length:
        return Placed(label, "outEnd", "tx1")
    short = Label(label.bold)
    return Placed(short, "inBase", colour) if label.bold and _width(short, size, breadth) + _AIR <= length else None


def _on_standing_bar(
    series: Series, point: int, label: Label, shown: Plotted, space: Space, palette: Palette, breadth: float
) -> Placed | None:
    if series.form == "mark":
        return None
    size, height = _label_size(space), space.plot_height * abs(series.values[point] or 0) / space.most
    if shown.is_stacked:
        return Placed(label, "ctr", _text_colour(series, point, palette)) if height >= size * LINE_HEIGHT else None
    short = Label(label.bold) if label.bold else label
    for candidate in (label, short):
        if _width(candidate, size, breadth) <= space.row / max(len(side_by_side(shown)), 1):
            return Placed(candidate, "outEnd", "tx1")
    return None


def _text_colour(series: Series, point: int, palette: Palette) -> str:
    """Give the colour of text on a bar: the theme's own on a hollow one."""
    if series.form == "mark" or series.is_outlined:
        return "tx1"
    return palette.text_on(series.colours[point])


def _move_lines(chart: Chart, shown: Plotted) -> None:
    """Make lines and marks of the series that are such, in one chart with the standing bars."""
    bars = chart._chartSpace.find(f".//{qn('c:barChart')}")
    lines = parse_xml(
        f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/><c:marker val="1"/></c:lineChart>'
    )
    for series, drawn in zip(shown.series, list(bars.findall(qn("c:ser"))), strict=True):
        if not _stands_across(series, shown):
            continue
        for name in ("c:invertIfNegative", "c:spPr"):
            for found in drawn.findall(qn(name)):
                drawn.remove(found)
        drawn.find(qn("c:tx")).addnext(_line_look(series))
        drawn.find(qn("c:spPr")).addnext(_marker_look(series))
        drawn.append(parse_xml(f'<c:smooth {nsdecls("c")} val="0"/>'))
        lines.find(qn("c:marker")).addprevious(drawn)
    for axis in bars.findall(qn("c:axId")):
        lines.append(copy.deepcopy(axis))
    bars.addnext(lines)


def _line_look(series: Series) -> Any:
    fill = (
        f'<a:solidFill><a:srgbClr val="{_hex(series.colours[0])}"/></a:solidFill>'
        if series.form == "line"
        else "<a:noFill/>"
    )
    return parse_xml(f'<c:spPr {nsdecls("c", "a")}><a:ln w="{Pt(series.line_width)}">{fill}</a:ln></c:spPr>')


def _marker_look(series: Series) -> Any:
    symbol, size = ("circle", max(int(series.marker_size), 4)) if series.form == "line" else ("dash", 24)
    fill = f'<a:solidFill><a:srgbClr val="{_hex(series.colours[0])}"/></a:solidFill>'
    return parse_xml(
        f'<c:marker {nsdecls("c", "a")}><c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>{fill}<a:ln>{fill}</a:ln>'
        "</c:spPr></c:marker>"
    )


def _set_legend(chart: Chart, shown: Plotted) -> None:
    chart.has_legend = shown.needs_legend
    if not shown.needs_legend:
        return
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(LEAST_SIZE)
    after = chart.legend._element.find(qn("c:legendPos"))
    for number, series in reversed(list(enumerate(shown.series))):
        # LibreOffice counts the entries of lying bars from their end, and would take away another.
        if not series.is_in_legend and not shown.is_sideways:
            after.addnext(
                parse_xml(f'<c:legendEntry {nsdecls("c")}><c:idx val="{number}"/><c:delete val="1"/></c:legendEntry>')
            )


def _set_space(chart: Chart, space: Space) -> None:
    """Fix the place of the plot, so that names and labels have the room that was worked out for them."""
    area = chart._chartSpace.find(f".//{qn('c:plotArea')}")
    for found in area.findall(qn("c:layout")):
        area.remove(found)
    places = {
        "x": space.left / space.width,
        "y": space.top / space.height,
        "w": space.plot_width / space.width,
        "h": space.plot_height / space.height,
    }
    modes = "".join(f'<c:{axis}Mode val="edge"/>' for axis in "xy")
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>{modes}'
            + "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in places.items())
            + "</c:manualLayout></c:layout>"
        ),
    )


def _says_values(series: Series, shown: Plotted) -> bool:
    """Whether every label says its value and no more."""
    return all(
        series.form == "mark" or not label.text or value is None or label.text == _written(value, shown)
        for label, value in zip(series.labels, series.values, strict=True)
    )


def _written(value: float, shown: Plotted) -> str:
    return formats.percent(value) if shown.is_share else formats.thousands(abs(value))


def _number_format(shown: Plotted) -> str:
    has_less = any(value is not None and value < 0 for series in shown.series for value in series.values)
    return SHARE if shown.is_share else _EITHER_WAY if has_less else COUNT


def _stands_across(series: Series, shown: Plotted) -> bool:
    return series.form == "line" or (series.form == "mark" and not shown.is_sideways)


def _label_size(space: Space) -> float:
    return space.size if space.bar >= space.size + 3 else LEAST_SIZE


def _width(label: Label, size: float, breadth: float) -> float:
    return (width_of(label.bold, size, is_bold=True) + width_of(label.rest, size)) * breadth


def _name(text: str) -> str:
    said = "\n".join(readable(line) for line in text.split("\n"))
    return said if len(said) <= _LONGEST_NAME else f"{said[: _LONGEST_NAME - 1]}…"


def _hex(colour: str) -> str:
    return colour[1:].upper() if colour.startswith("#") else theme.TEXT[1:].upper()
