"""Escapes text from data where Streamlit reads Markdown, so that it is shown as it is written.

Every text that is not a literal in the code goes through here; tests/markdown.py finds any that does not.
"""

import re

import pandas as pd

from reach.exports.typesetting import readable

_BLANKS = re.compile(r"[\t-\r\x1c-\x20\x85\u2028\u2029]+")

# A backslash disarms these: marks, colours (:red[...]), icons (:material/...), entities (&amp;), and whatever begins a
# list, a rule or a heading. A minus or plus before a number stays as it is, because st.metric reads it.
_MARKS = re.compile(
    r"[\\`*{}\[\]<>#$~|]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word, as in file_names, it has no meaning
    r"|:(?=[A-Za-z:])|(?<=:material)/"
    r"|&(?=[#A-Za-z])"
    r"|^[-+](?=\s|$|--)|^=+$|(?<=^\d)[.)](?=\s|$)|(?<=^\d\d)[.)](?=\s|$)"
)

# Streamlit looks for these after it has removed backslashes, so an invisible word joiner separates them: emoji and
# logos (:smile:), arrows and dashes (->, --), and addresses, which it would turn into links.
_JOINED = re.compile(
    r":(?=[\w+-]+:)"
    r"|(?<!\S)(?:<(?=(?:->|-|=)(?:\s|$))|-(?=[->](?:\s|$))|[>~](?==(?:\s|$)))"
    r"|https?(?=://)|www(?=\.)|(?<=[\w.+-])(?=@[\w-]+\.)",
    re.IGNORECASE,
)
_JOINER = "\u2060"


def escape(text: str) -> str:
    """Return text whose every letter Markdown shows as it is."""
    joined = _JOINED.sub(rf"\g<0>{_JOINER}", readable(_BLANKS.sub(" ", text)))
    return _MARKS.sub(r"\\\g<0>", joined)


def escape_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of texts for st.table, whose headings and cells are Markdown, too."""
    return frame.map(lambda cell: escape(cell) if isinstance(cell, str) else cell).rename(columns=escape)
