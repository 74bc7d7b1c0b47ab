"""The workbook inside a native chart, which opens with “Edit data”: texts stay texts, whatever they begin with."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook

_AS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class ChartNumbers(CategoryChartData):  # type: ignore[misc] # python-pptx's hints are not read: see pyproject.toml
    """A chart's categories and series, for its drawing and for its workbook alike."""

    @property
    def _workbook_writer(self) -> "_Writer":
        return _Writer(self)


class _Writer(CategoryWorkbookWriter):  # type: ignore[misc] # as above
    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Workbook, Any]]:
        with Workbook(xlsx_file, _AS_TEXT) as workbook:
            sheet = workbook.add_worksheet()
            yield workbook, sheet
            sheet.set_column(0, 0, 32)
