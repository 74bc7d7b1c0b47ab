"""Text from data on the screen."""

import re

_MARKUP = re.compile(r"([\\`*_\[\]$~<>#|]|:(?=\w))")


def as_it_is(text: str) -> str:
    """Give text from data so that Streamlit shows it as it is, and never takes it for Markdown."""
    return _MARKUP.sub(r"\\\1", text)
