"""Tables as PowerPoint's own, which can be edited and restyled."""

from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Pt

from reach.report.slides.fitting import LEAST_SIZE, Box
from reach.report.slides.palette import Palette
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
    if table.is_grid:
        frame._element.find(".//{*}tableStyleId").text = _NO_STYLE
    for number, width in enumerate(table.widths):
        drawn.columns[number].width = Pt(width)
    for number, height in enumerate(table.heights):
        drawn.rows[number].height = Pt(height)
    heading = tuple(TableCell(name) for name in table.heading)
    for row, cells in enumerate((heading, *table.rows)):
        for column, cell in enumerate(cells):
            _write(drawn.cell(row, column), cell, table, palette, is_heading=row == 0, column=column)
    return frame


def _write(drawn: Any, cell: TableCell, table: Table, palette: Palette, *, is_heading: bool, column: int) -> None:
    drawn.margin_left = drawn.margin_right = Pt(ACROSS)
    drawn.margin_top = drawn.margin_bottom = Pt(DOWN)
    drawn.vertical_anchor = MSO_ANCHOR.MIDDLE if table.is_grid else MSO_ANCHOR.TOP
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
        if cell.colour:
            palette.set(run.font.color, palette.text_on(cell.colour))
        elif table.is_grid:
            run.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    if table.is_grid:
        _divide(drawn)
        if cell.colour:
            palette.fill(drawn.fill, cell.colour)
        else:
            drawn.fill.background()


def _divide(drawn: Any) -> None:
    """Set a cell apart from its neighbours by a line in the slide's own colour."""
    properties = drawn._tc.get_or_add_tcPr()
    for place, side in enumerate(("lnL", "lnR", "lnT", "lnB")):
        line = f'<a:{side} {nsdecls("a")} w="25400"><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:{side}>'
        properties.insert(place, parse_xml(line))
