"""A pack as one web page: charts to explore, tables below them, nothing from the network, and fit to print.

Without scripts its charts are pictures, where the machine that made it has a browser to draw them.

Every text is escaped by the template engine; what is data for charts stands where nothing is run. The page's own
policy lets no other script run than the two that were put in here.
"""

import base64
import functools
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from plotly.offline import get_plotlyjs

from reach.exhibit import Exhibit
from reach.exports import browser
from reach.exports.tables import without_control_characters
from reach.report.packs import Numbered, Pack
from reach.report.tables import columns_of, rows_of

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_UNSAFE_IN_SCRIPTS = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def write(pack: Pack) -> bytes:
    """Give the page as UTF-8."""
    drawing = (_TEMPLATES / "draw.js").read_text(encoding="utf-8")
    page = (
        _environment()
        .get_template("pack.html")
        .render(
            pack=pack,
            sections=[each for each in pack.sections if not each.summary and each.is_written_or_shown],
            first_words=[text for each in pack.sections if each.summary for text in each.paragraphs],
            has_pictures=browser() is not None,
            plotly=get_plotlyjs(),
            drawing=drawing,
            hashes=[_hash_of(get_plotlyjs()), _hash_of(drawing)],
            style=(_TEMPLATES / "pack.css").read_text(encoding="utf-8"),
        )
    )
    return page.encode("utf-8")


def _figure_json(exhibit: Exhibit) -> str:
    """Give a chart for the page's script to draw, so that no text in it can end the script element."""
    plain = exhibit.figure.to_json() if exhibit.figure is not None else "null"
    for letter, escape in _UNSAFE_IN_SCRIPTS.items():
        plain = plain.replace(letter, escape)
    return str(plain)


def _pictures(numbered: Numbered) -> list[str]:
    """Give a chart as pictures, for readers whose browser runs no scripts."""
    return [f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}" for svg in numbered.svgs]


def _hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # The scripts are left as they are: their hashes stand in the policy.
        finalize=lambda value: without_control_characters(value) if type(value) is str else value,
    )
    environment.filters["figure_json"] = _figure_json
    environment.filters["pictures"] = _pictures
    environment.filters["columns"] = columns_of
    environment.filters["rows"] = rows_of
    return environment
