"""Text from data where Streamlit takes Markdown: shown as it is written, never obeyed.

Every text that is not written out in the code goes through here; tests/markdown.py refuses any other.
"""

import re

import pandas as pd

from reach.exports.typesetting import readable

_BLANKS = re.compile(r"[\t-\r\x1c-\x20\x85\u2028\u2029]+")

# A backslash takes away what these mean: marks, colours (:red[...]), icons (:material/...), entities (&amp;), and
# what makes a list, a line or a heading at the beginning. A minus or plus before a number stays as it is: st.metric
# goes by it.
_MARKS = re.compile(
    r"[\\`*{}\[\]<>#$~|]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # in a word, as in file_names, it means nothing
    r"|:(?=[A-Za-z:])|(?<=:material)/"
    r"|&(?=[#A-Za-z])"
    r"|^[-+](?=\s|$|--)|^=+$|(?<=^\d)[.)](?=\s|$)|(?<=^\d\d)[.)](?=\s|$)"
)

# Streamlit looks for these after backslashes are gone. A word joiner, which nobody sees, parts them: emoji and logos
# (:smile:), arrows and dashes (->, --), and addresses, which it would make into links.
_JOINED = re.compile(
    r":(?=[\w+-]+:)"
    r"|(?<!\S)(?:<(?=(?:->|-|=)(?:\s|$))|-(?=[->](?:\s|$))|[>~](?==(?:\s|$)))"
    r"|https?(?=://)|www(?=\.)|(?<=[\w.+-])(?=@[\w-]+\.)",
    re.IGNORECASE,
)
_JOINER = "\u2060"
_PER_CENT = re.compile(" %(?=.)")


def escape(text: str) -> str:
    """Give text so that Markdown shows every letter of it as it is, and no line of it begins with a per cent sign."""
    joined = _JOINED.sub(rf"\g<0>{_JOINER}", readable(_BLANKS.sub(" ", text)))
    return _PER_CENT.sub("\u00a0%", _MARKS.sub(r"\\\g<0>", joined))


def escape_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame of texts for st.table, whose headings and cells are Markdown, too."""
    return frame.map(lambda cell: escape(cell) if isinstance(cell, str) else cell).rename(columns=escape)
