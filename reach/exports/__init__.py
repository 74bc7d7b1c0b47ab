"""An exhibit to a file. Every export carries what defends the figure: filters, rung, date, definition, source.

    content = FORMATS["XLSX"].make(exhibit)
    name = file_name(exhibit, FORMATS["XLSX"])

Nothing here runs a query or computes a figure. The parts that draw and write are loaded when first needed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reach.exhibit import Exhibit
from reach.exports.browsers import browser

__all__ = ["FORMATS", "Format", "browser", "file_name"]


@dataclass(frozen=True)
class Format:
    """A form in which an exhibit can be taken away."""

    label: str
    extension: str
    mime: str
    make: Callable[[Exhibit], bytes]
    help: str
    needs_browser: bool = False


def file_name(exhibit: Exhibit, format_: Format) -> str:
    """Give a file name that says chart, period and as-at date."""
    return f"{exhibit.file_stem}.{format_.extension}"


def _png(exhibit: Exhibit) -> bytes:
    from reach.exports.pictures import exhibit_png

    return exhibit_png(exhibit)


def _svg(exhibit: Exhibit) -> bytes:
    from reach.exports.pictures import exhibit_svg

    return exhibit_svg(exhibit)


def _csv(exhibit: Exhibit) -> bytes:
    from reach.exports.tables import exhibit_csv

    return exhibit_csv(exhibit)


def _xlsx(exhibit: Exhibit) -> bytes:
    from reach.exports.workbooks import exhibit_xlsx

    return exhibit_xlsx(exhibit)


FORMATS: dict[str, Format] = {
    format_.label: format_
    for format_ in (
        Format("PNG", "png", "image/png", _png, "A picture for slides, 2400 pixels wide.", needs_browser=True),
        Format("SVG", "svg", "image/svg+xml", _svg, "A picture that stays sharp at any size.", needs_browser=True),
        Format("CSV", "csv", "text/csv", _csv, "The figures for other programs, with their filters and source."),
        Format(
            "XLSX",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _xlsx,
            "An accessible workbook: the figures as a table, with definition, filters and source.",
        ),
    )
}
"""Every form an exhibit can take, by label. The download menu, the tests and the help all go by this list."""
