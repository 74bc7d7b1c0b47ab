"""Web pages and the XML in Office files, as lxml reads them: its type hints say less than its elements can do."""

from typing import Any

from lxml import etree, html


def page_of(content: str) -> Any:
    """Give the root of a web page."""
    return html.fromstring(content)


def xml_of(content: bytes) -> Any:
    """Give the root of an XML file."""
    return etree.fromstring(content)
