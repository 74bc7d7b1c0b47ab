"""Charts that are PowerPoint's own: to be edited, restyled and copied, with the page's numbers in their workbook."""

import copy
import dataclasses
from typing import Any

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt

from reach.charts.chart import CategoryChart, Series
from reach.exports.typesetting import readable
from reach.report.slides.fitting import LEAST_SIZE, Box
from reach.report.slides.labels import cells_of, label_cells, labels_of
from reach.report.slides.numbers import ChartNumbers
from reach.report.slides.palette import Palette, set_colour
from reach.report.slides.placing import label_size, placed, says_values, written
from reach.report.slides.space import Space, end_of, is_exclusive, names_of, needs_legend, side_by_side, space_of

SHARE, COUNT = "0%", "#,##0"
_EITHER_WAY = "#,##0;#,##0"
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
    numbers.labels = {}
    for series in shown.series:
        numbers.add_series(_name(series.name), series.values)
        if any(series.labels) and not says_values(series, shown) and _name(series.name) not in numbers.labels:
            numbers.labels[_name(series.name)] = cells_of(series.labels, _values_of(series, shown))
    kind = _TYPES[shown.is_sideways, shown.is_stacked] if shown.has_bars else XL_CHART_TYPE.LINE_MARKERS
    frame = slide.shapes.add_chart(kind, *box.emu, numbers)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(space.size)
    set_colour(chart.font.color, palette.text)
    _set_plot(chart, shown, space)
    if shown.has_bars and any(_stands_across(series, shown) for series in shown.series):
        _move_lines(chart, shown)
    _set_axes(chart, shown, space, palette)
    for series, drawn in zip(shown.series, chart.series, strict=True):
        _set_colours(drawn, series, shown, palette)
        points = [placed(series, point, shown, space, palette, breadth) for point in range(len(shown.categories))]
        if any(points):
            name, is_value = _name(series.name), says_values(series, shown)
            found = drawn._element.find(qn("c:dLbls"))
            if found is not None:
                drawn._element.remove(found)
            drawn._element._insert_dLbls(
                labels_of(
                    points,
                    number_format=_number_format(shown),
                    size=label_size(space),
                    colour=palette.text,
                    values=None if is_value else _values_of(series, shown),
                )
            )
            if not is_value and name in numbers.labels:
                drawn._element.append(label_cells(numbers.cells_of_labels(name), numbers.labels[name]))
    _set_legend(chart, shown)
    _set_space(chart, space)
    _set_panel(chart, palette)
    return frame


def _values_of(series: Series, shown: CategoryChart) -> list[str]:
    """Return a series' values as labels write them."""
    return ["" if value is None else written(value, shown) for value in series.values]


def _set_plot(chart: Chart, shown: CategoryChart, space: Space) -> None:
    plot = chart.plots[0]
    plot.vary_by_categories = False
    if shown.has_bars:
        beside = max(len(side_by_side(shown)), 1)
        plot.gap_width = min(max(round(100 * (space.row - beside * space.bar) / space.bar), 10), 500)
        plot.overlap = 100 if shown.is_stacked or is_exclusive(shown) else 0


def _set_axes(chart: Chart, shown: CategoryChart, space: Space, palette: Palette) -> None:
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
    values.major_gridlines.format.line.width = Pt(0.75 if shown.has_bars else 0.5)
    set_colour(values.major_gridlines.format.line.color, palette.grid if shown.has_bars else palette.grid_to_read)
    values.format.line.fill.background()
    values.major_tick_mark = categories.major_tick_mark = XL_TICK_MARK.NONE
    set_colour(categories.format.line.color, palette.text)
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
        palette.fill_with_ground(drawn.format.fill)
        drawn.format.line.width = Pt(1.25)
        set_colour(drawn.format.line.color, palette.edge)
        is_first = next((each for each in shown.series if each.kind == "mark"), series) is series
        drawn.format.line.dash_style = MSO_LINE.SOLID if is_first else MSO_LINE.DASH
        return
    drawn.invert_if_negative = False
    usual = series.colours[0]
    palette.fill(drawn.format.fill, usual)
    _set_edge(drawn.format.line, usual, shown, palette)
    for point, colour in enumerate(series.colours):
        if colour != usual:
            palette.fill(drawn.points[point].format.fill, colour)
            _set_edge(drawn.points[point].format.line, colour, shown, palette)


def _set_edge(line: Any, colour: str, shown: CategoryChart, palette: Palette) -> None:
    """Draw a pale bar's outline, without which it would hardly be seen; part the bars of a stack."""
    if palette.is_pale(colour):
        line.width = Pt(1)
        set_colour(line.color, palette.edge)
    elif shown.is_stacked:
        line.width = Pt(0.75)
        set_colour(line.color, palette.ground)
    else:
        line.fill.background()


def _set_line(drawn: Any, series: Series, palette: Palette) -> None:
    drawn.smooth = False
    line = drawn.format.line
    if series.kind == "mark":
        line.fill.background()
        drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.DASH, _MARK
    else:
        line.width = Pt(series.width)
        palette.set_stroke(line.color, series.colours[0])
        if series.is_dotted:
            line.dash_style = MSO_LINE.ROUND_DOT
        if not series.size:
            drawn.marker.style = XL_MARKER_STYLE.NONE
            return
        drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.CIRCLE, max(int(series.size), 4)
    drawn.marker.format.fill.solid()
    palette.set_stroke(drawn.marker.format.fill.fore_color, series.colours[0])
    palette.set_stroke(drawn.marker.format.line.color, series.colours[0])


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


def _set_panel(chart: Chart, palette: Palette) -> None:
    """Put a panel behind a chart that could not be read on the slide itself."""
    fill = (
        f'<a:solidFill><a:srgbClr val="{palette.panel[1:].upper()}"/></a:solidFill>' if palette.panel else "<a:noFill/>"
    )
    properties = parse_xml(f"<c:spPr {nsdecls('c', 'a')}>{fill}<a:ln><a:noFill/></a:ln></c:spPr>")
    chart._chartSpace.find(qn("c:chart")).addnext(properties)


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
