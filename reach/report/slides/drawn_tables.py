"""Tables as PowerPoint's own, which can be edited and restyled."""

from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Pt

from reach import theme
from reach.report.slides.fitting import LEAST_SIZE, Box
from reach.report.slides.palette import Palette, set_colour
from reach.report.slides.placeholders import write_run
from reach.report.slides.tables import ACROSS, DOWN, Table, TableCell

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def add_table(slide: Slide, box: Box, table: Table, palette: Palette) -> Any:
    """Add a table to a slide, and give its frame."""
    frame = slide.shapes.add_table(
        len(table.rows) + 1, len(table.heading), Pt(box.left), Pt(box.top), Pt(sum(table.widths)), Pt(table.height)
    )
    drawn = frame.table
    drawn.first_col = table.is_grid
    drawn.horz_banding = not table.is_grid
    # A style's colours are nobody's to measure: they are the theme's, whatever is behind.
    frame._element.find(".//{*}tableStyleId").text = _NO_STYLE
    for number, width in enumerate(table.widths):
        drawn.columns[number].width = Pt(width)
    for number, height in enumerate(table.heights):
        drawn.rows[number].height = Pt(height)
    heading = tuple(TableCell(name) for name in table.heading)
    for row, cells in enumerate((heading, *table.rows)):
        for column, cell in enumerate(cells):
            _write(drawn.cell(row, column), cell, table, palette, row=row, column=column)
    return frame


def _write(drawn: Any, cell: TableCell, table: Table, palette: Palette, *, row: int, column: int) -> None:
    drawn.margin_left = drawn.margin_right = Pt(ACROSS)
    drawn.margin_top = drawn.margin_bottom = Pt(DOWN)
    drawn.vertical_anchor = MSO_ANCHOR.MIDDLE if table.is_grid else MSO_ANCHOR.TOP
    is_heading = row == 0
    frame = drawn.text_frame
    frame.word_wrap = True
    to_the_right = bool(table.are_numbers) and table.are_numbers[column]
    for number, line in enumerate(cell.text.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if table.is_grid and column:
            paragraph.alignment = PP_ALIGN.CENTER
        elif to_the_right:
            paragraph.alignment = PP_ALIGN.RIGHT
        is_bold = is_heading or (column == 0 and not to_the_right) or (table.is_grid and number == 0)
        run = write_run(paragraph, line, LEAST_SIZE, is_bold=is_bold)
        if not line:
            # An empty cell is as high as its end, which would be of 18 points.
            paragraph._p.append(parse_xml(f'<a:endParaRPr {nsdecls("a")} sz="{100 * LEAST_SIZE}"/>'))
        set_colour(run.font.color, _text_colour(cell, table, palette, is_heading=is_heading))
    if table.is_grid:
        _divide(drawn, palette.ground)
    _fill(drawn.fill, cell, table, palette, row)


def _text_colour(cell: TableCell, table: Table, palette: Palette, *, is_heading: bool) -> str:
    if cell.colour:
        return palette.text_on(cell.colour)
    return palette.text_on(theme.MAIN) if is_heading and not table.is_grid else palette.text


def _fill(fill: Any, cell: TableCell, table: Table, palette: Palette, row: int) -> None:
    if cell.colour:
        palette.fill(fill, cell.colour)
    elif row == 0 and not table.is_grid:
        palette.fill(fill, theme.MAIN)
    elif row % 2 and not table.is_grid:
        fill.solid()
        set_colour(fill.fore_color, palette.band)
    elif palette.panel:
        fill.solid()
        set_colour(fill.fore_color, palette.panel)
    else:
        fill.background()


def _divide(drawn: Any, colour: str) -> None:
    """Set a cell apart from its neighbours by a line in the slide's own colour."""
    properties = drawn._tc.get_or_add_tcPr()
    for place, side in enumerate(("lnL", "lnR", "lnT", "lnB")):
        line = f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>'
        properties.insert(place, parse_xml(f'<a:{side} {nsdecls("a")} w="25400">{line}</a:{side}>'))
