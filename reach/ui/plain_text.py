"""Text from data in the midst of Markdown."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~:$.])")


def plain(text: str) -> str:
    """Give text so that Streamlit shows it as it is, and never takes any of it for Markdown."""
    return _MARKS.sub(r"\\\1", text)
