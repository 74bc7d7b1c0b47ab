"""Draw docs/images/architecture.svg from the code: which part of reach imports which.

    python -m docs.draw_architecture

Rows are the layers that import-linter keeps (pyproject.toml). Of a part's imports only those are drawn that do not
follow from others.
"""

import html
import tomllib
from pathlib import Path

import grimp

PROJECT = Path(__file__).resolve().parent.parent
PICTURE = PROJECT / "docs" / "images" / "architecture.svg"

_WIDTH, _ROW, _BOX, _LETTER, _GAP = 980, 64, 34, 8.2, 26
_NOTES = {
    "screens": "a page and its widgets",
    "ui": "the kit: page, card, drill-through, filters",
    "commands": "the command line",
    "report": "the forum pack",
    "exhibits": "query, chart and sentence",
    "exports": "files out",
    "ingest": "files in",
    "charts": "what a chart shows",
    "queries": "asks queries/*.sql",
    "disclosure": "what the public may see",
    "store": "versions of the database",
    "settings": "data/hub.toml",
    "matching": "which school is meant",
    "columns": "what a column is",
}


def drawn() -> str:
    """Return the picture as SVG."""
    layers = _layers()
    imports = _without_what_follows(_imports({part for layer in layers for part in layer}))
    places = {}
    for row, layer in enumerate(layers):
        widths = [max(len(part), len(_NOTES.get(part, "")) * 0.72) * _LETTER + 24 for part in layer]
        left = (_WIDTH - sum(widths) - _GAP * (len(layer) - 1)) / 2
        for part, width in zip(layer, widths, strict=True):
            places[part] = (left, 10 + row * _ROW, width)
            left += width + _GAP
    lines = []
    for above, below in sorted(imports):
        (left, top, width), (to_left, to_top, to_width) = places[above], places[below]
        x, y, to_x = left + width / 2, top + _BOX, to_left + to_width / 2
        middle = (y + to_top) / 2
        lines.append(
            f'<path d="M{x:.0f} {y:.0f}C{x:.0f} {middle:.0f} {to_x:.0f} {middle:.0f} {to_x:.0f} {to_top - 5:.0f}" '
            'marker-end="url(#arrow)"/>'
        )
    boxes = [
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{_BOX}" rx="4"/>'
        f'<text x="{left + width / 2:.0f}" y="{top + (15 if part in _NOTES else 22):.0f}" font-weight="700">'
        f"{html.escape(part)}</text>"
        + (
            f'<text x="{left + width / 2:.0f}" y="{top + 28:.0f}" font-size="10">{html.escape(_NOTES[part])}</text>'
            if part in _NOTES
            else ""
        )
        for part, (left, top, width) in places.items()
    ]
    height = 10 + len(layers) * _ROW
    title = "Parts of reach: an arrow says “imports”, and all point down"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
            'font-family="Arial, sans-serif" font-size="14" text-anchor="middle">',
            f"<title>{title}</title>",
            '<defs><marker id="arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" '
            'orient="auto"><path d="M0 0L8 4L0 8z" fill="#6b7b8c"/></marker></defs>',
            f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
            '<g fill="none" stroke="#6b7b8c">',
            *lines,
            '</g><g fill="#e8f0f7" stroke="#12436d">',
            *(box.replace("<text ", '<text fill="#12436d" stroke="none" ') for box in boxes),
            "</g></svg>",
            "",
        ]
    )


def _layers() -> list[list[str]]:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(each for each in settings["tool"]["importlinter"]["contracts"] if each["type"] == "layers")
    return [[part.strip() for part in layer.split("|")] for layer in contract["layers"]]


def _imports(parts: set[str]) -> set[tuple[str, str]]:
    """Return which part imports which, from the code."""
    graph = grimp.build_graph("reach", cache_dir=None)
    return {
        (above, below)
        for above in parts
        for below in parts - {above}
        if graph.direct_import_exists(importer=f"reach.{above}", imported=f"reach.{below}", as_packages=True)
    }


def _without_what_follows(imports: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Leave out an import where another way leads to the same part."""
    below_of: dict[str, set[str]] = {}
    for above, below in imports:
        below_of.setdefault(above, set()).add(below)

    def reached_from(part: str) -> set[str]:
        direct = below_of.get(part, set())
        return direct.union(*(reached_from(each) for each in direct))

    return {
        (above, below)
        for above, below in imports
        if not any(below in reached_from(other) for other in below_of[above] - {below})
    }


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
    print(f"Drew {PICTURE.relative_to(PROJECT)}")
