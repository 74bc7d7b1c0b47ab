"""The workbook inside a native chart, which opens with “Edit data”: texts stay texts, whatever they begin with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

_AS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class ChartNumbers(CategoryChartData):  # type: ignore[misc] # python-pptx's hints are not read: see pyproject.toml
    """A chart's categories and series, for its drawing and for its workbook alike.

    labels: what labels say beside their values, a column a series behind those of the values, by the series' name.
    """

    labels: dict[str, Sequence[str]]

    def cells_of_labels(self, name: str) -> str:
        """Return where the labels of a series stand, as Excel writes it."""
        column = xl_col_to_name(self._first_label_column + list(self.labels).index(name))
        return f"Sheet1!${column}$2:${column}${len(self.labels[name]) + 1}"

    @property
    def _first_label_column(self) -> int:
        return 1 + len(self)

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
            data = self._chart_data
            for place, (name, cells) in enumerate(data.labels.items(), start=data._first_label_column):
                sheet.write(0, place, f"Label: {name}")
                sheet.write_column(1, place, cells)
