"""Text from data where Streamlit takes Markdown: shown as it is, never obeyed."""

import re

# A colon only where it begins a picture's name, as in :smile: and :material/home:.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#$~|]|:(?=[\w+/-]+:))")


def as_text(text: str) -> str:
    """Give text so that Markdown shows every letter of it as it is, and no line begins with a per cent sign."""
    return _MARKS.sub(r"\\\1", text).replace(" %", "\u00a0%")
