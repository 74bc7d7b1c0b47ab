"""Charts that are PowerPoint's own: to be edited, restyled and copied, with the page's numbers in their workbook."""

import copy
import dataclasses
from typing import Any

from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt

from reach.charts.chart import CategoryChart, Series
from reach.exports.typesetting import readable
from reach.report.slides.fitting import LEAST_SIZE, Box
from reach.report.slides.labels import labels_of
from reach.report.slides.numbers import ChartNumbers
from reach.report.slides.palette import Palette
from reach.report.slides.placing import label_size, placed, says_values
from reach.report.slides.space import Space, end_of, is_exclusive, names_of, needs_legend, side_by_side, space_of

SHARE, COUNT = "0%", "#,##0"
_EITHER_WAY = "#,##0;#,##0"
_GRID, _HOLLOW = "D9D9D9", "6F777B"
_LONGEST_NAME = 240
_MARK = 24
"""How wide a mark across standing bars is."""
_TYPES = {
    (True, False): XL_CHART_TYPE.BAR_CLUSTERED,
    (True, True): XL_CHART_TYPE.BAR_STACKED,
    (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    (False, True): XL_CHART_TYPE.COLUMN_STACKED,
}


def add_chart(slide: Slide, box: Box, shown: CategoryChart, palette: Palette, breadth: float) -> Any:
    """Add a chart to a slide, and give its frame.

    Last year's mark across a lying bar becomes a bar of its own below it: PowerPoint has no mark across lying bars that
    anybody could edit. Across standing bars it is a mark.
    """
    # Lines come last, as PowerPoint counts those of a chart of two kinds.
    shown = dataclasses.replace(shown, series=tuple(sorted(shown.series, key=lambda each: _stands_across(each, shown))))
    space = space_of(shown, box.width, box.height, breadth)
    numbers = ChartNumbers(number_format=_number_format(shown))
    numbers.categories = [_name(each) for each in names_of(shown)]
    for series in shown.series:
        numbers.add_series(_name(series.name), series.values)
    kind = _TYPES[shown.is_sideways, shown.is_stacked] if shown.has_bars else XL_CHART_TYPE.LINE_MARKERS
    frame = slide.shapes.add_chart(kind, *box.emu, numbers)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(space.size)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    _set_plot(chart, shown, space)
    if shown.has_bars and any(_stands_across(series, shown) for series in shown.series):
        _move_lines(chart, shown)
    _set_axes(chart, shown, space)
    for series, drawn in zip(shown.series, chart.series, strict=True):
        _set_colours(drawn, series, shown, palette)
        points = [placed(series, point, shown, space, palette, breadth) for point in range(len(shown.categories))]
        if any(points):
            is_value = says_values(series, shown)
            found = drawn._element.find(qn("c:dLbls"))
            if found is not None:
                drawn._element.remove(found)
            drawn._element._insert_dLbls(
                labels_of(points, number_format=_number_format(shown), size=label_size(space), is_value=is_value)
            )
    _set_legend(chart, shown)
    _set_space(chart, space)
    return frame


def _set_plot(chart: Chart, shown: CategoryChart, space: Space) -> None:
    plot = chart.plots[0]
    plot.vary_by_categories = False
    if shown.has_bars:
        beside = max(len(side_by_side(shown)), 1)
        plot.gap_width = min(max(round(100 * (space.row - beside * space.bar) / space.bar), 10), 500)
        plot.overlap = 100 if shown.is_stacked or is_exclusive(shown) else 0


def _set_axes(chart: Chart, shown: CategoryChart, space: Space) -> None:
    values, categories = chart.value_axis, chart.category_axis
    has_less = any(value is not None and value < 0 for series in shown.series for value in series.values)
    if not has_less:
        values.minimum_scale = 0
    end = end_of(shown)
    if end:
        values.maximum_scale = end
    if end == 1 and shown.is_share:
        values.major_unit = 0.25
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
    if shown.axis.title:
        values.has_title = True
        text = values.axis_title.text_frame
        text.text = readable(shown.axis.title)
        text.paragraphs[0].runs[0].font.size = Pt(LEAST_SIZE)
        text.paragraphs[0].runs[0].font.bold = False


def _set_colours(drawn: Any, series: Series, shown: CategoryChart, palette: Palette) -> None:
    if _stands_across(series, shown):
        _set_line(drawn, series, palette)
        return
    if series.is_outlined or series.kind == "mark":
        # A hollow bar cannot be taken for one of the period's own, whatever their colours.
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
        drawn.format.line.width = Pt(1.25)
        drawn.format.line.color.rgb = RGBColor.from_string(_HOLLOW)
        is_first = next((each for each in shown.series if each.kind == "mark"), series) is series
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


def _set_line(drawn: Any, series: Series, palette: Palette) -> None:
    drawn.smooth = False
    line = drawn.format.line
    if series.kind == "mark":
        line.fill.background()
        drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.DASH, _MARK
    else:
        line.width = Pt(series.width)
        palette.set(line.color, series.colours[0])
        if series.is_dotted:
            line.dash_style = MSO_LINE.ROUND_DOT
        if not series.size:
            drawn.marker.style = XL_MARKER_STYLE.NONE
            return
        drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.CIRCLE, max(int(series.size), 4)
    palette.fill(drawn.marker.format.fill, series.colours[0])
    palette.set(drawn.marker.format.line.color, series.colours[0])


def _move_lines(chart: Chart, shown: CategoryChart) -> None:
    """Draw lines and marks, made as standing bars, as what they are: a second chart on the same axes."""
    bars = chart._chartSpace.find(f".//{qn('c:barChart')}")
    lines = parse_xml(
        f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/><c:marker val="1"/>'
        "</c:lineChart>"
    )
    for series, drawn in zip(shown.series, list(bars.findall(qn("c:ser"))), strict=True):
        if not _stands_across(series, shown):
            continue
        for only_of_bars in drawn.findall(qn("c:invertIfNegative")):
            drawn.remove(only_of_bars)
        drawn.append(parse_xml(f'<c:smooth {nsdecls("c")} val="0"/>'))
        lines.find(qn("c:marker")).addprevious(drawn)
    for axis in bars.findall(qn("c:axId")):
        lines.append(copy.deepcopy(axis))
    bars.addnext(lines)


def _set_legend(chart: Chart, shown: CategoryChart) -> None:
    chart.has_legend = needs_legend(shown)
    if not needs_legend(shown):
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


def _number_format(shown: CategoryChart) -> str:
    has_less = any(value is not None and value < 0 for series in shown.series for value in series.values)
    return SHARE if shown.is_share else _EITHER_WAY if has_less else COUNT


def _stands_across(series: Series, shown: CategoryChart) -> bool:
    return series.kind == "line" or (series.kind == "mark" and not shown.is_sideways)


def _name(text: str) -> str:
    name = "\n".join(readable(line) for line in text.split("\n"))
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
